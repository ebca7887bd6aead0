"""Writes of the room: what each side says of a commitment, its remarks, the indicators both agree."""

from songfai.commitments.actions.arriving import take_in_commitment
from songfai.commitments.actions.indicators import agree, measure, propose, withdraw
from songfai.commitments.actions.saying import say, take_back, write_remark
from songfai.commitments.actions.telling import tell_known

__all__ = [
    "tell_known",
    "agree",
    "measure",
    "propose",
    "say",
    "take_back",
    "take_in_commitment",
    "withdraw",
    "write_remark",
]
