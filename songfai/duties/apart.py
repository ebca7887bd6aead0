"""When both sides began a duty they owe together without knowing of one another: what does not stand (ADR 46)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from songfai.duties.models import Duty
from songfai.duties.statements import OWED_BY, both, duty_name
from songfai.record.apart import changes_of, left_out
from songfai.record.threads import holding

# What a duty may be changed in after it was opened: its first and last day, which belong together, and what they rest on.
DAYS = ("starts_on", "due")


@dataclass(frozen=True, slots=True)
class Aside:
    """The first and the last day a side had said, and what they rested on, beside those that stand."""

    side: int
    at: datetime
    sha256: tuple[str, ...]
    starts_on: date
    due: date
    said: Mapping[str, Any]


def _pieces(told: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: told[name] for name in (*DAYS, "basis") if name in told}
    return {"days": days} if "due" in days else {}


def asides(duty: Duty) -> list[Aside]:
    """Worked out from the two logs, so both servers find the same; nothing for what one side alone owes."""
    if OWED_BY[duty.side] != "both":
        return []
    words = both(duty)
    done = {one for said in words.values() for one in said.get("let_go", [])}
    rows = left_out(changes_of(duty.programme.register_id, duty_name(duty), "duty"), _pieces, done)
    return [
        Aside(
            row.position,
            row.at,
            row.sha256,
            starts_on=date.fromisoformat(row.pieces["days"]["starts_on"]),
            due=date.fromisoformat(row.pieces["days"]["due"]),
            said=row.pieces["days"],
        )
        for row in rows
        if row.pieces.get("days")
    ]


def with_days(duty: Duty, aside: Aside) -> dict[str, Any]:
    """What holds of the duty, with these days in it."""
    told = holding(list(both(duty).values()), "duty")
    kept = {name: value for name, value in told.items() if name not in (*DAYS, "basis", "edited")}
    return kept | dict(aside.said)
