"""Visits and minutes of meetings that the other side's server sent, shown here like those written here.

A visit is worked out from what both sides last said of it, so both servers show the same whatever came first, late or
twice (ADR 33): the arrangement changed later holds, and how far the visit has come follows from what each side said of its own.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Unit
from songfai.plans import actions as plans
from songfai.plans.models import Activity, PlanItem
from songfai.plans.terms import item_key
from songfai.programmes.actions.arriving import commitment_of, party_of, programme_of, tell_here, unit_named
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.states import CommitmentType
from songfai.record.arrived import Arrived, arrived, is_latest
from songfai.record.books import moment
from songfai.record.models import Document
from songfai.record.threads import holding
from songfai.visits import apart, rules
from songfai.visits.actions.meetings import keep_even, settle
from songfai.visits.actions.returned import count_report
from songfai.visits.actions.visits import keep, locked
from songfai.visits.models import Cost, Delegate, Entry, Gift, Meeting, Promise, Visit
from songfai.visits.statements import both, cancelled_at, promise_name, visit_name
from songfai.visits.states import CostKind, DelegationRole, Level, Manner, MeetingKind, VisitState
from songfai.visits.terms import BEARERS

Terms = Mapping[str, Any]
POSITIONS = {"p1": 1, "p2": 2}
BEARING = {word: number for number, word in BEARERS.items()}


@transaction.atomic
def take_in_visit(*, document: Document, at: datetime) -> None:
    """Show a visit as both sides have last said it. Refused: programme_missing, commitment_missing, activity_missing,
    item_missing, visit_of_another, and what no visit may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    visit = Visit.objects.filter(key=said.key).first()
    if visit is not None:
        if visit.programme_id != programme.pk:
            raise Refused("visit_of_another", N_("This visit belongs to another programme."))
        visit = locked(visit)
    else:
        visit = Visit(key=said.key)
    visit.programme = programme
    fresh, before = visit.pk is None, visit.state
    words: dict[int, Terms] = dict(enumerate(both(visit), 1))
    arranged = holding(words.values(), "arranged")
    arrange(visit, arranged)
    _own(visit, words)
    crossed = bool(visit.apart)
    visit.apart = apart.found(programme.register_id, visit_name(visit))
    visit.state = standing(visit, words, arranged)
    keep(visit, said, at, "take_in_visit", state=visit.state, sha256=document.sha256)
    visit.commitments.set([commitment_of(programme, one) for one in arranged.get("commitments", [])])
    set_days(visit, arranged)
    set_meetings(visit, arranged, said.at)
    _delegation(visit, words[visit.travelling].get("travelling", {}))
    set_own_lines(visit, said.position, said.terms)
    _units(visit, words)
    _count(visit, words[visit.travelling].get("travelling", {}), said, at)
    if visit.apart and not crossed:
        _tell(
            visit,
            said,
            N_("Both sides changed the visit %(title)s at the same time. Compare what each wrote."),
            at,
        )
    if fresh or before != visit.state:
        text = (
            N_("%(side)s proposes a visit: %(title)s.")
            if fresh
            else N_("%(side)s moved a visit on: %(title)s.")
        )
        _tell(visit, said, text, at)


def _tell(visit: Visit, said: Arrived, text: str, at: datetime) -> None:
    address = reverse("visits:visit", args=[visit.programme.slug, visit.key])
    tell_here(said, visit.programme, text, address, at, title=visit.title.as_dict())


def arrange(visit: Visit, arranged: Terms) -> None:
    visit.host = POSITIONS[arranged["host"]]
    visit.host_party = party_of(visit.programme, arranged.get("host_party"))
    visit.proposed_by = POSITIONS[arranged["proposed_by"]]
    visit.created_at = moment(arranged["proposed_at"])
    visit.level, visit.manner = Level(arranged["level"]), Manner(arranged["form"])
    for name, key in (
        ("host_reason", "host_reason"),
        ("title", "title"),
        ("purpose", "purpose"),
        ("place", "place"),
        ("off_plan_reason", "off_plan"),
    ):
        setattr(visit, name, Trilingual.of(arranged.get(key)))
    visit.starts_on, visit.ends_on = (date.fromisoformat(arranged[name]) for name in ("starts_on", "ends_on"))
    rules.require_period(visit.starts_on, visit.ends_on)
    visit.item = _item(visit.programme, arranged.get("item"))
    visit.arranged = arranged.get("since", 0)


