"""Writes of the room: support and its documents, payments, rate tables, and the units of the balance."""

from songfai.support.actions.arriving import (
    take_in_papers,
    take_in_payments,
    take_in_receipt,
    take_in_support,
    take_in_unit,
)
from songfai.support.actions.giving import (
    add_paper,
    approve,
    cancel,
    change,
    deliver,
    promise,
    promise_again,
    receive,
    remove_paper,
    take_delivery_back,
    take_receipt_back,
)
from songfai.support.actions.measuring import agree_unit, propose_unit, withdraw_unit
from songfai.support.actions.paying import pay, remove_payment
from songfai.support.actions.rating import RateLine, save_table, save_version
from songfai.support.actions.telling import tell_known

__all__ = [
    "tell_known",
    "RateLine",
    "add_paper",
    "agree_unit",
    "approve",
    "cancel",
    "change",
    "deliver",
    "pay",
    "promise",
    "promise_again",
    "propose_unit",
    "receive",
    "remove_paper",
    "remove_payment",
    "save_table",
    "save_version",
    "take_delivery_back",
    "take_in_papers",
    "take_in_payments",
    "take_in_receipt",
    "take_in_support",
    "take_in_unit",
    "take_receipt_back",
    "withdraw_unit",
]
