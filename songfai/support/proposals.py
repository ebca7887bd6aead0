"""What an activity proposes for the form of a support: its kind, its words and a figure. A person checks and saves it."""

from typing import Any

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.plans.models import Activity
from songfai.programmes.states import CommitmentType
from songfai.support.states import SupportKind

KINDS = {
    CommitmentType.COURSE: SupportKind.COURSE,
    CommitmentType.STUDENTS: SupportKind.PLACES,
    CommitmentType.SUPPORT: SupportKind.PERSON_DAYS,
    CommitmentType.EXPERIENCE: SupportKind.PERSON_DAYS,
}
# Words of a figure's unit by which its number is taken over.
UNITS = {
    SupportKind.COURSE: ("person", "người", "học viên", "ຄົນ"),
    SupportKind.PLACES: ("place", "person", "chỉ tiêu", "người", "ບ່ອນ", "ຄົນ"),
    SupportKind.PERSON_DAYS: ("person-day", "ngày công", "ວັນງານ"),
}


def giver_of(activity: Activity) -> int:
    """Who gave, as the plan says who leads; without a plan, who recorded it."""
    lead = activity.item.lead if activity.item else 0
    return lead or activity.side


def from_activity(activity: Activity) -> dict[str, Any]:
    """Initial values of forms.SupportForm."""
    kind = KINDS.get(CommitmentType(activity.kind), SupportKind.PERSON_DAYS)
    return {
        "kind": kind,
        "title": activity.title,
        "year": activity.ends_on.year,
        "commitment": activity.commitment_id,
        "activity": activity.pk,
        "quantity": _figure(activity, UNITS[kind]),
    }


def _figure(activity: Activity, units: tuple[str, ...]) -> Any:
    for figure in activity.figures.all():
        if figure.is_estimate:
            continue  # what was given is measured
        words = {fold(figure.unit.get(language)) for language in LANGUAGES if figure.unit.get(language)}
        if any(word == fold(unit) or word == fold(unit) + "s" for word in words for unit in units):
            return figure.value
    return None
