from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.dates import PartialDate, Relative
from songfai.kit.errors import Refused
from songfai.kit.formats import (
    first_weekday,
    format_date,
    format_datetime,
    format_money,
    format_number,
    format_period,
    format_relative,
    format_share,
    format_term,
    month_name,
    weekday,
)
from songfai.kit.numbers import parse_number


@pytest.mark.parametrize(
    ("code", "style", "lo", "vi", "en"),
    [
        ("2026-01-05", "short", "05/01/2026", "05/01/2026", "5 Jan 2026"),
        ("2026-01-05", "text", "5 ມັງກອນ 2026", "ngày 05 tháng 01 năm 2026", "5 January 2026"),
        ("2026-01-05", "paper", "ວັນທີ 5 ມັງກອນ 2026", "ngày 05 tháng 01 năm 2026", "5 January 2026"),
        ("2011-12-21", "paper", "ວັນທີ 21 ທັນວາ 2011", "ngày 21 tháng 12 năm 2011", "21 December 2011"),
        ("2026-03-05", "paper", "ວັນທີ 5 ມີນາ 2026", "ngày 05 tháng 3 năm 2026", "5 March 2026"),
        ("2026-03-05", "month", "ມີນາ 2026", "tháng 3/2026", "March 2026"),
        ("2024-03", "short", "ມີນາ 2024", "tháng 3/2024", "March 2024"),
        ("2024-01", "text", "ມັງກອນ 2024", "tháng 01/2024", "January 2024"),
        ("2024-03", "paper", "ມີນາ 2024", "tháng 3 năm 2024", "March 2024"),
        ("2024", "text", "2024", "2024", "2024"),
        ("2026-Q2", "short", "ໄຕມາດ 2/2026", "quý II/2026", "Q2 2026"),
        ("../2030", "short", "ຮອດປີ 2030", "đến năm 2030", "by 2030"),
        ("<2030", "short", "ກ່ອນປີ 2030", "trước năm 2030", "before 2030"),
        ("2030/..", "short", "ຕັ້ງແຕ່ປີ 2030", "từ năm 2030", "from 2030"),
        ("2024~", "short", "ປະມານປີ 2024", "khoảng năm 2024", "about 2024"),
        ("../2026-03", "short", "ຮອດເດືອນ ມີນາ 2026", "đến tháng 3/2026", "by March 2026"),
        ("../2026-03-31", "short", "ຮອດວັນທີ 31/03/2026", "đến ngày 31/03/2026", "by 31 Mar 2026"),
        ("--08-01", "text", "1 ສິງຫາ", "ngày 01 tháng 8", "1 August"),
        ("--08", "text", "ສິງຫາ", "tháng 8", "August"),
    ],
)
def test_date_is_written_as_far_as_it_is_known(code, style, lo, vi, en):
    value = PartialDate.parse_code(code)
    assert [format_date(value, language, style) for language in ("lo", "vi", "en")] == [lo, vi, en]


def test_date_of_the_calendar_and_no_date_are_written():
    assert format_date(date(2026, 1, 5), "vi") == "05/01/2026"
    assert format_date(None, "vi") == ""


def test_datetime_is_written_on_24_hours():
    moment = datetime(2026, 3, 5, 17, 4)
    assert format_datetime(moment, "vi") == "05/03/2026, 17:04"
    assert format_datetime(moment, "vi", "text") == "17:04, ngày 05 tháng 3 năm 2026"
    assert format_datetime(moment, "lo", "text") == "5 ມີນາ 2026, 17:04"
    assert format_datetime(moment, "en") == "5 Mar 2026, 17:04"


@pytest.mark.parametrize(
    ("start", "end", "lo", "vi", "en"),
    [
        (
            "2026-03-02",
            "2026-03-05",
            "2 ຫາ 5 ມີນາ 2026",
            "từ ngày 02 đến ngày 05 tháng 3 năm 2026",
            "2–5 March 2026",
        ),
        ("2026-03-02", "2026-03-02", "2 ມີນາ 2026", "ngày 02 tháng 3 năm 2026", "2 March 2026"),
        (
            "2026-03-30",
            "2026-04-02",
            "30 ມີນາ 2026 ຫາ 2 ເມສາ 2026",
            "từ ngày 30 tháng 3 năm 2026 đến ngày 02 tháng 4 năm 2026",
            "30 March 2026 to 2 April 2026",
        ),
    ],
)
def test_period_of_days_is_written_once(start, end, lo, vi, en):
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert [format_period(*days, language) for language in ("lo", "vi", "en")] == [lo, vi, en]


