from datetime import date

import pytest

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed, Refused
from songfai.programmes.rules import amending
from songfai.programmes.rules.amending import Draft, Line, Standing, State

TODAY = date(2026, 3, 10)
PROMISE = {"text": {"en": "Courses"}, "type": "course", "bearer": "both"}
NOW = State(
    base="a" * 64,
    term_start=PartialDate(2023),
    term_end=PartialDate(2026),
    commitments={1: PROMISE},
    agreed_until=2026,
)


def draft(**fields):
    given = {
        "wording": True,
        "reason": True,
        "effective_on": date(2026, 4, 1),
        "term_end": PartialDate(2028),
        "lines": [],
    }
    return Draft(**(given | fields))


def codes(**fields):
    return [refused.code for refused in amending.missing(draft(**fields), NOW, TODAY)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"wording": False}, ["amendment_without_wording"]),
        ({"reason": False}, ["amendment_without_reason"]),
        ({"effective_on": None}, ["amendment_without_day"]),
        ({"term_end": None}, ["nothing_to_amend"]),
        ({"term_end": None, "lines": [Line(2, "added", PROMISE)]}, []),
        ({"term_end": PartialDate(2026)}, ["term_end_same"]),
        ({"term_end": PartialDate(2026, 12, 31)}, ["term_end_same"]),
        ({"term_end": PartialDate(2022)}, ["term_ends_before_it_begins"]),
        ({"term_end": PartialDate(2026, 2)}, ["term_end_past"]),
        ({"term_end": PartialDate(2026, 6)}, []),
        ({"effective_on": date(2022, 12, 31)}, ["effective_outside_term"]),
        ({"effective_on": date(2028, 12, 31)}, []),
        ({"effective_on": date(2029, 1, 1)}, ["effective_outside_term"]),
        ({"lines": [Line(1, "changed", {**PROMISE, "bearer": "p1"}, PROMISE)]}, []),
        ({"lines": [Line(1, "changed", PROMISE, PROMISE)]}, ["change_says_nothing"]),
        (
            {"lines": [Line(1, "changed", PROMISE, {**PROMISE, "type": "visit"})]},
            ["amendment_misquotes"],
        ),
        ({"lines": [Line(1, "added", PROMISE)]}, ["amendment_number"]),
        ({"lines": [Line(7, "changed", PROMISE, PROMISE)]}, ["amendment_number"]),
        ({"lines": [Line(1000, "added", PROMISE)]}, ["amendment_number"]),
    ],
)
def test_what_keeps_an_amendment_from_being_offered(fields, expected):
    assert codes(**fields) == expected


def test_a_term_is_not_shortened_before_a_year_both_have_agreed_on():
    agreed = State(NOW.base, PartialDate(2023), PartialDate(2030), {1: PROMISE}, agreed_until=2028)
    with pytest.raises(Refused) as refused:
        amending.require_term_end(PartialDate(2027), agreed, TODAY)
    assert refused.value.code == "term_end_before_agreed"
    amending.require_term_end(PartialDate(2028), agreed, TODAY)


def test_nobody_agrees_to_a_change_of_what_reads_differently_by_now():
    with pytest.raises(Changed):
        amending.require_base("b" * 64, NOW.base)


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        (True, False, "own_amendment_waits"),
        (False, True, "other_amendment_waits"),
        (True, True, "own_amendment_waits"),
    ],
)
def test_one_amendment_at_a_time(own, other, code):
    amending.require_no_other(False, False)
    with pytest.raises(Refused) as refused:
        amending.require_no_other(own, other)
    assert refused.value.code == code


OWED = [
    Standing("annual_review", 2024, date(2025, 3, 31), is_met=True),
    Standing("annual_review", 2025, date(2026, 3, 31)),
    Standing("annual_review", 2026, date(2026, 12, 31)),
    Standing("midterm", 2025, date(2025, 1, 31), is_met=True),
    Standing("final_summary", 2026, date(2026, 11, 30)),
    Standing("renewal", 2026, date(2026, 6, 30)),
]


def moved(new_end, owed=OWED):
    start, old_end, signed_on = PartialDate(2023), PartialDate(2026), PartialDate(2023, 5, 23)
    dates = amending.changed_dates(owed, start, old_end, new_end, signed_on)
    return tuple(
        sorted((one.kind, one.due.isoformat()) for one in found) for found in (dates.added, dates.dropped)
    )


def test_longer_term_owes_the_added_years_and_its_end_moves():
    added, dropped = moved(PartialDate(2028))
    assert added == [
        ("annual_review", "2027-03-31"),
        ("annual_review", "2028-03-31"),
        ("annual_review", "2028-12-31"),
        ("final_summary", "2028-12-31"),
        ("renewal", "2028-06-30"),
    ]
    assert dropped == [
        ("annual_review", "2026-12-31"),
        ("final_summary", "2026-11-30"),
        ("renewal", "2026-06-30"),
    ]


def test_shorter_term_drops_what_lies_behind_its_end():
    added, dropped = moved(PartialDate(2026, 9))
    assert added == [
        ("annual_review", "2026-09-30"),
        ("final_summary", "2026-09-30"),
        ("renewal", "2026-03-31"),
    ]
    assert dropped == [
        ("annual_review", "2026-12-31"),
        ("final_summary", "2026-11-30"),
        ("renewal", "2026-06-30"),
    ]


def test_dates_both_sides_took_out_of_the_draft_do_not_come_back():
    owed = [one for one in OWED if one.kind != "renewal"]
    added, _dropped = moved(PartialDate(2028), owed)
    assert "renewal" not in {kind for kind, _due in added}
    assert ("annual_review", "2024-03-31") not in added


def test_what_was_held_with_the_old_end_stays_and_is_not_owed_again():
    owed = [Standing(one.kind, one.year, one.due, one.is_met or one.year == 2026) for one in OWED]
    added, dropped = moved(PartialDate(2028), owed)
    assert dropped == []
    assert ("annual_review", "2027-03-31") not in added
    assert ("final_summary", "2028-12-31") in added


def test_half_yearly_checks_go_on():
    owed = [
        Standing("six_monthly", 2026, date(2026, 7, 31), is_met=True),
        Standing("six_monthly", 2026, date(2026, 12, 31)),
    ]
    added, dropped = moved(PartialDate(2027), owed)
    assert added == [
        ("six_monthly", "2027-01-31"),
        ("six_monthly", "2027-07-31"),
        ("six_monthly", "2027-12-31"),
    ]
    assert dropped == [("six_monthly", "2026-12-31")]
