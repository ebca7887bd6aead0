"""Where two texts have the same words: runs of three syllables and more, put together over small gaps to passages.

Everything here is the same whichever of the two texts comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SEED = 3
GAP = 6  # syllables changed or put in between two runs of one passage
LEAST = 8  # syllables a passage has in common; fewer are a turn of speech
# Pairs of places of one seed that are all looked at. Of a text that says the same again and again only the first
# place goes with the first, the second with the second.
MOST_PAIRS = 64

Seeds = dict[tuple[int, int, int], list[int]]


@dataclass(frozen=True, slots=True)
class Run:
    """`size` syllables of one text, from `ours`, are those of the other, from `theirs`."""

    ours: int
    theirs: int
    size: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage: from `ours` up to `ours_end` in one text, `theirs` to `theirs_end` in the other; `covered` are the syllables
    of ours that are found in theirs, in order."""

    ours: int
    ours_end: int
    theirs: int
    theirs_end: int
    covered: tuple[int, ...]


def seeds_of(numbers: Sequence[int]) -> Seeds:
    found: Seeds = defaultdict(list)
    for at, seed in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
        found[seed].append(at)
    return found


def runs(ours: Seeds, theirs: Sequence[int]) -> list[Run]:
    """Every longest run, by its place in theirs."""
    met: Seeds = defaultdict(list)
    for at, seed in enumerate(zip(theirs, theirs[1:], theirs[2:], strict=False)):
        if seed in ours:
            met[seed].append(at)
    # On one diagonal a run is a row of seeds that follow each other.
    places = sorted(
        (here - there, there) for seed, known in met.items() for here, there in _pairs(ours[seed], known)
    )
    found: list[Run] = []
    begin = last = None
    for place in places:
        if last is None or begin is None or place != (last[0], last[1] + 1):
            if last is not None and begin is not None:
                found.append(_run(begin, last))
            begin = place
        last = place
    if last is not None and begin is not None:
        found.append(_run(begin, last))
    return found


def _pairs(ours: Sequence[int], theirs: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(ours) * len(theirs) > MOST_PAIRS:
        return zip(ours, theirs, strict=False)
    return ((here, there) for here in ours for there in theirs)


def _run(begin: tuple[int, int], last: tuple[int, int]) -> Run:
    diagonal, there = begin
    return Run(diagonal + there, there, last[1] - there + SEED)


def passages(ours: Seeds, theirs: Sequence[int]) -> list[Stretch]:
    """In the order of ours. Runs belong together when no more than GAP syllables part them in either text."""
    found: list[Stretch] = []
    same = runs(ours, theirs)
    if sum(run.size for run in same) < LEAST:
        return found
    for together in _together(same):
        covered = tuple(sorted({at for run in together for at in range(run.ours, run.ours + run.size)}))
        if len(covered) >= LEAST and _theirs_covered(together) >= LEAST:
            found.append(
                Stretch(
                    covered[0],
                    covered[-1] + 1,
                    min(run.theirs for run in together),
                    max(run.theirs + run.size for run in together),
                    covered,
                )
            )
    return sorted(found, key=lambda one: (one.ours, one.theirs, one.ours_end, one.theirs_end))


def _theirs_covered(together: Iterable[Run]) -> int:
    return len({at for run in together for at in range(run.theirs, run.theirs + run.size)})


def _together(found: list[Run]) -> Iterator[list[Run]]:
    """The runs in groups of neighbours."""
    in_order = sorted(found, key=lambda run: run.ours)
    group = list(range(len(in_order)))

    def head(of: int) -> int:
        while group[of] != of:
            group[of] = group[group[of]]
            of = group[of]
        return of

    open_runs: list[int] = []
    for this, run in enumerate(in_order):
        open_runs = [one for one in open_runs if in_order[one].ours + in_order[one].size + GAP >= run.ours]
        for one in open_runs:
            if _near(in_order[one], run):
                group[head(this)] = head(one)
        open_runs.append(this)
    groups: dict[int, list[Run]] = defaultdict(list)
    for this, run in enumerate(in_order):
        groups[head(this)].append(run)
    yield from groups.values()


def _near(one: Run, other: Run) -> bool:
    return _gap(one.ours, one.size, other.ours, other.size) <= GAP and (
        _gap(one.theirs, one.size, other.theirs, other.size) <= GAP
    )


def _gap(one: int, size: int, other: int, other_size: int) -> int:
    """Syllables between two runs; negative where they overlap."""
    return max(one, other) - min(one + size, other + other_size)
