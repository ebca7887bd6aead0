"""Writes of the units the balance is drawn in: one side proposes, the other agrees."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.parties.models import Seat
from songfai.programmes.actions import notifying
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.support import rules
from songfai.support.actions.giving import require_in_force
from songfai.support.measures import MEASURES
from songfai.support.models import Agreed
from songfai.support.permissions import check_side
from songfai.support.statements import say_answer, say_unit
from songfai.support.states import AgreedState


@transaction.atomic
def propose_unit(
    *, programme: Programme, measure: str, values: dict[str, object], by: Seat, at: datetime
) -> Agreed:
    """Propose whether and in which unit a measure is counted: counted, unit, per. It replaces an open proposal.

    Refused: measure_unknown, divisor_missing, other_sides_proposal (the other side's waits for an answer).
    """
    position = check_side(by, programme, "draft")
    require_in_force(programme)
    record.hold(programme.register)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if measure not in {one.slug for one in MEASURES}:
        raise Refused("measure_unknown", N_("This is not counted in the balance."))
    row = Agreed.objects.filter(programme=programme, measure=measure, state=AgreedState.PROPOSED).first()
    if row is not None and row.side != position:
        raise Refused(
            "other_sides_proposal", N_("A proposal of the other side waits for your answer. Answer it first.")
        )
    row = row or Agreed(programme=programme, measure=measure, side=position)
    for name, value in values.items():
        setattr(row, name, value)
    rules.require_divisor(row.per)
    row.proposed_by, row.proposed_at = str(by.account)[:200], at
    row.save()
    write(
        by=by,
        at=at,
        verb="support.propose_unit",
        subject=programme,
        programme=programme.slug,
        measure=measure,
    )
    say_unit(row, by, at)
    _tell_other(
        programme, by, at, N_("%(side)s proposes how the balance is counted. It waits for your answer.")
    )
    return row


@transaction.atomic
def agree_unit(*, agreed: Agreed, by: Seat, at: datetime) -> Agreed:
    """The other side agrees: from now on the balance is drawn so, for both."""
    position = check_side(by, agreed.programme, "draft")
    record.hold(agreed.programme.register)
    row = Agreed.objects.select_for_update().get(pk=agreed.pk)
    if row.side == position:
        raise NotPermitted("own_proposal", N_("Your own side proposed this; the other side answers it."))
    if row.state != AgreedState.PROPOSED:
        raise Refused("proposal_settled", N_("This proposal has been answered already."))
    programme = agreed.programme
    Agreed.objects.filter(programme=programme, measure=row.measure, state=AgreedState.AGREED).delete()
    row.state, row.agreed_by, row.agreed_at = AgreedState.AGREED, str(by.account)[:200], at
    row.save()
    write(
        by=by,
        at=at,
        verb="support.agree_unit",
        subject=programme,
        programme=programme.slug,
        measure=row.measure,
    )
    say_answer(row, by, at, agrees=True)
    _tell_other(programme, by, at, N_("%(side)s agreed how the balance is counted."))
    return row


@transaction.atomic
def withdraw_unit(*, agreed: Agreed, by: Seat, at: datetime) -> None:
    """Either side ends an open proposal: the proposer withdraws it, the other declines it."""
    position = check_side(by, agreed.programme, "draft")
    record.hold(agreed.programme.register)
    row = Agreed.objects.select_for_update().get(pk=agreed.pk)
    if row.state != AgreedState.PROPOSED:
        raise Refused("proposal_settled", N_("This proposal has been answered already."))
    programme = agreed.programme
    write(
        by=by,
        at=at,
        verb="support.withdraw_unit",
        subject=programme,
        programme=programme.slug,
        measure=row.measure,
    )
    if position == row.side:
        say_unit(row, by, at, withdrawn=True)
    else:
        say_answer(row, by, at, agrees=False)
    row.delete()


def _tell_other(programme: Programme, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        programme,
        by,
        at,
        text,
        address=reverse("support:units", args=[programme.slug]),
    )
