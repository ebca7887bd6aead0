"""What both sides arranged of one visit without knowing of one another, piece by piece (ADR 46)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from songfai.record import entries
from songfai.record.apart import changes_of, left_out
from songfai.record.books import moment
from songfai.record.threads import said_by
from songfai.visits.models import Visit

# Parts of the arrangement that are compared as they are. When it was proposed, and by whom, is nobody's change.
WHOLE = (
    "host", "host_party", "host_reason", "level", "form", "title", "purpose", "place", "starts_on", "ends_on", "item",
    "off_plan", "begun",
)  # fmt: skip
# Parts that are lists: a line more and a line less are pieces of their own.
COMMITMENT, MEETING, DAY = "commitment", "meeting", "day"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a side arranged otherwise. `said` is None where it took it out, `stands` where there is none."""

    name: str
    said: Any
    stands: Any

    @property
    def what(self) -> str:
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Aside:
    """What one side arranged and what does not stand, because the other side's arrangement holds."""

    side: int
    at: Any
    sha256: tuple[str, ...]
    pieces: tuple[Piece, ...]


def pieces_of(arranged: Mapping[str, Any]) -> dict[str, Any]:
    """An arrangement taken apart: name of a piece -> what it says."""
    found = {name: arranged[name] for name in WHOLE if name in arranged}
    found |= {f"{COMMITMENT}/{one}": one for one in arranged.get("commitments", [])}
    found |= {f"{MEETING}/{one['id']}": one for one in arranged.get("meetings", [])}
    for one in arranged.get("days", []):
        line = {name: value for name, value in one.items() if name != "id"}
        # Lines of a day have no name of their own: two that read the same are one.
        found[f"{DAY}/{json.dumps(line, ensure_ascii=False, sort_keys=True)}"] = line
    return found


def put_together(arranged: Mapping[str, Any], pieces: Iterable[Piece]) -> dict[str, Any]:
    """The arrangement with these pieces as they were said."""
    shown = pieces_of(arranged) | {one.name: one.said for one in pieces}
    shown = {name: value for name, value in shown.items() if value is not None}
    of: dict[str, list[Any]] = {COMMITMENT: [], MEETING: [], DAY: []}
    made = dict(arranged)
    for name in WHOLE:
        made.pop(name, None)
    for name, value in shown.items():
        what = name.partition("/")[0]
        if what in of:
            of[what].append(value)
        else:
            made[name] = value
    return made | {"commitments": of[COMMITMENT], "meetings": of[MEETING], "days": of[DAY]}


def found(register: int | None, name: str) -> list[dict[str, Any]]:
    """As Visit.apart keeps it. Worked out from the two logs, so both servers find the same."""
    changes = changes_of(register, name, "arranged")
    done = {one for position in (1, 2) for one in said_by(register, position, name).get("let_go", [])}
    rows = left_out(changes, pieces_of, done)
    if not rows:
        return []
    stands = pieces_of(min(changes, key=lambda one: one.order).content)
    return [
        {
            "side": row.position,
            "at": entries.as_text(row.at),
            "sha256": list(row.sha256),
            "pieces": [
                {"name": name, "said": said, "stands": stands.get(name)} for name, said in row.pieces.items()
            ],
        }
        for row in rows
    ]


def asides(visit: Visit) -> list[Aside]:
    """What is kept of it beside the visit, as values."""
    return [
        Aside(
            one["side"],
            moment(one["at"]),
            tuple(one["sha256"]),
            tuple(Piece(**piece) for piece in one["pieces"]),
        )
        for one in visit.apart
    ]
