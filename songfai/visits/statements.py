"""What a side says of a visit, in its own log.

Both sides arrange one visit; what belongs to one of them only that one says: the travelling side its scheme, delegation,
return and report, the host that it expects the delegation and has read the report. `turn` counts what either has said
after seeing all that is here: of two arrangements the one changed later holds (ADR 33).
"""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from songfai.parties.models import Seat
from songfai.plans.terms import item_id
from songfai.programmes.terms import commitment_id, form_of, parties_named
from songfai.record import actions as record
from songfai.record import entries
from songfai.record.canonical import filled
from songfai.record.queries import terms_of
from songfai.record.rules import statement_thread
from songfai.record.threads import marked, said_by, said_in
from songfai.visits import apart
from songfai.visits.models import Cost, Entry, Gift, Meeting, Promise, Visit
from songfai.visits.permissions import position_in
from songfai.visits.states import OVER, VisitState

KIND = "visit"
BEGUN = {VisitState.IN_PROGRESS}
APPROVED = {VisitState.SCHEME_APPROVED, VisitState.CONFIRMED, VisitState.IN_PROGRESS, *OVER}
CONFIRMED = {VisitState.CONFIRMED, VisitState.IN_PROGRESS, *OVER}


def visit_name(visit: Visit) -> str:
    return f"visit/{visit.key.hex}"


def both(visit: Visit) -> list[dict[str, Any]]:
    """What each side last said of it, in the order of the sides."""
    return [said_by(visit.programme.register_id, position, visit_name(visit)) for position in (1, 2)]


def cancelled_at(visit: Visit) -> datetime | None:
    """When a side first said that it does not take place, by the record: what is said of it later repeats that."""
    register = visit.programme.register_id
    threads = [said_in(register, statement_thread(position, visit_name(visit))) for position in (1, 2)]
    return min(
        (at for said in threads for document, at in said if "cancelled" in terms_of(document)), default=None
    )


def visit_terms(visit: Visit, position: int, let_go: Collection[str] = ()) -> dict[str, Any]:
    """`let_go`: statements of one's own with which the side is done, beside those it named before."""
    words = both(visit)
    own = _hosting(visit) if position == visit.host else _travelling(visit)
    return form_of(visit.host_party is not None) | filled(
        {
            "turn": visit.turn,
            "arranged": marked(words, "arranged", _arranged(visit), visit.turn),
            "cancelled": visit.cancel_reason.as_dict() if visit.cancelled_by == position else None,
            "hosting" if position == visit.host else "travelling": own,
            "gifts": [_gift(number, one) for number, one in enumerate(_own(visit.gifts, position), 1)],
            "costs": [_cost(number, one) for number, one in enumerate(_own(visit.costs, position), 1)],
            "units": _units(visit, position),
            "let_go": sorted({*words[position - 1].get("let_go", []), *let_go}),
        }
    )


def _own(rows: Any, position: int) -> Any:
    return rows.filter(side=position).order_by("id")


def _gift(number: int, one: Gift) -> dict[str, Any]:
    """For whom it was is told only where that was allowed: it may be a person's name."""
    return filled(
        {
            "id": f"g{number:03d}",
            "text": one.text.as_dict(),
            "recipient": one.recipient.as_dict() if one.crosses else None,
            "value": _money(one.value, one.currency),
        }
    )


def _cost(number: int, one: Cost) -> dict[str, Any]:
    return filled(
        {
            "id": f"c{number:03d}",
            "kind": one.kind,
            "planned": _money(one.planned, one.currency),
            "spent": _money(one.spent, one.currency),
            "note": one.note.as_dict(),
        }
    )


def _money(minor: int | None, currency: str) -> dict[str, Any] | None:
    return {"minor": minor, "cur": currency} if minor is not None else None


def _units(visit: Visit, position: int) -> list[dict[str, Any]]:
    """Which of its units answers for a promise of offered minutes; before the offer that stays at home like the draft."""
    unit = f"unit_{position}"
    promises = Promise.objects.filter(meeting__visit=visit, **{f"{unit}__isnull": False})
    rows = promises.exclude(meeting__document=None).select_related("meeting", unit)
    found = [
        {"id": promise_name(one.meeting.key.hex, one.number), "unit": getattr(one, unit).name.as_dict()}
        for one in rows
    ]
    return sorted(found, key=lambda one: one["id"])


def promise_name(meeting: str, number: int) -> str:
    return f"{meeting}-{number:03d}"


