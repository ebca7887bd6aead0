"""Writes of the programmes room, by noun."""

from songfai.programmes.actions.amending import (
    COMMITMENT,
    amend_commitment,
    discard_amendment,
    leave_as_it_is,
    start_amendment,
    take_over,
    word_amendment,
)
from songfai.programmes.actions.amendments import (
    approve_amendment,
    offer_amendment,
    return_amendment,
    withdraw_amendment,
)
from songfai.programmes.actions.answering import name_answerable, name_focal
from songfai.programmes.actions.applying import amendment_came_into_force, apply_amendment, take_in_amendment
from songfai.programmes.actions.arriving import take_in, take_in_answerables
from songfai.programmes.actions.copying import draft_from
from songfai.programmes.actions.counterparts import end_counterpart, name_counterpart, resume_counterpart
from songfai.programmes.actions.drafting import make_draft
from songfai.programmes.actions.editing import (
    add_commitment,
    add_further_party,
    change,
    change_commitment,
    change_side,
    delete_commitment,
    delete_obligation,
    move_commitment,
    remove_further_party,
    remove_text,
    set_prevailing,
    write_obligation,
    write_text,
)
from songfai.programmes.actions.promising import promise, require_numbers_free
from songfai.programmes.actions.readings import (
    add,
    bring_back,
    confirm,
    confirm_all,
    correct,
    delete,
    dismiss,
    restore,
    start,
)
from songfai.programmes.actions.signing import approve, make_keys, offer, offered, return_, withdraw
from songfai.programmes.actions.sleeping import set_asleep_after
from songfai.programmes.actions.telling import tell_known

__all__ = [
    "tell_known",
    "COMMITMENT",
    "amend_commitment",
    "amendment_came_into_force",
    "apply_amendment",
    "approve_amendment",
    "discard_amendment",
    "leave_as_it_is",
    "offer_amendment",
    "return_amendment",
    "start_amendment",
    "take_in_amendment",
    "take_over",
    "withdraw_amendment",
    "word_amendment",
    "take_in_answerables",
    "set_asleep_after",
    "take_in",
    "add",
    "add_commitment",
    "add_further_party",
    "approve",
    "bring_back",
    "change",
    "change_commitment",
    "change_side",
    "confirm",
    "confirm_all",
    "correct",
    "delete",
    "delete_commitment",
    "delete_obligation",
    "dismiss",
    "draft_from",
    "end_counterpart",
    "make_draft",
    "make_keys",
    "move_commitment",
    "name_answerable",
    "name_counterpart",
    "name_focal",
    "offer",
    "offered",
    "promise",
    "require_numbers_free",
    "remove_further_party",
    "remove_text",
    "restore",
    "resume_counterpart",
    "return_",
    "set_prevailing",
    "start",
    "withdraw",
    "write_obligation",
    "write_text",
]
