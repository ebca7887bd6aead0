"""What the fields of the minutes are called on the screen where versions are compared, and words for their values."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.commitments.states import Better
from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.pictures import CELLS
from songfai.plans.wording import party_words
from songfai.programmes.models import Programme
from songfai.record.differences import Layout, Shown
from songfai.reviews.models import Review
from songfai.reviews.states import Decision, Grade, GroundKind, Heading, Rating, ReviewKind, Told


def _day(code: str) -> str:
    day = PartialDate.of(code)
    return format_date(day, current_language()) if day else ""


# What a review is called on the screen, by its kind.
NAMES = {
    ReviewKind.ANNUAL: N_("Annual review %(years)s"),
    ReviewKind.MIDTERM: N_("Preliminary review %(years)s"),
    ReviewKind.FINAL: N_("Final summary %(years)s"),
}
MINUTES_NAMES = {
    ReviewKind.ANNUAL: N_("Minutes of the annual review %(years)s, version %(version)s"),
    ReviewKind.MIDTERM: N_("Minutes of the preliminary review %(years)s, version %(version)s"),
    ReviewKind.FINAL: N_("Minutes of the final summary %(years)s, version %(version)s"),
}


# The fixed headings of the yearly information exchange, in the reader's language.
TOLD = dict(choices(Told))


def legend() -> list[tuple[str, str]]:
    """The looks of a column's parts (kit.pictures.CELLS) with their words."""
    words = {
        "on_time": _("Done on time"),
        "late": _("Done late"),
        "in_time": _("Still in time"),
        "overdue": _("Overdue"),
    }
    return [(look, str(words[name])) for name, look in CELLS]


def years_of(review: Review) -> str:
    """ "2025", or "2023–2026" of a review of the term."""
    first, last = review.first_year, review.year
    return str(last) if first == last else f"{first}–{last}"


def name_of(review: Review) -> str:
    return gettext(NAMES[ReviewKind(review.kind)]) % {"years": years_of(review)}


def minutes_name_of(review: Review, version: int) -> str:
    words = gettext(MINUTES_NAMES[ReviewKind(review.kind)])
    return words % {"years": years_of(review), "version": version}


def minutes_words(programme: Programme) -> Layout:
    """Labels and words for record.queries.differences of two versions of the minutes."""
    return MINUTES_WORDS | {
        "directions.lead_party": Shown(_("Further party that does it"), party_words(programme))
    }


RATINGS = dict(choices(Rating))
GRADES = dict(choices(Grade))
MINUTES_WORDS = {
    "year": _("Year"),
    "kind": Shown(_("Kind"), dict(choices(ReviewKind))),
    "number": _("Number"),
    "held_on": Shown(_("Held on"), _day),
    "place": _("Place"),
    "cut_off": Shown(_("Cut-off date"), _day),
    "findings": _("Commitment"),
    "side_1": Shown(_("Rating of the first side"), RATINGS),
    "side_2": Shown(_("Rating of the second side"), RATINGS),
    "comment_1": _("Comment of the first side"),
    "comment_2": _("Comment of the second side"),
    "agreed": Shown(_("Agreed rating"), RATINGS),
    "disagreement": _("Difference of opinion"),
    "difficulty": _("Difficulties"),
    "cause": _("Cause"),
    "lessons": _("Lesson"),
    "directions": _("Direction for next year"),
    "directions.lead": Shown(
        _("Who does it"), {"both": _("Both sides"), "p1": _("First side"), "p2": _("Second side")}
    ),
    "directions.commitment": Shown(_("Commitment"), lambda code: str(int(code[1:]))),
    "text": _("Text"),
    "agenda": _("Agenda"),
    "delegations": _("Delegation"),
    "members": _("Members"),
    "headings": _("Heading"),
    "headings.id": Shown(_("Heading"), dict(choices(Heading))),
    "headings.side_1": Shown(_("Grade of the first side"), GRADES),
    "headings.side_2": Shown(_("Grade of the second side"), GRADES),
    "text_1": _("View of the first side"),
    "text_2": _("View of the second side"),
    "conclusion": _("Conclusion of both sides"),
    "headings.rests_on_1": _("What the first side’s judgement rests on"),
    "headings.rests_on_2": _("What the second side’s judgement rests on"),
    "headings.rests_on_1.kind": Shown(_("Kind"), dict(choices(GroundKind))),
    "headings.rests_on_2.kind": Shown(_("Kind"), dict(choices(GroundKind))),
    "row": _("Row of the record"),
    "dated": Shown(_("Dated"), _day),
    "decision": _("Decision"),
    "decision.value": Shown(_("Decision"), dict(choices(Decision))),
    "extended_to": Shown(_("Extended to"), _day),
    "facts.years": _("Recorded year"),
    "facts.commitments.years": _("Recorded year"),
    "facts.undone": _("What was never done"),
    "facts.undone.commitment": _("Commitment"),
    "facts.unplanned": _("What never came into a plan"),
    "facts.unplanned.commitment": _("Commitment"),
    "reason_1": _("Reason given by the first side"),
    "reason_2": _("Reason given by the second side"),
    "title": _("Title"),
    "state": _("State"),
    "due": Shown(_("Due"), _day),
    "reason": _("Reason"),
    "said": _("Reason"),
    "side": _("Side"),
    "differs": _("Difference of opinion"),
    "minutes": _("Minutes of the year"),
    "minutes_version": _("Version"),
    "facts.commitments": _("Facts of commitment"),
    "facts.commitments.figures": _("Figure"),
    "facts.commitments.figures.estimate": _("Estimated"),
    "facts.commitments.figures.side_1": _("First side"),
    "facts.commitments.figures.side_2": _("Second side"),
    "facts.commitments.indicators": _("Indicator"),
    "facts.commitments.indicators.better": Shown(_("Direction"), dict(choices(Better))),
    "facts.commitments.indicators.target": _("Target"),
    "facts.commitments.indicators.by": _("By"),
    "facts.commitments.indicators.baseline": _("Baseline"),
    "facts.commitments.indicators.baseline_on": _("Baseline of"),
    "facts.commitments.indicators.source": _("Where its figures come from"),
    "facts.commitments.indicators.targets": _("Target"),
    "facts.commitments.indicators.targets.since": Shown(_("Agreed on"), _day),
    "facts.commitments.indicators.figures": _("Figure"),
    "facts.commitments.indicators.figures.on": Shown(_("Measured on"), _day),
    "facts.commitments.indicators.figures.estimate": _("Estimated"),
    "facts.commitments.indicators.figures.confirmed": Shown(_("Confirmed on"), _day),
    "facts.commitments.indicators.figures.source": _("Source of the figure"),
    "facts.commitments.indicators.figures.parts": _("Of which"),
    "facts.commitments.indicators.figures.parts.dimension": _("Broken down by"),
    "facts.commitments.indicators.figures.parts.part": _("Part"),
    "facts.plan": _("Yearly plan"),
    "planned": _("Planned"),
    "done": _("Done"),
    "on_time": _("Done on time"),
    "late": _("Done late"),
    "in_time": _("Still in time"),
    "overdue": _("Overdue"),
    "off_plan": _("Off plan"),
    "activities": _("Activities"),
    "evidence": _("Evidence"),
    "last_evidence": Shown(_("Last evidence"), _day),
    "label": _("What is counted"),
    "value": _("Number"),
    "unit": _("Unit of measure"),
}
