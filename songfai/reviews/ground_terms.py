"""What a judgement rests on, as statements and minutes say it, and as it is taken in."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.programmes.terms import commitment_id, number_of
from songfai.reviews.models import Ground, Review
from songfai.reviews.states import GroundKind


def grounds_by_heading(grounds: Iterable[Ground]) -> dict[str, list[dict[str, Any]]]:
    """The rows of one side under each heading."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in grounds:
        rows = found.setdefault(one.heading, [])
        said: dict[str, Any] = {
            "id": f"g{len(rows) + 1:02d}",
            "kind": one.kind,
            "row": one.ref,
            "title": one.title.as_dict(),
            "dated": one.dated.isoformat() if one.dated else None,
            "commitment": commitment_id(one.commitment) if one.commitment else None,
        }
        rows.append({name: value for name, value in said.items() if value})
    return found


# How each kind of row is named (queries.grounds).
REFS = {
    GroundKind.ACTIVITY: r"[0-9a-f]{32}",
    GroundKind.INDICATOR: r"[0-9a-f]{32}",
    GroundKind.FILE: r"[0-9a-f]{32}:[0-9a-f]{64}",
    GroundKind.MINUTES: r"[0-9]{4}:[0-9a-f]{64}",
}


def take_grounds(review: Review, position: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    """In the place of what stood there of that side. ValueError for a row that no server names so."""
    for one in (each for said in rows.values() for each in said):
        if not re.fullmatch(REFS[GroundKind(one["kind"])], str(one["row"])):
            raise ValueError("row")
    review.grounds.filter(position=position).delete()
    Ground.objects.bulk_create(
        Ground(
            review=review,
            heading=heading,
            position=position,
            kind=GroundKind(one["kind"]),
            ref=str(one["row"])[:100],
            title=Trilingual.of(one["title"]),
            dated=date.fromisoformat(one["dated"]) if "dated" in one else None,
            commitment=number_of(one["commitment"]) if "commitment" in one else None,
        )
        for heading, said in rows.items()
        for one in said
    )
