"""Earlier texts with the same wording."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q

from songfai.novelty.models import Part, Text
from songfai.novelty.queries.lists import Lists, common_of, is_of_many, lists_of
from songfai.novelty.rules.alignment import Seeds, Stretch, passages, seeds_of
from songfai.novelty.rules.fingerprints import SHORT, Anchor
from songfai.novelty.rules.sheets import THEIRS, Place, Sheet, Written, sheet_of
from songfai.novelty.rules.weighing import (
    HANDED_ROUND,
    NAMED,
    beyond_turns,
    common_stretches,
    counted,
    grey,
    in_steps,
    neighbours,
    weight,
)

# Texts that got most votes are asked for their day, some first, then by the hundred, and the best of them compared syllable by
# syllable; of those known later, so many.
FIRST, VOTED, MOST_VOTED, ALIGNED, LEAST_RUNS, LATER = 30, 100, 1000, 20, 2, 5
Reader = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """`counted` and `greyed` are syllables of ours; `grey` are the places of the greyed ones; `words` are theirs."""

    ours: Place
    theirs: Place
    words: str
    counted: int
    greyed: int
    grey: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """A text with the same wording. Each syllable is counted once, in how many passages it may stand.

    `hidden` are further syllables that agree with confidential parts the viewer may not read: in tens, and without their place
    in either text. `share` of the syllables of the text asked about are counted or hidden. `weight` says which text stands
    first: what each passage has beyond a turn of speech, so that one paragraph weighs more than three turns of speech.
    """

    key: str
    day: date
    filed_on: date | None
    passages: tuple[Passage, ...]
    counted: int
    greyed: int
    hidden: int
    share: float
    weight: int


@dataclass(frozen=True, slots=True)
class HandedRound:
    """A long stretch that many texts have, too many for each to be told; `first` are those known first, none of them with
    a part the viewer may not read."""

    ours: Place
    syllables: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`common`: where the text asked about says what many say, what the form says, or quotes the law; `not_counted`
    syllables in all. `later`: texts that were known later, where they were asked for."""

    syllables: int
    not_counted: int
    common: tuple[Place, ...]
    similar: tuple[Similar, ...]
    later: tuple[Similar, ...]
    handed_round: tuple[HandedRound, ...]


def nobody_reads(keys: Collection[str]) -> Collection[str]:
    return ()


def similar(
    parts: Sequence[Written],
    *,
    before: date | None = None,
    filed_before: date | None = None,
    with_later: bool = False,
    besides: Collection[str] = (),
    headings: Sequence[str] = (),
    readable: Reader = nobody_reads,
    private: Collection[str] | None = None,
    among: Reader | None = None,
) -> Comparison:
    """The earlier texts that have most of the wording of these parts, those that weigh most first.

    `before`: only texts of an earlier day (the novelty date), and those that were handed in before `filed_before`, whatever
    their day; with `with_later` some of the others too, apart. `besides`: keys that are not compared and do not make a wording
    common: earlier versions of the same. `headings`: of the form the text was written on, not counted. `private`: where it is
    given, the confidential parts of these keys alone are compared, and nothing that is told depends on those of others; None
    compares all of them. `readable` is asked once: of these keys, whose confidential parts may the viewer read? Of the others
    only a number of syllables is told. `among` is asked of the likeliest, and of those named for wording
    that is handed round: with which of these keys is it compared?
    """
    sheet = sheet_of(parts)
    anchors = sheet.anchors()
    left_out = set(Text.objects.filter(key__in=besides).values_list("id", flat=True)) if besides else set()
    own = _numbers(private)
    lists = lists_of({one.run for one in anchors}, left_out, own)
    common = common_of(anchors, lists, left_out, own)
    frequent = {run for run, rows in lists.items() if is_of_many(rows)}
    stretches = common_stretches(anchors, common, frequent, sheet.part_range)
    mask = grey(len(sheet.numbers), [*sheet.known(headings), *stretches])
    earlier = Earlier(before, filed_before)
    texts = _chosen(_votes(anchors, lists, mask), earlier, with_later, among)
    round_ = _handed_round(sheet, anchors, lists, stretches, earlier, among)
    written = _written([*texts, *(text for _stretch, first in round_ for text in first)], own)
    secret = {text.key for text, parts_ in written.items() if any(part.confidential for part in parts_)}
    hidden = secret - set(readable(secret)) if secret else set()
    seeds = seeds_of(sheet.numbers)
    found = [
        (earlier.has(text), _compared(sheet, seeds, mask, text, written[text], text.key in hidden))
        for text in texts
    ]
    return Comparison(
        sheet.syllables,
        sum(mask[at] for at in range(len(mask)) if sheet.numbers[at] >= 0),
        tuple(_places(sheet, [at for at, flag in enumerate(mask) if flag])),
        _told(one for is_earlier, one in found if is_earlier),
        _told(one for is_earlier, one in found if not is_earlier),
        tuple(
            HandedRound(
                sheet.place(stretch.start, stretch.stop),
                len(stretch),
                tuple(text.key for text in first if text.key not in hidden)[:NAMED],
            )
            for stretch, first in round_
        ),
    )