def test_term_is_written_in_years():
    start, end = PartialDate(2024, 8, 1), PartialDate(2030)
    assert format_term(start, end, "vi") == "2024–2030"
    assert format_term(start, end, "vi", "words") == "giai đoạn 2024-2030"
    assert format_term(start, end, "lo", "words") == "ໄລຍະ 2024-2030"
    assert format_term(start, None, "en") == "2024–"
    assert format_term(None, end, "en") == "–2030"
    assert format_term(start, PartialDate(2024, 12), "en") == "2024"
    assert format_term(None, None, "en") == ""


def test_relative_is_written_as_a_phrase():
    assert [format_relative(Relative(3), language) for language in ("lo", "vi", "en")] == [
        "ພາຍຫຼັງ 3 ປີ",
        "sau 3 năm",
        "after 3 years",
    ]
    assert format_relative(Relative(1, 6), "en") == "after 1 year 6 months"


def test_weekday_and_month_have_names():
    assert [weekday(date(2026, 3, 10), language) for language in ("lo", "vi", "en")] == [
        "ວັນອັງຄານ",
        "thứ Ba",
        "Tuesday",
    ]
    assert [weekday(date(2026, 3, 15), language) for language in ("lo", "vi")] == ["ວັນອາທິດ", "Chủ nhật"]
    assert [month_name(12, language) for language in ("lo", "vi", "en")] == ["ທັນວາ", "tháng 12", "December"]
    assert [first_weekday(language) for language in ("lo", "vi")] == [6, 0]


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Decimal("7393.17"), "7.393,17", "7,393.17"),
        (1250000, "1.250.000", "1,250,000"),
        (Decimal("-0.5"), "-0,5", "-0.5"),
        (0, "0", "0"),
        (Decimal("1E+6"), "1.000.000", "1,000,000"),
    ],
)
def test_number_has_the_marks_of_its_language(value, vi, en):
    assert [format_number(value, language) for language in ("lo", "vi", "en")] == [vi, vi, en]


def test_number_is_rounded_half_up_where_asked():
    assert format_number(Decimal("2.345"), "vi", 2) == "2,35"


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from(["lo", "vi", "en"]))
def test_written_number_is_read_back_or_asked_about(value, language):
    written = format_number(value, language)
    assert parse_number(written, language) == value


@given(st.integers(-(10**12), 10**12), st.sampled_from(["lo", "vi", "en"]))
def test_written_whole_number_is_read_back(value, language):
    assert parse_number(format_number(value, language), language) == value


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("7.393,17", "vi", "7393.17"),
        ("7393,17", "lo", "7393.17"),
        ("7 393,17", "vi", "7393.17"),
        ("7,393.17", "en", "7393.17"),
        ("4,125", "en", "4125"),
        ("4.125", "vi", "4125"),
        ("0,125", "lo", "0.125"),
        ("1250,125", "lo", "1250.125"),
        ("໑.໒໕໐", "lo", "1250"),
        ("−12", "vi", "-12"),
        ("85,5", "vi", "85.5"),
    ],
)
def test_typed_number_is_read_in_its_language(typed, language, value):
    assert parse_number(typed, language) == Decimal(value)


@pytest.mark.parametrize("typed", ["4,125", "12,500", "-4,125"])
@pytest.mark.parametrize("language", ["lo", "vi"])
def test_typed_number_that_could_be_two_is_asked_about(typed, language):
    with pytest.raises(Refused) as refused:
        parse_number(typed, language)
    assert refused.value.code == "number_ambiguous"
    for reading in (refused.value.params["thousands"], refused.value.params["decimal"]):
        assert abs(parse_number(reading, language)) in (
            Decimal("4125"),
            Decimal("4.125"),
            Decimal("12500"),
            Decimal("12.5"),
        )


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("", "vi"),
        ("abc", "vi"),
        ("1.5", "vi"),
        ("7,393.17", "vi"),
        ("1,2,3", "vi"),
        ("7.393,17", "en"),
        ("1..2", "en"),
        ("1e5", "en"),
        ("1" * 5000, "vi"),
    ],
)
def test_typed_number_that_is_none_is_refused(typed, language):
    with pytest.raises(Refused) as refused:
        parse_number(typed, language)
    assert refused.value.code == "number_unreadable"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (1250000, "VND", "vi", "1.250.000\u00a0đồng"),
        (1250000, "LAK", "lo", "1.250.000\u00a0ກີບ"),
        (1250050, "USD", "en", "12,500.50\u00a0USD"),
        (1250000, "USD", "vi", "12.500\u00a0đô la Mỹ"),
        (-500, "VND", "en", "-500\u00a0VND"),
    ],
)
def test_money_is_written_with_its_unit(minor, currency, language, shown):
    assert format_money(minor, currency, language) == shown


def test_share_is_written_with_one_place():
    assert format_share(171, 200, "vi") == "85,5%"
    assert format_share(1, 2, "en") == "50%"
    assert format_share(1, 3, "lo") == "33,3%"
    assert format_share(1, 0, "vi") == "–"
