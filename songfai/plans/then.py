"""How activities stood at the end of a day, for whatever is reported up to it.

What took place by that day counts, however late it was entered. What a side only said afterwards does not: that an
activity was cancelled, that it goes on after all, that the other side confirms it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from songfai.plans.models import Activity, Former
from songfai.plans.states import FINISHED
from songfai.programmes.models import Programme


def end_of(day: date) -> datetime:
    """The first moment that is no longer of the day, in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def stood_otherwise(until: date) -> QuerySet[Former]:
    """How activities stood at the end of the day that their side has said to stand otherwise since, one row each. What was
    first recorded after the day is not among them."""
    end = end_of(until)
    return Former.objects.filter(until__gte=end, since__lt=end)


def formers_on(programmes: Iterable[Programme], until: date) -> dict[int, Former]:
    """Those of the programmes, by the activity's id. One query."""
    rows = stood_otherwise(until).filter(activity__programme__in=list(programmes))
    return {row.activity_id: row for row in rows}


def as_stood(rows: Sequence[Activity], formers: dict[int, Former], until: date) -> Sequence[Activity]:
    """The rows, with state, reason, last day and confirmation as of the end of the day. They are to be read, not saved."""
    end = end_of(until)
    for row in rows:
        former = formers.get(row.pk)
        # What is said to have taken place only now did so by the day all the same.
        if former is not None and (_took_place(former, until) or not _took_place(row, until)):
            row.state, row.reason, row.ends_on = former.state, former.reason, former.ends_on
            row.confirmed_at = former.confirmed_at
        if row.confirmed_at is not None and row.confirmed_at >= end:
            row.confirmed_at = None
    return rows


def _took_place(row: Activity | Former, until: date) -> bool:
    return row.state in FINISHED and row.ends_on <= until