def _item(programme: Programme, identifier: str | None) -> PlanItem | None:
    if identifier is None:
        return None
    rows = PlanItem.objects.filter(plan__programme=programme, key=item_key(identifier))
    item = rows.exclude(plan__document=None).order_by("-plan__version").first()
    if item is None:
        raise Refused("item_missing", N_("The plan it speaks of has not come yet."))
    return item


def _own(visit: Visit, words: Mapping[int, Terms]) -> None:
    """What only one side says. Who said it stays at home: its institution stands here."""
    sides = {side.position: str(side.institution)[:200] for side in visit.programme.sides.all()}
    hosting = words[visit.host].get("hosting", {})
    travelling = words[visit.travelling].get("travelling", {})
    approval = travelling.get("approval", {})
    visit.turn = max(one.get("turn", 0) for one in words.values())
    visit.scheme = Trilingual.of(travelling.get("scheme"))
    visit.scheme_number = approval.get("number", "")
    visit.scheme_on = _day(approval.get("on"))
    visit.scheme_by = Trilingual.of(approval.get("by"))
    returned_on = _day(travelling.get("returned_on"))
    if returned_on != visit.returned_on:
        visit.returned_on = returned_on
        count_report(visit)
    visit.deviation = Trilingual.of(travelling.get("deviation"))
    visit.report = Trilingual.of(travelling.get("report"))
    host, other = sides[visit.host], sides[visit.travelling]
    expected = hosting.get("confirms") == visit.arranged and "confirmed_at" in hosting
    for name, told, who in (
        ("confirmed", hosting.get("confirmed_at") if expected else None, host),
        ("reported", travelling.get("reported_at"), other),
        ("closed", hosting.get("closed_at"), host),
    ):
        if bool(told) != bool(getattr(visit, f"{name}_at")):
            setattr(visit, f"{name}_at", moment(told) if told else None)
            setattr(visit, f"{name}_by", who if told else "")
    visit.cancelled_by, visit.cancel_reason, visit.cancelled_at = None, Trilingual(), None
    for position, one in words.items():
        if "cancelled" in one:
            visit.cancelled_by, visit.cancel_reason = position, Trilingual.of(one["cancelled"])
    if visit.cancelled_by is not None:
        visit.cancelled_at = cancelled_at(visit)


def standing(visit: Visit, words: Mapping[int, Terms], arranged: Terms) -> VisitState:
    """How far it has come: each step counts by the word of the side that takes it."""
    travelling = words[visit.travelling].get("travelling", {})
    if visit.returned_on is not None:
        if visit.closed_at is not None and visit.reported_at is not None:
            return VisitState.CLOSED
        if visit.reported_at is not None:
            return VisitState.REPORTED
        return VisitState.DONE_OTHERWISE if visit.deviation else VisitState.DONE
    if visit.cancelled_by is not None:
        return VisitState.CANCELLED
    if visit.confirmed_at is not None:
        return VisitState.IN_PROGRESS if arranged.get("begun") else VisitState.CONFIRMED
    if "approval" in travelling:
        return VisitState.SCHEME_APPROVED
    return VisitState.IN_PLAN if visit.item or visit.off_plan_reason else VisitState.PROPOSED


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def set_days(visit: Visit, arranged: Terms) -> None:
    visit.entries.all().delete()
    Entry.objects.bulk_create(
        Entry(
            visit=visit,
            day=date.fromisoformat(one["day"]),
            at=_clock(one.get("at")),
            text=Trilingual.of(one["text"]),
            place=Trilingual.of(one.get("place")),
        )
        for one in arranged.get("days", [])
    )


