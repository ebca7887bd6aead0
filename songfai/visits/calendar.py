"""Visits as a calendar: the weeks of a month, and an iCalendar file (RFC 5545). Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TypeVar

# Hà Nội and Vientiane keep the same time, without summer time.
LOCAL = timezone(timedelta(hours=7))
LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """All day from `starts` to `ends` (dates, both included), or from one moment to another."""

    uid: str
    summary: str
    starts: date | datetime
    ends: date | datetime
    place: str = ""
    address: str = ""
    changed: datetime | None = None
    is_cancelled: bool = False
    sequence: int = 0


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LOCAL)


def weeks(year: int, month: int, first_weekday: int) -> list[list[date]]:
    """The weeks that touch a month, seven days each; `first_weekday` as date.weekday() counts."""
    first = date(year, month, 1)
    day = first - timedelta(days=(first.weekday() - first_weekday) % 7)
    found = []
    while day < first or day.month == month:
        found.append([day + timedelta(days=n) for n in range(7)])
        day += timedelta(days=7)
    return found


def month_after(year: int, month: int, steps: int) -> tuple[int, int]:
    counted = year * 12 + month - 1 + steps
    return counted // 12, counted % 12 + 1


Row = TypeVar("Row")


def on_day(rows: Iterable[tuple[date, date, Row]], day: date) -> list[Row]:
    return [row for first, last, row in rows if first <= day <= last]


def ical(name: str, events: Sequence[Event], at: datetime) -> bytes:
    """A calendar that any programme of the kind reads."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Songfai//visits//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in [_fold(line)]).encode()


def _event(event: Event, at: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_utc(event.changed or at)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{_text(event.summary)}",
    ]
    if isinstance(event.starts, datetime):
        assert isinstance(event.ends, datetime)
        lines += [f"DTSTART:{_utc(event.starts)}", f"DTEND:{_utc(event.ends)}"]
    else:
        after = event.ends + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    if event.address:
        lines.append(f"URL:{event.address}")
    lines += [f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}", "END:VEVENT"]
    return lines


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Lines longer than 75 octets go on in the next one, never inside a letter."""
    parts, part, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part += letter
        octets += size
    return "\r\n".join([*parts, part])
