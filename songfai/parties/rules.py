"""Who answers for what over time: names, lines of succession and the spells they make. Days are whole days, both ends
included; None is open at that end."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual

DAY = timedelta(days=1)
Life = tuple[date | None, date | None]


def covers(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


# ---------------------------------------------------------------- names


@dataclass(frozen=True, slots=True)
class Called:
    """What a body was called up to a day."""

    until: date
    name: Trilingual
    short_name: Trilingual = Trilingual()
    basis: str = ""

    def written(self) -> dict[str, Any]:
        return {
            "until": self.until.isoformat(),
            "name": self.name.as_dict(),
            "short_name": self.short_name.as_dict(),
            "basis": self.basis,
        }

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Called":
        until = date.fromisoformat(row["until"])
        return cls(until, Trilingual.of(row["name"]), Trilingual.of(row["short_name"]), row["basis"])


def called_on(names: Iterable[Called], day: date) -> Called | None:
    """The former name of that day, or None when it already had the present one. `names`: oldest first."""
    return next((one for one in names if day <= one.until), None)


def require_renaming(last: date, taken: Iterable[date], life: Life, today: date) -> None:
    """A former name ends on a day the body lived, once per day, and not in the future: until then it is the name."""
    if last >= today:
        raise Refused(
            "name_ahead", N_("The new name begins on a day that lies ahead. Enter it when it has begun.")
        )
    if not covers(*life, last) or not covers(*life, last + DAY):
        raise Refused("name_outside_life", N_("The body did not exist on that day. Look at its dates."))
    if last in set(taken):
        raise Refused("name_same_day", N_("Another name began on the same day. Take that one back first."))


# ---------------------------------------------------------------- succession


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on the successor has what the predecessor had: one field, or (None) all no other step names."""

    predecessor: int
    successor: int
    field: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Spell:
    """Who answered from a day to a day. `body` None: nobody, for whoever had it last no longer exists."""

    body: int | None
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        return covers(self.since, self.until, day)


def spells(
    body: int, field: int | None, steps: Iterable[Step], lives: Mapping[int, Life] | None = None
) -> list[Spell]:
    """Who has had what `body` once had, over all time: the spells touch, and every day is in exactly one.

    Two bodies may hand on at the same day, one to the next; a step that would lead back on its own day is not taken.
    """
    handed = _by_predecessor(steps)
    found: list[Spell] = []
    holder, since = body, None
    met = {body}
    while step := _next(handed.get(holder, ()), field, since, met):
        if since is None or step.on > since:
            found.append(Spell(holder, since, step.on - DAY))
            met = {holder}
        met.add(step.successor)
        holder, since = step.successor, step.on
    found.append(Spell(holder, since, None))
    return _within_lives(found, lives or {})


