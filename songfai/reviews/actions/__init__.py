"""Writes of the room: the work on a year, the minutes both sides sign, the plan that follows from them."""

from songfai.reviews.actions.arriving import came_into_force, take_in, take_in_ratings
from songfai.reviews.actions.following import plan_from_directions
from songfai.reviews.actions.minutes import approve, offer_minutes, offered, return_, withdraw
from songfai.reviews.actions.room import (
    compile_facts,
    open_review,
    rate,
    remove_direction,
    remove_lesson,
    save_direction,
    save_finding,
    save_lesson,
    set_meeting,
)

__all__ = [
    "take_in_ratings",
    "take_in",
    "came_into_force",
    "approve",
    "compile_facts",
    "offer_minutes",
    "offered",
    "open_review",
    "plan_from_directions",
    "rate",
    "remove_direction",
    "remove_lesson",
    "return_",
    "save_direction",
    "save_finding",
    "save_lesson",
    "set_meeting",
    "withdraw",
]
