"""Rows of the visits room, by noun."""

from songfai.visits.models.rotation import Rotation, Turn
from songfai.visits.models.visits import (
    Cost,
    Delegate,
    Entry,
    Gift,
    Meeting,
    Member,
    Promise,
    Visit,
)

__all__ = [
    "Cost",
    "Delegate",
    "Entry",
    "Gift",
    "Meeting",
    "Member",
    "Promise",
    "Rotation",
    "Turn",
    "Visit",
]
