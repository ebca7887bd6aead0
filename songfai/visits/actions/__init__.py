"""Writes of the room: visits and what belongs to them, meetings with their minutes, the rotation of hosts."""

from songfai.visits.actions.arriving import meeting_came_into_force, take_in_minutes, take_in_visit
from songfai.visits.actions.lines import remove_line, save_cost, save_entry, save_gift, save_member
from songfai.visits.actions.meetings import (
    approve_minutes,
    let_stand,
    offer_minutes,
    remove_meeting,
    remove_promise,
    return_minutes,
    save_meeting,
    save_promise,
    settle,
    withdraw_minutes,
    write_minutes,
)
from songfai.visits.actions.returned import close, finish, report
from songfai.visits.actions.rotation import (
    agree_rotation,
    claim_turn,
    propose_rotation,
    record_turn,
    remove_turn,
)
from songfai.visits.actions.rotation_arriving import take_in_rotation, take_in_years
from songfai.visits.actions.telling import tell_known
from songfai.visits.actions.together import let_go, put_in_place
from songfai.visits.actions.visits import (
    Paper,
    approve_scheme,
    begin,
    cancel,
    change,
    confirm,
    propose,
    take_in,
    write_scheme,
)

__all__ = [
    "tell_known",
    "Paper",
    "agree_rotation",
    "approve_minutes",
    "approve_scheme",
    "begin",
    "cancel",
    "change",
    "close",
    "confirm",
    "finish",
    "let_go",
    "let_stand",
    "offer_minutes",
    "propose",
    "propose_rotation",
    "put_in_place",
    "claim_turn",
    "record_turn",
    "remove_line",
    "remove_meeting",
    "remove_promise",
    "remove_turn",
    "report",
    "return_minutes",
    "save_cost",
    "save_entry",
    "save_gift",
    "save_meeting",
    "save_member",
    "save_promise",
    "settle",
    "meeting_came_into_force",
    "take_in",
    "take_in_minutes",
    "take_in_rotation",
    "take_in_visit",
    "take_in_years",
    "withdraw_minutes",
    "write_minutes",
    "write_scheme",
]
