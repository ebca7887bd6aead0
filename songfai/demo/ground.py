"""What has to be there before the story begins: institutions, units, persons and their seats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.hashers import make_password

from songfai.demo.accounts import PASSWORD
from songfai.demo.book import read, words
from songfai.parties.models import Institution, Seat, Unit
from songfai.people.models import Account, Person
from songfai.record import keys

KEYS_MADE = datetime(2023, 1, 3, 1, 0, tzinfo=UTC)
OF_INSTITUTION = ("slug", "country", "layout", "symbol", "origin", "valid_from")


@dataclass
class Ground:
    """Who is there, by the names the story uses."""

    institutions: dict[str, Institution] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def person(self, email: str) -> Person:
        person = self.seats[email].account.person
        assert person is not None
        return person


def lay() -> Ground:
    """Make institutions and people. Entering them is no matter of a programme: it is done by no seat."""
    ground, told = Ground(), read("people")
    # One hash for all: hashing is slow on purpose, and the password is public.
    password = make_password(PASSWORD)
    for one in told["institutions"]:
        institution = Institution.objects.create(
            **{name: one[name] for name in OF_INSTITUTION if name in one},
            **{name: words(one[name]) for name in ("name", "short_name", "parent_name", "place")},
        )
        ground.institutions[institution.slug] = institution
        for key, name in one["units"].items():
            ground.units[institution.slug, key] = Unit.objects.create(
                institution=institution, name=words(name)
            )
        for person in one["people"]:
            _sit(ground, institution, person, password)
        keys.create(institution, KEYS_MADE, make=_public_keys(institution.origin))
    _end_moved(ground)
    for seat in told["seats"]:
        Seat.objects.create(
            account=ground.seats[seat["email"]].account,
            institution=ground.institutions[seat["institution"]],
            role=seat["role"],
            post=words(seat["post"]),
        )
    return ground


def _public_keys(origin: str) -> Callable[[], Ed25519PrivateKey]:
    """Keys that everybody can work out: the story told anew has the same papers, and no demonstration is trusted."""
    number = count()
    return lambda: Ed25519PrivateKey.from_private_bytes(
        sha256(f"songfai demo {origin} {next(number)}".encode()).digest()
    )


def _end_moved(ground: Ground) -> None:
    """Who goes over to another body later has the first seat up to the day before."""
    moved = read("reorganisation")["move"]
    for one in moved["seats"]:
        seat = ground.seats[one["email"]]
        seat.valid_to = moved["on"] - timedelta(days=1)
        seat.save(update_fields=["valid_to"])


def _sit(ground: Ground, institution: Institution, one: dict[str, Any], password: str) -> None:
    person = Person.objects.create(name=words(one["name"]), courtesy=one["courtesy"])
    account = Account.objects.create(
        email=one["email"], person=person, language=one["language"], password=password
    )
    ground.seats[one["email"]] = Seat.objects.create(
        account=account,
        institution=institution,
        unit=ground.units.get((institution.slug, one.get("unit", ""))),
        role=one["role"],
        post=words(one["post"]),
        authority=one.get("authority", ""),
    )
