"""The visits of a programme's year, as they stood on the cut-off date."""

from datetime import date

from songfai.programmes.models import Programme
from songfai.reports.counting import travelled
from songfai.reports.facts import SideVisits, VisitFacts, YearVisits
from songfai.reports.figures import Figure, count
from songfai.reports.queries.parties import name_of
from songfai.visits.models import Visit
from songfai.visits.queries import told_in, visits_of
from songfai.visits.states import NOBODY_TRAVELS, VisitState


def visits_of_year(programme: Programme, year: int, cut_off: date) -> YearVisits | None:
    """Delegations that were back by the cut-off date, and visits cancelled by then; None in a year without any. Three queries."""
    rows = (
        visits_of(programme)
        .filter(told_in(year, cut_off))
        .select_related("host_party__institution")
        .prefetch_related("members", "delegates")
    )
    found = tuple(
        VisitFacts(
            key=str(row.key),
            title=row.title,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            host=row.host,
            level=row.level,
            members=row.in_delegation,
            persons=_persons(row),
            cancelled=row.state == VisitState.CANCELLED,
            reason=row.cancel_reason if row.state == VisitState.CANCELLED else row.deviation,
            party=name_of(row.host_party),
            apart=row.manner in NOBODY_TRAVELS,
        )
        for row in rows.order_by("starts_on", "id")
    )
    if not found:
        return None
    return YearVisits(side_1=_side(1, found), side_2=_side(2, found), visits=found)


def _persons(visit: Visit) -> tuple[str, ...]:
    """The marks of the places whose side has told whose they are: written here, or told by its server."""
    here = [one.mark.hex for one in visit.members.all()]
    return tuple(here + [one.mark.hex for one in visit.delegates.all() if one.mark])


def _side(position: int, visits: tuple[VisitFacts, ...]) -> SideVisits:
    went = [one for one in visits if not one.cancelled and not one.apart]
    sent = [one for one in went if one.host != position]
    return SideVisits(
        hosted=count(
            f"visits.hosted_{position}",
            "visits",
            # What a further party hosted stands apart: it is no side's.
            tuple(one.key for one in went if one.host == position and not one.party),
        ),
        sent=count(f"visits.sent_{position}", "visits", tuple(one.key for one in sent)),
        delegates=Figure(
            f"visits.delegates_{position}",
            travelled(sent),
            "visits",
            tuple(one.key for one in sent),
        ),
        unnamed=sum(one.unnamed for one in sent),
    )
