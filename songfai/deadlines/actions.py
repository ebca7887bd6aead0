"""Writes of rules and calendars. What was counted before keeps its date: nothing here moves a duty."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from songfai.deadlines import rules
from songfai.deadlines.models import Holiday, MovingHoliday, Rule, Version
from songfai.deadlines.permissions import Keeper, check_keeps
from songfai.deadlines.queries import versions_beside
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.stamps import require_unchanged, stamp


def bump(row: Version | Holiday, seen_revision: int | None) -> None:
    """Hold the row and take its next revision, or say that somebody else took it meanwhile."""
    now = type(row).objects.select_for_update().filter(pk=row.pk).values_list("revision", flat=True).first()
    if now is None or (seen_revision is not None and seen_revision != now):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row.revision = now + 1


@transaction.atomic
def save_rule(*, by: Keeper, values: dict[str, object], at: datetime, rule: Rule | None = None) -> Rule:
    """Name a rule anew, or change how it is called. `values` are those of forms.RuleForm.

    Refused: slug_taken.
    """
    check_keeps(by, None)
    row = rule or Rule()
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("slug_taken", N_("Another rule has this short address already.")) from taken
    write(by=by, at=at, verb="deadlines.save_rule", subject=row)
    return row


@transaction.atomic
def save_version(
    *,
    by: Keeper,
    rule: Rule,
    values: dict[str, object],
    at: datetime,
    version: Version | None = None,
    seen_revision: int | None = None,
) -> Version:
    """Enter a limit for a time, or correct one. `values` are those of forms.VersionForm.

    An administrator of one institution writes that institution's own limits. Refused: versions_overlap, and what
    rules.require_limit and rules.require_period refuse.
    """
    row = version or Version(rule=rule, institution=by.institution)
    check_keeps(by, row.institution_id)
    Rule.objects.select_for_update().get(pk=rule.pk)
    if version is not None:
        bump(row, seen_revision)
    for name, value in values.items():
        setattr(row, name, value)
    rules.require_period(row.valid_from, row.valid_to)
    rules.require_limit(row.unit, row.amount, row.month, row.day)
    rules.require_no_overlap([row, *versions_beside(row)])
    row.save()
    write(by=by, at=at, verb="deadlines.save_version", subject=row, limit=f"{row.amount} {row.unit}")
    return row


@transaction.atomic
def save_holiday(
    *,
    by: Keeper,
    values: dict[str, object],
    at: datetime,
    holiday: Holiday | None = None,
    seen_revision: int | None = None,
) -> Holiday:
    """Enter a day of a country's calendar, or correct one. Refused: day_taken, moving_of_another_country."""
    check_keeps(by, None)
    row = holiday or Holiday()
    if holiday is not None:
        bump(row, seen_revision)
    for name, value in values.items():
        setattr(row, name, value)
    rules.require_same_country(row.country, row.moving.country if row.moving else None)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused(
            "day_taken", N_("This day stands in the calendar already. Change that entry.")
        ) from taken
    write(by=by, at=at, verb="deadlines.save_holiday", subject=row)
    return row


@transaction.atomic
def remove_holiday(*, by: Keeper, holiday: Holiday, at: datetime) -> None:
    check_keeps(by, None)
    write(by=by, at=at, verb="deadlines.remove_holiday", subject=holiday)
    holiday.delete()


# ---------------------------------------------------------------- holidays announced year by year


@transaction.atomic
def save_moving_holiday(
    *,
    by: Keeper,
    values: dict[str, object],
    at: datetime,
    row: MovingHoliday | None = None,
    seen: str | None = None,
) -> MovingHoliday:
    """Name a holiday whose day a country announces year by year, or correct one: from now on each year that has no day of
    it is marked as lacking it. `seen` is the stamp of what the form was filled from.

    Refused: slug_taken, months_turned, has_days (a country is changed while days of the other one name it).
    """
    check_keeps(by, None)
    kept = MovingHoliday()
    if row is not None:
        kept = MovingHoliday.objects.select_for_update().get(pk=row.pk)
        require_unchanged(seen, moving_stamp(kept))
    for name, value in values.items():
        setattr(kept, name, value)
    rules.require_months(kept.first_month, kept.last_month)
    if kept.pk and kept.days.exclude(country=kept.country).exists():
        raise Refused("has_days", N_("Days of the calendar name this holiday. Take it out of them first."))
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as taken:
        raise Refused("slug_taken", N_("Another holiday has this short address already.")) from taken
    write(by=by, at=at, verb="deadlines.save_moving_holiday", subject=kept)
    return kept


@transaction.atomic
def remove_moving_holiday(*, by: Keeper, row: MovingHoliday, at: datetime) -> None:
    """No year lacks it any more. Refused: has_days."""
    check_keeps(by, None)
    write(by=by, at=at, verb="deadlines.remove_moving_holiday", subject=row)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as named:
        raise Refused(
            "has_days", N_("Days of the calendar name this holiday. Take it out of them first.")
        ) from named


def moving_stamp(row: MovingHoliday) -> str:
    return stamp(row.name.as_dict(), row.country, row.first_month, row.last_month)
