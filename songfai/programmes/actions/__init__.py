"""Writes of the programmes room, by noun."""

from songfai.programmes.actions.answering import name_answerable
from songfai.programmes.actions.arriving import take_in, take_in_answerables
from songfai.programmes.actions.drafting import make_draft
from songfai.programmes.actions.editing import (
    add_commitment,
    change,
    change_commitment,
    change_side,
    delete_commitment,
    delete_obligation,
    move_commitment,
    name_focal,
    remove_text,
    set_prevailing,
    write_obligation,
    write_text,
)
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

__all__ = [
    "take_in_answerables",
    "take_in",
    "add",
    "add_commitment",
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
    "make_draft",
    "make_keys",
    "move_commitment",
    "name_answerable",
    "name_focal",
    "offer",
    "offered",
    "remove_text",
    "restore",
    "return_",
    "set_prevailing",
    "start",
    "withdraw",
    "write_obligation",
    "write_text",
]
