"""How delegations travelled: the rotation agreed, visits arranged, confirmed, carried out and reported."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.demo.book import LOCAL, moment, word, words
from songfai.demo.finding import key_of, programme_of
from songfai.demo.ground import Ground
from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans.queries import current
from songfai.visits import actions
from songfai.visits.models import Meeting, Visit
from songfai.visits.queries import meetings_of, visits_of
from songfai.visits.states import Level, Manner, RotationKind

Told = dict[str, Any]
Happening = tuple[datetime, Callable[[], object]]
# Days before the first day (or after the last one) on which a visit usually takes its steps.
USUAL = {"proposed": -60, "taken_in": -45, "scheme": -40, "confirmed": -30, "begun": 0}
USUAL_AFTER = {"finished": 6, "reported": 8, "closed": 12}
COUNTERS = ("ha@moha.example", "vilayphone@moha-lao.example")


def events(slug: str, told: Told, ground: Ground) -> Iterator[Happening]:
    """Everything that happened, with the moment of each."""
    for one in told.get("rotations", []):
        yield moment(one["proposed_at"]), partial(propose_rotation, slug, one, ground)
        yield moment(one["agreed_at"]), partial(agree_rotation, slug, one, ground)
    for one in told["visits"]:
        yield from _of_visit(slug, one, ground)


def _of_visit(slug: str, told: Told, ground: Ground) -> Iterator[Happening]:
    yield _at(told, "proposed", 9), partial(propose, slug, told, ground)
    yield _at(told, "taken_in", 10), partial(take_in, slug, told, ground)
    yield _at(told, "scheme", 11), partial(approve_scheme, slug, told, ground)
    if told.get("confirmed") is False:
        return
    yield _at(told, "confirmed", 14), partial(confirm, slug, told, ground)
    if "cancelled" in told:
        yield moment(told["cancelled_at"]), partial(cancel, slug, told, ground)
        return
    yield _at(told, "begun", 15), partial(begin, slug, told, ground)
    for number, meeting in enumerate(told.get("meetings", [])):
        written = datetime.combine(meeting["day"], time(18), tzinfo=LOCAL)
        written = min(written, moment(meeting["offered_at"])) if "offered_at" in meeting else written
        yield written, partial(write_meeting, slug, told, meeting, number, ground)
        if "offered_at" in meeting:
            yield moment(meeting["offered_at"]), partial(offer, slug, told, meeting, number, ground)
            yield moment(meeting["approved_at"]), partial(approve, slug, told, meeting, number, ground)
    yield _at(told, "finished", 16), partial(finish, slug, told, ground)
    if "report" in told:
        yield _at(told, "reported", 17), partial(report, slug, told, ground)
        yield _at(told, "closed", 18), partial(close, slug, told, ground)


def _at(told: Told, step: str, hour: int) -> datetime:
    """When a step was taken: at its usual distance, or as the story says; afterwards, all on one day."""
    if f"{step}_at" in told:
        return moment(told[f"{step}_at"])
    if "written_at" in told:
        return moment(told["written_at"]) + timedelta(minutes=hour)
    day = (
        told["from"] + timedelta(USUAL[step]) if step in USUAL else told["to"] + timedelta(USUAL_AFTER[step])
    )
    return datetime.combine(day, time(hour), tzinfo=LOCAL)


def _visit(slug: str, told: Told) -> Visit:
    programme = programme_of(slug)
    visit = visits_of(programme).get(key=key_of(slug, f"visit/{told['key']}"))
    visit.programme = programme
    return visit


def _seats(told: Told, ground: Ground) -> tuple[Seat, Seat]:
    """Who acts for the host, and for the travelling side."""
    host, other = COUNTERS[told["host"] - 1], COUNTERS[2 - told["host"]]
    return ground.seats[host], ground.seats[other]


# ---------------------------------------------------------------- rotation


def propose_rotation(slug: str, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["proposed_by"]], moment(told["proposed_at"])
    actions.propose_rotation(
        programme=programme_of(slug),
        level=Level(told["level"]),
        kind=RotationKind(told["kind"]),
        order=told["order"],
        basis=words(told["basis"]),
        by=by,
        at=at,
    )


def agree_rotation(slug: str, told: Told, ground: Ground) -> None:
    """The other side agrees, and both write down the years before this record."""
    programme = programme_of(slug)
    rotation = programme.rotations.get(level=told["level"])
    rotation.programme = programme
    by, at = ground.seats[told["agreed_by"]], moment(told["agreed_at"])
    rotation = actions.agree_rotation(rotation=rotation, by=by, at=at)
    for one in told.get("turns", []):
        actions.record_turn(
            rotation=rotation,
            year=one["year"],
            host=one.get("host"),
            reason=words(one["reason"]),
            by=by,
            at=at,
        )


# ---------------------------------------------------------------- arranging


def propose(slug: str, told: Told, ground: Ground) -> None:
    _host, traveller = _seats(told, ground)
    programme = programme_of(slug)
    visit = actions.propose(
        programme=programme,
        values={
            "key": key_of(slug, f"visit/{told['key']}"),
            "title": words(told["title"]),
            "purpose": words(told.get("purpose")),
            "level": Level(told["level"]),
            "host": told["host"],
            "manner": Manner(told.get("manner", "in_person")),
            "starts_on": told["from"],
            "ends_on": told["to"],
            "place": word("places", told["place"]),
        },
        commitments=programme.commitments.filter(number__in=told["commitments"]),
        by=traveller,
        at=_at(told, "proposed", 9),
    )
    for one in told.get("members", []):
        _name(visit, one, traveller, _at(told, "proposed", 9), ground)


def _name(visit: Visit, told: Told, by: Seat, at: datetime, ground: Ground) -> None:
    seat = ground.seats.get(told.get("person", ""))
    traveller = told["person"] if seat else f"{visit.key}/{words(told['name'])}"
    actions.save_member(
        visit=visit,
        values={"post": seat.post if seat else words(told["post"]), "role": told["role"]},
        person=seat.account.person if seat else None,
        name=words(told.get("name")),
        courtesy=told.get("courtesy", ""),
        mark=key_of(visit.programme.slug, f"traveller/{traveller}"),
        by=by,
        at=at,
    )


def take_in(slug: str, told: Told, ground: Ground) -> None:
    host, _traveller = _seats(told, ground)
    visit = _visit(slug, told)
    plan = current(visit.programme, told["from"].year) if "item" in told else None
    item = (
        plan.items.select_related("plan__document__standing").get(key=key_of(slug, told["item"]))
        if plan
        else None
    )
    actions.take_in(
        visit=visit,
        item=item,
        off_plan_reason=words(told.get("off_plan")),
        by=host,
        at=_at(told, "taken_in", 10),
    )


def approve_scheme(slug: str, told: Told, ground: Ground) -> None:
    _host, traveller = _seats(told, ground)
    at = _at(told, "scheme", 11)
    actions.write_scheme(visit=_visit(slug, told), scheme=words(told["scheme"]), by=traveller, at=at)
    actions.approve_scheme(
        visit=_visit(slug, told),
        number=told["scheme_number"],
        approved_on=told.get("scheme_on", at.date() - timedelta(1)),
        approved_by=Trilingual(),
        by=traveller,
        at=at,
    )


def confirm(slug: str, told: Told, ground: Ground) -> None:
    host, traveller = _seats(told, ground)
    at = _at(told, "confirmed", 14)
    actions.confirm(visit=_visit(slug, told), by=host, at=at)
    for one in told.get("days", []):
        values = {"day": one["day"], "at": one["at"], "text": words(one["text"])}
        values["place"] = word("places", one.get("place"))
        actions.save_entry(visit=_visit(slug, told), values=values, by=host, at=at)


def cancel(slug: str, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["cancelled_by"]], moment(told["cancelled_at"])
    actions.cancel(visit=_visit(slug, told), reason=words(told["cancelled"]), by=by, at=at)


# ---------------------------------------------------------------- on the visit


def begin(slug: str, told: Told, ground: Ground) -> None:
    host, _traveller = _seats(told, ground)
    actions.begin(visit=_visit(slug, told), by=host, at=_at(told, "begun", 15))


def write_meeting(slug: str, told: Told, meeting: Told, number: int, ground: Ground) -> None:
    """The meeting, its minutes, and what was promised: each side writes what it promised itself."""
    visit = _visit(slug, told)
    host, _traveller = _seats(told, ground)
    at = datetime.combine(meeting["day"], time(18), tzinfo=LOCAL)
    held = actions.save_meeting(
        visit=visit,
        values={
            "key": key_of(slug, f"meeting/{told['key']}/{number}"),
            "kind": meeting["kind"],
            "title": words(meeting["title"]),
            "held_on": meeting["day"],
            "starts_at": meeting["at"],
            "ends_at": meeting.get("until"),
            "place": word("places", meeting["place"]),
            "counterpart": words(meeting.get("counterpart")),
            "agenda": words(meeting.get("agenda")),
            "without_minutes": meeting.get("without_minutes", False),
        },
        by=host,
        at=at,
    )
    if "minutes" in meeting:
        actions.write_minutes(meeting=held, minutes=words(meeting["minutes"]), by=host, at=at)
    for one in meeting.get("promises", []):
        by = ground.seats[COUNTERS[one["bearer"] - 1]]
        unit = ground.units[by.institution.slug, one["unit"]]
        values = {"text": words(one["text"]), "type": one["type"], "bearer": one["bearer"]}
        values |= {"due": PartialDate.of(one.get("due")), f"unit_{one['bearer']}": unit}
        actions.save_promise(meeting=held, values=values, by=by, at=at)


def _meeting(slug: str, told: Told, number: int) -> Meeting:
    visit = _visit(slug, told)
    meeting = meetings_of(visit).get(key=key_of(slug, f"meeting/{told['key']}/{number}"))
    meeting.visit = visit
    return meeting


def offer(slug: str, told: Told, meeting: Told, number: int, ground: Ground) -> None:
    by, at = ground.seats[meeting["offered_by"]], moment(meeting["offered_at"])
    actions.offer_minutes(meeting=_meeting(slug, told, number), by=by, at=at)


def approve(slug: str, told: Told, meeting: Told, number: int, ground: Ground) -> None:
    held = _meeting(slug, told, number)
    assert held.document is not None
    by, at = ground.seats[meeting["approved_by"]], moment(meeting["approved_at"])
    actions.approve_minutes(meeting=held, seen=held.document.sha256, by=by, at=at)


# ---------------------------------------------------------------- afterwards


def finish(slug: str, told: Told, ground: Ground) -> None:
    _host, traveller = _seats(told, ground)
    at = _at(told, "finished", 16)
    deviation = words(told.get("deviation"))
    returned: date = told["to"]
    actions.finish(
        visit=_visit(slug, told),
        returned_on=returned,
        as_planned=not deviation,
        deviation=deviation,
        by=traveller,
        at=at,
    )
    for one in told.get("costs", []):
        amounts = {name: Decimal(one[name]) for name in ("planned", "spent")}
        values = {**amounts, "kind": one["kind"], "currency": one["currency"], "note": Trilingual()}
        actions.save_cost(visit=_visit(slug, told), values=values, by=_payer(one, ground), at=at)
    for one in told.get("gifts", []):
        values = {
            "text": words(one["text"]),
            "recipient": words(one["recipient"]),
            "value": None,
            "currency": "",
        }
        actions.save_gift(visit=_visit(slug, told), values=values, by=_payer(one, ground), at=at)


def _payer(told: Told, ground: Ground) -> Seat:
    return ground.seats[COUNTERS[told["side"] - 1]]


def report(slug: str, told: Told, ground: Ground) -> None:
    _host, traveller = _seats(told, ground)
    actions.report(
        visit=_visit(slug, told), text=words(told["report"]), by=traveller, at=_at(told, "reported", 17)
    )


def close(slug: str, told: Told, ground: Ground) -> None:
    host, _traveller = _seats(told, ground)
    actions.close(visit=_visit(slug, told), by=host, at=_at(told, "closed", 18))
