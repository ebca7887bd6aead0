"""How long a delegation has for its report, as data with dates: a ministry's own rule is entered here.

Shipped: ten days after the return, as the Vietnamese Ministry of Industry and Trade rules it (Decision 3800/QD-BCT of
2018). Other ministries set their own term; nothing is known of a Lao rule, so the same term is proposed for both sides.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from songfai.kit.errors import N_


@dataclass(frozen=True, slots=True)
class ReportTerm:
    """From `since` on, a report is due `days` after the return."""

    since: date
    days: int
    basis: str


REPORT_TERMS = (
    ReportTerm(
        date(2000, 1, 1), 10, N_("Proposal: ten days after the return, as in Decision 3800/QĐ-BCT of 2018.")
    ),
)


def report_term(returned_on: date) -> ReportTerm:
    """The term in force on the day of the return."""
    return max((term for term in REPORT_TERMS if term.since <= returned_on), key=lambda term: term.since)


def report_due(returned_on: date | None) -> date | None:
    """The last day for the report; none while the delegation is not back."""
    return returned_on + timedelta(days=report_term(returned_on).days) if returned_on else None
