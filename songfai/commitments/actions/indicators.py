"""Indicators of a commitment: proposed by one side, agreed by the other, measured by either."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.commitments import rules
from songfai.commitments.actions.saying import tell_other
from songfai.commitments.models import Indicator, Measurement
from songfai.commitments.permissions import check_agrees, check_may, check_withdraws
from songfai.commitments.statements import say_commitment
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.programmes.models import Commitment


def _told(indicator: Indicator, by: Seat, at: datetime, verb: str, **details: object) -> None:
    programme = indicator.commitment.programme.slug
    write(by=by, at=at, verb=f"commitments.{verb}", subject=indicator, programme=programme, **details)


def _held(indicator: Indicator) -> Indicator:
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if held.withdrawn_at is not None:
        raise Refused("indicator_withdrawn", N_("This indicator was withdrawn."))
    held.commitment = indicator.commitment
    return held


@transaction.atomic
def propose(*, commitment: Commitment, values: dict[str, Any], by: Seat, at: datetime) -> Indicator:
    """Propose an indicator; `values` are those of forms.IndicatorForm. It counts once the other side agrees."""
    position = check_may(by, commitment.programme, "propose")
    require_in_force(commitment.programme)
    rules.require_measured(bool(values["text"]), bool(values["unit"]), values["target"] is not None)
    indicator = Indicator.objects.create(
        commitment=commitment,
        side=position,
        proposed_by=str(by.account)[:200],
        proposed_at=at,
        **values,
    )
    _told(indicator, by, at, "propose_indicator")
    say_commitment(commitment, position, by, at)
    tell_other(
        commitment,
        by,
        at,
        N_(
            "%(side)s proposes an indicator for commitment %(number)s of %(title)s. It waits for your answer."
        ),
    )
    return indicator


@transaction.atomic
def agree(*, indicator: Indicator, by: Seat, at: datetime) -> Indicator:
    """The other side agrees: from now on the indicator can be measured and no longer changes."""
    check_agrees(by, indicator)
    held = _held(indicator)
    if held.agreed_at is None:
        held.agreed_by, held.agreed_at = str(by.account)[:200], at
        held.save(update_fields=["agreed_by", "agreed_at"])
        _told(held, by, at, "agree_indicator")
        say_commitment(held.commitment, 3 - held.side, by, at)
        text = N_("%(side)s agrees to your indicator for commitment %(number)s of %(title)s.")
        tell_other(held.commitment, by, at, text)
    return held


@transaction.atomic
def withdraw(*, indicator: Indicator, by: Seat, at: datetime) -> None:
    """Take back what one's own side proposed, as long as the other side has not agreed."""
    check_withdraws(by, indicator)
    held = _held(indicator)
    if held.agreed_at is not None:
        raise Refused("indicator_agreed", N_("Both sides have agreed to this indicator; it stays."))
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    _told(held, by, at, "withdraw_indicator")
    say_commitment(held.commitment, held.side, by, at)


@transaction.atomic
def measure(
    *, indicator: Indicator, value: Decimal, on: date, source: str, by: Seat, at: datetime
) -> Measurement:
    """Add what one's own side measured; earlier measurements stay, and the other side's stand beside it."""
    position = check_may(by, indicator.commitment.programme, "measure")
    held = _held(indicator)
    rules.require_agreed(held.agreed_at is not None)
    rules.require_past(on, timezone.localdate(at))
    measured = Measurement.objects.create(
        indicator=held,
        side=position,
        value=value,
        on=on,
        source=source,
        said_by=str(by.account)[:200],
        said_at=at,
    )
    _told(held, by, at, "measure", value=str(value), on=on.isoformat())
    say_commitment(held.commitment, position, by, at)
    return measured
