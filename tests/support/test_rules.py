from datetime import date
from decimal import Decimal

import pytest

from songfai.kit.errors import Refused
from songfai.kit.validity import Span
from songfai.support import rules
from songfai.support.states import MOVES, SupportState

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize("old", list(SupportState))
@pytest.mark.parametrize("new", list(SupportState))
def test_support_moves_as_its_table_says(old, new):
    if (old, new) in MOVES:
        assert rules.mover(old, new) in ("giver", "receiver")
    else:
        with pytest.raises(Refused):
            rules.mover(old, new)


def test_only_the_receiver_says_what_arrived():
    assert {pair for pair, who in MOVES.items() if who == "receiver"} == {
        (SupportState.DELIVERED, SupportState.RECEIVED),
        (SupportState.RECEIVED, SupportState.DELIVERED),
    }


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "minor", "currency", "code"),
    [
        ("money", None, False, None, "", "amount_missing"),
        ("money", None, False, 5, "", "currency_missing"),
        ("money", None, False, 0, "VND", "amount_missing"),
        ("goods", None, True, None, "", "quantity_missing"),
        ("goods", Decimal(2), False, None, "", "unit_missing"),
        ("goods", Decimal(2), True, 5, "", "currency_missing"),
        ("course", Decimal("1.5"), False, None, "", "not_whole"),
        ("places", Decimal(-1), False, None, "", "quantity_missing"),
    ],
)
def test_an_amount_that_is_none_is_refused(kind, quantity, unit, minor, currency, code):
    with pytest.raises(Refused) as refused:
        rules.require_amount(kind, quantity, unit, minor, currency)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "minor", "currency"),
    [
        ("money", None, False, 5, "USD"),
        ("goods", Decimal("2.5"), True, None, ""),
        ("goods", Decimal(2), True, 100, "LAK"),
        ("person_days", Decimal("1.5"), False, None, ""),
        ("course", Decimal(24), False, None, ""),
    ],
)
def test_an_amount_is_accepted(kind, quantity, unit, minor, currency):
    rules.require_amount(kind, quantity, unit, minor, currency)


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: rules.require_received(Decimal(4), Decimal(3), False), "difference_unexplained"),
        (lambda: rules.require_received(4, -1, True), "amount_missing"),
        (lambda: rules.require_after(TODAY, date(2026, 3, 9)), "before_delivery"),
        (lambda: rules.require_past(date(2026, 3, 11), TODAY), "day_ahead"),
        (lambda: rules.require_year(2022, 2023, 2026), "year_outside_term"),
        (lambda: rules.require_changeable(SupportState.DELIVERED), "support_settled"),
        (lambda: rules.require_period("in_force", None, None), "first_day_missing"),
        (lambda: rules.require_period("draft", TODAY, date(2026, 3, 9)), "ends_before_it_begins"),
        (lambda: rules.require_no_overlap([Span(None, TODAY), Span(TODAY, None)]), "rates_overlap"),
        (lambda: rules.require_usable("draft", True), "rate_is_draft"),
        (lambda: rules.require_usable("replaced", False), "rate_not_on_day"),
        (lambda: rules.require_factors(0, 1), "quantity_missing"),
        (lambda: rules.require_divisor(Decimal(0)), "divisor_missing"),
    ],
)
def test_what_is_refused(check, code):
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("ends", "begins", "days"),
    [
        (
            date(2026, 3, 31),
            date(2026, 3, 1),
            ("From %(first)s to %(last)s", date(2026, 3, 1), date(2026, 3, 31)),
        ),
        (TODAY, TODAY, ("On %(first)s", TODAY, TODAY)),
        (None, TODAY, ("From %(first)s on", TODAY, "…")),
    ],
)
def test_versions_that_overlap_are_told_with_both_days(ends, begins, days):
    versions = [Span(date(2020, 1, 1), ends), Span(begins, None)]
    with pytest.raises(Refused) as refused:
        rules.require_no_overlap(versions)
    assert refused.value.text.startswith(days[0])
    assert (refused.value.params["first"], refused.value.params["last"]) == days[1:]


def test_what_may_be():
    rules.require_received(Decimal(4), Decimal(3), True)
    rules.require_period("draft", None, None)
    rules.require_usable("replaced", True)
