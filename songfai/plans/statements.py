"""What a side says of its activities: each change is a statement in its own log. Whoever recorded it stays at home,
and evidence crosses to another server only where its giver has said that it may.
"""

from datetime import datetime
from typing import Any

from songfai.parties.models import Seat
from songfai.plans.models import Activity, Evidence
from songfai.plans.terms import item_id, written
from songfai.programmes.terms import commitment_id
from songfai.record import actions as record


def activity_name(activity: Activity) -> str:
    return f"activity/{activity.key.hex}"


def activity_terms(activity: Activity) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "commitment": commitment_id(activity.commitment.number),
        "item": item_id(activity.item.key) if activity.item else None,
        "kind": activity.kind,
        "state": activity.state,
        "starts_on": activity.starts_on.isoformat(),
        "ends_on": activity.ends_on.isoformat(),
        "place": activity.place.as_dict(),
        "reason": activity.reason,
        "result": activity.result.as_dict(),
        "figures": [
            {
                "id": f"f{number:02d}",
                "label": figure.label.as_dict(),
                "value": written(figure.value),
                "unit": figure.unit.as_dict(),
            }
            for number, figure in enumerate(activity.figures.all(), 1)
        ],
        "evidence": [
            {"id": name, "dated": one.dated.isoformat()}
            | ({"sha256": one.file.sha256} | _caption(one.caption.as_dict()) if one.crosses else {})
            for name, one in _evidence(activity)
        ],
    }
    return {name: value for name, value in terms.items() if value not in (None, "", {}, [])}


def _evidence(activity: Activity) -> list[tuple[str, Evidence]]:
    rows = activity.evidence.select_related("file")
    return [(f"e{number:02d}", one) for number, one in enumerate(rows, 1)]


def _caption(words: dict[str, str]) -> dict[str, Any]:
    return {"caption": words} if words else {}


def say_activity(activity: Activity, by: Seat, at: datetime) -> None:
    """Called at the end of every action that changes what the side says of an activity."""
    assert activity.programme.register is not None  # activities begin when the programme is in force
    record.state(
        register=activity.programme.register,
        position=activity.side,
        kind="activity",
        name=activity_name(activity),
        title=activity.title,
        terms=activity_terms(activity),
        attachments=[
            {
                "id": name,
                "name": one.file.name,
                "media": one.file.media,
                "size": one.file.size,
                "sha256": one.file.sha256,
            }
            for name, one in _evidence(activity)
            if one.crosses
        ],
        by=by,
        at=at,
    )


def say_confirmation(activity: Activity, by: Seat, at: datetime) -> None:
    """The other side's word for an activity names the very statement that was read."""
    register = activity.programme.register
    assert register is not None
    said = (
        register.documents.filter(thread=f"p{activity.side}/{activity_name(activity)}")
        .order_by("version")
        .last()
    )
    if said is not None:
        record.state(
            register=register,
            position=3 - activity.side,
            kind="confirmation",
            name=f"confirmation/{activity.key.hex}",
            title=activity.title,
            terms={"activity": f"sha256:{said.sha256}"},
            by=by,
            at=at,
        )
