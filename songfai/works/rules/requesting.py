"""Until when recognition may be requested after the first application. Plain Python.

Decree 13/2012/ND-CP (the Charter on initiatives), Article 5(2), as quoted by thuvienphapluat.vn (436043-46226): for a solution
that was applied already, the right to request recognition lasts one year from the day of the first application. How long it
is stands in the dated rules of deadlines. The form asks for the day of the first *or trial* application, whichever is
earlier, and the Article names the first application alone: so a term that has ended is told to people, who know whether that
day was a trial, and nothing is refused by it.
"""

from dataclasses import dataclass
from datetime import date

from songfai.kit.dates import PartialDate


@dataclass(frozen=True, slots=True)
class RequestTerm:
    """`first`, `last`: between which days it ends; the same where the day of the application is known exactly. `started`:
    the days it is counted from. `filed_on`: when the work was first handed in; None while it is not."""

    started: tuple[date, date]
    first: date
    last: date
    filed_on: date | None
    asked_on: date

    @property
    def ended(self) -> bool:
        """Surely, by the day as it is stated."""
        return self._day > self.last

    @property
    def perhaps_ended(self) -> bool:
        """The day of the application is known too roughly to say."""
        return self.first < self._day <= self.last

    @property
    def exact(self) -> bool:
        return self.first == self.last

    @property
    def _day(self) -> date:
        return self.filed_on or self.asked_on


def stated_between(applied: PartialDate) -> tuple[date, date] | None:
    """The earliest and the latest day it may mean; None where it says no year."""
    first, last = applied.first_day(), applied.last_day()
    return (first, last) if first and last else None
