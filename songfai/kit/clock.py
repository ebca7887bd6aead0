"""What time it is, for pages, commands and tasks. Rules and actions are told the time."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The moment; in the demo story, the time of day on its fixed day."""
    moment = timezone.now()
    if settings.TODAY:
        local = timezone.localtime(moment)
        told = datetime.combine(
            date.fromisoformat(settings.TODAY), time(local.hour, local.minute, local.second)
        )
        return timezone.make_aware(told)
    return moment


def wall_clock() -> datetime:
    """The moment itself, whatever day a demo story is told on: for what ends by the clock, as a session does."""
    return timezone.now()


def today() -> date:
    return timezone.localtime(now()).date()
