"""Writes of the room: plans and their items; activities with their evidence and figures."""

from songfai.plans.actions.activities import (
    add_evidence,
    attest_activity,
    change_activity,
    confirm_activity,
    put_back,
    record_activity,
    remove_evidence,
    set_figures,
    set_outputs,
    set_participations,
)
from songfai.plans.actions.arriving import take_in, take_in_activity, take_in_confirmation
from songfai.plans.actions.filling import fill_plan
from songfai.plans.actions.plans import (
    approve,
    discard,
    offer,
    offered,
    remove_item,
    require_in_force,
    return_,
    save_item,
    set_reason,
    start_plan,
    withdraw,
)

__all__ = [
    "take_in_confirmation",
    "take_in_activity",
    "take_in",
    "add_evidence",
    "approve",
    "attest_activity",
    "change_activity",
    "confirm_activity",
    "discard",
    "fill_plan",
    "offer",
    "offered",
    "put_back",
    "record_activity",
    "remove_evidence",
    "remove_item",
    "require_in_force",
    "return_",
    "save_item",
    "set_figures",
    "set_outputs",
    "set_participations",
    "set_reason",
    "start_plan",
    "withdraw",
]
