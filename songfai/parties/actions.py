"""Entering institutions and what becomes of them. Journals and permissions are the calling room's: this room stands
below them."""

import re
from datetime import date, timedelta

from django.db import transaction

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.parties import queries, rules
from songfai.parties.models import Field, FormerName, Institution, Succession
from songfai.parties.states import Layout


def slug_for(name: Trilingual, country: str) -> str:
    """Latin letters of the name, else the country; unique by a number."""
    words = re.findall(r"[a-z0-9]+", fold(name.en or name.vi or name.lo))
    base = "-".join(words)[:40].strip("-") or f"institution-{country.lower()}"
    slug, number = base, 2
    while Institution.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def register(
    *,
    name: Trilingual,
    short_name: Trilingual,
    country: str,
    place: Trilingual,
    layout: str,
    origin: str = "",
) -> Institution:
    """Enter an institution that is not in the list yet; its log is named after its slug, where it has no name yet."""
    if not name:
        raise Refused("institution_unnamed", N_("The institution has no name yet."))
    slug = slug_for(name, country)
    return Institution.objects.create(
        slug=slug,
        name=name,
        short_name=short_name or name,
        country=country.upper(),
        place=place,
        layout=layout if layout in set(Layout) else Layout.VN,
        origin=origin or f"songfai/{slug}",
    )


# ---------------------------------------------------------------- names over time


@transaction.atomic
def rename(
    *,
    institution: Institution,
    name: Trilingual,
    short_name: Trilingual,
    on: date,
    basis: str,
    confirmed: bool = True,
    today: date,
) -> FormerName:
    """The same body goes on under another name from a day; up to the day before it keeps the one it had.

    Refused: institution_unnamed, name_ahead, name_outside_life, name_same_day, name_not_the_last.
    """
    if not name:
        raise Refused("institution_unnamed", N_("The institution has no name yet."))
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    last = on - timedelta(days=1)
    names = list(queries.former_names(institution))
    rules.require_renaming(
        last, (one.until for one in names), (institution.valid_from, institution.valid_to), today
    )
    if names and names[-1].until > last:
        raise Refused("name_not_the_last", N_("A later name is entered already. Take that one back first."))
    former = FormerName.objects.create(
        institution=institution,
        name=institution.name,
        short_name=institution.short_name,
        until=last,
        basis=basis,
        confirmed=confirmed,
    )
    institution.name, institution.short_name = name, short_name or name
    institution.save(update_fields=["name", "short_name"])
    settle()
    return former


@transaction.atomic
def take_name_back(*, former: FormerName) -> Institution:
    """Undo the last renaming: the former name is the name again. Refused: name_not_the_last."""
    institution = Institution.objects.select_for_update().get(pk=former.institution_id)
    if institution.names.filter(until__gt=former.until).exists():
        raise Refused("name_not_the_last", N_("A later name is entered already. Take that one back first."))
    institution.name, institution.short_name = former.name, former.short_name
    institution.save(update_fields=["name", "short_name"])
    former.delete()
    settle()
    return institution


# ---------------------------------------------------------------- succession


@transaction.atomic
def hand_on(
    *,
    predecessor: Institution,
    successor: Institution,
    field: Field | None,
    kind: str,
    on: date,
    basis: str,
    confirmed: bool = True,
) -> Succession:
    """From a day on the successor answers for a field, or (None) for all that no other line names: then the
    predecessor ends the day before.

    Refused: what rules.require_succession finds, and succession_without_basis.
    """
    if not basis.strip():
        raise Refused(
            "succession_without_basis", N_("Name the paper this rests on: its kind, number and date.")
        )
    # All lines are held: whether two of them go together depends on both.
    rows = list(Succession.objects.select_for_update().order_by("id"))
    predecessor = Institution.objects.select_for_update().get(pk=predecessor.pk)
    step = rules.Step(predecessor.pk, successor.pk, field.pk if field else None, on)
    steps = [queries.step_of(row) for row in rows]
    rules.require_succession(step, steps, queries.lives([predecessor.pk, successor.pk]))
    row = Succession.objects.create(
        predecessor=predecessor,
        successor=successor,
        field=field,
        kind=kind,
        on=on,
        basis=basis.strip(),
        confirmed=confirmed,
    )
    if field is None and (predecessor.valid_to is None or predecessor.valid_to >= on):
        predecessor.valid_to = on - timedelta(days=1)
        predecessor.save(update_fields=["valid_to"])
    settle()
    return row


@transaction.atomic
def take_back(*, row: Succession) -> None:
    """Undo a line of succession; a body that ended by it goes on."""
    predecessor = Institution.objects.select_for_update().get(pk=row.predecessor_id)
    ended = row.on - timedelta(days=1)
    if row.field_id is None and predecessor.valid_to == ended:
        predecessor.valid_to = None
        predecessor.save(update_fields=["valid_to"])
    row.delete()
    settle()


def settle() -> list[int]:
    """Write beside each institution what the rows say of it over time (Institution.over_time), so that every page
    has it at hand. Says whose was not so. A test holds it against the rows."""
    steps = [queries.step_of(row) for row in Succession.objects.all()]
    bodies = list(Institution.objects.order_by("id"))
    former = _former_names()
    present = {row.pk: rules.Called(date.max, row.name, row.short_name) for row in bodies}
    answers = rules.answers_of_all(steps)
    borne = rules.borne_of_all(steps, {pk: [*former.get(pk, ()), now] for pk, now in present.items()})
    changed = []
    for row in bodies:
        told = {
            "names": [one.written() for one in former.get(row.pk, ())],
            "answers": [one.written() for one in answers.get(row.pk, ())],
            "borne": [one.written() for one in borne.get(row.pk, ())],
        }
        told = {key: value for key, value in told.items() if value}
        if row.over_time != told:
            row.over_time = told
            row.save(update_fields=["over_time"])
            changed.append(row.pk)
    return changed


def _former_names() -> dict[int, list[rules.Called]]:
    found: dict[int, list[rules.Called]] = {}
    for one in FormerName.objects.order_by("until", "id"):
        called = rules.Called(one.until, one.name, one.short_name, one.basis)
        found.setdefault(one.institution_id, []).append(called)
    return found
