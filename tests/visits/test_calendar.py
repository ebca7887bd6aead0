"""Weeks and calendar files, on plain values."""

from datetime import UTC, date, datetime, time

from songfai.visits import calendar


def test_weeks_begin_where_the_language_begins_them():
    monday, sunday = calendar.weeks(2026, 3, 0), calendar.weeks(2026, 3, 6)
    assert (monday[0][0], monday[-1][-1]) == (date(2026, 2, 23), date(2026, 4, 5))
    assert (sunday[0][0], sunday[-1][-1]) == (date(2026, 3, 1), date(2026, 4, 4))
    assert {len(week) for week in monday + sunday} == {7}


def test_months_go_round_the_year():
    assert calendar.month_after(2026, 12, 1) == (2027, 1)
    assert calendar.month_after(2026, 1, -1) == (2025, 12)


def test_a_file_escapes_its_signs_and_folds_long_lines_between_letters():
    event = calendar.Event(
        "1@x", "ການຢ້ຽມຢາມ; " * 12, calendar.moment(date(2026, 3, 4), time(8, 30)),
        calendar.moment(date(2026, 3, 4), time(9, 0)), place="Hà Nội, Viêng Chăn",
    )  # fmt: skip
    text = calendar.ical("Đoàn", [event], datetime(2026, 3, 10, tzinfo=UTC)).decode()
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:" + "ການຢ້ຽມຢາມ\\; " * 12 in unfolded
    assert "LOCATION:Hà Nội\\, Viêng Chăn" in unfolded
    assert "DTSTART:20260304T013000Z" in unfolded
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR"
