"""Reads across all programmes of an institution."""

from songfai.portfolio.queries.activities import (
    Wanted,
    ended_unsummed,
    own_among,
    own_ids,
    programmes_seen,
    shown,
    streams_of,
    streams_of_each,
    to_change,
)
from songfai.portfolio.queries.changes import changes_of, filters_of, names_in, progress_of, rows_of
from songfai.portfolio.queries.offers import (
    countries_of_partners,
    partners_named,
    persons_of,
    titles_seen,
    units_of,
    units_on,
)

__all__ = [
    "Wanted",
    "changes_of",
    "countries_of_partners",
    "ended_unsummed",
    "filters_of",
    "names_in",
    "own_among",
    "own_ids",
    "partners_named",
    "persons_of",
    "programmes_seen",
    "progress_of",
    "rows_of",
    "shown",
    "streams_of",
    "streams_of_each",
    "titles_seen",
    "to_change",
    "units_of",
    "units_on",
]
