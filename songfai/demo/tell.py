"""The story told: everything in the order in which it happened, by the rooms' own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from songfai.demo import (
    agreeing,
    amending,
    campaigning,
    following,
    informing,
    judging,
    registering,
    reorganising,
    reviewing,
    scoring,
    supporting,
    visiting,
    working,
    years,
)
from songfai.demo.book import INFORMATION, PROGRAMMES, SUPPORT, TERMS, VISITS, moment, read
from songfai.demo.finding import programme_of
from songfai.demo.ground import Ground, lay
from songfai.demo.happening import Event
from songfai.notices import actions as notices
from songfai.people.models import Account
from songfai.plans.models import Activity, Plan
from songfai.portal import actions as portal
from songfai.programmes.models import Programme
from songfai.programmes.obligations import meet
from songfai.programmes.states import ObligationKind
from songfai.record.queries import in_force

Told = dict[str, Any]
# Up to then everybody has read their notices; what came later is new on the desk.
READ_UNTIL = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Summary:
    programmes: int
    plans: int
    activities: int
    accounts: int


@transaction.atomic
def tell() -> Summary:
    """Tell all of it in one transaction; says what there is then."""
    with without_mail():
        ground = lay()
        events = [event for name in PROGRAMMES for event in events_of(name, ground)]
        events += reorganising.events_of(read("home_affairs")["slug"], ground)
        events += registering.events_of(ground)
        events += working.events_of(ground)
        events += judging.events_of(ground)
        events += campaigning.events_of(ground)
        events += scoring.events_of(ground)
        events.append(Event(READ_UNTIL, read_notices))
        # Sorting keeps the written order of what happens at the same moment.
        for event in sorted(events, key=lambda one: one.at):
            event.happen()
    return Summary(
        programmes=Programme.objects.count(),
        plans=Plan.objects.count(),
        activities=Activity.objects.count(),
        accounts=Account.objects.count(),
    )


@contextmanager
def without_mail() -> Iterator[None]:
    """What is told along the way happened long ago: the notices are kept, nothing is mailed."""
    waiting = len(connection.run_on_commit)
    yield
    del connection.run_on_commit[waiting:]


def read_notices() -> None:
    for account in Account.objects.all():
        notices.mark_read(account=account, at=READ_UNTIL)


def events_of(name: str, ground: Ground) -> Iterator[Event]:
    told = read(name)
    yield Event(moment(told["read_at"]), partial(agreeing.read_text, told, ground))
    yield Event(moment(told["drafted_at"]), partial(agreeing.draft, told, ground))
    yield Event(moment(told["offered_at"]), partial(agreeing.offer, told, ground))
    if "approved_at" in told:
        yield Event(moment(told["approved_at"]), partial(agreeing.approve, told, ground))
    for year in PROGRAMMES[name]:
        yield from of_year(told, read(f"{name}_{year}"), ground)
    yield from beside(name, told, ground)
    for one in told.get("amendments", []):
        yield from of_amendment(told["slug"], one, ground)
    for at, happen in following.happenings(told, ground):
        yield Event(at, happen)
    for one in told.get("met", []):
        yield Event(moment(one["at"]), partial(meet_date, told["slug"], one, ground))
    for one in told.get("releases", []):
        yield Event(moment(one["at"]), partial(release, told["slug"], one, ground))


def beside(name: str, told: Told, ground: Ground) -> Iterator[Event]:
    """What is told in files of its own."""
    slug = told["slug"]
    if name in TERMS:
        yield from of_term(slug, read(TERMS[name]), ground)
    if name in INFORMATION:
        for at, happen in informing.happenings(slug, read(INFORMATION[name]), ground):
            yield Event(at, happen)
    if name in VISITS:
        for at, happen in visiting.events(slug, read(VISITS[name]), ground):
            yield Event(at, happen)
    if name in SUPPORT:
        for at, happen in supporting.happenings(told, read(f"{name}_support"), ground):
            yield Event(at, happen)


def of_amendment(slug: str, told: Told, ground: Ground) -> Iterator[Event]:
    yield Event(moment(told["started_at"]), partial(amending.draft, slug, told, ground))
    yield Event(moment(told["offered_at"]), partial(amending.offer, slug, told, ground))
    if "approved_at" in told:
        yield Event(moment(told["approved_at"]), partial(amending.approve, slug, told, ground))


def of_year(programme: Told, told: Told, ground: Ground) -> Iterator[Event]:
    slug, year = programme["slug"], told["year"]
    for plan in told["plans"]:
        yield Event(moment(plan["started_at"]), partial(years.draft_plan, slug, year, plan, ground))
        yield Event(moment(plan["offered_at"]), partial(years.offer_plan, slug, year, plan, ground))
        if "approved_at" in plan:
            yield Event(moment(plan["approved_at"]), partial(years.approve_plan, slug, year, plan, ground))
    for one in told["activities"]:
        by = one.get("by") or years.coordinator(programme, one["side"])
        yield Event(years.recorded_at(one), partial(years.record, slug, year, one, by, ground))
        if at := years.confirmed_at(one):
            other = years.coordinator(programme, 3 - one["side"])
            yield Event(at, partial(years.confirm, slug, year, one, other, at, ground))
    if "review" in told:
        yield from of_review(slug, year, told["review"], ground)


def of_review(slug: str, year: int, told: Told, ground: Ground) -> Iterator[Event]:
    yield Event(moment(told["opened_at"]), partial(reviewing.open_room, slug, year, told, ground))
    yield Event(moment(told["compiled_at"]), partial(reviewing.compile_facts, slug, year, told, ground))
    for position in (1, 2):
        at = moment(told["rated_at"][position - 1])
        yield Event(at, partial(reviewing.rate, slug, year, told, ground, position))
    yield Event(moment(max(told["rated_at"])), partial(reviewing.conclude, slug, year, told, ground))
    yield Event(moment(max(told["rated_at"])), partial(reviewing.send, slug, year, told, ground))
    if "offered_at" in told:
        yield Event(moment(told["offered_at"]), partial(reviewing.offer_minutes, slug, year, told, ground))
        yield Event(moment(told["approved_at"]), partial(reviewing.approve_minutes, slug, year, told, ground))


def of_term(slug: str, told: Told, ground: Ground) -> Iterator[Event]:
    year, at = told["year"], moment(max(told["rated_at"]))
    yield from of_review(slug, year, told, ground)
    yield Event(at, partial(reviewing.prepare, slug, year, told, ground))
    yield Event(at, partial(reviewing.judge, slug, year, told, ground))


def meet_date(slug: str, told: Told, ground: Ground) -> None:
    meet(
        programme=programme_of(slug),
        kind=ObligationKind(told["kind"]),
        year=told["year"],
        on=told["on"],
        by=ground.seats[told["by"]],
        at=moment(told["at"]),
    )


def release(slug: str, told: Told, ground: Ground) -> None:
    programme = programme_of(slug)
    assert programme.register is not None
    document = in_force(programme.register, told["thread"])
    assert document is not None
    portal.release(document=document, programme=programme, by=ground.seats[told["by"]], at=moment(told["at"]))
