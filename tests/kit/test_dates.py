from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.dates import (
    PartialDate,
    Relative,
    add_months,
    add_years,
    months_between,
    parse_human,
    years_covered,
)
from songfai.kit.errors import Refused
from songfai.kit.formats import format_date
from tests.kit.strategies import dated, partial_dates


@pytest.mark.parametrize(
    ("code", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-08-01", date(2024, 8, 1), date(2024, 8, 1), "day"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "quarter"),
        ("--08-01", None, None, "day"),
        ("../2030", None, date(2030, 12, 31), "year"),
        ("../2026-03-31", None, date(2026, 3, 31), "day"),
        ("<2030", None, date(2029, 12, 31), "year"),
        ("2030/..", date(2030, 1, 1), None, "year"),
        ("2024~", date(2024, 1, 1), date(2024, 12, 31), "year"),
    ],
)
def test_code_tells_first_and_last_day(code, first, last, precision):
    value = PartialDate.parse_code(code)
    assert (value.first_day(), value.last_day(), value.precision, value.code) == (
        first,
        last,
        precision,
        code,
    )


@given(partial_dates())
def test_code_comes_back_as_the_same_date(value):
    assert PartialDate.parse_code(value.code) == value


@pytest.mark.parametrize(
    "code",
    [
        "",
        "24",
        "2024-3",
        "2024-Q3-01",
        "../2030/..",
        "<2030~",
        "P3Y",
        "2024-08-01T00:00",
        "-- 08",
        "-",
        "../--08",
    ],
)
def test_code_of_another_form_is_refused(code):
    with pytest.raises(Refused) as refused:
        PartialDate.parse_code(code)
    assert refused.value.code in ("date_unreadable", "date_impossible")


@pytest.mark.parametrize(
    "code", ["2026-02-29", "2026-13", "2026-04-31", "2026-00", "2026-Q5", "2569", "1066"]
)
def test_day_that_does_not_exist_is_refused(code):
    with pytest.raises(Refused) as refused:
        PartialDate.parse_code(code)
    assert refused.value.code == "date_impossible"


def test_leap_day_without_a_year_is_possible():
    assert PartialDate(None, 2, 29).code == "--02-29"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("5 3 2026", "2026-03-05"),
        ("05/03/2026", "2026-03-05"),
        ("5.3.2026", "2026-03-05"),
        ("05-03-2026", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("3/2026", "2026-03"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("12/3", "--03-12"),
        ("໕/໓/໒໐໒໖", "2026-03-05"),
        ("ປີ ໒໐໓໐", "2030"),
        ("tháng 3/2024", "2024-03"),
        ("tháng 3 năm 2024", "2024-03"),
        ("tháng 3-2024", "2024-03"),
        ("Tháng Năm năm 2026", "2026-05"),
        ("tháng Năm 2026", "2026-05"),
        ("tháng mười hai năm 2026", "2026-12"),
        ("tháng mười 2026", "2026-10"),
        ("ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("ngày 5/3/2026", "2026-03-05"),
        ("ngay 05 thang 3 nam 2026", "2026-03-05"),
        ("ngày 1 tháng 8", "--08-01"),
        ("quý II/2026", "2026-Q2"),
        ("Quý 2 năm 2026", "2026-Q2"),
        ("quý tư năm 2026", "2026-Q4"),
        ("đến năm 2030", "../2030"),
        ("đến hết năm 2030", "../2030"),
        ("chậm nhất ngày 31/12/2030", "../2030-12-31"),
        ("trước năm 2030", "<2030"),
        ("trước ngày 15/3/2026", "<2026-03-15"),
        ("từ năm 2024", "2024/.."),
        ("từ ngày 01/8/2024 trở đi", "2024-08-01/.."),
        ("khoảng năm 2024", "2024~"),
        ("ມີນາ 2024", "2024-03"),
        ("ເດືອນ ມີນາ ປີ 2024", "2024-03"),
        ("ເດືອນ 3 ປີ 2024", "2024-03"),
        ("ເດືອນ3/2024", "2024-03"),
        ("5 ມີນາ 2026", "2026-03-05"),
        ("ວັນທີ 5 ມີນາ 2026", "2026-03-05"),
        ("ວັນທີ 1 ສິງຫາ", "--08-01"),
        ("ຮອດປີ 2030", "../2030"),
        ("ຮອດປີ2030", "../2030"),
        ("ກ່ອນປີ 2030", "<2030"),
        ("ຕັ້ງແຕ່ປີ 2024 ເປັນຕົ້ນໄປ", "2024/.."),
        ("ປະມານປີ 2024", "2024~"),
        ("ໄຕມາດ 2/2026", "2026-Q2"),
        ("ໄຕມາດ III/2026", "2026-Q3"),
        ("ໄຕມາດທີ 4 ປີ 2026", "2026-Q4"),
        ("March 2024", "2024-03"),
        ("5 March 2026", "2026-03-05"),
        ("5 Mar. 2026", "2026-03-05"),
        ("the 5th of March, 2026", "2026-03-05"),
        ("March 5, 2026", "2026-03-05"),
        ("1 August", "--08-01"),
        ("by 2030", "../2030"),
        ("by the end of 2030", "../2030"),
        ("no later than 31 March 2026", "../2026-03-31"),
        ("before 2030", "<2030"),
        ("from 2030 onwards", "2030/.."),
        ("about 2024", "2024~"),
        ("Q2 2026", "2026-Q2"),
        ("2nd quarter of 2026", "2026-Q2"),
    ],
)
@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_typed_date_is_read_in_every_language(typed, code, language):
    assert parse_human(typed, language).code == code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "date_unreadable"),
        ("soon", "date_unreadable"),
        ("sau Tết", "date_unreadable"),
        ("05032026", "date_unreadable"),
        ("5/3/2026/1", "date_unreadable"),
        ("m3 2026 5 5", "date_unreadable"),
        ("31/2/2026", "date_impossible"),
        ("5/13/2026", "date_impossible"),
        ("29/02/2026", "date_impossible"),
        ("13/2026", "date_impossible"),
        ("ເດືອນ 13 ປີ 2026", "date_impossible"),
        ("2569", "date_impossible"),
        ("5/3/26", "date_year_short"),
        ("5 March 26", "date_year_short"),
        ("by 5 March", "date_impossible"),
        ("5 3 2026 " + "x" * 100_000, "date_unreadable"),
    ],
)
def test_typed_date_that_cannot_be_one_is_refused_with_what_was_typed(typed, reason):
    with pytest.raises(Refused) as refused:
        parse_human(typed, "vi")
    assert refused.value.code == reason
    assert str(refused.value)