def _numbers(private: Collection[str] | None) -> set[int] | None:
    if not private:
        return None if private is None else set()
    return set(Text.objects.filter(key__in=private).values_list("id", flat=True))


def _told(found: Iterable[Similar]) -> tuple[Similar, ...]:
    told = [one for one in found if one.counted or one.hidden]
    return tuple(sorted(told, key=lambda one: (-one.weight, -one.counted - one.hidden, one.day, one.key)))


# ---------------------------------------------------------------- choosing and comparing


def _votes(anchors: Iterable[Anchor], lists: Lists, mask: Sequence[int]) -> list[int]:
    """Numbers of texts, the likeliest first. One run in common is a turn of speech, if there are two to have."""
    votes: dict[int, float] = defaultdict(float)
    times: dict[int, int] = defaultdict(int)
    counting = {one.run for one in anchors if not all(mask[one.at : one.at + SHORT])}
    for run in counting:
        rows = lists.get(run)
        if not rows:
            continue
        texts = {text for _wording, text in rows}
        vote = weight(len(texts))
        for text in texts:
            votes[text] += vote
            times[text] += 1
    least = min(LEAST_RUNS, len(counting))
    return sorted((text for text in votes if times[text] >= least), key=lambda text: (-votes[text], text))


@dataclass(frozen=True, slots=True)
class Candidate:
    number: int
    key: str
    day: date
    filed_on: date | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """Which texts were known earlier: by their day, or because they were handed in before."""

    before: date | None
    filed_before: date | None

    def has(self, text: Candidate) -> bool:
        if self.before is None or text.day < self.before:
            return True
        return bool(self.filed_before and text.filed_on and text.filed_on < self.filed_before)


def _candidates(numbers: Collection[int]) -> dict[int, Candidate]:
    rows = Text.objects.filter(id__in=numbers).values_list("id", "key", "day", "filed_on")
    return {row[0]: Candidate(*row) for row in rows}


def _chosen(
    numbers: Sequence[int], earlier: Earlier, with_later: bool, among: Reader | None
) -> list[Candidate]:
    """The likeliest of those that are compared, some looked at at a time: so many that are not compared push out none of
    those that are. After MOST_VOTED there is an end. As a rule the first are enough; those known later may be the next."""
    before: list[Candidate] = []
    later: list[Candidate] = []
    steps = (0, *(() if with_later else (FIRST,)), *range(VOTED, MOST_VOTED + 1, VOTED))
    for start, stop in pairwise(steps):
        if start >= len(numbers) or len(before) >= ALIGNED:
            break
        some = numbers[start:stop]
        found = _candidates(some)
        kept = None if among is None else set(among([one.key for one in found.values()]))
        for one in (found[number] for number in some if number in found):
            if kept is None or one.key in kept:
                (before if earlier.has(one) else later).append(one)
    return before[:ALIGNED] + (later[:LATER] if with_later else [])


