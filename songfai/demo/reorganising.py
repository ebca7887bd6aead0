"""How both ministries were rearranged in the middle of their programme: bodies, units, seats and counterpart pairs."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from songfai.administration import actions as administration
from songfai.administration.actions import Administrator
from songfai.demo.book import moment, read, words
from songfai.demo.finding import programme_of
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.parties.models import Field, Seat
from songfai.parties.queries import taken
from songfai.programmes import actions as programmes
from songfai.programmes.queries import counterpart_of, side_of

Told = dict[str, Any]
# Who looks after the whole server enters what concerns bodies without an administrator of their own.
SERVER = "vinh@moha.example"


def events_of(slug: str, ground: Ground) -> Iterator[Event]:
    """`slug` is the programme whose counterpart pairs are told."""
    told = read("reorganisation")
    for line in told["lines"]:
        yield Event(moment(line["at"]), partial(hand_on, line, ground))
    for one in told["units"]:
        yield Event(moment(one["at"]), partial(end_units, one, ground))
    yield Event(moment(told["move"]["at"]), partial(move, told["move"], ground))
    for one in told["counterparts"]:
        yield Event(moment(one["at"]), partial(name_counterparts, slug, one, ground))


def administrator(email: str | None, ground: Ground) -> Administrator:
    seat = ground.seats[email or SERVER]
    return Administrator(seat.account, seat.institution if email else None)


def hand_on(told: Told, ground: Ground) -> None:
    administration.hand_on(
        by=administrator(told.get("by"), ground),
        predecessor=ground.institutions[told["predecessor"]],
        successor=ground.institutions[told["successor"]],
        field=Field.objects.get(slug=told["field"]) if "field" in told else None,
        kind=told["kind"],
        on=told["on"],
        basis=told["basis"],
        confirmed=told["confirmed"],
        at=moment(told["at"]),
    )


def end_units(told: Told, ground: Ground) -> None:
    for name, *heir in told["moved"]:
        unit = ground.units[told["institution"], name]
        successor = ground.units[heir[0], heir[1]] if heir else None
        administration.save_unit(
            by=administrator(told["by"], ground),
            institution=ground.institutions[told["institution"]],
            unit=unit,
            values={"valid_to": told["until"], "succeeded_by": successor},
            at=moment(told["at"]),
        )
        unit.refresh_from_db()


def move(told: Told, ground: Ground) -> None:
    """The persons act from seats of the new body; their old ones ended the day before."""
    institution = ground.institutions[told["to"]]
    institution.refresh_from_db()
    for one in told["seats"]:
        before = ground.seats[one["email"]]
        seat = Seat.objects.create(
            account=before.account,
            institution=institution,
            role=before.role,
            unit=ground.units.get((told["to"], one.get("unit", ""))),
            post=words(one["post"]),
            authority=one.get("authority", ""),
            valid_from=told["on"],
        )
        ground.seats[one["email"]] = taken(seat, told["on"])


def name_counterparts(slug: str, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["by"]], moment(told["at"])
    for field_slug, *unit in told["units"]:
        programme, field = programme_of(slug), Field.objects.get(slug=field_slug)
        if unit:
            programmes.name_counterpart(
                programme=programme,
                field=field,
                unit=ground.units[by.institution.slug, unit[0]],
                person=None,
                basis=told["basis"],
                since=told["since"],
                by=by,
                at=at,
            )
            continue
        side = side_of(programme, by)
        row = counterpart_of(side, field) if side else None
        assert row is not None
        programmes.end_counterpart(row=row, until=told["end"], by=by, at=at)
