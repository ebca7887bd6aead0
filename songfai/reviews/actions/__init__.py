"""Writes of the room: the work on a year, the minutes both sides sign, the plan that follows from them."""

from songfai.reviews.actions.arriving import came_into_force, take_in, take_in_ratings
from songfai.reviews.actions.arriving_information import take_in_acknowledgement, take_in_information
from songfai.reviews.actions.closing import close, take_in_closing
from songfai.reviews.actions.following import amendment_from_decision, plan_from_directions
from songfai.reviews.actions.information import (
    acknowledge,
    add_heading,
    attach,
    detach,
    hand_over,
    remove_heading,
    save_part,
)
from songfai.reviews.actions.lines import remove_direction, remove_lesson, save_direction, save_lesson
from songfai.reviews.actions.minutes import approve, offer_minutes, offered, return_, withdraw
from songfai.reviews.actions.room import (
    compile_facts,
    counted,
    let_stand,
    open_review,
    rate,
    save_finding,
    set_meeting,
)
from songfai.reviews.actions.telling import tell_known
from songfai.reviews.actions.term import conclude, decide, judge, rest_on, set_delegation

__all__ = [
    "tell_known",
    "acknowledge",
    "amendment_from_decision",
    "add_heading",
    "attach",
    "detach",
    "hand_over",
    "remove_heading",
    "save_part",
    "take_in_acknowledgement",
    "take_in_information",
    "take_in_ratings",
    "take_in",
    "came_into_force",
    "approve",
    "close",
    "take_in_closing",
    "compile_facts",
    "conclude",
    "counted",
    "decide",
    "judge",
    "let_stand",
    "offer_minutes",
    "offered",
    "open_review",
    "plan_from_directions",
    "rate",
    "remove_direction",
    "remove_lesson",
    "rest_on",
    "return_",
    "save_direction",
    "save_finding",
    "save_lesson",
    "set_delegation",
    "set_meeting",
    "withdraw",
]