def _by_predecessor(steps: Iterable[Step]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    # On one day what is said of the field itself comes before what is said of all the rest.
    for step in sorted(steps, key=lambda one: (one.on, one.field is None)):
        found.setdefault(step.predecessor, []).append(step)
    return found


def _next(steps: Iterable[Step], field: int | None, since: date | None, met: set[int]) -> Step | None:
    """The first step that takes it away from who has had it since that day."""
    for step in steps:
        if step.field not in (None, field) or (since is not None and step.on < since):
            continue
        if step.on == since and step.successor in met:
            continue
        return step
    return None


def _within_lives(found: Sequence[Spell], lives: Mapping[int, Life]) -> list[Spell]:
    """What a body is said to have while it did not exist, nobody has."""
    cut: list[Spell] = []
    for spell in found:
        for piece in _pieces(spell, lives.get(spell.body or 0, (None, None))):
            if cut and cut[-1].body is None and piece.body is None:
                piece = Spell(None, cut.pop().since, piece.until)
            cut.append(piece)
    return cut


def _pieces(spell: Spell, life: Life) -> Iterable[Spell]:
    born, died = life
    since, until = spell.since, spell.until
    if born is not None and (since is None or since < born):
        if until is not None and until < born:
            yield Spell(None, since, until)
            return
        yield Spell(None, since, born - DAY)
        since = born
    if died is not None and (until is None or died < until):
        if since is not None and died < since:
            yield Spell(None, since, until)
            return
        yield Spell(spell.body, since, died)
        yield Spell(None, died + DAY, until)
        return
    yield Spell(spell.body, since, until)


def bearer(found: Iterable[Spell], day: date) -> int | None:
    return next(spell.body for spell in found if spell.covers(day))


def require_succession(new: Step, steps: Sequence[Step], lives: Mapping[int, Life]) -> None:
    """A body hands on what it has, to another body that exists, and nothing comes back on the same day.

    The legal basis is each country's law on its apparatus; the line itself names the paper.
    """
    if new.predecessor == new.successor:
        raise Refused("same_body", N_("A body cannot follow itself. Choose another one."))
    if not covers(*lives.get(new.successor, (None, None)), new.on):
        raise Refused(
            "successor_not_there", N_("The successor does not exist on that day. Look at its dates.")
        )
    if any((one.predecessor, one.field, one.on) == (new.predecessor, new.field, new.on) for one in steps):
        raise Refused(
            "handed_on_twice", N_("On that day this is handed on already. Take that line back first.")
        )
    bodies = {new.predecessor, *(one.predecessor for one in steps)}
    born = lives.get(new.predecessor, (None, None))[0]
    has = any(
        bearer(spells(body, new.field, steps), day) == new.predecessor
        for body in bodies
        for day in (new.on - DAY, new.on)
    )
    if not has or (born is not None and new.on <= born):
        raise Refused(
            "not_its_to_hand_on",
            N_("On that day the body no longer has, or does not yet have, what it would hand on."),
        )
    if _leads_back(new, [*steps, new]):
        raise Refused("circle", N_("The functions would come back to the same body on the same day."))


def _leads_back(new: Step, steps: Sequence[Step]) -> bool:
    """Whether the steps of that one day lead from the successor to the predecessor again."""
    today = [one for one in steps if one.on == new.on and one.field in (None, new.field)]
    if new.field is None:
        today = [one for one in steps if one.on == new.on]
    seen, open_ = set[int](), [new.successor]
    while open_:
        body = open_.pop()
        if body == new.predecessor:
            return True
        if body not in seen:
            seen.add(body)
            open_ += [one.successor for one in today if one.predecessor == body]
    return False


# ---------------------------------------------------------------- what a body answers for


@dataclass(frozen=True, slots=True)
class Answers:
    """An institution's functions (one field, or all the rest) that a body has had since a day, until a day."""

    institution: int
    field: int | None
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        return covers(self.since, self.until, day)

    def written(self) -> list[Any]:
        edges = [edge.isoformat() if edge else None for edge in (self.since, self.until)]
        return [self.institution, self.field, *edges]

    @classmethod
    def read(cls, row: Sequence[Any]) -> "Answers":
        since, until = (date.fromisoformat(edge) if edge else None for edge in row[2:4])
        return cls(row[0], row[1], since, until)


def answers_of_all(steps: Sequence[Step]) -> dict[int, list[Answers]]:
    """Body -> what it answers for. A body that has handed nothing on and taken nothing over is left out."""
    fields = sorted({one.field for one in steps if one.field is not None})
    found: dict[int, list[Answers]] = {}
    for body in sorted({one.predecessor for one in steps}):
        whole = spells(body, None, steps)
        for field in (None, *fields):
            parts = whole if field is None else spells(body, field, steps)
            if len(parts) == 1 or (field is not None and parts == whole):
                continue
            for spell in parts:
                assert spell.body is not None  # without lives there is no gap
                found.setdefault(spell.body, []).append(Answers(body, field, spell.since, spell.until))
    return found


@dataclass(frozen=True, slots=True)
class Borne:
    """From a day to a day another body had all that a body once had, and was called this."""

    since: date
    until: date | None
    name: Trilingual
    short_name: Trilingual

    def covers(self, day: date) -> bool:
        return covers(self.since, self.until, day)

    def written(self) -> dict[str, Any]:
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "name": self.name.as_dict(),
            "short_name": self.short_name.as_dict(),
        }

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Borne":
        until = date.fromisoformat(row["until"]) if row["until"] else None
        names = (Trilingual.of(row[name]) for name in ("name", "short_name"))
        return cls(date.fromisoformat(row["since"]), until, *names)


