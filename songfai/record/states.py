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
    STATE = "state", N_("Statement of one side")
    KEY = "key", N_("Change of keys")
    INSTRUMENT = "instrument", N_("Signed paper kept with the document")
    NOTE = "note", N_("Message")
    ERASE = "erase", N_("File erased")
    INCIDENT = "incident", N_("Incident")
    RESET = "reset", N_("Agreed state after an incident")
    CLOSE = "close", N_("End of the log")


class IncidentKind(State):
    FORK = "fork", N_("Two stories of one log")
    ROLLBACK = "rollback", N_("Restored from an older copy")


# What no longer waits and never came into force.
ENDED = (Stage.RETURNED, Stage.WITHDRAWN)
# What moves a document. Everything else in a log counts, is signed and is kept, but changes no standing.
MOVES = (EntryType.PROPOSE, EntryType.APPROVE, EntryType.WITHDRAW, EntryType.DECLINE)
# What the other side's server answers with a receipt by itself. Receipts are not answered, or two servers would never rest.
ANSWERED = (
    *MOVES,
    EntryType.STATE,
    EntryType.KEY,
    EntryType.INSTRUMENT,
    EntryType.NOTE,
    EntryType.ERASE,
    EntryType.RESET,
    EntryType.CLOSE,
)