@given(partial_dates(), st.sampled_from(["lo", "vi", "en"]), st.sampled_from(["short", "text", "paper"]))
def test_written_date_is_read_back_the_same(value, language, style):
    assert parse_human(format_date(value, language, style), language) == value


@given(partial_dates(), st.sampled_from(["lo", "vi", "en"]), st.sampled_from(["lo", "vi", "en"]))
def test_written_date_is_read_by_a_reader_of_another_language(value, writer, reader):
    assert parse_human(format_date(value, writer, "text"), reader) == value


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        value = parse_human(text, "lo")
    except Refused:
        return
    assert PartialDate.parse_code(value.code) == value


def test_dates_are_ordered_by_when_they_are_due():
    codes = ["2031", "../2030", "2030-06", "2030", "2024~", "2030/..", "<2030", "2030-Q2", "--08-01"]
    ordered = [value.code for value in sorted(map(PartialDate.parse_code, codes))]
    assert ordered == [
        "2024~",
        "<2030",
        "2030/..",
        "2030-Q2",
        "2030-06",
        "../2030",
        "2030",
        "2031",
        "--08-01",
    ]


@pytest.mark.parametrize(
    ("start", "years", "expected"),
    [
        ("2024", 3, "2027"),
        ("2024-Q3", 3, "2027-Q3"),
        ("2024-08", 3, "2027-08"),
        ("2024-08-01", 3, "2027-08-01"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("../2030", -1, "../2029"),
        ("2024~", 1, "2025~"),
    ],
)
def test_add_years_keeps_how_much_is_known(start, years, expected):
    assert add_years(PartialDate.parse_code(start), years).code == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-11", 3, "2025-02"),
        ("2024-01", -1, "2023-12"),
        ("2024-Q4", 3, "2025-Q1"),
        ("2024-Q1", 4, "2024-Q3"),
        ("2024", 6, "2025"),
        ("2024", 12, "2025"),
    ],
)
def test_add_months_rounds_a_vague_date_up(start, months, expected):
    assert add_months(PartialDate.parse_code(start), months).code == expected


def test_add_years_without_a_year_is_refused():
    with pytest.raises(Refused) as refused:
        add_years(PartialDate(None, 8, 1), 1)
    assert refused.value.code == "date_without_year"


@given(dated("month"), st.integers(-300, 300))
def test_months_between_undoes_add_months(start, months):
    try:
        end = add_months(start, months)
    except Refused:
        return
    assert months_between(start, end) == months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-08-01", "2027-08-01", 36),
        ("2024-08-15", "2027-08-01", 35),
        ("2027-08-01", "2024-08-15", -35),
        ("2024", "2030", 72),
    ],
)
def test_months_between_counts_whole_months(start, end, months):
    assert months_between(PartialDate.parse_code(start), PartialDate.parse_code(end)) == months


def test_years_covered_holds_both_ends():
    assert list(years_covered(PartialDate(2024, 8, 1), PartialDate(2026))) == [2024, 2025, 2026]


@pytest.mark.parametrize(("code", "years", "months"), [("P3Y", 3, 0), ("P18M", 0, 18), ("P1Y6M", 1, 6)])
def test_relative_code_comes_back(code, years, months):
    assert Relative.parse_code(code) == Relative(years, months)
    assert Relative(years, months).code == code


@pytest.mark.parametrize("code", ["P", "3Y", "P3D", "P0Y", "", "PY"])
def test_relative_of_another_form_is_refused(code):
    with pytest.raises(Refused):
        Relative.parse_code(code)


def test_relative_after_a_signing_is_as_precise_as_the_signing():
    assert Relative(3).after(PartialDate.parse_code("2024-08")).code == "2027-08"


@pytest.mark.parametrize(
    ("code", "day", "meant"),
    [
        ("2024-Q3", date(2024, 9, 30), True),
        ("2024-Q3", date(2024, 10, 1), False),
        ("../2030", date(2020, 1, 1), True),
        ("<2030", date(2030, 1, 1), False),
        ("--08-01", date(1999, 8, 1), True),
        ("--08", date(1999, 8, 31), True),
        ("--08-01", date(1999, 8, 2), False),
    ],
)
def test_contains_tells_whether_a_day_may_be_meant(code, day, meant):
    assert PartialDate.parse_code(code).contains(day) is meant
