"""Rates of remuneration by dates: what a law, a province or a unit gives where nothing else was agreed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from songfai.deadlines.permissions import Keeper
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed
from songfai.parties.models import Institution, Seat
from songfai.works import rules
from songfai.works.models import Agreement, PayRates
from songfai.works.permissions import check_keeps_data
from songfai.works.queries import law_on, newest_payment_by

RATES_FIELDS = (
    "valid_from",
    "valid_to",
    "benefit",
    "transfer",
    "years",
    "wages",
    "helpers",
    "helpers_certainty",
    "wage_minor",
    "wage_currency",
    "basis",
    "source",
    "certainty",
)


@transaction.atomic
def save_rates(
    *,
    values: dict[str, Any],
    country: str,
    institution: Institution | None,
    by: Seat | Keeper,
    at: datetime,
    rates: PayRates | None = None,
    seen_revision: int | None = None,
) -> PayRates:
    """Enter new rates, of the institution or of the law of a country, or change those by which nothing was entered yet. The
    open version before new ones ends on the day before. `values`: RATES_FIELDS.

    Refused: rates_range, basis_missing, below_law, rates_used, rates_used_later, ends_before_it_begins, versions_overlap.
    """
    row = rates or PayRates(institution=institution, country=country)
    check_keeps_data(by, "rates", row.institution_id)
    if rates is not None:
        _hold(row, seen_revision)
        rules.require_rates_unused(Agreement.objects.filter(rates=row).exists())
    for name in RATES_FIELDS:
        setattr(row, name, values[name])
    law = law_on(row.country, row.valid_from) if row.institution_id and row.valid_from else None
    rules.require_rates_laid_down(_plain(row), _plain(law) if law else None, str(row.basis))
    rules.require_period(row.valid_from, row.valid_to)
    others = _others(row)
    if rates is None and row.valid_from is not None:
        for one in others:
            if one.valid_to is None and (one.valid_from is None or one.valid_from < row.valid_from):
                _end(one, row.valid_from - timedelta(days=1))
    rules.require_no_overlap([*others, row])
    row.who, row.at = str(by.account)[:200], at
    row.save()
    told = {"country": row.country, "valid_from": str(row.valid_from or ""), "benefit": str(row.benefit)}
    write(by=by, at=at, verb="works.save_rates", subject=row, **told)
    return row


def _plain(row: PayRates) -> rules.Rates:
    return rules.Rates(row.benefit, row.transfer, row.years, row.wages, row.helpers)


def _others(row: PayRates) -> list[PayRates]:
    """The other versions of the same law or institution, held until the transaction ends."""
    same = PayRates.objects.filter(country=row.country, institution=row.institution_id)
    return list(same.exclude(pk=row.pk).select_for_update(of=("self",)).order_by("pk"))


def _hold(row: PayRates, seen_revision: int | None) -> None:
    row.refresh_from_db(from_queryset=PayRates.objects.select_for_update(of=("self",)))
    if seen_revision is not None and seen_revision != row.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row.revision += 1


def _end(row: PayRates, last: date) -> None:
    rules.require_ends_after_payment(last, newest_payment_by(row))
    row.valid_to = last
    row.revision += 1
    row.save(update_fields=["valid_to", "revision"])


@transaction.atomic
def end_rates(
    *, rates: PayRates, last: date, by: Seat | Keeper, at: datetime, seen_revision: int | None = None
) -> PayRates:
    """Say on which day they end; what was entered by them stays. Refused: ends_before_it_begins, rates_used_later,
    versions_overlap."""
    check_keeps_data(by, "rates", rates.institution_id)
    _hold(rates, seen_revision)
    rules.require_period(rates.valid_from, last)
    rules.require_ends_after_payment(last, newest_payment_by(rates))
    rates.valid_to = last
    rules.require_no_overlap([*_others(rates), rates])
    rates.save()
    write(by=by, at=at, verb="works.end_rates", subject=rates, last=last.isoformat())
    return rates
