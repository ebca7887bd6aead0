"""Writes of the room: plans and their items; activities with their evidence and figures."""

from songfai.plans.actions.activities import (
    add_evidence,
    attest_activity,
    change_activity,
    confirm_activity,
    put_back,
    record_activity,
    remove_evidence,
    set_rows,
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
from songfai.plans.actions.telling import tell_known
from songfai.plans.actions.templates import (
    fill_from_template,
    remove_template,
    save_template,
    start_from_template,
)

__all__ = [
    "tell_known",
    "take_in_confirmation",
    "take_in_activity",
    "take_in",
    "add_evidence",
    "approve",
    "attest_activity",
    "change_activity",
    "confirm_activity",
    "discard",
    "fill_from_template",
    "fill_plan",
    "offer",
    "offered",
    "put_back",
    "record_activity",
    "remove_evidence",
    "remove_item",
    "remove_template",
    "require_in_force",
    "return_",
    "save_item",
    "save_template",
    "set_rows",
    "set_reason",
    "start_from_template",
    "start_plan",
    "withdraw",
]
