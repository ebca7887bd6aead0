"""Reads about rules of deadlines and holidays. They are the same for everybody who may sign in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import F, Prefetch, QuerySet

from songfai.deadlines import counting
from songfai.deadlines.counting import Counted, Gap, Moving, Special, count
from songfai.deadlines.models import Holiday, MovingHoliday, Rule, Version
from songfai.deadlines.states import Unit
from songfai.kit import validity

# Holidays are fetched for at most so many days for each working day that is counted.
REACH = 4


def rules() -> QuerySet[Rule]:
    """Every rule with all its versions."""
    in_order = (F("valid_from").asc(nulls_first=True), "id")
    versions = Version.objects.select_related("institution").order_by(*in_order)
    return Rule.objects.prefetch_related(Prefetch("versions", versions)).order_by("position", "id")


def version_on(rule: Rule, day: date, institution_id: int | None = None) -> Version | None:
    """The version that applies on a day: the institution's own, else the general one. Reads rule.versions."""
    versions = list(rule.versions.all())
    own = [one for one in versions if institution_id and one.institution_id == institution_id]
    general = [one for one in versions if one.institution_id is None]
    return validity.on(own, day) or validity.on(general, day)


def versions_beside(version: Version) -> QuerySet[Version]:
    """The other versions that must not apply on the same days."""
    return Version.objects.filter(rule=version.rule_id, institution=version.institution_id).exclude(
        pk=version.pk
    )


def specials(countries: Iterable[str], first: date, last: date) -> list[Special]:
    rows = Holiday.objects.filter(country__in=set(countries), day__gte=first, day__lte=last)
    return [Special(one.day, one.country, one.name, one.kind, one.sure) for one in rows.order_by("day")]


def counted(version: Version, start: date, countries: Sequence[str]) -> Counted:
    """The version's limit counted from a day in the calendars of these countries. Refuses as counting.count."""
    limit = version.limit
    if limit.unit != Unit.WORKING_DAYS or limit.amount is None:
        return count(start, limit, countries, [])
    reach = timedelta(days=REACH * abs(limit.amount) + 60)
    first = start - reach if start - date.min > reach else date.min
    last = start + reach if date.max - start > reach else date.max
    return count(start, limit, countries, specials(countries, first, last))


def holidays() -> QuerySet[Holiday]:
    return Holiday.objects.order_by("day", "id")


def holidays_of(country: str, year: int) -> QuerySet[Holiday]:
    return holidays().filter(country=country, day__year=year)


def calendars() -> list[tuple[str, int]]:
    """(country, year) of every calendar that has a row."""
    found = Holiday.objects.values_list("country", "day__year").distinct()
    return sorted(set(found))


# ---------------------------------------------------------------- what a calendar lacks


def moving_holidays() -> QuerySet[MovingHoliday]:
    return MovingHoliday.objects.order_by("country", "first_month", "id")


def moving_in(country: str, year: int) -> list[tuple[MovingHoliday, list[date]]]:
    """The holidays a country announces year by year, each with its days of the year. Two queries."""
    days = Holiday.objects.filter(day__year=year).order_by("day")
    rows = moving_holidays().filter(country=country).prefetch_related(Prefetch("days", days))
    return [(row, [one.day for one in row.days.all()]) for row in rows]


def lacking(moving: Iterable[tuple[MovingHoliday, list[date]]], country: str, year: int) -> list[Gap]:
    """What a calendar lacks of a year, of what `moving_in` has read."""
    ones = [
        Moving(row.country, row.name, row.first_month, row.last_month, frozenset({year} if days else ()))
        for row, days in moving
    ]
    return counting.gaps(ones, [country], date(year, 1, 1), date(year, 12, 31))


def gaps(countries: Sequence[str], first: date, last: date) -> list[Gap]:
    """The calendars that lack a moving holiday between two days. Two queries."""
    rows = list(moving_holidays().filter(country__in=countries))
    entered: dict[int | None, set[int]] = defaultdict(set)
    days = Holiday.objects.filter(moving__in=rows, day__year__gte=first.year, day__year__lte=last.year)
    for moving, day in days.values_list("moving", "day"):
        entered[moving].add(day.year)
    moving_ones = [
        Moving(one.country, one.name, one.first_month, one.last_month, frozenset(entered[one.pk]))
        for one in rows
    ]
    return counting.gaps(moving_ones, countries, first, last)


def gaps_of(how: Counted | None) -> list[Gap]:
    """What the calendars lacked of the days a date was counted over; nothing where no working days were counted."""
    if how is None or how.limit.unit != Unit.WORKING_DAYS:
        return []
    return gaps(how.countries, min(how.start, how.due), max(how.start, how.due))
