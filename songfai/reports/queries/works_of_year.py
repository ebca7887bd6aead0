"""The works of a programme's year, where it promises campaigns, contests or awards and both sides keep theirs here."""

from collections.abc import Iterable
from datetime import date

from songfai.programmes.models import Commitment, Programme
from songfai.programmes.states import ABOUT_WORKS
from songfai.record.models import Log
from songfai.reports.figures import Figure
from songfai.reports.works_facts import SideWorks, WorkBenefit, YearWorks
from songfai.works.queries import WorksOfYear, borne_by, works_of_year


def works_of_programme(
    programme: Programme, commitments: Iterable[Commitment], year: int, cut_off: date
) -> YearWorks | None:
    """`commitments`: those promised by the cut-off date. None in a year without works, and where the other side keeps
    its own on another server: a report that both sides compile says the same on both (docs/adr/0125)."""
    if not any(one.type in ABOUT_WORKS for one in commitments):
        return None
    if Log.objects.filter(register=programme.register_id, hosted=False).exists():
        return None
    sides = sorted(programme.sides.all(), key=lambda side: side.position)
    first, second = (works_of_year(borne_by(side, cut_off), year, cut_off) for side in sides)
    return YearWorks(_side(1, first), _side(2, second)) if first or second else None


def _side(position: int, found: WorksOfYear) -> SideWorks:
    def figure(name: str) -> Figure:
        return Figure(f"works.{name}_{position}", getattr(found, name), "works")

    benefits = (
        WorkBenefit(str(one.kind), one.confirmed, one.currency, one.minor, one.works)
        for one in found.benefits
    )
    return SideWorks(figure("filed"), figure("recognised"), figure("applied"), tuple(benefits))
