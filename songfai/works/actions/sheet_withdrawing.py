"""The filed works of a sheet withdrawn at once: each by itself, with one reason; what the council votes on stays."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.notices.actions import tell, tell_people
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.filing import withdraw
from songfai.works.actions.holding import OFFICE, address_of
from songfai.works.actions.sheet_filing import go_through
from songfai.works.models import Sheet, SheetLine, Submission
from songfai.works.permissions import check_may, check_own
from songfai.works.queries import to_withdraw
from songfai.works.states import SheetStep, Stage

WITHDRAWN = N_("It was withdrawn: %(reason)s")


@transaction.atomic
def begin_withdrawing(*, sheet: Sheet, reason: str, by: Seat, at: datetime) -> None:
    """Say that all of the sheet that may still be withdrawn is to be. Refused: sheet_not_filed, nothing_to_withdraw,
    reason_missing."""
    check_may(by, "behalf")
    check_own(by, sheet.seat.institution_id)
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    works = to_withdraw(held).count()
    rules.require_sheet_withdrawable(SheetStep(held.step), works=works)
    rules.require_reason(reason)
    held.step, held.done, held.filing_seat = SheetStep.LEAVING, 0, by
    held.withdrawn_why = reason.strip()[:1000]
    held.save(update_fields=["step", "done", "filing_seat", "withdrawn_why"])
    write(by=by, at=at, verb="works.begin_withdrawing", subject=held, works=works, reason=held.withdrawn_why)


def withdraw_sheet(*, sheet: Sheet, at: datetime) -> None:
    """Go through them. Each work is withdrawn by itself: an interruption leaves withdrawn what is withdrawn, and begun again
    it goes on with the others."""
    seat = sheet.filing_seat
    assert seat is not None
    why = sheet.withdrawn_why
    go_through(sheet, to_withdraw(sheet), SheetStep.LEAVING, lambda pk: _withdraw_line(pk, why, seat, at))
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.step != SheetStep.LEAVING:
            return
        # All of them, also those that went before an interruption; what was withdrawn by itself before does not stay.
        gone = held.lines.filter(submission=None, why=_why(held.withdrawn_why)).count()
        stay = held.lines.exclude(submission=None).exclude(submission__stage=Stage.WITHDRAWN).count()
        held.step, held.done = SheetStep.FILED, 0
        held.save(update_fields=["step", "done"])
        write(by=seat, at=at, verb="works.sheet_withdrawn", subject=held, gone=gone, stay=stay)
        tell(
            institution=seat.institution,
            roles=OFFICE,
            text=N_("Of the sheet “%(sheet)s” %(gone)s works were withdrawn; %(stay)s stay: %(reason)s"),
            address=reverse("works:sheet", args=[held.key]),
            at=at,
            sheet=held.file.name,
            gone=gone,
            stay=stay,
            reason=held.withdrawn_why,
        )


def _why(reason: str) -> list[list[object]]:
    return [[WITHDRAWN, {"reason": reason}]]


def _withdraw_line(pk: int, reason: str, seat: Seat, at: datetime) -> None:
    """The line is free again, as one that is not filed, and says why. What may not be withdrawn any more stays."""
    with transaction.atomic():
        line = SheetLine.objects.select_for_update().get(pk=pk)
        if line.submission_id is None:
            return
        submission = Submission.objects.select_related("work").get(pk=line.submission_id)
        try:
            with transaction.atomic():
                withdraw(submission=submission, reason=reason, by=seat, at=at, told=False)
        except Refused:
            return
        line.submission, line.why = None, _why(reason)
        line.save(update_fields=["submission", "why"])
        accounts = [one.account for one in submission.work.authors.select_related("account") if one.account]
        tell_people(
            accounts=accounts,
            text=N_("“%(work)s”, receipt %(number)s, was withdrawn with its sheet: %(reason)s"),
            address=address_of(submission),
            at=at,
            work=submission.work.title.as_dict(),
            number=submission.receipt,
            reason=reason,
        )
