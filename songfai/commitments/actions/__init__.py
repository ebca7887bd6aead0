"""Writes of the room: what each side says of a commitment, its remarks, the indicators both agree."""

from songfai.commitments.actions.arriving import take_in_commitment
from songfai.commitments.actions.indicators import (
    agree,
    agree_target,
    confirm,
    measure,
    propose,
    propose_target,
    withdraw,
    withdraw_target,
)
from songfai.commitments.actions.saying import say, take_back, write_remark
from songfai.commitments.actions.telling import tell_known

__all__ = [
    "tell_known",
    "agree",
    "agree_target",
    "confirm",
    "measure",
    "propose",
    "propose_target",
    "say",
    "take_back",
    "take_in_commitment",
    "withdraw",
    "withdraw_target",
    "write_remark",
]
