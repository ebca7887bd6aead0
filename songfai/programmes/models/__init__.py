"""Rows of the programmes room, by noun."""

from songfai.programmes.models.amendments import AmendedCommitment, Amendment
from songfai.programmes.models.answering import Answerable, Answered, Counterpart
from songfai.programmes.models.programmes import (
    Commitment,
    FurtherParty,
    Obligation,
    Programme,
    Reading,
    ReadingLine,
    Side,
    Text,
    named_party,
)

__all__ = [
    "AmendedCommitment",
    "Amendment",
    "Answerable",
    "Answered",
    "Commitment",
    "Counterpart",
    "FurtherParty",
    "Obligation",
    "Programme",
    "Reading",
    "ReadingLine",
    "Side",
    "Text",
    "named_party",
]
