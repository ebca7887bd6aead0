"""The lists of the desk, each as long as the first page has room for; the rest has pages of its own.

What a list holds is worked out from the record (queries.desk), so a page of it is a piece of what was found, not a query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from songfai.desk.queries import MOST_DELIVERIES, Desk, Sleeping, with_answerables
from songfai.kit.forms import current_language
from songfai.kit.paging import Count, count_in_words

# Rows of each list on the first page, and on a page of its own.
LISTED, ON_A_PAGE = 10, 50

WORDS = {
    "answer": gettext_lazy("To countersign"),
    "receipts": gettext_lazy("Accepted, the receipt has not come back"),
    "offered": gettext_lazy("Offered by your side, waiting for the other"),
    "late": gettext_lazy("Late or due soon"),
    "deliveries": gettext_lazy("Delivered by the other side, to be confirmed by yours"),
    "asleep": gettext_lazy("Asleep: promised, but nothing recorded for a long time"),
    "reviews": gettext_lazy("Reviews under way"),
    "unsummed": gettext_lazy("The term is over and no final summary is in force."),
    "closing": gettext_lazy("Both sides decided to end the cooperation and the term is over."),
}
# Lists that stand as notes over the page, one each.
NOTES = ("unsummed", "closing")


@dataclass(frozen=True, slots=True)
class Owed:
    """A line of what is late or due soon. `kind`: "date" or "soon" (an obligation), "duty", "item" (with the day it was
    due)."""

    kind: str
    row: Any
    due: Any = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one list. `before` and `after`: the number of the page beside it, or 0."""

    name: str
    rows: Sequence[Any]
    count: Count
    before: int = 0
    after: int = 0

    @property
    def words(self) -> str:
        return str(WORDS[self.name])

    @property
    def total(self) -> int:
        return self.count.number

    @property
    def number(self) -> str:
        """How many, in words: "500+" where more wait than are read."""
        return count_in_words(self.count, current_language())

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)

    @property
    def is_notes(self) -> bool:
        return self.name in NOTES


def _lists(desk: Desk) -> dict[str, Sequence[Any]]:
    late = [
        *(Owed("date", one) for one in desk.late),
        *(Owed("duty", one) for one in desk.duties),
        *(Owed("item", item, due) for item, due in desk.late_items),
        *(Owed("soon", one) for one in desk.due_soon),
    ]
    return {
        "answer": desk.to_answer,
        "receipts": desk.receipts,
        "offered": desk.offered,
        "late": late,
        "deliveries": desk.deliveries,
        "asleep": desk.asleep,
        "reviews": desk.reviews,
        "unsummed": desk.unsummed,
        "closing": desk.to_close,
    }


def _count(name: str, rows: Sequence[Any]) -> Count:
    most = MOST_DELIVERIES if name == "deliveries" else len(rows)
    return Count(min(len(rows), most), len(rows) > most)


def first_of_each(desk: Desk, today: Any) -> dict[str, Part]:
    """What the first page shows of every list."""
    found = {name: Part(name, rows[:LISTED], _count(name, rows)) for name, rows in _lists(desk).items()}
    return found | {"asleep": _with_names(found["asleep"], today)}


def page_of(desk: Desk, name: str, number: int, today: Any) -> Part:
    """A page of one list, from 1; the last one where there are fewer."""
    rows = _lists(desk)[name]
    count = _count(name, rows)
    last = max(1, -(-count.number // ON_A_PAGE))
    number = min(max(number, 1), last)
    shown = rows[: count.number][(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    part = Part(name, shown, count, number - 1, number + 1 if number < last else 0)
    return _with_names(part, today)


def _with_names(part: Part, today: Any) -> Part:
    """Who answers is asked of the rows that are shown."""
    sleeping = [one for one in part.rows if isinstance(one, Sleeping)]
    if sleeping:
        with_answerables(sleeping, today)
    return part
