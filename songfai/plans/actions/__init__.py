"""Writes of the room: plans and their items; activities with their evidence and figures."""

from songfai.plans.actions.activities import (
    add_evidence,
    change_activity,
    confirm_activity,
    put_back,
    record_activity,
    remove_evidence,
    set_figures,
    set_outputs,
    set_participations,
)
from songfai.plans.actions.filling import fill_plan
from songfai.plans.actions.plans import (
    approve,
    discard,
    offer,
    offered,
    remove_item,
    return_,
    save_item,
    set_reason,
    start_plan,
    title_of,
    withdraw,
)

__all__ = [
    "add_evidence",
    "approve",
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
    "return_",
    "save_item",
    "set_figures",
    "set_outputs",
    "set_participations",
    "set_reason",
    "start_plan",
    "title_of",
    "withdraw",
]
