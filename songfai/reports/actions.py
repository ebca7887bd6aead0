"""Writes of reports: own words in the place of a sentence. The facts and their hash never change by it."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.stamps import require_unchanged
from songfai.kit.text import normalise_input
from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.reports import rules
from songfai.reports.models import Wording
from songfai.reports.permissions import check_may
from songfai.reports.queries.wordings import Place, wording_at, wording_stamp


@transaction.atomic
def word(
    *,
    place: Place,
    programme: Programme | None,
    generated: str,
    text: str,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Wording:
    """Put own words in the place of a sentence, for the reports one's institution compiles. `generated` is the sentence
    the facts give now. Refused: no_words, too_long, same_words; Changed when a colleague saved meanwhile."""
    check_may(by, programme)
    text = normalise_input(text).strip()
    rules.require_words(text, generated)
    row = _held(place, programme, by)
    require_unchanged(seen, wording_stamp(row))
    before = row.text if row else generated
    row = row or Wording(
        institution=by.institution,
        programme=programme,
        paper=place.paper,
        language=place.language,
        anchor=place.anchor,
    )
    row.generated, row.text = generated, text
    row.written_by, row.written_at = str(by.account)[:200], at
    row.save()
    _note(row, by, at, "word", before=before, text=text)
    return row


@transaction.atomic
def keep(*, place: Place, programme: Programme | None, generated: str, by: Seat, at: datetime) -> Wording:
    """Keep one's own words although the sentence from the facts is another now: they are said to be of today's facts."""
    check_may(by, programme)
    row = _held(place, programme, by)
    rules.require_place(row is not None)
    assert row is not None
    _note(row, by, at, "keep_wording", before=row.generated, text=row.text)
    row.generated, row.written_by, row.written_at = generated, str(by.account)[:200], at
    row.save(update_fields=["generated", "written_by", "written_at"])
    return row


@transaction.atomic
def drop(*, place: Place, programme: Programme | None, by: Seat, at: datetime) -> None:
    """Take the sentence from the facts again. The words stay in the working history."""
    check_may(by, programme)
    row = _held(place, programme, by)
    rules.require_place(row is not None)
    assert row is not None
    _note(row, by, at, "drop_wording", text=row.text)
    row.delete()


def _held(place: Place, programme: Programme | None, by: Seat) -> Wording | None:
    rows = Wording.objects.select_for_update(of=("self",))
    return wording_at(rows, by, programme, place)


def _note(row: Wording, by: Seat, at: datetime, verb: str, **details: object) -> None:
    write(
        by=by,
        at=at,
        verb=f"reports.{verb}",
        subject=row,
        programme=row.programme.slug if row.programme else "",
        paper=row.paper,
        language=row.language,
        **details,
    )
