"""Works of a whole unit from a workbook: every cell checked when it is given, all of it taken in, or nothing.

All rows are made ready before the database is asked for anything, so that others wait seconds for it and not a minute.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.files.actions import path_of, store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed
from songfai.kit.languages import Trilingual
from songfai.kit.tables_in import rows_of
from songfai.kit.text import fold
from songfai.notices.actions import tell_people
from songfai.parties.models import Seat
from songfai.people.models import Account
from songfai.works import rules
from songfai.works.actions.holding import address_of
from songfai.works.actions.past import lay_texts, take_in_past
from songfai.works.actions.sheets_again import author_fields, change_from_sheet, known_works, unknown_marks
from songfai.works.models import Author, Benefit, Part, Sheet, SheetLine, Work
from songfai.works.permissions import check_may, check_own
from songfai.works.queries.sheets import headings, words_for
from songfai.works.rules.entries import Entry
from songfai.works.rules.past import PastReader
from songfai.works.rules.sheets import Reader, placed
from songfai.works.states import IpStatus, SheetKind, SheetStep, Stage

# Problems and works that are shown; works after which the progress is noted; rows written at once.
SHOWN, PREVIEW, STRIDE, BATCH = 200, 10, 2000, 2000


def read(data: bytes, seat: Seat, language: str, kind: str, today: date) -> Reader:
    """The sheet, read and checked. Refused: sheet_unreadable, heading_missing, sheet_too_long."""
    rows = rows_of(data)
    which = SheetKind(kind)
    places = placed(next(rows, []), headings(which), which)
    words = words_for(seat, today)
    if which == SheetKind.PAST:
        past = PastReader(places, words, language, today)
        past.read(enumerate(rows, 2))
        return past
    reader = Reader(places, words, language)
    reader.read(enumerate(rows, 2))
    reader.problems += unknown_marks(reader.entries, seat)
    return reader


@transaction.atomic
def give_sheet(
    *,
    name: str,
    data: bytes,
    language: str,
    by: Seat,
    at: datetime,
    kind: SheetKind = SheetKind.WORKS,
    source: str = "",
) -> Sheet:
    """Keep the sheet and what is wrong with it. No work is made yet. `source`: the paper that works recognised before were
    read in. Refused as `read` and files.rules do, and proof_missing."""
    check_may(by, "behalf")
    if kind == SheetKind.PAST:
        rules.require_paper(source)
    reader = read(data, by, language, kind, timezone.localdate(at))
    file = store(name=name, data=data, by=by, at=at)
    sheet = Sheet.objects.create(
        seat=by,
        kind=kind,
        source=source.strip(),
        file=file,
        language=language,
        rows=reader.rows,
        works=len(reader.entries),
        authors=sum(len(one.authors) for one in reader.entries),
        wrong=len(reader.problems),
        problems=_problems(reader),
        preview=[_shown(one) for one in reader.entries[:PREVIEW]],
        uploaded_at=at,
    )
    write(by=by, at=at, verb="works.give_sheet", subject=sheet, sha256=file.sha256, wrong=sheet.wrong)
    return sheet


def _problems(reader: Reader) -> list[list[Any]]:
    """The first of them in the order of the sheet: row, column, place of the column, what is wrong."""
    places = reader.places
    found = sorted(reader.problems, key=lambda one: (one.row, places.get(one.column, 0)))
    return [
        [one.row, one.column, places.get(one.column), one.refused.text, one.refused.facts]
        for one in found[:SHOWN]
    ]


def _shown(entry: Entry) -> dict[str, Any]:
    authors = [f"{one.name} ({one.share.normalize():f}%)" if one.share else one.name for one in entry.authors]
    return {"row": entry.row, "title": entry.title, "authors": authors}


@transaction.atomic
def begin_taking(*, sheet: Sheet, by: Seat, at: datetime) -> None:
    """Say that the sheet is to be taken in. Refused: sheet_taken (also the same file under another name), sheet_wrong."""
    check_may(by, "behalf")
    check_own(by, sheet.seat.institution_id)
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    same = Sheet.objects.filter(
        file__sha256=held.file.sha256, seat__institution=held.seat.institution_id
    ).exclude(step=SheetStep.CHECKED)
    rules.require_taken_once(taken=same.exists(), wrong=held.wrong, works=held.works)
    held.step, held.done = SheetStep.TAKING, 0
    held.save(update_fields=["step", "done"])
    write(by=by, at=at, verb="works.take_sheet", subject=held, works=held.works)


def take_in(*, sheet: Sheet, at: datetime) -> None:
    """Make the drafts, all or none. It may be begun again after an interruption, and by two at once: it is done once.

    What the sheet says was checked when it was given; units and accounts may have changed since, so it is checked again, and
    goes back to its officer with what is wrong now.
    """
    seat = sheet.seat
    data = path_of(sheet.file.sha256).read_bytes()
    reader = read(data, seat, sheet.language, sheet.kind, timezone.localdate(at))
    if reader.problems:
        return _send_back(sheet, reader)
    if sheet.kind == SheetKind.PAST:
        take_in_past(sheet, reader.entries, at)
        return lay_texts(sheet=sheet, at=at)
    made = {
        entry.row: work
        for entry, work in zip(reader.entries, _made_ready(sheet, reader.entries, at), strict=True)
    }
    try:
        with transaction.atomic():
            _keep(sheet, reader.entries, made, at)
    except Changed:
        reader.problems += unknown_marks(reader.entries, seat)
        _send_back(sheet, reader)
    return None


def _send_back(sheet: Sheet, reader: Reader) -> None:
    Sheet.objects.filter(pk=sheet.pk, step=SheetStep.TAKING).update(
        step=SheetStep.CHECKED, wrong=len(reader.problems), problems=_problems(reader)
    )


def _keep(sheet: Sheet, entries: list[Entry], made: dict[int, Work], at: datetime) -> None:
    """One sheet of an institution after the other, so that two that bring the same work make it once."""
    seat = sheet.seat
    taking = Sheet.objects.select_for_update(of=("self",)).filter(
        seat__institution=seat.institution_id, step=SheetStep.TAKING
    )
    held = next((one for one in taking.order_by("pk") if one.pk == sheet.pk), None)
    if held is None:
        return
    there = known_works(entries, seat)
    new = [one for one in entries if one.row not in there]
    _write(held, [made[one.row] for one in new], new)
    for entry in entries:
        if entry.row in there:
            change_from_sheet(held, there[entry.row], entry, at)
    held.step, held.taken_at, held.done = SheetStep.TAKEN, at, len(entries)
    held.save(update_fields=["step", "taken_at", "done"])
    write(by=seat, at=at, verb="works.sheet_taken", subject=held, works=len(new), changed=len(there))
    _tell([made[one.row] for one in new], new, at)


def _made_ready(sheet: Sheet, entries: list[Entry], at: datetime) -> Iterator[Work]:
    """Drafts that the officer entered for their authors; how far it is, is noted from time to time."""
    day, seat = timezone.localdate(at), sheet.seat
    for done, entry in enumerate(entries, 1):
        title = Trilingual(**{sheet.language: entry.title})
        told = [text for kind, text in entry.parts.items() if kind not in entry.confidential]
        words = [entry.title, *told, *(one.name for one in entry.authors)]
        yield Work(
            institution_id=seat.institution_id,
            stage=Stage.DRAFT,
            title=title,
            ip_status=IpStatus.NONE,
            **entry.says(),
            entered_by_id=seat.account_id,
            on_behalf=True,
            listed_on=day,
            created_at=at,
            search=fold("\n".join(words)),
        )
        if done % STRIDE == 0:
            Sheet.objects.filter(pk=sheet.pk).update(done=done)


def _write(sheet: Sheet, works: list[Work], entries: list[Entry]) -> None:
    Work.objects.bulk_create(works, batch_size=BATCH)
    pairs = list(zip(works, entries, strict=True))
    Part.objects.bulk_create(
        (
            Part(
                work=work,
                kind=kind,
                text=Trilingual(**{sheet.language: text}),
                confidential=kind in entry.confidential,
            )
            for work, entry in pairs
            for kind, text in entry.parts.items()
        ),
        batch_size=BATCH,
    )
    links = Work.fields.through
    links.objects.bulk_create(
        (links(work_id=work.pk, workfield_id=pk) for work, entry in pairs for pk in entry.fields),
        batch_size=BATCH,
    )
    lines = [
        (entry, place, Author(work=work, **author_fields(one, place, sheet.language)))
        for work, entry in pairs
        for place, one in enumerate(entry.authors)
    ]
    Author.objects.bulk_create((row for _entry, _place, row in lines), batch_size=BATCH)
    signed: dict[int, list[int]] = {}
    for entry, place, row in lines:
        if entry.authors[place].signed:
            signed.setdefault(entry.row, []).append(row.pk)
    Benefit.objects.bulk_create(
        (
            Benefit(work=work, year=one.year, kind=one.kind, minor=one.minor, currency=one.currency)
            for work, entry in pairs
            for one in entry.benefits
        ),
        batch_size=BATCH,
    )
    SheetLine.objects.bulk_create(
        (
            SheetLine(
                sheet=sheet, row=entry.row, work=work, mark=entry.mark, signed=signed.get(entry.row, [])
            )
            for work, entry in pairs
        ),
        batch_size=BATCH,
    )


def _tell(works: list[Work], entries: list[Entry], at: datetime) -> None:
    """Each author with an account is told once, at the first of the works."""
    first: dict[int, Work] = {}
    for work, entry in zip(works, entries, strict=True):
        for one in entry.authors:
            if one.account is not None:
                first.setdefault(one.account, work)
    accounts = Account.objects.in_bulk(list(first))
    for pk, work in first.items():
        tell_people(
            accounts=[accounts[pk]],
            text=N_("Works of yours were entered from a sheet, “%(work)s” among them: confirm your share."),
            address=address_of(work),
            at=at,
            work=work.title.as_dict(),
        )
