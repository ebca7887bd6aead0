"""What a side says of its activities: each change is a statement in its own log. Whoever recorded it, whoever answers
and whoever took part stay at home by name; evidence crosses to another server only where its giver has said that it may.
"""

from datetime import date, datetime
from typing import Any

from songfai.files.terms import as_attachment
from songfai.parties.models import Seat
from songfai.plans.models import Activity, Evidence, Former
from songfai.plans.terms import item_id, written
from songfai.programmes.terms import commitment_id, form_of, parties_named
from songfai.record import actions as record
from songfai.record.canonical import filled
from songfai.record.models import Document
from songfai.record.queries import body_of
from songfai.record.rules import statement_thread
from songfai.record.threads import latest, said_in

# Of which side those who took part were.
WHOSE = {0: "neither", 1: "p1", 2: "p2"}


def activity_name(activity: Activity) -> str:
    return f"activity/{activity.key.hex}"


def activity_terms(activity: Activity) -> dict[str, Any]:
    parties = parties_named(lead_party=activity.lead_party, coordinator_party=activity.coordinator_party)
    terms: dict[str, Any] = {
        **form_of(bool(parties)),
        **parties,
        "commitment": commitment_id(activity.commitment.number),
        "item": item_id(activity.item.key) if activity.item else None,
        "kind": activity.kind,
        "state": activity.state,
        "starts_on": activity.starts_on.isoformat(),
        "ends_on": activity.ends_on.isoformat(),
        "place": activity.place.as_dict(),
        "reason": activity.reason,
        "result": activity.result.as_dict(),
        # Every change that asks the other side to confirm anew says something new, whatever of it stays at home.
        "revision": activity.revision or None,
        "unit": activity.unit.name.as_dict() if activity.unit else None,
        "participants": [
            filled(
                {
                    "id": f"t{number:02d}",
                    "side": WHOSE[one.side],
                    "institution": one.institution.as_dict(),
                    "number": one.number,
                }
            )
            for number, one in enumerate(activity.participations.all(), 1)
        ],
        "outputs": [
            filled({"id": f"o{number:02d}", "kind": one.kind, "title": one.title.as_dict(), "note": one.note})
            for number, one in enumerate(activity.outputs.all(), 1)
        ],
        "figures": [
            filled(
                {
                    "id": f"f{number:02d}",
                    "label": figure.label.as_dict(),
                    "value": written(figure.value),
                    "unit": figure.unit.as_dict(),
                    "estimate": figure.is_estimate or None,
                    "definition": figure.definition.as_dict(),
                }
            )
            for number, figure in enumerate(activity.figures.all(), 1)
        ],
        "evidence": [
            {"id": name, "dated": one.dated.isoformat()}
            | ({"sha256": one.file.sha256} | _caption(one.caption.as_dict()) if one.crosses else {})
            for name, one in _evidence(activity)
        ],
    }
    return filled(terms)


def facts_of(document: Document) -> dict[str, Any]:
    """What is confirmed: all that is said but the evidence, which may be added to later without anything changing."""
    body = body_of(document)
    return {"title": body["title"]} | {
        name: value for name, value in body["terms"].items() if name != "evidence"
    }


def confirmation_of(activity: Activity) -> Document | None:
    """The other side's word that holds for what is said of the activity now; None where it spoke of other facts."""
    register = activity.programme.register_id
    said = latest(register, activity.side, activity_name(activity))
    word = latest(register, 3 - activity.side, f"confirmation/{activity.key.hex}")
    if said is None or word is None:
        return None
    read = Document.objects.filter(
        register=register,
        thread=said.thread,
        sha256=body_of(word)["terms"]["activity"].removeprefix("sha256:"),
    ).first()
    return word if read is not None and facts_of(read) == facts_of(said) else None


# What may be said otherwise of an activity without its other facts becoming others.
HOW_IT_STANDS = ("state", "reason", "ends_on", "revision")


def formers_of(activity: Activity) -> list[Former]:
    """How it stood before its side said otherwise, from the two threads in the record; nothing is saved. It is confirmed
    where the other side confirmed it then and all but how it stands is still said."""
    register = activity.programme.register_id
    said = said_in(register, statement_thread(activity.side, activity_name(activity)))
    facts = [_apart(facts_of(document)) for document, _at in said]
    words = {
        body_of(word)["terms"]["activity"].removeprefix("sha256:"): at
        for word, at in said_in(
            register, statement_thread(3 - activity.side, f"confirmation/{activity.key.hex}")
        )
    }
    found: list[Former] = []
    since, confirmed = None, None
    for place, (document, at) in enumerate(said[:-1]):
        stood, later = facts_of(document), facts_of(said[place + 1][0])
        since = since or at
        if _apart(stood) == facts[-1]:
            confirmed = words.get(document.sha256, confirmed)
        if any(stood.get(name) != later.get(name) for name in ("state", "ends_on")) or (
            confirmed is not None and stood != later
        ):
            found.append(
                Former(
                    activity=activity,
                    state=stood["state"],
                    reason=stood.get("reason", ""),
                    ends_on=date.fromisoformat(stood["ends_on"]),
                    since=since,
                    until=said[place + 1][1],
                    confirmed_at=confirmed,
                )
            )
            since, confirmed = None, None
    return found


def _apart(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in HOW_IT_STANDS}


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
        attachments=[as_attachment(name, one.file) for name, one in _evidence(activity) if one.crosses],
        by=by,
        at=at,
    )


def say_confirmation(activity: Activity, by: Seat, at: datetime) -> None:
    """The other side's word for an activity names the very statement that was read."""
    register = activity.programme.register
    assert register is not None
    said = latest(register.pk, activity.side, activity_name(activity))
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
