"""Writes of duties: they begin when their event comes, are extended with a paper, and are met by each side's own word."""

from songfai.duties.actions.arriving import take_in_duty
from songfai.duties.actions.confirming import confirm_duty, take_back
from songfai.duties.actions.extending import Paper, answer_extension, extend, withdraw_extension
from songfai.duties.actions.keeping import counted_now, follow, open_duty, recount, start_duty
from songfai.duties.actions.telling import tell_known
from songfai.duties.actions.together import let_go, put_in_place

__all__ = [
    "tell_known",
    "Paper",
    "answer_extension",
    "confirm_duty",
    "counted_now",
    "extend",
    "follow",
    "let_go",
    "open_duty",
    "put_in_place",
    "recount",
    "start_duty",
    "take_back",
    "take_in_duty",
    "withdraw_extension",
]
