"""What a released programme says with the amendments that are released too. Plain values, read from signed bytes."""

from collections.abc import Iterable, Mapping
from typing import Any

Terms = Mapping[str, Any]
# What a changed commitment replaces.
PROMISED = ("text", "type", "bearer", "due")


def amended(terms: Terms, amendments: Iterable[Terms]) -> dict[str, Any]:
    """The programme's terms after each amendment in turn: its end, its commitments, the dates it owes."""
    now = dict(terms)
    for one in amendments:
        if "term" in one:
            now["term"] = {**now["term"], "end": one["term"]["end"]}
        now["commitments"] = _commitments(now["commitments"], one.get("commitments", []))
        now["rhythm"] = _dates(now.get("rhythm", []), one.get("dates", []))
    return now


def _commitments(present: Iterable[Terms], changes: Iterable[Terms]) -> list[Terms]:
    rows = {one["id"]: one for one in present}
    for one in changes:
        kept = {name: value for name, value in rows.get(one["id"], {}).items() if name not in PROMISED}
        rows[one["id"]] = {**kept, **one}
    return list(rows.values())


def _dates(present: Iterable[Terms], changes: Iterable[Terms]) -> list[Terms]:
    rows = {(one["kind"], one["due"]): one for one in present}
    for one in changes:
        if one["change"] == "dropped":
            rows.pop((one["kind"], one["due"]), None)
        else:
            rows.setdefault((one["kind"], one["due"]), one)
    return list(rows.values())
