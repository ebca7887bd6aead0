"""The own words an institution has put into its reports."""

from dataclasses import dataclass

from django.db.models import QuerySet

from songfai.kit.languages import LANGUAGES
from songfai.kit.stamps import stamp
from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.reports.editing import Edit
from songfai.reports.models import Wording


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a report in a language."""

    paper: str
    language: str
    anchor: str


def edits_of(seat: Seat | None, programme: Programme | None, paper: str) -> dict[str, list[Edit]]:
    """Of the seat's own institution alone, by language, in the order they were first written; one query."""
    found: dict[str, list[Edit]] = {language: [] for language in LANGUAGES}
    if seat is None:
        return found
    for row in _of(Wording.objects.all(), seat, programme).filter(paper=paper).order_by("id"):
        edit = Edit(row.anchor, row.generated, row.text, row.written_by, row.written_at)
        found[row.language].append(edit)
    return found


def wording_at(
    rows: QuerySet[Wording], seat: Seat, programme: Programme | None, place: Place
) -> Wording | None:
    return (
        _of(rows, seat, programme)
        .filter(paper=place.paper, language=place.language, anchor=place.anchor)
        .first()
    )


def stamp_at(seat: Seat, programme: Programme | None, place: Place) -> str:
    """The stamp of what is kept for a place now."""
    return wording_stamp(wording_at(Wording.objects.all(), seat, programme, place))


def wording_stamp(row: Wording | None) -> str:
    return stamp(row.text, row.generated, row.written_at) if row else stamp("")


def _of(rows: QuerySet[Wording], seat: Seat, programme: Programme | None) -> QuerySet[Wording]:
    return rows.filter(institution=seat.institution, programme=programme)
