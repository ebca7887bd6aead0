"""The years of a programme that can be reported on."""

from dataclasses import dataclass
from datetime import date

from songfai.plans.models import Activity, Plan
from songfai.programmes.models import Programme
from songfai.record.states import Stage
from songfai.reviews.models import Review
from songfai.reviews.states import ReviewKind


@dataclass(frozen=True, slots=True)
class Year:
    """A year a report can be compiled for: whether its plan and its minutes are in force."""

    year: int
    has_plan: bool
    has_minutes: bool
    activities: int

    @property
    def is_empty(self) -> bool:
        return not self.has_plan and not self.activities


def years_of(programme: Programme, today: date) -> list[Year]:
    """The years of the term that have begun, newest first; three queries."""
    first, last = programme.term_start.year or today.year, programme.term_end.year or today.year
    in_force = {"document__standing__stage": Stage.IN_FORCE}
    planned = set(Plan.objects.filter(programme=programme, **in_force).values_list("year", flat=True))
    reviewed = set(
        Review.objects.filter(programme=programme, kind=ReviewKind.ANNUAL, **in_force).values_list(
            "year", flat=True
        )
    )
    counts: dict[int, int] = {}
    rows = Activity.objects.filter(programme=programme).values_list("item__plan__year", "starts_on")
    for plan_year, starts_on in rows:
        counts[plan_year or starts_on.year] = counts.get(plan_year or starts_on.year, 0) + 1
    years = range(first, min(last, today.year) + 1)
    return [Year(year, year in planned, year in reviewed, counts.get(year, 0)) for year in reversed(years)]
