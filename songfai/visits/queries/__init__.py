"""What the pages read: visits, their meetings and promises, the rotation of hosts, what lies ahead."""

from songfai.visits.queries.ahead import Ahead, Overview, for_desk, overview, with_rotation
from songfai.visits.queries.meetings import Promised, meetings_of, promise_of_commitment, promised_in
from songfai.visits.queries.places import Clash, clashes_of, clashes_of_activity
from songfai.visits.queries.report import report_term
from songfai.visits.queries.rotation import proposed_for, rotations_of, sheets
from songfai.visits.queries.visits import (
    Filter,
    activities_during,
    between,
    days_of,
    hosted_by,
    known_persons,
    names_told,
    narrowed,
    on_paper,
    stamp_of,
    told_in,
    totals,
    visits_of,
    visits_visible_to,
    with_meetings,
    with_parts,
    with_programmes,
)

__all__ = [
    "Ahead",
    "Clash",
    "Filter",
    "Overview",
    "Promised",
    "activities_during",
    "between",
    "clashes_of",
    "clashes_of_activity",
    "days_of",
    "for_desk",
    "hosted_by",
    "known_persons",
    "meetings_of",
    "names_told",
    "narrowed",
    "on_paper",
    "overview",
    "promise_of_commitment",
    "promised_in",
    "proposed_for",
    "report_term",
    "rotations_of",
    "sheets",
    "stamp_of",
    "told_in",
    "totals",
    "visits_of",
    "visits_visible_to",
    "with_meetings",
    "with_parts",
    "with_programmes",
    "with_rotation",
]
