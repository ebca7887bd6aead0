"""Writes of the joint record. Each side's acts go into its own log; what both logs then say is settled in the
same transaction. The room that owns the matter calls these and writes the journal and the notices.
"""

from songfai.record.actions.beside import erase_file, forget_erased, keep_paper, write_message
from songfai.record.actions.cards import apply_card, read_request, request_card, sign_request
from songfai.record.actions.drafts import hand_on, keep_even, subject_of, wrote
from songfai.record.actions.joint import approve, check_text, offer, return_, withdraw
from songfai.record.actions.registers import open_register, recompute
from songfai.record.actions.settling import name_story
from songfai.record.actions.statements import Said, hold, restate_all, state, state_all

__all__ = [
    "apply_card",
    "request_card",
    "sign_request",
    "approve",
    "check_text",
    "erase_file",
    "forget_erased",
    "hand_on",
    "hold",
    "keep_even",
    "keep_paper",
    "offer",
    "name_story",
    "open_register",
    "read_request",
    "recompute",
    "return_",
    "Said",
    "state",
    "restate_all",
    "state_all",
    "subject_of",
    "withdraw",
    "write_message",
    "wrote",
]