def _handed_round(
    sheet: Sheet,
    anchors: Sequence[Anchor],
    lists: Lists,
    stretches: Iterable[range],
    earlier: Earlier,
    among: Reader | None,
) -> list[tuple[range, list[Candidate]]]:
    """The long common stretches, and the texts that have most of their runs, those known first before the others.

    Of runs that too many texts have nothing was read; a stretch of such runs alone is told without naming anybody.
    """
    found: list[tuple[range, list[int]]] = []
    for stretch in _joined(sheet, stretches):
        if len(stretch) < HANDED_ROUND:
            continue
        own = {one.run for one in anchors if one.at in stretch}
        times = Counter(text for run in own for text in {text for _wording, text in lists.get(run) or ()})
        most = max(times.values(), default=0)
        found.append((stretch, [text for text, count in times.items() if count * 2 > most]))
    texts = _candidates({number for _stretch, numbers in found for number in numbers})
    if among is not None and texts:
        kept = set(among([one.key for one in texts.values()]))
        texts = {number: one for number, one in texts.items() if one.key in kept}
    return [
        (stretch, sorted(
            (one for number in numbers if (one := texts.get(number)) and earlier.has(one)),
            key=lambda one: (one.day, one.filed_on or one.day, one.key),
        )[:ALIGNED])
        for stretch, numbers in found
    ]  # fmt: skip


def _joined(sheet: Sheet, stretches: Iterable[range]) -> list[range]:
    """Stretches that touch one another as one, each within its part."""
    places = sorted({at for stretch in stretches for at in stretch})
    rows = []
    for row in neighbours(places):
        begin = row[0]
        while begin <= row[-1]:
            end = min(sheet.part_range(begin).stop, row[-1] + 1)
            rows.append(range(begin, end))
            begin = end
    return rows


def _written(texts: Iterable[Candidate], own: set[int] | None) -> dict[Candidate, list[Written]]:
    numbers = {text.number: text for text in texts}
    found: dict[Candidate, list[Written]] = {text: [] for text in numbers.values()}
    rows = Part.objects.filter(text__in=numbers).order_by("text", "position")
    if own is not None:
        rows = rows.filter(Q(confidential=False, text__shut=False) | Q(text__in=own))
    for number, name, body, confidential in rows.values_list("text", "name", "body", "confidential"):
        found[numbers[number]].append(Written(name, body, confidential))
    return found


def _compared(
    sheet: Sheet, seeds: Seeds, mask: bytearray, text: Candidate, parts: Sequence[Written], hides: bool
) -> Similar:
    theirs = sheet_of(parts, THEIRS)
    shown: list[Passage] = []
    said: set[int] = set()
    greyed: set[int] = set()
    secret: set[int] = set()
    sizes: list[int] = []
    for one in passages(seeds, theirs.numbers):
        counting = counted(one.covered, mask)
        if hides and parts[theirs.part_at(one.theirs)].confidential:
            secret.update(counting)
            continue
        shown.append(_passage(sheet, theirs, one, counting))
        sizes.append(len(set(counting) - said))
        said.update(counting)
        greyed.update(set(one.covered) - set(counting))
    hidden = in_steps(len(secret - said))
    share = (len(said) + hidden) / sheet.syllables if sheet.syllables else 0.0
    weight = beyond_turns([*sizes, hidden])
    return Similar(
        text.key, text.day, text.filed_on, tuple(shown), len(said), len(greyed), hidden, share, weight
    )


def _passage(sheet: Sheet, theirs: Sheet, one: Stretch, counting: Sequence[int]) -> Passage:
    there = theirs.place(one.theirs, one.theirs_end)
    body = theirs.parts[theirs.part_at(one.theirs)].body
    not_counted = sorted(set(one.covered) - set(counting))
    return Passage(
        sheet.place(one.ours, one.ours_end),
        there,
        body[there.start : there.end],
        len(counting),
        len(not_counted),
        tuple(_places(sheet, not_counted)),
    )


def _places(sheet: Sheet, ascending: Sequence[int]) -> list[Place]:
    return [sheet.place(stretch[0], stretch[-1] + 1) for stretch in neighbours(ascending)]
