"""Kinds of reviews, how they differ, and the scales both sides rate on."""

from dataclasses import dataclass

from songfai.kit.errors import N_
from songfai.kit.states import State
from songfai.programmes.states import ObligationKind


class ReviewKind(State):
    ANNUAL = "annual", N_("Annual review")
    MIDTERM = "midterm", N_("Preliminary review")
    FINAL = "final", N_("Final summary")


class Rating(State):
    """How a commitment was carried out in the year, in the words of Vietnamese and Lao reports."""

    WELL_DONE = "well_done", N_("Done well")
    DONE = "done", N_("Done as promised")
    PARTLY = "partly", N_("Partly done")
    NOT_DONE = "not_done", N_("Not done")
    NOT_DUE = "not_due", N_("Not due this year")


def ratings_of(of_term: bool) -> tuple[Rating, ...]:
    """What a review offers: over a whole term nothing is "not due this year"."""
    return tuple(one for one in Rating if not (of_term and one == Rating.NOT_DUE))


class Heading(State):
    """What a preliminary review and a final summary ask beside the commitments: the six criteria of the OECD's
    Development Assistance Committee (2019)."""

    RELEVANCE = "relevance", N_("Relevance")
    COHERENCE = "coherence", N_("Coherence")
    EFFECTIVENESS = "effectiveness", N_("Effectiveness")
    EFFICIENCY = "efficiency", N_("Efficiency")
    IMPACT = "impact", N_("Impact")
    SUSTAINABILITY = "sustainability", N_("Sustainability")


# What each heading asks, in the words of the criteria.
QUESTIONS = {
    Heading.RELEVANCE: N_("Did the programme do what both sides need?"),
    Heading.COHERENCE: N_("Did it fit with what each side does besides?"),
    Heading.EFFECTIVENESS: N_("Did it reach what was promised?"),
    Heading.EFFICIENCY: N_("Were people, time and money used well?"),
    Heading.IMPACT: N_("What has changed because of it?"),
    Heading.SUSTAINABILITY: N_("Will the results last without it?"),
}


class Grade(State):
    """How a side judges one heading."""

    VERY_GOOD = "very_good", N_("Very good")
    GOOD = "good", N_("Good")
    FAIR = "fair", N_("Fair")
    WEAK = "weak", N_("Weak")


class GroundKind(State):
    """What in the record a judgement may rest on."""

    ACTIVITY = "activity", N_("Activity")
    FILE = "file", N_("Evidence")
    INDICATOR = "indicator", N_("Indicator")
    MINUTES = "minutes", N_("Minutes of the year")


class Decision(State):
    """What both sides decide with the final summary."""

    RENEW = "renew", N_("Conclude a new programme")
    EXTEND = "extend", N_("Extend the term")
    END = "end", N_("End the cooperation")


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of review differs from another."""

    of_term: bool  # looks at every year since the term began, not at one
    headings: tuple[Heading, ...]
    decides: bool  # ends with a decision on the programme
    meets: tuple[ObligationKind, ...]  # the dates it meets once the minutes are in force


FORMS = {
    ReviewKind.ANNUAL: Form(False, (), False, (ObligationKind.ANNUAL_REVIEW,)),
    ReviewKind.MIDTERM: Form(True, tuple(Heading), False, (ObligationKind.MIDTERM,)),
    ReviewKind.FINAL: Form(
        True, tuple(Heading), True, (ObligationKind.FINAL_SUMMARY, ObligationKind.RENEWAL)
    ),
}


class Told(State):
    """The fixed headings under which each side informs the other of its own year (source 000). A side may add others."""

    LEGAL_TEXTS = "legal_texts", N_("Legal texts completed")
    APPARATUS = "apparatus", N_("Arrangement of the apparatus")
    PAYROLL = "payroll", N_("Streamlining of the payroll")
    PUBLIC_SERVICE = "public_service", N_("Reform of the public-service regime")
