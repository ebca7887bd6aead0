"""What a side has said of support and of the balance before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.record.threads import latest, said_by
from songfai.support.models import Agreed, Support
from songfai.support.statements import (
    receipt_name,
    say_answer,
    say_papers,
    say_payments,
    say_receipt,
    say_support,
    say_unit,
    support_name,
)
from songfai.support.states import AgreedState, SupportState


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """What the side gives, paid, received and attached, and how it wants the balance counted. What it told already stays as
    it was told: a receipt names the very delivery. The exchange has asked who may do this."""
    register = programme.register_id
    for support in Support.objects.filter(programme=programme).order_by("id"):
        support.programme = programme
        if support.giver == position:
            if latest(register, position, support_name(support)) is None:
                say_support(support, by, at)
            if support.payments.exists():
                say_payments(support, by, at)
        elif (
            support.state == SupportState.RECEIVED
            and latest(register, position, receipt_name(support)) is None
        ):
            say_receipt(support, by, at)
        if support.papers.filter(side=position, crosses=True).exists():
            say_papers(support, position, by, at)
    for agreed in Agreed.objects.filter(programme=programme).order_by("state", "id"):
        agreed.programme = programme
        if agreed.side == position:
            if latest(register, position, f"unit/{agreed.measure}") is None:
                say_unit(agreed, by, at)
        elif agreed.state == AgreedState.AGREED and not said_by(
            register, position, f"unit_answer/{agreed.measure}"
        ):
            say_answer(agreed, by, at, agrees=True)
