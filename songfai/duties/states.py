"""How a duty stands, worked out from its dates, and what becomes of an extension."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class DutyState(State):
    WAITING = "waiting", N_("Not begun: waits for its start")
    OPEN = "open", N_("Running")
    LATE = "late", N_("Late")
    MET = "met", N_("Met")
    GONE = "gone", N_("Not met, no longer owed")


class ExtensionState(State):
    PROPOSED = "proposed", N_("Proposed")
    AGREED = "agreed", N_("Agreed")
    DECLINED = "declined", N_("Declined")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


MOVES = {
    ExtensionState.PROPOSED: {ExtensionState.AGREED, ExtensionState.DECLINED, ExtensionState.WITHDRAWN},
    ExtensionState.AGREED: set(),
    ExtensionState.DECLINED: set(),
    ExtensionState.WITHDRAWN: set(),
}
