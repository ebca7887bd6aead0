"""What the filters of the lists offer: the bodies, units and persons a seat may choose among."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from songfai.kit.languages import Trilingual
from songfai.kit.standing import standing
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.people.models import Person
from songfai.portfolio.queries.activities import Bodies, Inherited, reading
from songfai.programmes import queries as programmes
from songfai.programmes.models import Programme


@standing
def _titles(*, language: str, most: int, bodies: Bodies, inherited: Inherited) -> QuerySet[Programme, Any]:
    found = programmes.read_by(bodies, inherited).exclude(register=None)
    return found.order_by(f"order_{language}").values_list("slug", "title")[:most]


def titles_seen(seat: Seat | None, language: str, most: int) -> list[tuple[str, Trilingual]]:
    """(Slug, title) of the programmes seen, in the order of the titles in a language."""
    if seat is None or not can(seat, "read"):
        return []
    return _titles(language=language, most=most, **reading(seat))


def partners_named(seat: Seat | None, most: int) -> list[tuple[str, Trilingual]]:
    """(Slug, name) of the other sides of the programmes seen."""
    if seat is None or not can(seat, "read"):
        return []
    return [(slug, short or name) for slug, name, short in _partners(most=most, **reading(seat))]


@standing
def _partners(*, most: int, bodies: Bodies, inherited: Inherited) -> QuerySet[Institution, Any]:
    found = programmes.partners_among(programmes.read_by(bodies, inherited), bodies)
    return found.values_list("slug", "name", "short_name")[:most]


def countries_of_partners(seat: Seat | None) -> set[str]:
    """Of all of them, also where more are seen than are named."""
    return set(_countries(**reading(seat))) if seat is not None and can(seat, "read") else set()


@standing
def _countries(*, bodies: Bodies, inherited: Inherited) -> QuerySet[Institution, Any]:
    found = programmes.partners_among(programmes.read_by(bodies, inherited), bodies)
    return found.order_by().values_list("country", flat=True)


def units_of(seat: Seat) -> list[tuple[int, Trilingual]]:
    return _units(bodies=programmes.bodies_of(seat))


@standing
def _units(*, bodies: Bodies) -> QuerySet[Unit, Any]:
    return Unit.objects.filter(institution__in=bodies).values_list("pk", "name")


def units_on(seat: Seat, day: date) -> list[tuple[int, Trilingual]]:
    """Units that have not ended by the day: nothing new is given to one that has."""
    of_bodies = Unit.objects.filter(institution__in=programmes.bodies_of(seat))
    return list(of_bodies.exclude(valid_to__lt=day).values_list("pk", "name"))


def persons_of(seat: Seat) -> list[tuple[int, Trilingual]]:
    return _persons(bodies=programmes.bodies_of(seat))


@standing
def _persons(*, bodies: Bodies) -> QuerySet[Person, Any]:
    found = Person.objects.filter(account__seats__institution__in=bodies)
    return found.values_list("pk", "name").distinct()
