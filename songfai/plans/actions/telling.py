"""What a side has said of activities before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.plans.models import Activity
from songfai.plans.statements import confirmation_of, say_activity, say_confirmation
from songfai.programmes.models import Programme


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """The side's activities, and those of the other side it has confirmed, once that one tells of them. The exchange has
    asked who may do this."""
    for activity in Activity.objects.filter(programme=programme).order_by("id"):
        activity.programme = programme
        if activity.side == position:
            say_activity(activity, by, at)
        elif activity.confirmed_by and confirmation_of(activity) is None:
            say_confirmation(activity, by, at)
