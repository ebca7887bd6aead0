"""A row of a workbook becomes a work that was recognised on paper, or says which cell is wrong and why. Plain values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.text import fold, normalise_line
from songfai.works.rules.entries import Entry, Person, Problem, Words
from songfai.works.rules.sheets import Reader
from songfai.works.states import Level, PartKind

ONCE = (
    "title",
    "unit",
    "made",
    "decision",
    "decided_on",
    "decided_by",
    "level",
    "type",
    "fields",
    "content",
    "paper",
)
LONGEST_WORDS = {"unit": 300, "decision": 100, "decided_by": 300, "paper": 300}


@dataclass(slots=True)
class PastEntry(Entry):
    """One work as its decision has it. `unit_then` is how the paper writes the unit; `made` is its `applied`."""

    unit_then: str = ""
    decision: str = ""
    decided_on: PartialDate | None = None
    decided_by: str = ""
    level: str = Level.BASE
    paper: str = ""

    @property
    def day(self) -> date:
        """By which it was surely known: the earlier of the decision and the first application, each taken at its latest."""
        known = [one.last_day() for one in (self.applied, self.decided_on) if one is not None]
        days = [one for one in known if one is not None]
        if not days:
            raise ValueError("A work without a day was not refused.")
        return min(days)


class PastReader(Reader):
    """Read on the day `today`: what lies ahead was not recognised before it."""

    once = ONCE
    entry = PastEntry

    def __init__(self, places: Mapping[str, int], words: Words, language: str, today: date) -> None:
        super().__init__(places, words, language)
        self.today = today

    def _work(self, entry: Entry) -> None:
        assert isinstance(entry, PastEntry)
        entry.title = normalise_line(self._long("title"))
        if not entry.title:
            self._wrong("title", N_("The title is missing."))
        entry.type = self._word("type", self.words.types)
        for pk in self._words("fields", self.words.fields):
            if pk not in entry.fields:
                entry.fields.append(pk)
        entry.applied = self._past("made")
        entry.unit_then = self._short("unit")
        entry.unit = _only(self.words, entry.unit_then)
        entry.decision, entry.decided_on = self._short("decision"), self._past("decided_on")
        if not entry.decision:
            self._wrong("decision", N_("The number of the decision is missing."))
        if entry.decided_on is None and not self._text("decided_on"):
            self._wrong("decided_on", N_("The date of the decision is missing: a year is enough."))
        entry.decided_by, entry.paper = self._short("decided_by"), self._short("paper")
        entry.level = self._word("level", self.words.levels) or Level.BASE
        if text := self._long(PartKind.CONTENT):
            entry.parts = {PartKind.CONTENT: text}

    def _author(self, entry: Entry) -> None:
        name = normalise_line(self._long("author"))
        if not name:
            return self._wrong("author", N_("The author’s name is missing."))
        workplace = normalise_line(self._long("workplace"))
        entry.authors.append(Person(name, None, workplace, Decimal(0), None))
        return None

    def _whole(self, entry: Entry) -> None:
        """Shares are not known of a work that was recognised on paper."""

    def _short(self, name: str) -> str:
        text = normalise_line(self._text(name))
        if len(text) > LONGEST_WORDS[name]:
            self._wrong(name, N_("This text is longer than %(most)s letters."), most=LONGEST_WORDS[name])
            return ""
        return text

    def _past(self, name: str) -> PartialDate | None:
        value = self._date(name)
        first, last = (value.first_day(), value.last_day()) if value else (None, None)
        if value is not None and (first is None or last is None):
            self._wrong(name, N_("Write a day, a month or a year."))
        elif first is not None and first > self.today:
            self.problems.append(Problem(self._row, name, Refused("day_ahead", N_("This day lies ahead."))))
        else:
            return value
        return None


def _only(words: Words, name: str) -> int | None:
    """The unit of this name, also one that was closed since; of several none, and the name stays as it is written."""
    found: Sequence[int] = words.units_ever.get(fold(name), ()) if name else ()
    return found[0] if len(found) == 1 else None
