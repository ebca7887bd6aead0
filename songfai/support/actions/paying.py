"""Writes of payments: what the giver paid, by which rate of which version."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit import validity
from songfai.kit.errors import N_, Refused
from songfai.kit.money import places, times
from songfai.parties.models import Seat
from songfai.record import actions as record
from songfai.support import rules
from songfai.support.models import Payment, Support
from songfai.support.permissions import check_may
from songfai.support.statements import say_payments
from songfai.support.states import SupportState


@transaction.atomic
def pay(*, support: Support, values: dict[str, object], by: Seat, at: datetime) -> Payment:
    """Enter a payment under one's own support. `values` are those of forms.PaymentForm.

    With a rate the amount is worked out: rate x persons x times, in the rate's currency; the payment keeps the rate.
    Refused: rate_is_draft, rate_not_on_day, amount_missing, currency_missing, day_ahead, support_cancelled.
    """
    check_may(by, support, "pay")
    record.hold(support.programme.register)
    held = Support.objects.select_for_update().get(pk=support.pk)
    if held.state == SupportState.CANCELLED:
        raise Refused("support_cancelled", N_("This support was cancelled; nothing is paid under it."))
    payment = Payment(support=support, recorded_by=str(by.account)[:200], recorded_at=at, **values)
    rules.require_past(payment.paid_on, timezone.localdate(at))
    if payment.rate is not None:
        _by_rate(payment, payment.paid_on, by)
    else:
        payment.persons = payment.times = None
        places(payment.currency)
        if not payment.minor or payment.minor <= 0:
            raise Refused("amount_missing", N_("Enter an amount above zero."))
    payment.save()
    write(
        by=by, at=at, verb="support.pay", subject=payment, programme=support.programme.slug,
        minor=payment.minor, currency=payment.currency,
    )  # fmt: skip
    say_payments(support, by, at)
    return payment


def _by_rate(payment: Payment, day: date, by: Seat) -> None:
    assert payment.rate is not None
    version = payment.rate.version
    if version.table.institution_id not in (None, by.institution_id):
        raise Refused(
            "foreign_rates", N_("This table is another institution’s own; your side does not pay by it.")
        )
    rules.require_usable(version.state, validity.applies(version, day))
    persons, how_often = payment.persons or 0, payment.times or 0
    rules.require_factors(persons, how_often)
    payment.minor, payment.currency = times(payment.rate.minor, persons, how_often), version.currency


@transaction.atomic
def remove_payment(*, payment: Payment, by: Seat, at: datetime) -> None:
    """Take out a payment that was entered by mistake; the journal keeps its amount."""
    check_may(by, payment.support, "pay")
    write(
        by=by, at=at, verb="support.remove_payment", subject=payment, programme=payment.support.programme.slug,
        minor=payment.minor, currency=payment.currency,
    )  # fmt: skip
    payment.delete()
    say_payments(payment.support, by, at)
