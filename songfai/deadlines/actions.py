"""Writes of rules and calendars. What was counted before keeps its date: nothing here moves a duty."""

from datetime import datetime

from django.db import IntegrityError, transaction

from songfai.deadlines import rules
from songfai.deadlines.models import Holiday, Rule, Version
from songfai.deadlines.permissions import Keeper, check_keeps
from songfai.deadlines.queries import versions_beside
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused


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
