"""Sources outside the register, named by those who read all of a work."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import hold
from songfai.works.models import Outside, Submission, Work
from songfai.works.permissions import check_compares
from songfai.works.states import Stage


@transaction.atomic
def name_outside(
    *, work: Work, submission: Submission | None, values: dict[str, Any], by: Seat, at: datetime
) -> Outside:
    """Name a source: its authors, the office, a member of the council. `values`: kind, title, place, known_on, note.

    Refused: outside_not_now, outside_ahead.
    """
    check_compares(by, work, submission)
    hold(work)
    rules.require_outside_open(Stage(submission.stage if submission and submission.above else work.stage))
    rules.require_published(values["known_on"], timezone.localdate(at))
    row = Outside.objects.create(
        work=work, account_id=by.account_id, who=str(by.account)[:200], at=at, **values
    )
    work.save(update_fields=["revision"])
    write(by=by, at=at, verb="works.name_outside", subject=work, source=row.title, place=row.place)
    return row


@transaction.atomic
def drop_outside(*, outside: Outside, submission: Submission | None, by: Seat, at: datetime) -> None:
    """Who named a source takes it out again, as long as it could be named. Refused: outside_not_now."""
    work = outside.work
    check_compares(by, work, submission)
    if outside.account_id != by.account_id:
        raise NotPermitted("named_by_another", N_("Only who named a source takes it out."))
    hold(work)
    rules.require_outside_open(Stage(submission.stage if submission and submission.above else work.stage))
    write(by=by, at=at, verb="works.drop_outside", subject=work, source=outside.title, place=outside.place)
    outside.delete()
    work.save(update_fields=["revision"])
