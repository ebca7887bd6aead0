"""Works that were recognised on paper before this register: brought in from a sheet, compared, counted in no decision."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.novelty import actions as novelty
from songfai.novelty.rules.sheets import Written
from songfai.works.actions.persons import note_all
from songfai.works.models import Author, Part, PastRecognition, Sheet, SheetLine, Work
from songfai.works.rules import part_name
from songfai.works.rules.entries import Entry
from songfai.works.rules.past import PastEntry
from songfai.works.states import AuthorRole, IpStatus, PartKind, SheetKind, SheetStep, Stage

BATCH, STRIDE, MARKS = 2000, 100, 500
# Works whose authors are noted in one transaction.
NOTED = 100


def take_in_past(sheet: Sheet, entries: Sequence[Entry], at: datetime) -> None:
    """All of the sheet, or nothing. A work of the same title and authors that an earlier sheet brought in is not made again."""
    rows = [one for one in entries if isinstance(one, PastEntry)]
    with transaction.atomic():
        taking = Sheet.objects.select_for_update(of=("self",)).filter(
            seat__institution=sheet.seat.institution_id, step=SheetStep.TAKING
        )
        held = next((one for one in taking.order_by("pk") if one.pk == sheet.pk), None)
        if held is None:
            return
        there = _there(rows, sheet.seat.institution_id)
        new = [one for one in rows if one.mark not in there]
        _write(held, new, at)
        SheetLine.objects.bulk_create(
            (
                SheetLine(sheet=held, row=one.row, work_id=there[one.mark], mark=one.mark, made=False)
                for one in rows
                if one.mark in there
            ),
            batch_size=BATCH,
        )
        held.step, held.taken_at, held.done = SheetStep.LAYING, at, 0
        held.save(update_fields=["step", "taken_at", "done"])
        write(by=sheet.seat, at=at, verb="works.past_taken", subject=held, works=len(new), there=len(there))


def _there(entries: Sequence[PastEntry], institution: int) -> dict[str, int]:
    """Mark -> the work recognised before that has it."""
    marks, found = sorted({one.mark for one in entries}), {}
    for at in range(0, len(marks), MARKS):
        lines = SheetLine.objects.filter(
            mark__in=marks[at : at + MARKS],
            sheet__seat__institution=institution,
            sheet__kind=SheetKind.PAST,
        )
        found.update(dict(lines.values_list("mark", "work")))
    return found


def _write(sheet: Sheet, entries: Sequence[PastEntry], at: datetime) -> None:
    language, seat, today = sheet.language, sheet.seat, timezone.localdate(at)
    works = [
        Work(
            institution_id=seat.institution_id,
            unit_id=one.unit,
            stage=Stage.PAST,
            title=Trilingual(**{language: one.title}),
            type=one.type,
            first_applied=one.applied,
            ip_status=IpStatus.NONE,
            entered_by_id=seat.account_id,
            on_behalf=True,
            # In lists it stands under its own year, not under the day on which it was typed.
            listed_on=min(_last(one), today),
            created_at=at,
            search=fold(
                "\n".join(
                    [
                        one.title,
                        one.decision,
                        one.unit_then,
                        *one.parts.values(),
                        *(a.name for a in one.authors),
                    ]
                )
            ),
        )
        for one in entries
    ]
    Work.objects.bulk_create(works, batch_size=BATCH)
    pairs = list(zip(works, entries, strict=True))
    Part.objects.bulk_create(
        (
            Part(work=work, kind=kind, text=Trilingual(**{language: text}))
            for work, one in pairs
            for kind, text in one.parts.items()
        ),
        batch_size=BATCH,
    )
    links = Work.fields.through
    links.objects.bulk_create(
        (links(work_id=work.pk, workfield_id=pk) for work, one in pairs for pk in one.fields),
        batch_size=BATCH,
    )
    Author.objects.bulk_create(
        (
            Author(
                work=work,
                role=AuthorRole.NAMED,
                name=Trilingual(**{language: author.name}),
                workplace=author.workplace,
            )
            for work, one in pairs
            for author in one.authors
        ),
        batch_size=BATCH,
    )
    PastRecognition.objects.bulk_create(
        (_recognition(sheet, work, one, at) for work, one in pairs), batch_size=BATCH
    )
    SheetLine.objects.bulk_create(
        (SheetLine(sheet=sheet, row=one.row, work=work, mark=one.mark) for work, one in pairs),
        batch_size=BATCH,
    )


def _last(one: PastEntry) -> date:
    day = one.decided_on.last_day() if one.decided_on else None
    if day is None:
        raise ValueError("A work without the date of its decision was not refused.")
    return day


def _recognition(sheet: Sheet, work: Work, one: PastEntry, at: datetime) -> PastRecognition:
    return PastRecognition(
        work=work,
        sheet=sheet,
        unit_then=one.unit_then,
        decision=one.decision,
        decided_on=one.decided_on,
        decided_by=one.decided_by,
        level=one.level,
        paper=one.paper or sheet.source,
        day=one.day,
        has_text=bool(one.parts),
        who=str(sheet.seat.account)[:200],
        at=at,
    )


def lay_texts(*, sheet: Sheet, at: datetime) -> None:
    """Have others compared with what the sheet has of wording, and note its authors as persons: work by work, so that an
    interruption loses nothing and begun again it goes on."""
    if not Sheet.objects.filter(pk=sheet.pk, step=SheetStep.LAYING).exists():
        return
    rows = PastRecognition.objects.filter(sheet=sheet, has_text=True, laid=False)
    for done, pk in enumerate(list(rows.order_by("pk").values_list("pk", flat=True)), 1):
        _lay(pk)
        if done % STRIDE == 0:
            Sheet.objects.filter(pk=sheet.pk, step=SheetStep.LAYING).update(done=done)
    unknown = (
        Author.objects.filter(work__past__sheet=sheet, known=None)
        .order_by("work")
        .values_list("work", flat=True)
    )
    ids = list(unknown.distinct())
    for start in range(0, len(ids), NOTED):
        _note(ids[start : start + NOTED])
    works = sheet.lines.count()
    Sheet.objects.filter(pk=sheet.pk, step=SheetStep.LAYING).update(step=SheetStep.TAKEN, done=works)


@transaction.atomic
def _note(ids: Sequence[int]) -> None:
    """The authors of some works, of those that were not taken out again meanwhile."""
    note_all(list(Work.objects.select_for_update().filter(pk__in=ids).order_by("pk")))


@transaction.atomic
def _lay(pk: int) -> None:
    row = PastRecognition.objects.select_for_update(of=("self",)).select_related("work").filter(pk=pk).first()
    if row is None or row.laid:
        return
    said = {one.kind: one.text.as_dict() for one in row.work.parts.all()}
    parts = [
        Written(part_name(kind, language), text)
        for kind in PartKind
        for language, text in said.get(kind, {}).items()
    ]
    novelty.put(key=str(row.work.key), parts=parts, day=row.day)
    row.laid = True
    row.save(update_fields=["laid"])
