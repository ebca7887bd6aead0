"""Kinds of reviews and the scale both sides rate on."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class ReviewKind(State):
    ANNUAL = "annual", N_("Annual review")


class Rating(State):
    """How a commitment was carried out in the year, in the words of Vietnamese and Lao reports."""

    WELL_DONE = "well_done", N_("Done well")
    DONE = "done", N_("Done as promised")
    PARTLY = "partly", N_("Partly done")
    NOT_DONE = "not_done", N_("Not done")
    NOT_DUE = "not_due", N_("Not due this year")
