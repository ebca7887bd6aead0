"""The term for the report of a delegation, by the rules of deadlines: a ministry's own rule is entered there."""

from songfai.deadlines.counting import Counted
from songfai.deadlines.models import Version
from songfai.deadlines.queries import counted, rules, version_on
from songfai.deadlines.states import CalendarOf
from songfai.parties.queries import holder_of
from songfai.visits.models import Visit

# The rule of deadlines that counts it; its address stays, its versions are data.
REPORT_RULE = "visit-report"


def report_term(visit: Visit) -> tuple[Version | None, Counted | None]:
    """The version that applies on the day of the return to the body that travelled, or to the one that has taken over
    its side by then, and what it makes of that day.

    (None, None) where no version gives a limit, or while the delegation is not back: then no day is kept.
    """
    rule = rules().filter(slug=REPORT_RULE).first()
    if rule is None or visit.returned_on is None:
        return None, None
    bodies = {side.position: side.institution for side in visit.programme.sides.all()}
    traveller = bodies[visit.travelling]
    version = version_on(rule, visit.returned_on, holder_of(traveller, visit.returned_on).pk)
    if version is None or not version.limit.is_known:
        return None, None
    both = version.calendar == CalendarOf.BOTH
    countries = [body.country for body in bodies.values()] if both else [traveller.country]
    return version, counted(version, visit.returned_on, countries)
