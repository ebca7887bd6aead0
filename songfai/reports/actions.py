"""Writes of reports: own words in the place of a sentence, and a report frozen as it is. The facts and their hash never
change by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from songfai.files.actions import path_of, store
from songfai.journal.actions import write
from songfai.kit.languages import Trilingual, language_of_country
from songfai.kit.stamps import require_unchanged
from songfai.kit.text import normalise_input
from songfai.parties.models import Institution, Seat
from songfai.programmes.models import Programme
from songfai.registry import actions as registry
from songfai.registry.models import OfficialDocument, ReportDuty
from songfai.registry.states import PartKind
from songfai.reports import rules
from songfai.reports.models import FrozenReport, Wording
from songfai.reports.permissions import check_may
from songfai.reports.queries.frozen import Frozen, newest_frozen
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
    _note(row, by, at, "word", language=row.language, before=before, text=text)
    return row


@transaction.atomic
def keep(*, place: Place, programme: Programme | None, generated: str, by: Seat, at: datetime) -> Wording:
    """Keep one's own words although the sentence from the facts is another now: they are said to be of today's facts."""
    check_may(by, programme)
    row = _held(place, programme, by)
    rules.require_place(row is not None)
    assert row is not None
    _note(row, by, at, "keep_wording", language=row.language, before=row.generated, text=row.text)
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
    _note(row, by, at, "drop_wording", language=row.language, text=row.text)
    row.delete()


# ---- Freezing -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A report as a file of one language and form ("pdf", "docx", "xlsx")."""

    language: str
    form: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sheets:
    """A report written out, in every language and form, as it would be frozen now."""

    frozen: Frozen
    programme: Programme | None
    subject: Trilingual
    files: Sequence[Written]


@transaction.atomic
def freeze(*, sheets: Sheets, by: Seat, at: datetime) -> FrozenReport:
    """Keep a report's files as they are; nothing that is recorded or worded later changes them. They are the
    institution's own: the other side freezes its own. Refused: frozen_already."""
    check_may(by, sheets.programme, "freeze")
    # Two who press at once take turns.
    Institution.objects.select_for_update().get(pk=by.institution_id)
    rules.require_not_frozen_yet(_there(sheets, by) is not None)
    return _freeze(sheets, by, at)


@transaction.atomic
def answer(
    *, duty: ReportDuty, first: date, sheets: Sequence[Sheets], by: Seat, at: datetime
) -> OfficialDocument:
    """Draft the report a duty asks for one period: the reports of its kind are frozen, and their files in the language of
    the paper go with the outgoing document. Refused: what registry.actions.draft_report refuses."""
    kept = []
    for one in sheets:
        check_may(by, one.programme, "answer")
        kept.append(_there(one, by) or _freeze(one, by, at))
    language = language_of_country(duty.institution.country)
    report = registry.draft_report(
        duty=duty,
        first=first,
        enclosed=[
            registry.Enclosed(ENCLOSED_AS[each.form], "", each.name, each.content)
            for row in kept
            for each in _as_frozen(row)
            if each.language == language
        ],
        by=by,
        at=at,
    )
    # Those that answered before a recall do not any more.
    report.frozen.set(kept)
    return report.document


ENCLOSED_AS = {"pdf": PartKind.TEXT, "docx": PartKind.TEXT, "xlsx": PartKind.APPENDIX}


def _there(sheets: Sheets, by: Seat) -> FrozenReport | None:
    """The frozen report that says this already."""
    newest = newest_frozen(by, sheets.programme, sheets.frozen.paper)
    return newest if newest and newest.holds(sheets.frozen.fingerprint, sheets.frozen.wording) else None


def _freeze(sheets: Sheets, by: Seat, at: datetime) -> FrozenReport:
    row = FrozenReport.objects.create(
        institution=by.institution,
        programme=sheets.programme,
        paper=sheets.frozen.paper,
        subject=sheets.subject,
        fingerprint=sheets.frozen.fingerprint,
        wording=sheets.frozen.wording,
        frozen_by=str(by.account)[:200],
        frozen_at=at,
    )
    for each in sheets.files:
        kept = store(name=each.name, data=each.content, by=by, at=at)
        row.files.create(language=each.language, form=each.form, file=kept)
    _note(row, by, at, "freeze", fingerprint=sheets.frozen.fingerprint)
    return row


def _as_frozen(row: FrozenReport) -> Iterable[Written]:
    """The bytes that were kept: a report frozen earlier was written at another moment."""
    for one in row.files.select_related("file"):
        yield Written(one.language, one.form, one.file.name, path_of(one.file.sha256).read_bytes())


def _held(place: Place, programme: Programme | None, by: Seat) -> Wording | None:
    rows = Wording.objects.select_for_update(of=("self",))
    return wording_at(rows, by, programme, place)


def _note(row: Wording | FrozenReport, by: Seat, at: datetime, verb: str, **details: object) -> None:
    write(
        by=by,
        at=at,
        verb=f"reports.{verb}",
        subject=row,
        programme=row.programme.slug if row.programme else "",
        paper=row.paper,
        **details,
    )
