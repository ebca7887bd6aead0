"""What a side has said of a programme before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.programmes.statements import say_answerables


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """Which units of the side answer for which commitments, where any do. The exchange has asked who may do this."""
    side = programme.sides.get(position=position)
    if side.answerables.filter(unit__isnull=False).exists():
        say_answerables(programme, side, by, at)
