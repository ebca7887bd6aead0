"""A month on the screen: an activity stands on each of its days, in one line through the week."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from songfai.portfolio.pages.months import Month, day_in_year
from tests import factories as make


def row(pk, first, last):
    return SimpleNamespace(pk=pk, starts_on=first, ends_on=last)


def march(*rows, language="en"):
    """March 2026 begins on a Sunday: its first week from Monday is that of 23 February."""
    month = Month(2026, 3, language)
    month.fill(rows)
    return month


def days_of(month):
    return {day.day: day for week in month.weeks for day in week}


def test_an_activity_stands_on_each_of_its_days():
    days = days_of(march(row(1, date(2026, 3, 6), date(2026, 3, 10))))
    on = {day for day, one in days.items() if one.rows}
    assert on == {date(2026, 3, n) for n in range(6, 11)}
    named = {day for day, one in days.items() if one.slots and one.slots[0].named}
    # On its first day, and again where the next week begins.
    assert named == {date(2026, 3, 6), date(2026, 3, 9)}
    edges = [
        (days[date(2026, 3, n)].slots[0].from_before, days[date(2026, 3, n)].slots[0].goes_on)
        for n in (6, 8, 10)
    ]
    assert edges == [(False, True), (True, True), (True, False)]


def test_a_bar_is_drawn_over_its_days_of_the_week_and_says_whether_it_ends_with_it():
    days = days_of(march(row(1, date(2026, 3, 6), date(2026, 3, 10))))
    drawn = [days[date(2026, 3, n)].slots[0] for n in (6, 9)]
    assert [(slot.days, slot.beyond) for slot in drawn] == [(3, True), (2, False)]


def test_on_a_narrow_screen_each_activity_stands_once_on_its_first_day_of_the_month():
    long, short = row(1, date(2026, 2, 20), date(2026, 3, 20)), row(2, date(2026, 3, 2), date(2026, 3, 5))
    month = march(short, long)
    told = [(day, [one.pk for one in rows]) for day, rows in month.first_seen]
    assert told == [(date(2026, 3, 1), [1]), (date(2026, 3, 2), [2])]


def test_a_day_has_its_place_in_the_picture_of_its_own_year_alone():
    assert day_in_year(date(2026, 1, 1), 2026) == 0
    assert day_in_year(date(2026, 7, 2), 2026) == 498
    assert day_in_year(date(2025, 12, 31), 2026) is None


def test_a_bar_keeps_its_line_and_others_use_what_is_free():
    long, short, later = (
        row(1, date(2026, 3, 2), date(2026, 3, 8)), row(2, date(2026, 3, 3), date(2026, 3, 3)),
        row(3, date(2026, 3, 5), date(2026, 3, 5)),
    )  # fmt: skip
    days = days_of(march(short, later, long))
    lines = {
        n: [slot.activity and slot.activity.pk for slot in days[date(2026, 3, n)].slots] for n in (2, 3, 4, 5)
    }
    assert lines == {2: [1], 3: [1, 2], 4: [1], 5: [1, 3]}


def test_an_empty_line_keeps_the_bar_below_it_straight():
    first = row(1, date(2026, 3, 2), date(2026, 3, 2))
    second = row(2, date(2026, 3, 2), date(2026, 3, 4))
    days = days_of(march(second, first))
    assert [slot.activity.pk for slot in days[date(2026, 3, 2)].slots] == [2, 1]
    third = row(3, date(2026, 3, 1), date(2026, 3, 3))
    days = days_of(march(first, second, third))
    assert [slot.activity and slot.activity.pk for slot in days[date(2026, 3, 4)].slots] == [None, 2]


def test_what_began_before_the_month_goes_on_into_it():
    month = march(row(1, date(2026, 1, 1), date(2026, 3, 1)))
    assert [day.day for day in month.days] == [date(2026, 3, 1)]
    assert month.weeks[0][0].slots[0].named


def test_weeks_begin_on_sunday_in_lao():
    assert (march().first_day, march(language="lo").first_day) == (date(2026, 2, 23), date(2026, 3, 1))


@pytest.mark.django_db
def test_the_page_shows_running_activities_of_one_s_own_programmes_only():
    made, hidden = make.programme_in_force(), make.programme_in_force()
    days = {"starts_on": date(2025, 12, 1), "ends_on": date(2026, 3, 3)}
    make.activity(made, title=make.words("Long course"), **days)
    make.activity(
        made, title=make.words("Over before"), starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 2)
    )
    make.activity(hidden, title=make.words("Not ours"), **days)
    client = Client()
    client.force_login(made.leader_a.account)
    client.cookies["songfai_language"] = "en"
    shown = client.get("/portfolio/activities/", {"view": "calendar", "month": "2026-03"}).text
    assert "Long course" in shown
    assert "Over before" not in shown
    assert "Not ours" not in shown
    assert "cal-to" in shown
    assert (
        "Long course"
        not in client.get("/portfolio/activities/", {"view": "calendar", "month": "2026-04"}).text
    )
