"""What the fields of the minutes are called on the screen where versions are compared, and words for their values."""

from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.record.differences import Shown
from songfai.reviews.states import Rating, ReviewKind


def _day(code: str) -> str:
    day = PartialDate.of(code)
    return format_date(day, current_language()) if day else ""


RATINGS = dict(choices(Rating))
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
    "cause": _("Cause"),
    "lessons": _("Lesson"),
    "directions": _("Direction for next year"),
    "directions.commitment": Shown(_("Commitment"), lambda code: str(int(code[1:]))),
    "text": _("Text"),
    "facts.commitments": _("Facts of commitment"),
    "facts.commitments.figures": _("Figure"),
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