def set_meetings(visit: Visit, arranged: Terms, at: datetime) -> None:
    """Meetings by their key. One whose minutes were begun here stays, and so do its minutes and promises."""
    told = {uuid.UUID(hex=one["id"]): one for one in arranged.get("meetings", [])}
    known = {one.key: one for one in visit.meetings.all()}
    for key, row in known.items():
        if key not in told and row.document_id is None and not row.minutes and not row.promises.exists():
            row.delete()
    for key, one in told.items():
        row = known.get(key) or Meeting(visit=visit, key=key, created_at=at)
        if row.document_id is not None:
            continue  # the minutes say it, as both read them
        if key in known:
            row.visit = visit
            keep_even(row)
        row.kind, row.title = MeetingKind(one["kind"]), Trilingual.of(one["title"])
        row.held_on = date.fromisoformat(one["held_on"])
        row.starts_at, row.ends_at = _clock(one.get("starts_at")), _clock(one.get("ends_at"))
        for name in ("place", "counterpart", "agenda"):
            setattr(row, name, Trilingual.of(one.get(name)))
        row.without_minutes = bool(one.get("without_minutes")) and not row.minutes
        row.save()


def _delegation(visit: Visit, travelling: Terms) -> None:
    """Of people written here by name nothing is written twice: their places are told by the same mark. Where there are such
    people, a place without a mark is taken for one of theirs."""
    visit.delegates.all().delete()
    named, rows = set(visit.members.values_list("mark", flat=True)), []
    for number, one in enumerate(travelling.get("delegation", []), 1):
        place = Delegate(visit=visit, number=number, role=DelegationRole(one["role"]))
        place.name, place.post = Trilingual.of(one.get("name")), Trilingual.of(one.get("post"))
        place.mark = uuid.UUID(hex=one["mark"]) if "mark" in one else None
        if not named or (place.mark and place.mark not in named):
            rows.append(place)
    Delegate.objects.bulk_create(rows)


def set_own_lines(visit: Visit, position: int, terms: Terms) -> None:
    """Gifts and costs of the side that speaks. For whom a gift was, where that stays at home, is kept where it was written."""
    known = {(one.text, one.value, one.currency): one for one in visit.gifts.filter(side=position)}
    visit.gifts.filter(side=position).delete()
    for one in terms.get("gifts", []):
        text, (minor, currency) = Trilingual.of(one["text"]), _money(one.get("value"))
        before = known.get((text, minor, currency))
        kept = before.recipient if before else Trilingual()
        Gift.objects.create(
            visit=visit,
            side=position,
            text=text,
            recipient=Trilingual.of(one["recipient"]) if "recipient" in one else kept,
            crosses="recipient" in one,
            value=minor,
            currency=currency,
        )
    visit.costs.filter(side=position).delete()
    for one in terms.get("costs", []):
        (planned, code), (spent, other) = _money(one.get("planned")), _money(one.get("spent"))
        Cost.objects.create(
            visit=visit,
            side=position,
            kind=CostKind(one["kind"]),
            planned=planned,
            spent=spent,
            currency=code or other,
            note=Trilingual.of(one.get("note")),
        )


def _money(told: Terms | None) -> tuple[int | None, str]:
    return (told["minor"], told["cur"]) if told else (None, "")


def _units(visit: Visit, words: Mapping[int, Terms]) -> None:
    """Which unit of a side answers for a promise, as that side says it, until the promise is a commitment."""
    told = units_told(visit, words)
    if not told:
        return
    promises = Promise.objects.filter(meeting__visit=visit, commitment=None).exclude(meeting__document=None)
    for one in promises.select_related("meeting"):
        _answering(one, one.meeting.key.hex, told)


def units_told(visit: Visit, words: Mapping[int, Terms]) -> dict[tuple[int, str], Unit | None]:
    sides = {side.position: side.institution for side in visit.programme.sides.all()}
    return {
        (position, one["id"]): unit_named(sides[position], one["unit"])
        for position, terms in words.items()
        for one in terms.get("units", [])
    }


def _answering(promise: Promise, meeting: str, told: Mapping[tuple[int, str], Unit | None]) -> None:
    name = promise_name(meeting, promise.number)
    named = {f"unit_{position}": told[position, name] for position in (1, 2) if (position, name) in told}
    if named:
        Promise.objects.filter(pk=promise.pk).update(**named)


