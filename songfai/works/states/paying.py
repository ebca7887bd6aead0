"""What authors are paid. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class PayKind(State):
    """Why remuneration is owed to the authors, or why not."""

    AGREED = "agreed", N_("By agreement of the owner and the authors")
    BY_LAW = "by_law", N_("By the rates of the law, without an agreement")
    NONE = "none", N_("None is owed")


class InstalmentKind(State):
    YEAR = "year", N_("For a year of application")
    TRANSFER = "transfer", N_("For a transfer")


class PayState(State):
    """How a payment stands today. None of these is kept: it follows from the amounts, the papers and the day."""

    PAID = "paid", N_("Paid")
    LATE = "late", N_("Late")
    DUE = "due", N_("Due")
    AHEAD = "ahead", N_("Lies ahead")
    OPEN = "open", N_("Waits for the benefit")
    LAPSED = "lapsed", N_("Not owed any more")


REMUNERATION = "initiative-remuneration"
