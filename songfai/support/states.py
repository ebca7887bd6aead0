"""What is given, how far it has come, who may move it on, and how a table of rates stands."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class SupportKind(State):
    MONEY = "money", N_("Money")
    GOODS = "goods", N_("Goods")
    PERSON_DAYS = "person_days", N_("Experts’ person-days")
    PLACES = "places", N_("Student places")
    COURSE = "course", N_("Course taught")


class SupportState(State):
    PROMISED = "promised", N_("Promised")
    APPROVED = "approved", N_("Approved")
    DELIVERED = "delivered", N_("Delivered")
    RECEIVED = "received", N_("Received, confirmed")
    CANCELLED = "cancelled", N_("Cancelled")


GIVER, RECEIVER = "giver", "receiver"

# From, to -> which side does it. What is not here is not allowed; nobody does the other side's part.
MOVES: dict[tuple[SupportState, SupportState], str] = {
    (SupportState.PROMISED, SupportState.APPROVED): GIVER,
    (SupportState.PROMISED, SupportState.CANCELLED): GIVER,
    (SupportState.APPROVED, SupportState.DELIVERED): GIVER,
    (SupportState.APPROVED, SupportState.CANCELLED): GIVER,
    (SupportState.DELIVERED, SupportState.APPROVED): GIVER,
    (SupportState.DELIVERED, SupportState.RECEIVED): RECEIVER,
    (SupportState.RECEIVED, SupportState.DELIVERED): RECEIVER,
    (SupportState.CANCELLED, SupportState.PROMISED): GIVER,
}

# As long as it stands here, the giving side may change what it wrote.
CHANGEABLE = {SupportState.PROMISED, SupportState.APPROVED}
# Before it has been delivered: what is counted as promised, not as given.
AHEAD = {SupportState.PROMISED, SupportState.APPROVED, SupportState.DELIVERED}


class RateState(State):
    IN_FORCE = "in_force", N_("In force")
    REPLACED = "replaced", N_("Replaced")
    DRAFT = "draft", N_("Draft, not in force")


class AgreedState(State):
    PROPOSED = "proposed", N_("Proposed")
    AGREED = "agreed", N_("Agreed by both sides")