def _count(visit: Visit, travelling: Terms, said: Arrived, at: datetime) -> None:
    """The activities the finished visit stands for: it shows that they took place."""
    if visit.returned_on is None:
        return
    shown_on = min(visit.ends_on, visit.returned_on)
    known = set(visit.activities.values_list("key", flat=True))
    for identifier in travelling.get("activities", []):
        key = uuid.UUID(hex=identifier)
        if key in known:
            continue
        activity = Activity.objects.filter(programme=visit.programme, key=key).first()
        if activity is None:
            raise Refused("activity_missing", N_("The activity it speaks of has not come yet."))
        activity.programme = visit.programme
        plans.attest_activity(activity=activity, on=shown_on, by=said, at=at)
        visit.activities.add(activity)


@transaction.atomic
def take_in_minutes(*, document: Document, at: datetime) -> Meeting:
    """Show offered minutes of a meeting; the promises are those they name. Refused: programme_missing, meeting_missing."""
    said, programme = arrived(document), programme_of(document)
    meeting = Meeting.objects.filter(key=said.key).select_related("visit", "document").first()
    if meeting is None or meeting.visit.programme_id != programme.pk:
        raise Refused("meeting_missing", N_("The meeting of these minutes has not come yet."))
    if meeting.document is not None and meeting.document.version >= document.version:
        return meeting
    terms = said.terms
    meeting.visit.programme = programme
    meeting.title, meeting.kind = Trilingual.of(terms["meeting"]), MeetingKind(terms["kind"])
    meeting.held_on = date.fromisoformat(terms["held_on"])
    for name in ("place", "counterpart", "agenda", "minutes"):
        setattr(meeting, name, Trilingual.of(terms.get(name)))
    meeting.without_minutes = False
    meeting.document, meeting.evened = document, {}
    meeting.revision += 1
    meeting.save()
    _promises(meeting, terms)
    # The side that offers them says that every language says the same.
    keep_even(meeting, stays=True)
    write(
        by=said,
        at=at,
        verb="visits.take_in_minutes",
        subject=meeting,
        programme=programme.slug,
        meeting=str(meeting.key),
        sha256=document.sha256,
    )
    text = N_("%(side)s offers minutes of the visit %(title)s. They wait for your answer.")
    address = reverse("visits:meeting", args=[programme.slug, meeting.visit.key, meeting.key])
    tell_here(said, programme, text, address, at, title=meeting.visit.title.as_dict())
    return meeting


def _promises(meeting: Meeting, terms: Terms) -> None:
    """The units each side named for a promise here stay with it as long as it reads the same."""
    units = {one.text: (one.unit_1_id, one.unit_2_id) for one in meeting.promises.all()}
    meeting.promises.all().delete()
    for one in terms.get("promises", []):
        text = Trilingual.of(one["text"])
        unit_1, unit_2 = units.get(text, (None, None))
        Promise.objects.create(
            meeting=meeting,
            number=one["number"],
            text=text,
            type=CommitmentType(one["type"]),
            bearer=BEARING[one["bearer"]],
            due=PartialDate.of(one.get("due")),
            unit_1_id=unit_1,
            unit_2_id=unit_2,
            commitment=_kept(meeting, one),
        )
    _units(meeting.visit, dict(enumerate(both(meeting.visit), 1)))


def _kept(meeting: Meeting, one: Terms) -> Commitment | None:
    """The commitment it is already, where a record comes back whole."""
    if "commitment" not in one or meeting.document is None or not meeting.is_in_force:
        return None
    number = int(one["commitment"].removeprefix("c"))
    rows = meeting.visit.programme.commitments.filter(
        number=number, promised_on=meeting.held_on, promise=None
    )
    return rows.first()


@transaction.atomic
def meeting_came_into_force(*, document: Document, at: datetime) -> None:
    """The other side's receipt has come: what was promised joins the commitments here too. Said twice, it does nothing."""
    meeting = (
        Meeting.objects.filter(document=document)
        .select_related("document__standing", "visit__programme")
        .first()
    )
    if meeting is None:
        raise Refused("meeting_missing", N_("The meeting of these minutes has not come yet."))
    settle(meeting=meeting, by=arrived(document), at=at)