def _arranged(visit: Visit) -> dict[str, Any]:
    """What both sides arrange."""
    return filled(
        {
            "since": visit.arranged,
            "host": f"p{visit.host}",
            **parties_named(host_party=visit.host_party),
            "host_reason": visit.host_reason.as_dict(),
            "proposed_by": f"p{visit.proposed_by}",
            "proposed_at": entries.as_text(visit.created_at),
            "level": visit.level,
            "form": visit.manner,
            "title": visit.title.as_dict(),
            "purpose": visit.purpose.as_dict(),
            "place": visit.place.as_dict(),
            "starts_on": visit.starts_on.isoformat(),
            "ends_on": visit.ends_on.isoformat(),
            "item": item_id(visit.item.key) if visit.item else None,
            "off_plan": visit.off_plan_reason.as_dict(),
            "begun": visit.state in BEGUN or None,
            "commitments": sorted(
                commitment_id(number) for number in visit.commitments.values_list("number", flat=True)
            ),
            "meetings": [_meeting(one) for one in visit.meetings.all()],
            "days": [
                filled(
                    {
                        "id": f"d{number:03d}",
                        "day": one.day.isoformat(),
                        "at": _clock(one.at),
                        "text": one.text.as_dict(),
                        "place": one.place.as_dict(),
                    }
                )
                for number, one in enumerate(_in_time(visit), 1)
            ],
        }
    )


def _in_time(visit: Visit) -> list[Entry]:
    """The same on either engine: they do not agree where a line without a time comes."""
    return sorted(
        visit.entries.all(), key=lambda one: (one.day, one.at is not None, one.at or time.min, one.pk)
    )


def _meeting(one: Meeting) -> dict[str, Any]:
    return filled(
        {
            "id": one.key.hex,
            "kind": one.kind,
            "title": one.title.as_dict(),
            "held_on": one.held_on.isoformat(),
            "starts_at": _clock(one.starts_at),
            "ends_at": _clock(one.ends_at),
            "place": one.place.as_dict(),
            "counterpart": one.counterpart.as_dict(),
            "agenda": one.agenda.as_dict(),
            "without_minutes": one.without_minutes or None,
        }
    )


def _hosting(visit: Visit) -> dict[str, Any]:
    return filled(
        {
            # The arrangement it confirms: another day, place or form is confirmed anew.
            "confirms": visit.arranged if visit.state in CONFIRMED else None,
            "confirmed_at": entries.as_text(visit.confirmed_at) if visit.confirmed_at else None,
            "closed_at": entries.as_text(visit.closed_at) if visit.closed_at else None,
        }
    )


def _travelling(visit: Visit) -> dict[str, Any]:
    approved = visit.state in APPROVED
    return filled(
        {
            "scheme": visit.scheme.as_dict(),
            "approval": filled(
                {
                    "number": visit.scheme_number,
                    "on": visit.scheme_on.isoformat() if visit.scheme_on else None,
                    "by": visit.scheme_by.as_dict(),
                }
            )
            if approved
            else None,
            "returned_on": visit.returned_on.isoformat() if visit.returned_on else None,
            "deviation": visit.deviation.as_dict(),
            "report": visit.report.as_dict(),
            "reported_at": entries.as_text(visit.reported_at) if visit.reported_at else None,
            "delegation": _delegation(visit),
            "activities": sorted(key.hex for key in visit.activities.values_list("key", flat=True)),
        }
    )


def _delegation(visit: Visit) -> list[dict[str, Any]]:
    """How many, with which posts; a name only where it may cross. The mark tells which places are one person's, and means
    nothing outside the programme."""
    places = [
        (one.person.name if one.crosses else None, one.post, one.role, one.mark)
        for one in visit.members.select_related("person")
    ] + [(one.name, one.post, one.role, one.mark) for one in visit.delegates.all()]
    return [
        filled(
            {
                "id": f"m{number:03d}",
                "post": post.as_dict(),
                "role": role,
                "name": name.as_dict() if name else None,
                "mark": mark.hex if mark else None,
            }
        )
        for number, (name, post, role, mark) in enumerate(places, 1)
    ]


def _clock(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def say_visit(
    visit: Visit, by: Seat, at: datetime, *, moved: bool = False, let_go: Collection[str] = ()
) -> None:
    """Called at the end of every action on a visit. `moved`: its days, place or form are others now."""
    register = visit.programme.register
    assert register is not None  # visits are proposed when the programme is in force
    visit.turn += 1
    if moved:
        visit.arranged = visit.turn
    visit.save(update_fields=["turn", "arranged"])
    position = position_in(by, visit.programme)
    record.state(
        register=register,
        position=position,
        kind=KIND,
        name=visit_name(visit),
        title=visit.title,
        terms=visit_terms(visit, position, let_go),
        by=by,
        at=at,
    )
    if visit.apart:
        note_apart(visit)


def note_apart(visit: Visit) -> None:
    """Keep beside the visit what a side arranged at the same time and does not stand."""
    visit.apart = apart.found(visit.programme.register_id, visit_name(visit))
    visit.save(update_fields=["apart"])
