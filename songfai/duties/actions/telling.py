"""What a side has said of duties before its own log told of it."""

from datetime import datetime

from songfai.duties.models import Duty
from songfai.duties.statements import both, duty_terms, say_duty
from songfai.parties.models import Seat
from songfai.programmes.models import Programme


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """Duties the side owes, and its words on others, where it has told nothing of them. The exchange has asked who may do
    this."""
    for duty in Duty.objects.filter(programme=programme).select_related("obligation").order_by("id"):
        duty.programme = programme
        if not both(duty)[position] and duty_terms(duty, position).keys() - {"turn"}:
            say_duty(duty, by, at)
