"""What a side may say of a commitment, and how a commitment stands in all."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Word(State):
    """What one side says. The first holds when either side says it, the others when both do."""

    AT_RISK = "at_risk", N_("At risk")
    DONE = "done", N_("Done for good")
    CARRIED_OVER = "carried_over", N_("Carried over")
    CANCELLED = "cancelled", N_("Cancelled")


# Both must say it, strongest first: what is cancelled is not also carried over.
OF_BOTH = (Word.CANCELLED, Word.DONE, Word.CARRIED_OVER)
NEEDS_REASON = {Word.AT_RISK, Word.CARRIED_OVER, Word.CANCELLED}


class Stand(State):
    """How a commitment stands today. Worked out from the record and from what the sides say, never typed in."""

    NOT_STARTED = "not_started", N_("Not started")
    NOT_DUE = "not_due", N_("Not due yet")
    ON_TRACK = "on_track", N_("On track")
    AT_RISK = "at_risk", N_("At risk")
    NOT_DONE = "not_done", N_("Not done")
    LATE = "late", N_("Late")
    ASLEEP = "asleep", N_("Asleep")
    DONE = "done", N_("Done")
    DONE_CONFIRMED = "done_confirmed", N_("Done, confirmed by both")
    CANCELLED = "cancelled", N_("Cancelled")
    CARRIED_OVER = "carried_over", N_("Carried over")


class Better(State):
    """Which way an indicator should go."""

    MORE = "more", N_("More is better")
    LESS = "less", N_("Less is better")


class FigureState(State):
    """Whether the other side has confirmed a figure of an indicator."""

    CONFIRMED = "confirmed", N_("Confirmed by the other side")
    UNCONFIRMED = "unconfirmed", N_("Not confirmed yet")