def borne_of_all(steps: Sequence[Step], called: Mapping[int, Sequence[Called]]) -> dict[int, list[Borne]]:
    """Body -> who has borne its side after it, under each of their names, oldest first. `called`: all names of each body,
    oldest first, the present one until date.max."""
    found: dict[int, list[Borne]] = {}
    for body in sorted({one.predecessor for one in steps}):
        for spell in spells(body, None, steps):
            if spell.body not in (None, body):
                found.setdefault(body, []).extend(_under_names(spell, called[spell.body or 0]))
    return found


def _under_names(spell: Spell, called: Sequence[Called]) -> Iterator[Borne]:
    since, last = spell.since, spell.until or date.max
    for one in called:
        assert since is not None  # what was taken over has a first day
        if since <= one.until:
            until = min(one.until, last)
            yield Borne(since, None if until == date.max else until, one.name, one.short_name or one.name)
            if until == last:
                return
            since = until + DAY


def stands_for(own: int, answers: Sequence[Answers], on: date | None) -> frozenset[int]:
    """The institutions a body acts for on a day: itself while it has not handed everything on, and those whose
    everything it has taken over. Without a day only itself."""
    if on is None:
        return frozenset({own})
    whole = [one for one in answers if one.field is None]
    bodies = {one.institution for one in whole if one.covers(on)}
    if all(one.institution != own for one in whole):
        bodies.add(own)
    return frozenset(bodies)


def place_of(sides: Sequence[int], own: int, stands: frozenset[int]) -> int | None:
    """Which of the two sides a seat acts for: its own body's, else the one its body has taken over. A body that bears
    both sides acts for neither: nobody agrees with themselves."""
    if own in stands and own in sides:
        return sides.index(own)
    found = [place for place, side in enumerate(sides) if side in stands]
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- units


def require_part(own: int | None, ancestors: Iterable[int]) -> None:
    """Nothing is a part of itself, nor followed by itself."""
    if own is not None and own in set(ancestors):
        raise Refused(
            "part_of_itself", N_("This would make it a part or a successor of itself. Choose another one.")
        )


def require_unit(*, since: date | None, until: date | None, succeeded: bool) -> None:
    """A unit ends after it begins, and is followed only when it has ended."""
    if since is not None and until is not None and until < since:
        raise Refused("unit_ends_first", N_("The unit ends before it begins. Correct one of the two days."))
    if succeeded and until is None:
        raise Refused(
            "unit_goes_on", N_("Only a unit that has ended is carried on by another. Enter its last day.")
        )


def require_going_on(until: date | None, on: date) -> None:
    """What becomes of a unit from a day on is said of one that exists till then."""
    if until is not None and until < on:
        raise Refused("unit_ended", N_("The unit has ended before this day. Choose an earlier day."))


def unit_on(
    unit: int,
    day: date,
    ended: Callable[[int], tuple[date | None, int | None]],
    moved: Callable[[int], Sequence[tuple[date, int]]] = lambda unit: (),
) -> int | None:
    """The unit that answers in the place of another on a day; None when nobody follows. `ended` gives a unit's last
    day and its successor, `moved` to whom and when the field that is asked about has left it, oldest first."""
    seen: set[tuple[int, date]] = set()
    # Since when the unit reached answers: what left it before that day was not what came to it then.
    since = date.min
    while (unit, since) not in seen:
        seen.add((unit, since))
        left = [(on, heir) for on, heir in moved(unit) if since <= on <= day and (heir, on) not in seen]
        last, successor = ended(unit)
        if left and (last is None or left[0][0] <= last):
            since, unit = left[0]
            continue
        if last is None or day <= last:
            return unit
        if successor is None:
            return None
        since, unit = last + DAY, successor
    return None
