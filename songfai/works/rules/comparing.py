"""What is the same as in earlier works, and what is said of it. The machine finds wording; people judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.text import fold
from songfai.novelty.rules.apart import apart
from songfai.works.states import ANSWERED, BEFORE_COUNCIL, NOT_COMPARED, Stage

# The longest heading of the forms that were read has 42 syllables (Circular 18/2013/TT-BKHCN, Annex I); a proposal, no law.
LEAST_OF_HEADING, MOST_OF_HEADING, MOST_HEADINGS = 3, 50, 200


def part_name(kind: str, language: str) -> str:
    """content-vi: what a part in one language is called where texts are compared."""
    return f"{kind}-{language}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a passage. `common`: many say it, or it quotes the law; it is not counted. Not `same`: the other work
    does not say it, it only lies between what both say."""

    text: str
    common: bool
    same: bool = True


def segments(body: str, start: int, end: int, common: Sequence[tuple[int, int]]) -> list[Segment]:
    """`body[start:end]` cut where common wording begins and ends. `common`: ascending places in `body`, not overlapping."""
    found: list[Segment] = []
    at = start
    for begin, stop in common:
        begin, stop = max(begin, at), min(stop, end)
        if begin >= stop:
            continue
        found.append(Segment(body[at:begin], False))
        found.append(Segment(body[begin:stop], True))
        at = stop
    found.append(Segment(body[at:end], False))
    return [one for one in found if one.text]


def side_by_side(ours: list[Segment], theirs: str) -> tuple[list[Segment], list[Segment]]:
    """Both passages, cut also where one says what the other does not."""
    mine, other = apart("".join(one.text for one in ours), theirs)
    return _parted(ours, mine), _parted([Segment(theirs, False)], other)


def _parted(pieces: list[Segment], own: Sequence[tuple[int, int]]) -> list[Segment]:
    text, at, found = "".join(one.text for one in pieces), 0, []
    for piece in pieces:
        end = at + len(piece.text)
        found += [Segment(one.text, piece.common, not one.common) for one in segments(text, at, end, own)]
        at = end
    return found


def require_answerable(stage: Stage) -> None:
    if stage not in ANSWERED:
        raise Refused("answer_not_now", N_("The authors answer until the ballot on their work is open."))


def require_heading(
    text: str, syllables: int, basis: str, *, others: Iterable[str], most: int = MOST_HEADINGS
) -> None:
    """A heading is short: with a whole paragraph entered as one, a copy would be told of nothing."""
    if not LEAST_OF_HEADING <= syllables <= MOST_OF_HEADING:
        raise Refused(
            "heading_length",
            N_("A heading has %(least)s to %(most)s syllables: this has %(syllables)s."),
            least=LEAST_OF_HEADING,
            most=MOST_OF_HEADING,
            syllables=syllables,
        )
    if not basis.strip():
        raise Refused("basis_missing", N_("Name the form, and the paper it belongs to."))
    there = [fold(one) for one in others]
    if fold(text) in there:
        raise Refused("heading_twice", N_("This heading is entered already."))
    if len(there) >= most:
        raise Refused("headings_many", N_("A unit has at most %(most)s headings."), most=most)


def require_heading_open(ended: bool) -> None:
    if ended:
        raise Refused("heading_ended", N_("This heading was ended already."))


def require_answer(text: str) -> None:
    if not text.strip():
        raise Refused("answer_missing", N_("Say where your work differs. The council reads it."))


def require_outside_open(stage: Stage) -> None:
    if stage not in ANSWERED | BEFORE_COUNCIL:
        raise Refused("outside_not_now", N_("Sources are named until the work is decided on."))


def require_published(known_on: PartialDate, today: date) -> None:
    first = known_on.first_day()
    if first is not None and first > today:
        raise Refused("outside_ahead", N_("The day on which the source was published lies ahead."))


def require_earlier(stage: Stage, *, itself: bool) -> None:
    """What nobody handed in, or its authors took back, is no earlier work."""
    if itself or stage in NOT_COMPARED:
        raise Refused("no_earlier_work", N_("This is no earlier work to compare with."))
