"""Writes of rate tables. A version that payments were made by keeps its amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from songfai.deadlines.permissions import Keeper, check_keeps
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.money import places
from songfai.support import rules
from songfai.support.models import Payment, Rate, RateGap, RateTable, RateVersion
from songfai.support.queries import versions_beside
from songfai.support.states import RateState


@dataclass(frozen=True, slots=True)
class RateLine:
    level: Trilingual
    category: Trilingual
    minor: int


@transaction.atomic
def save_table(
    *, by: Keeper, values: dict[str, object], at: datetime, table: RateTable | None = None
) -> RateTable:
    """Begin a table, or change how it is called; an institution's administrator makes that institution's own.

    Refused: slug_taken.
    """
    row = table or RateTable(institution=by.institution)
    check_keeps(by, row.institution_id)
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("slug_taken", N_("Another table has this short address already.")) from taken
    write(by=by, at=at, verb="support.save_rate_table", subject=row)
    return row


@transaction.atomic
def save_version(
    *,
    by: Keeper,
    table: RateTable,
    values: dict[str, object],
    rates: Sequence[RateLine],
    at: datetime,
    version: RateVersion | None = None,
    seen_revision: int | None = None,
    gap_reason: Trilingual | None = None,
) -> RateVersion:
    """Enter a version of a table with all its rates, or correct one. `values` are those of forms.RateVersionForm.

    `gap_reason`: why deliberately no rate applies between two versions, where the dates leave such a time.
    Refused: rates_overlap, rates_gap, rates_missing, rates_twice, rates_in_use (payments were made by the amounts that would
    change), first_day_missing.
    """
    check_keeps(by, table.institution_id)
    RateTable.objects.select_for_update().get(pk=table.pk)
    row = version or RateVersion(table=table)
    if version is not None:
        _bump(row, seen_revision)
    before = row.currency
    for name, value in values.items():
        setattr(row, name, value)
    places(row.currency)
    rules.require_period(row.state, row.valid_from, row.valid_to)
    in_force = [*versions_beside(row), *([row] if row.state != RateState.DRAFT else [])]
    rules.require_no_overlap(in_force)
    _explain_gaps(table, in_force, gap_reason, by, at)
    _require_rates(rates)
    row.save()
    _set_rates(row, rates, same_currency=version is None or before == row.currency)
    write(by=by, at=at, verb="support.save_rates", subject=row, rates=len(rates))
    return row


def _explain_gaps(
    table: RateTable, in_force: Sequence[RateVersion], reason: Trilingual | None, by: Keeper, at: datetime
) -> None:
    """Keep the reason of every time without a rate that has none yet; reasons of times that are closed go."""
    there = {(one.starts_on, one.ends_on): one for one in table.gaps.all()}
    missing = rules.unexplained(in_force, there)
    rules.require_no_gap(missing, bool(reason))
    open_still = set(rules.unexplained(in_force, ()))
    RateGap.objects.filter(pk__in=[one.pk for days, one in there.items() if days not in open_still]).delete()
    RateGap.objects.bulk_create(
        RateGap(
            table=table,
            starts_on=first,
            ends_on=last,
            reason=reason,
            said_by=str(by.account)[:200],
            said_at=at,
        )
        for first, last in missing
    )


def _bump(row: RateVersion, seen_revision: int | None) -> None:
    now = RateVersion.objects.select_for_update().get(pk=row.pk).revision
    if seen_revision is not None and seen_revision != now:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row.revision = now + 1


def _require_rates(rates: Sequence[RateLine]) -> None:
    if not rates:
        raise Refused("rates_missing", N_("The table has no rate yet: enter at least one line."))
    said = [(str(one.level), str(one.category)) for one in rates]
    if len(set(said)) != len(said):
        raise Refused("rates_twice", N_("One level and category stand in two lines. Keep one of them."))


def _set_rates(version: RateVersion, rates: Sequence[RateLine], *, same_currency: bool) -> None:
    """The rates anew, unless nothing about them has changed. What payments rest on stays."""
    old = list(version.rates.order_by("position", "id"))
    same = [(one.level, one.category, one.minor) for one in old] == [
        (one.level, one.category, one.minor) for one in rates
    ]
    if same and same_currency:
        return
    if Payment.objects.filter(rate__in=old).exists():
        raise Refused(
            "rates_in_use",
            N_("Payments were made by these rates: they stay. End this version and enter a new one."),
        )
    version.rates.all().delete()
    Rate.objects.bulk_create(
        Rate(version=version, position=position, level=one.level, category=one.category, minor=one.minor)
        for position, one in enumerate(rates, 1)
    )
