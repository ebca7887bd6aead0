"""Both sides began a duty at the same time: the days that do not stand are put in their place, or let go by their side."""

from datetime import datetime

from django.db import transaction

from songfai.duties import rules
from songfai.duties.actions.arriving import fill
from songfai.duties.actions.keeping import hold, tell_other
from songfai.duties.apart import asides, with_days
from songfai.duties.models import Duty
from songfai.duties.permissions import check_may
from songfai.duties.statements import say_duty
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.record.apart import of_side


@transaction.atomic
def put_in_place(*, duty: Duty, side: int, by: Seat, at: datetime, seen_revision: int | None = None) -> Duty:
    """The days that `side` had said while the other side said others hold now. Either side may do this: both owe it.

    Refused: nothing_apart; duty_met; duty_extended, because a later day was agreed on the ground of those that stand.
    """
    check_may(by, duty, "start")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    aside = of_side(asides(duty), side)
    if duty.due != duty.first_due:
        raise Refused(
            "duty_extended",
            N_("The last day was extended since. Agree on another day by a further extension."),
        )
    fill(duty, with_days(duty, aside))
    duty.save()
    write(by=by, at=at, verb="duties.put_in_place", subject=duty, programme=duty.programme.slug, side=side)
    say_duty(duty, by, at)
    tell_other(duty, by, at, N_("%(side)s wrote something new about this: %(duty)s."))
    return duty


@transaction.atomic
def let_go(*, duty: Duty, by: Seat, at: datetime, seen_revision: int | None = None) -> Duty:
    """One's own side is done with the days it had said: those that stand stay. Refused: nothing_apart."""
    position = check_may(by, duty, "start")
    hold(duty, seen_revision)
    aside = of_side(asides(duty), position)
    duty.save()
    write(
        by=by,
        at=at,
        verb="duties.let_go",
        subject=duty,
        programme=duty.programme.slug,
        sha256=", ".join(aside.sha256),
    )
    say_duty(duty, by, at, let_go=aside.sha256)
    return duty
