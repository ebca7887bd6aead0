"""How a deadline is counted, in whose calendar, and how sure a fact is."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Unit(State):
    DAYS = "days", N_("Calendar days")
    WORKING_DAYS = "working_days", N_("Working days")
    MONTHS = "months", N_("Months")
    DAY_OF_YEAR = "day_of_year", N_("A fixed day of the year")


class CalendarOf(State):
    OWNER = "owner", N_("The calendar of the side that owes it")
    BOTH = "both", N_("Only days on which both sides work")


class Certainty(State):
    """Whether the limit stands in a source that was read, or has still to be checked."""

    SOURCED = "sourced", N_("Stands in its source")
    UNCONFIRMED = "unconfirmed", N_("Not confirmed yet")
    PROPOSAL = "proposal", N_("Proposal, no law")


class DayKind(State):
    OFF = "off", N_("Holiday")
    WORKED = "worked", N_("Worked in lieu")
