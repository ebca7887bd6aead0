"""The rows behind one number of any report, as a page and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from songfai.kit.export import export_response
from songfai.kit.tables import Column
from songfai.programmes.models import Programme
from songfai.reports.about import rule_of
from songfai.reports.figures import Figure
from songfai.reports.queries import Row
from songfai.reports.sections.plans import measure_line
from songfai.reports.templatetags.reports import PLACE
from songfai.reports.wording import Speaker

COLUMNS = [
    Column("programme", gettext_lazy("Programme"), "programme"),
    Column("number", gettext_lazy("Number"), "number"),
    Column("title", gettext_lazy("Row"), "title"),
    Column("commitment", gettext_lazy("Commitment"), "commitment", "number"),
    Column("starts_on", gettext_lazy("First day"), "starts_on", "date"),
    Column("ends_on", gettext_lazy("Last day"), "ends_on", "date"),
    Column("state", gettext_lazy("State"), lambda row: row.state_words),
    Column("evidence", gettext_lazy("Evidence"), "evidence", "number"),
    Column("figures", gettext_lazy("Figures"), lambda row: "; ".join(row.measure_lines)),
]


def leads(view: str, *args: object, **query: object) -> str:
    """The address of the rows behind a number, with a place for the number's name (the filter `rows_of` fills it)."""
    address = reverse(view, args=[*args, PLACE])
    return f"{address}?{urlencode(query)}" if query else address


@dataclass(frozen=True, slots=True)
class Behind:
    """What the page says. `told`: of which report; `note`: what a reader must know of the rows, if anything.
    `is_counted`: whether the number is one of those with a rule (reports.about)."""

    figure: Figure
    rows: Sequence[Row]
    words: str
    told: str
    report: str
    report_name: str
    file_name: str
    programme: Programme | None = None
    note: str = ""
    is_counted: bool = False


def frozen_note() -> str:
    """Beside the rows of a number that the record counts otherwise by now."""
    return _(
        "The review keeps the number as it was compiled. Since then rows of that time were added or changed: these are the"
        " rows the record gives today."
    )


def page(request: HttpRequest, behind: Behind) -> HttpResponse:
    rows, say = [Told(row) for row in behind.rows], Speaker(get_language())
    columns = COLUMNS if behind.programme is None else COLUMNS[1:]
    exported = export_response(request, rows, columns, behind.file_name, behind.words)
    if exported:
        return exported
    context = {
        "behind": behind,
        "programme": behind.programme,
        "rows": rows,
        "table": behind.figure.table,
        "number": say.cell(behind.figure).text,
        "rule": rule_of(behind.figure.name, say) if behind.is_counted else "",
        "has_commitment": any(row.row.commitment for row in rows),
        "has_state": any(row.row.state for row in rows),
    }
    return render(request, "reports/rows.html", context)


class Told:
    """A row with its state in the reader's words."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)

    @property
    def state_words(self) -> str:
        return _(self.row.state) if self.row.state else ""

    @property
    def measure_lines(self) -> list[str]:
        """What the activity counted, each number with its words: "Trainees: 24 persons"."""
        say = Speaker(get_language())
        return ["".join(run.text for run in measure_line(each, say)) for each in self.row.measures]
