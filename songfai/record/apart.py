"""What one side changed of a part that both write, while the other side changed it too and neither knew of the other.

One of the two holds (threads.holding). What the other one had made different is found here, so that both sides see it and
nothing of it is lost. Both servers find the same: it is worked out from the lines of the two logs alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from songfai.kit.errors import N_, Refused
from songfai.record.models import Document, Entry
from songfai.record.queries import terms_of
from songfai.record.rules import statement_thread
from songfai.record.states import EntryType
from songfai.record.threads import UNDERSTOOD, print_of

# A statement that waits for its log to be whole again comes after every line, and what it has seen nobody has written yet.
WAITS = 10**9


@dataclass(frozen=True, slots=True)
class Change:
    """A statement in which a side made the part another one. `seen` lines of the other log were there when it was written,
    `turn` is as its writer counted; `content` is the whole part."""

    position: int
    seq: int
    seen: int
    turn: int
    at: datetime
    sha256: str
    content: Mapping[str, Any]

    def knew(self, other: "Change") -> bool:
        """Whether its writer had the other one before its eyes. A line may be there and not be shown yet, or be written
        later than it was said: then the turns do not follow."""
        if self.position == other.position:
            return other.seq <= self.seq
        return other.seq < self.seen and other.turn < self.turn

    @property
    def order(self) -> tuple[int, str]:
        """As threads.holding: the later turn goes before, then the smaller hash."""
        return -self.turn, print_of(dict(self.content) | {"edited": self.turn})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of one side: what it had changed and what does not stand. `pieces` by name; None where it had taken one out."""

    position: int
    at: datetime
    sha256: tuple[str, ...]
    pieces: Mapping[str, Any]


def changes_of(register: int | None, name: str, part: str) -> list[Change]:
    """Every change of a part that either side has said in its thread; two reads for each side."""
    found = []
    for position in (1, 2):
        thread = statement_thread(position, name)
        documents = {one.pk: one for one in Document.objects.filter(register=register, thread=thread)}
        lines = Entry.objects.filter(
            UNDERSTOOD, document__in=list(documents), type=EntryType.STATE, log__position=position
        )
        written = {
            one.document_id: one for one in lines.order_by("-seq")
        }  # a thing said twice: its first line
        lined = set(Entry.objects.filter(document__in=list(documents)).values_list("document_id", flat=True))
        for pk, document in documents.items():
            terms = terms_of(document)
            content = dict(terms.get(part, {}))
            edited, turn = content.pop("edited", None), terms.get("turn")
            if not isinstance(turn, int) or edited != turn:
                continue  # it only repeats what held
            line = written.get(pk)
            if line is None and pk in lined:
                continue  # not understood, or written by the other side
            seq, seen = (line.seq, line.seen) if line else (WAITS + document.version, WAITS)
            at = line.at if line else document.created_at
            found.append(Change(position, seq, seen, turn, at, document.sha256, content))
    return found


def left_out(
    changes: Sequence[Change],
    pieces_of: Callable[[Mapping[str, Any]], dict[str, Any]],
    let_go: Collection[str] = (),
) -> list[LeftOut]:
    """By side, the pieces it had changed that neither stand nor were changed again by whoever knew of them. Statements in
    `let_go` (SHA-256) are done with: their own side has said so.

    `pieces_of` takes a part apart into what can be compared piece by piece.
    """
    if not any(_crossed(one, other) for one in changes for other in changes):
        return []
    shown = {one.sha256: pieces_of(one.content) for one in changes}
    stands = shown[min(changes, key=lambda one: one.order).sha256]
    made = {one.sha256: _difference(_before(one, changes, shown), shown[one.sha256]) for one in changes}
    found: dict[int, list[tuple[Change, dict[str, Any]]]] = {1: [], 2: []}
    for one in sorted(changes, key=lambda one: one.seq):
        if one.sha256 in let_go:
            continue
        later = [made[other.sha256] for other in changes if other is not one and other.knew(one)]
        pieces = {
            name: value
            for name, value in made[one.sha256].items()
            if stands.get(name) != value and not any(name in change for change in later)
        }
        if pieces:
            found[one.position].append((one, pieces))
    return [
        LeftOut(
            position,
            rows[-1][0].at,
            tuple(sorted(one.sha256 for one, _ in rows)),
            {name: value for _, pieces in rows for name, value in pieces.items()},
        )
        for position, rows in found.items()
        if rows
    ]


class OfASide(Protocol):
    @property
    def side(self) -> int: ...


Aside = TypeVar("Aside", bound=OfASide)


def of_side(asides: Iterable[Aside], side: int) -> Aside:
    """What a side has left apart, as the room shows it. Refused: nothing_apart."""
    for one in asides:
        if one.side == side:
            return one
    raise Refused(
        "nothing_apart", N_("Nothing of this waits any more: it stands, or its side has let it go.")
    )


def _crossed(one: Change, other: Change) -> bool:
    return one.position < other.position and not one.knew(other) and not other.knew(one)


def _before(one: Change, changes: Sequence[Change], shown: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What its writer saw: of all it knew the one that held."""
    known = [other for other in changes if other is not one and one.knew(other)]
    return shown[min(known, key=lambda other: other.order).sha256] if known else {}


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in sorted(names) if before.get(name) != after.get(name)}
