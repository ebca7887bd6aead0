"""Until when recognition may be requested after the first application, by the dated rules of deadlines."""

from datetime import date

from songfai.deadlines.models import Version
from songfai.deadlines.queries import counted
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.works.models import Work
from songfai.works.queries.clocks import limit_on
from songfai.works.rules.requesting import RequestTerm, stated_between
from songfai.works.states import REQUEST, Stage

# Filed once in time, the right was used: also where the file came back later.
COUNTS_NOT = {Stage.WITHDRAWN}


def request_limit(institution: Institution, day: date) -> Version | None:
    """The institution's own limit, that of a body above it or of its country; None where none says one."""
    version = limit_on(REQUEST, day, institution)
    return version if version is not None and version.limit.is_known else None


def request_term(work: Work, day: date) -> tuple[RequestTerm, Version] | None:
    """Of a work that was applied before it is filed, with the rule; None where no rule says one, no day of application is
    stated, or it lies beyond the calendar. Reads work.submissions."""
    between = stated_between(work.first_applied) if work.first_applied else None
    version = request_limit(work.institution, between[0]) if between else None
    if between is None or version is None:
        return None
    try:
        first, last = (counted(version, one, [work.institution.country]).due for one in between)
    except Refused:
        # Beyond the calendar, as 2199 typed for 2019: the page on which it is put right must still open.
        return None
    filed = [one.filed_on for one in work.submissions.all() if not one.above and one.stage not in COUNTS_NOT]
    return RequestTerm(between, first, last, min(filed, default=None), day), version
