"""Works that somebody else paid for, that were refused or whose recognition was revoked; what the partner released before."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from songfai.demo.book import at_hour, read
from songfai.demo.campaigning import bring_sheet
from songfai.demo.finding import programme_of
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.demo.working import Office, of_work
from songfai.works import actions
from songfai.works.models import Work
from songfai.works.states import SheetKind, Stage

Told = dict[str, Any]


def events_of(ground: Ground) -> Iterator[Event]:
    told = read("judged")
    partner = told["partner"]
    office = Office(read("works")["council"], ground)
    yield Event(at_hour(partner["given"], 9), partial(give_book, partner, ground))
    yield Event(at_hour(partner["released"], 9), partial(release, partner, ground))
    for one in told["works"]:
        yield from of_work(office, one)


def give_book(told: Told, ground: Ground) -> None:
    """Typed from the old book of the partner, given and taken in on the same morning."""
    bring_sheet(told, ground.seats[told["by"]], at_hour(told["given"], 9), SheetKind.PAST)


def release(told: Told, ground: Ground) -> None:
    """All of that book, in one step."""
    by = ground.seats[told["released_by"]]
    works = list(Work.objects.filter(institution=by.institution, stage=Stage.PAST).order_by("id"))
    at = at_hour(told["released"], 9)
    actions.release(works=works, programme=programme_of(told["programme"]), by=by, at=at)
