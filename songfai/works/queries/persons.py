"""Persons among the authors of filed works: counted once however they are written, and the pairs that may be one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from songfai.parties.models import Institution, Seat, Unit
from songfai.works import rules
from songfai.works.models import Author, AuthorPair, KnownAuthor, NameKey, Work
from songfai.works.permissions import may
from songfai.works.queries.works import bodies_of, works
from songfai.works.states import Likeness, PairState

# Units a page shows.
LINES = 200


def spelling_of(one: KnownAuthor) -> rules.Spelling:
    return rules.Spelling(one.name.as_dict(), one.born, one.unit_id, one.account_id)


def _known(seat: Seat | None) -> QuerySet[KnownAuthor]:
    """Authors of works filed in the seat's register, for its office alone: dates of birth stand there."""
    if seat is None or not may(seat, "persons"):
        return KnownAuthor.objects.none()
    return KnownAuthor.objects.filter(institution__in=bodies_of(seat))


def persons(seat: Seat | None, text: str = "") -> QuerySet[KnownAuthor]:
    """Each person once, newest first. `text`: a whole name, with or without marks, in any order of words, in Lao or in
    Latin letters."""
    rows = _known(seat).filter(same_as=None).select_related("unit", "institution")
    if not text.strip():
        return rows
    asked = rules.Spelling({"en": text})
    keys = sorted(rules.name_keys(asked) | rules.sought_keys(asked))
    named = NameKey.objects.filter(institution__in=_bodies(seat), text__in=keys).values("known")
    found = KnownAuthor.objects.filter(pk__in=named).order_by()
    return rows.filter(pk__in=found.values_list(Coalesce("same_as", "pk"), flat=True))


def _bodies(seat: Seat | None) -> list[int]:
    return sorted(bodies_of(seat)) if seat else []


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with all ways the name is written, the oldest first, and the number of filed works."""

    first: KnownAuthor
    also: list[KnownAuthor] = field(default_factory=list)
    works: int = 0

    @property
    def ways(self) -> list[KnownAuthor]:
        return [self.first, *self.also]


def with_spellings(rows: Sequence[KnownAuthor]) -> list[Person]:
    """A page of persons with all their spellings and works; two statements, however many they are."""
    roots = [one.pk for one in rows]
    also: dict[int, list[KnownAuthor]] = {pk: [] for pk in roots}
    others = KnownAuthor.objects.filter(same_as__in=roots).select_related("unit", "institution")
    for one in others.order_by("id"):
        also[one.same_as_id or 0].append(one)
    numbers = _works_of(roots)
    return [Person(one, also[one.pk], numbers.get(one.pk, 0)) for one in rows]


def _works_of(roots: Iterable[int]) -> dict[int, int]:
    """{person: works}, each work once."""
    lines = Author.objects.filter(Q(known__in=roots) | Q(known__same_as__in=roots)).order_by()
    rows = lines.annotate(person=Coalesce("known__same_as", "known")).values("person")
    return dict(rows.annotate(number=Count("work", distinct=True)).values_list("person", "number"))


def works_of_person(seat: Seat | None, person: KnownAuthor) -> QuerySet[Work]:
    """The person's works, under whatever spelling, of those that the seat may see."""
    lines = Author.objects.filter(Q(known=person) | Q(known__same_as=person))
    return works(seat).filter(pk__in=lines.values("work"))


@dataclass(frozen=True, slots=True)
class UnitPersons:
    """Persons of one unit, each counted once, and the ways they are written. Without a unit: of the institution itself."""

    institution: Institution
    unit: Unit | None
    persons: int
    spellings: int


def persons_by_unit(seat: Seat | None) -> list[UnitPersons]:
    """The units with most persons first. Counted from an index; who writes in two units is in both lines."""
    rows = _known(seat).order_by().values("institution", "unit")
    found = list(
        rows.annotate(number=Count(Coalesce("same_as", "pk"), distinct=True), ways=Count("pk")).values_list(
            "institution", "unit", "number", "ways"
        )
    )
    units = Unit.objects.in_bulk([unit for _body, unit, *_numbers in found if unit])
    bodies = Institution.objects.in_bulk([body for body, *_rest in found])
    lines = [
        UnitPersons(bodies[body], units.get(unit) if unit else None, number, ways)
        for body, unit, number, ways in found
    ]
    return sorted(lines, key=lambda one: (-one.persons, one.unit.pk if one.unit else 0))


def number_of_persons(seat: Seat | None) -> int:
    """Persons of the whole register: who writes in two units is one."""
    return _known(seat).filter(same_as=None).count()


# ---------------------------------------------------------------- pairs


def pairs(seat: Seat | None, state: PairState = PairState.OPEN) -> QuerySet[AuthorPair]:
    """Those the office is to decide on, the likeliest first, or has decided on. Who became one person by other pairs is asked
    of no more."""
    if seat is None or not may(seat, "persons"):
        return AuthorPair.objects.none()
    rows = AuthorPair.objects.filter(institution__in=bodies_of(seat), state=state)
    if state == PairState.OPEN:
        rows = rows.exclude(_one_already())
    return rows.select_related("one__unit", "one__institution", "other__unit", "other__institution")


def _one_already() -> Q:
    return (
        Q(one__same_as=F("other__same_as"), one__same_as__isnull=False)
        | Q(one__same_as=F("other"))
        | Q(other__same_as=F("one"))
    )


def reasons_of(pair: AuthorPair) -> list[Likeness]:
    return rules.likeness(spelling_of(pair.one), spelling_of(pair.other))
