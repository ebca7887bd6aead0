"""The screen on which a signed text becomes a draft: the marked text on one side, the lines on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from songfai.kit.languages import Trilingual
from songfai.parties.models import Field, Institution, Seat
from songfai.programmes import permissions, rules
from songfai.programmes.actions.readings import as_lines, line_stamp
from songfai.programmes.marks import Block, Mark, Span, blocks, unread_parts
from songfai.programmes.models import Reading, ReadingLine
from songfai.programmes.slots import COLOURS, GROUPS, SLOTS, Slot
from songfai.programmes.states import Confidence, LineState
from songfai.programmes.wording import Context, Words, words_of


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown, or a slot the text says nothing of (`line` None)."""

    slot: Slot
    words: Words
    line: ReadingLine | None = None
    number: int | None = None
    stamp: str = ""

    @property
    def is_open(self) -> bool:
        return self.line is not None and self.line.state == LineState.PROPOSED

    @property
    def is_deleted(self) -> bool:
        return self.line is not None and self.line.state == LineState.DELETED

    @property
    def is_confirmable(self) -> bool:
        return self.line is not None and rules.is_confirmable(self.slot.key, self.line.value)

    @property
    def confidence(self) -> str:
        return self.line.confidence if self.line else "none"

    @property
    def state_words(self) -> str:
        return _(LineState(self.line.state).words) if self.line else ""

    @property
    def needs_year(self) -> bool:
        """The text names day and month only; the years to choose from are the screen's."""
        return self.is_open and self.line is not None and self.line.value.get("date", "").startswith("--")


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    words: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text no line uses."""

    start: int
    end: int
    excerpt: str
    dismissed: bool


@dataclass(slots=True)
class Screen:
    reading: Reading
    may_edit: bool
    groups: list[Group] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    total: int = 0
    settled: int = 0
    sure: int = 0
    ready: int = 0
    to_check: int = 0
    missing: int = 0
    unused: int = 0
    years: list[int] = field(default_factory=list)
    open_slots: list[str] = field(default_factory=list)

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(colour, _(words)) for colour, words in COLOURS.items()]

    @property
    def open_words(self) -> list[str]:
        return [_(SLOTS[key].words) for key in self.open_slots]

    @property
    def addable(self) -> list[tuple[str, str]]:
        taken = {
            row.slot.key for group in self.groups for row in group.rows if row.line and not row.is_deleted
        }
        return [(slot.key, _(slot.words)) for slot in SLOTS.values() if slot.many or slot.key not in taken]


def screen_of(reading: Reading, viewer: Seat, language: str) -> Screen:
    lines = list(reading.lines.all())
    kept = [line for line in lines if line.state != LineState.DELETED]
    context = _context(reading, kept, language)
    numbers = _numbers(kept)
    rows = _rows(lines, numbers, context)
    may_edit = permissions.can_draft(viewer, reading) and reading.programme_id is None
    screen = Screen(reading, may_edit=may_edit)
    screen.groups = [
        Group(key, _(words), [row for row in rows if row.slot.group == key]) for key, words in GROUPS.items()
    ]
    marks = [
        Mark(line.pk, numbers[line.pk], SLOTS[line.slot].colour, line.start, line.end)
        for line in kept
        if line.pk in numbers and line.start is not None and line.end is not None
    ]
    unread = unread_parts(reading.text, reading.unread, [(mark.start, mark.end) for mark in marks])
    dismissed = [(part[0], part[1]) for part in reading.dismissed]
    screen.blocks = blocks(reading.text, marks, unread, dismissed)
    screen.parts = [
        Part(start, end, _excerpt(reading.text[start:end]), (start, end) in dismissed)
        for start, end in unread
    ]
    _count(screen, rows)
    screen.open_slots = rules.unsettled(as_lines(reading))
    screen.years = _years(context)
    return screen


def _context(reading: Reading, kept: Sequence[ReadingLine], language: str) -> Context:
    def value(slot: str) -> dict:
        return next((line.value for line in kept if line.slot == slot), {})

    named = {line.value.get("institution") for line in kept if line.slot == "party"} - {None}
    return Context(
        language=language,
        source=reading.language,
        institutions=dict(Institution.objects.filter(pk__in=named).values_list("pk", "name"))
        if named
        else {},
        fields=_field_names(kept),
        term=value("term"),
        signed_on=value("signed_on").get("date", ""),
    )


def _field_names(kept: Sequence[ReadingLine]) -> dict[str, Trilingual]:
    named = {line.value.get("field") for line in kept if line.slot == "field"} - {None}
    return dict(Field.objects.filter(slug__in=named).values_list("slug", "name")) if named else {}


def _numbers(kept: Sequence[ReadingLine]) -> dict[int, int]:
    """Numbers in the order of the text, for lines that stand in it."""
    placed = sorted(
        (line for line in kept if line.start is not None and line.end is not None),
        key=lambda line: (line.start, line.end, line.position),
    )
    return {line.pk: number for number, line in enumerate(placed, 1)}


def _rows(lines: Sequence[ReadingLine], numbers: dict[int, int], context: Context) -> list[Row]:
    rows: list[Row] = []
    order = {key: place for place, key in enumerate(SLOTS)}
    counted = 0
    for line in sorted(
        lines, key=lambda one: (order[one.slot], one.start is None, one.start or 0, one.position)
    ):
        if line.slot == "commitment" and line.state != LineState.DELETED:
            counted += 1
        words = words_of(line, counted, context)
        rows.append(Row(SLOTS[line.slot], words, line, numbers.get(line.pk), line_stamp(line)))
    present = {row.slot.key for row in rows if not row.is_deleted}
    rows += [
        Row(slot, Words(_(slot.words), _("Not in the text")))
        for slot in SLOTS.values()
        if slot.expected and slot.key not in present
    ]
    return sorted(rows, key=lambda row: order[row.slot.key])


def _count(screen: Screen, rows: Sequence[Row]) -> None:
    shown = [row for row in rows if not row.is_deleted]
    still_open = [row for row in shown if row.is_open]
    screen.total = len(shown)
    screen.settled = sum(row.line is not None and not row.is_open for row in shown)
    screen.to_check = sum(row.confidence == Confidence.GUESS or not row.is_confirmable for row in still_open)
    screen.missing = sum(row.line is None for row in shown)
    ready = [row for row in still_open if row.is_confirmable]
    screen.ready = len(ready)
    screen.sure = sum(row.confidence == Confidence.SURE for row in ready)
    screen.unused = sum(not part.dismissed for part in screen.parts)


def _years(context: Context) -> list[int]:
    """The years a date without one most likely means: that in which the term begins, and those beside it."""
    start = str(context.term.get("start") or "")[:4]
    return [int(start), int(start) - 1, int(start) + 1] if start.isdigit() else []


def _excerpt(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 70 else one_line[:69] + "…"


def part_of(reading: Reading, typed: str) -> Span | None:
    """A part of the text from an address ("120-180"), or nothing when it is not one."""
    start, dash, end = typed.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal() and len(typed) < 20):
        return None
    first, last = int(start), int(end)
    return (first, last) if 0 <= first < last <= len(reading.text) else None
