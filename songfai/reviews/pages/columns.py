"""The review's table as a file: facts and ratings, one row for each commitment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column
from songfai.reviews.queries import Row, Sheet
from songfai.reviews.states import Rating


@dataclass(frozen=True, slots=True)
class Named:
    """A row with the sides' names, as the file's columns show them."""

    row: Row
    sides: tuple[Trilingual, Trilingual]

    def fact(self, name: str) -> Any:
        return self.row.facts.get(name)


def named(room: Sheet) -> list[Named]:
    first, second = (side.display_name for side in room.review.programme.sides.all())
    return [Named(row, (first, second)) for row in room.rows]


def in_words(value: str) -> str:
    return gettext(Rating(value).words) if value else ""


def _fact(name: str, title: Any) -> Column:
    return Column(name, title, lambda row: row.fact(name), "number")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


COLUMNS = [
    Column("number", gettext_lazy("No."), lambda row: row.row.commitment.number, "number"),
    Column("commitment", gettext_lazy("Commitment"), lambda row: row.row.label),
    _fact("planned", gettext_lazy("Planned")),
    _fact("on_time", gettext_lazy("Done on time")),
    _fact("late", gettext_lazy("Done late")),
    _fact("in_time", gettext_lazy("Not done, still in time")),
    _fact("overdue", gettext_lazy("Overdue")),
    _fact("off_plan", gettext_lazy("Off plan")),
    _fact("activities", gettext_lazy("Activities")),
    _fact("evidence", gettext_lazy("Evidence")),
    Column(
        "last_evidence", gettext_lazy("Last evidence"), lambda row: _day(row.fact("last_evidence")), "date"
    ),
    Column("side_1", gettext_lazy("First side"), lambda row: row.sides[0]),
    Column("rating_1", gettext_lazy("Rating of the first side"), lambda row: in_words(row.row.line.side_1)),
    Column("comment_1", gettext_lazy("Comment of the first side"), lambda row: _comment(row.row.rating_1)),
    Column("side_2", gettext_lazy("Second side"), lambda row: row.sides[1]),
    Column("rating_2", gettext_lazy("Rating of the second side"), lambda row: in_words(row.row.line.side_2)),
    Column("comment_2", gettext_lazy("Comment of the second side"), lambda row: _comment(row.row.rating_2)),
    Column("agreed", gettext_lazy("Agreed rating"), lambda row: in_words(row.row.line.agreed)),
    Column(
        "disagreement",
        gettext_lazy("Difference of opinion"),
        lambda row: row.row.finding.disagreement if row.row.finding else None,
    ),
    Column(
        "difficulty",
        gettext_lazy("Difficulties"),
        lambda row: row.row.finding.difficulty if row.row.finding else None,
    ),
    Column("cause", gettext_lazy("Cause"), lambda row: row.row.finding.cause if row.row.finding else None),
]


def _comment(rating: Any) -> Trilingual | None:
    return rating.comment if rating else None
