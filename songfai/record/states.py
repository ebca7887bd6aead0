"""Stages of a document both sides sign, and the types of a log's entries (record format 2.3, 2.4)."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Stage(State):
    OFFERED = "offered", N_("Offered")
    ACCEPTED = "accepted", N_("Accepted, receipt pending")
    IN_FORCE = "in_force", N_("In force")
    REPLACED = "replaced", N_("Replaced")
    RETURNED = "returned", N_("Returned")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


class EntryType(State):
    GENESIS = "genesis", N_("Opening of the log")
    PROPOSE = "propose", N_("Proposal")
    APPROVE = "approve", N_("Approval")
    WITHDRAW = "withdraw", N_("Withdrawal")
    DECLINE = "decline", N_("Return")
    ACK = "ack", N_("Receipt")
    FINAL = "final", N_("Entry into force")
