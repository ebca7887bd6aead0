"""The reports an institution has frozen."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from songfai.files.models import StoredFile
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.registry.models import Report as OwedReport
from songfai.reports.models import FrozenFile, FrozenReport

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Frozen:
    """What tells one frozen report from another: its name within its programme, its facts and the words put into it."""

    paper: str
    fingerprint: str
    wording: str


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A frozen report for a list. `moved`: the record gives other facts or the words are others now; None where nobody
    asked. `files` are (language, its name, [(form, file)]) in the order of the languages."""

    row: FrozenReport
    moved: bool | None

    @property
    def files(self) -> list[tuple[str, str, list[tuple[str, StoredFile]]]]:
        kept = list(self.row.files.all())
        return [
            (code, NAMES[code], [(one.form.upper(), one.file) for one in kept if one.language == code])
            for code in LANGUAGES
        ]


def frozen_of(seat: Seat | None, programme: Programme | None, paper: str = "") -> QuerySet[FrozenReport]:
    """Of the seat's institution and the bodies it has taken over; of one report where it is named."""
    if seat is None:
        return FrozenReport.objects.none()
    bodies = seat.stands_for | {seat.institution_id}
    rows = FrozenReport.objects.filter(institution__in=bodies, programme=programme)
    if paper:
        rows = rows.filter(paper=paper)
    return rows.prefetch_related(
        Prefetch("files", FrozenFile.objects.select_related("file").order_by("id")),
        Prefetch("answers", OwedReport.objects.select_related("duty").order_by("id")),
    )


def newest_frozen(seat: Seat, programme: Programme | None, paper: str) -> FrozenReport | None:
    return frozen_of(seat, programme, paper).order_by("-id").first()


def lines_of(seat: Seat | None, programme: Programme | None, now: Frozen) -> list[FrozenLine]:
    """The newest of a report, each with whether it still says what the report says now; two queries."""
    rows = frozen_of(seat, programme, now.paper).order_by("-id")[:SHOWN]
    return [FrozenLine(row, not row.holds(now.fingerprint, now.wording)) for row in rows]
