"""The works of a sheet filed one by one: each with its number once it is kept, or with what it was not filed for."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.notices.actions import tell, tell_people
from songfai.novelty import actions as novelty
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.filing import file
from songfai.works.actions.holding import OFFICE
from songfai.works.actions.persons import drop_unused
from songfai.works.models import Sheet, SheetLine, Work
from songfai.works.permissions import check_may, check_own
from songfai.works.queries import filing_of, left_of
from songfai.works.states import FILEABLE, Confirmed, SheetStep, Stage

# Works after which it is noted how far it is.
STRIDE = 20


@transaction.atomic
def begin_filing(*, sheet: Sheet, by: Seat, at: datetime) -> None:
    """Say that all of the sheet that is complete is to be filed. Refused: sheet_not_taken, nothing_to_file."""
    check_may(by, "behalf")
    check_own(by, sheet.seat.institution_id)
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    left = left_of(held).count()
    rules.require_sheet_fileable(SheetStep(held.step), left=left)
    held.step, held.done, held.filing_seat = SheetStep.FILING, 0, by
    held.save(update_fields=["step", "done", "filing_seat"])
    write(by=by, at=at, verb="works.begin_filing", subject=held, works=left)


def go_through(
    sheet: Sheet, lines: QuerySet[SheetLine], step: SheetStep, take: Callable[[int], None]
) -> None:
    """Take line by line, each by itself, while the sheet is at this step; now and then it is noted how far it is."""
    runs = Sheet.objects.filter(pk=sheet.pk, step=step)
    for done, pk in enumerate(list(lines.values_list("pk", flat=True)), 1):
        if runs.exists():
            take(pk)
        if done % STRIDE == 0:
            runs.update(done=done)


def file_sheet(*, sheet: Sheet, at: datetime) -> None:
    """Go through what is left of it. Each work is filed by itself: an interruption leaves filed what is filed, and begun
    again, by two at once too, it goes on with the others."""
    seat = sheet.filing_seat
    assert seat is not None
    go_through(sheet, left_of(sheet), SheetStep.FILING, lambda pk: _file_line(pk, seat, at))
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.step != SheetStep.FILING:
            return
        filed = held.lines.exclude(submission=None).count()
        left = left_of(held).count()
        held.step, held.filed_at, held.done = SheetStep.FILED, at, filed + left
        held.save(update_fields=["step", "filed_at", "done"])
        write(by=seat, at=at, verb="works.sheet_filed", subject=held, filed=filed, left=left)
        _tell(held, seat, filed, left, at)


def _file_line(pk: int, seat: Seat, at: datetime) -> None:
    """The number is kept on the line together with the submission: it is told when it is durable, never before."""
    with transaction.atomic():
        line = SheetLine.objects.select_for_update().get(pk=pk)
        if line.submission_id is not None:
            return
        work = Work.objects.select_related("institution").get(pk=line.work_id)
        try:
            with transaction.atomic():
                line.submission = file(work=work, by=seat, at=at, told=False)
            line.why = []
        except Refused as refused:
            line.submission = None
            line.why = [[one.text, one.facts] for one in _missing(line.work_id, refused, at)]
        line.save(update_fields=["submission", "why"])


def _missing(pk: int, refused: Refused, at: datetime) -> list[Refused]:
    """All that is missing, so that it is mended at once; else what the work was refused for."""
    work = Work.objects.get(pk=pk)
    if work.stage not in FILEABLE:
        return [refused]
    return rules.missing(filing_of(work, timezone.localdate(at))) or [refused]


def _tell(sheet: Sheet, seat: Seat, filed: int, left: int, at: datetime) -> None:
    said: dict[str, Any] = {
        "address": reverse("works:sheet", args=[sheet.key]),
        "at": at,
        "sheet": sheet.file.name,
        "filed": filed,
        "left": left,
    }
    text = N_(
        "Of the sheet “%(sheet)s” %(filed)s works are filed; %(left)s are not, with the reason beside each."
    )
    tell_people(accounts=[seat.account], text=text, **said)
    if filed:
        tell(institution=seat.institution, roles=OFFICE, text=text, **said)


@transaction.atomic
def undo_sheet(*, sheet: Sheet, by: Seat, at: datetime) -> tuple[int, int]:
    """Throw away the drafts, or the works recognised before, that a sheet has made: (thrown away, left). Left is what an
    author confirmed in person, what somebody changed since or spoke of, and what was there before. With nothing left the
    sheet may be taken in again. Refused: sheet_not_undone."""
    check_may(by, "behalf")
    check_own(by, sheet.seat.institution_id)
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    filed = held.lines.exclude(submission=None).exists()
    rules.require_undoable(SheetStep(held.step), filed=filed)
    gone = left = 0
    for line in held.lines.order_by("work_id"):
        work = Work.objects.select_for_update().get(pk=line.work_id)
        if line.made and _untouched(work, line.revision) and _thrown_away(work):
            gone += 1
        else:
            left += 1
    if not left:
        held.papers.filter(undone_at=None).update(undone_at=at, undone_by=str(by.account)[:200])
        held.step, held.taken_at, held.done = SheetStep.CHECKED, None, 0
        held.save(update_fields=["step", "taken_at", "done"])
    write(by=by, at=at, verb="works.undo_sheet", subject=held, gone=gone, left=left)
    return gone, left


def _untouched(work: Work, revision: int) -> bool:
    if work.stage not in (Stage.DRAFT, Stage.PAST) or work.revision != revision or work.submissions.exists():
        return False
    return not work.authors.filter(confirmed=Confirmed.SELF).exists()


def _thrown_away(work: Work) -> bool:
    """False where somebody has begun something with it: advice asked for, an answer given."""
    try:
        with transaction.atomic():
            if work.stage == Stage.PAST:
                novelty.remove(key=str(work.key))
            known = set(work.authors.values_list("known", flat=True))
            for rows in (work.authors, work.benefits):
                rows.all().delete()
            work.delete()
            drop_unused(known)
    except ProtectedError:
        return False
    return True
