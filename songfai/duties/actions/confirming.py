"""A duty is met by the word of each side that has to give it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from songfai.duties import rules
from songfai.duties.actions.keeping import hold, tell_other
from songfai.duties.models import Confirmation, Duty
from songfai.duties.permissions import check_may
from songfai.duties.statements import say_duty
from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.obligations import meet_one


@transaction.atomic
def confirm_duty(
    *,
    duty: Duty,
    done_on: date,
    by: Seat,
    at: datetime,
    note: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Confirmation:
    """One's own side says: it was done on that day. When every side that has to has said so, the duty is met.

    Refused: duty_not_begun, duty_met, day_ahead.
    """
    position = check_may(by, duty, "confirm")
    hold(duty, seen_revision)
    rules.require_begun(duty.due)
    rules.require_open(duty.met)
    rules.require_past(done_on, timezone.localdate(at))
    said, _new = Confirmation.objects.update_or_create(
        duty=duty,
        side=position,
        defaults={"done_on": done_on, "note": note or Trilingual(), "who": str(by.account)[:200], "at": at},
    )
    days = dict(duty.confirmations.values_list("side", "done_on"))
    if all(side in days for side in duty.confirming_sides):
        duty.met_on = max(days[side] for side in duty.confirming_sides)
        if duty.obligation is not None:
            meet_one(obligation=duty.obligation, on=duty.met_on, by=by, at=at)
    duty.save()
    write(
        by=by,
        at=at,
        verb="duties.confirm",
        subject=duty,
        programme=duty.programme.slug,
        on=done_on.isoformat(),
    )
    say_duty(duty, by, at)
    if duty.met_on is None:
        tell_other(
            duty, by, at, N_("%(side)s says that this was done: %(duty)s. It waits for your confirmation.")
        )
    return said


@transaction.atomic
def take_back(*, duty: Duty, by: Seat, at: datetime, seen_revision: int | None = None) -> None:
    """Take back one's own side's word, as long as the duty is not met by everybody's."""
    position = check_may(by, duty, "take_back")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    duty.confirmations.filter(side=position).delete()
    duty.save(update_fields=["revision"])
    write(by=by, at=at, verb="duties.take_back", subject=duty, programme=duty.programme.slug)
    say_duty(duty, by, at)
