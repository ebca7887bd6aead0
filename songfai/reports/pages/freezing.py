"""A report before its language and form are chosen, and frozen as it is: every language and form, with its hashes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from songfai.kit.clock import now
from songfai.kit.export import XLSX
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.stamps import stamp
from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.record.queries import words_of
from songfai.reports.actions import Sheets, Written, freeze
from songfai.reports.editing import Edit, edited, told
from songfai.reports.paper import Paper
from songfai.reports.queries.frozen import Frozen
from songfai.reports.queries.wordings import edits_of
from songfai.reports.render import FORMS, as_file

FORMS_TO_TAKE: dict[str, str] = {"pdf": FORMS["pdf"], "docx": FORMS["docx"], "xlsx": XLSX}


@dataclass(frozen=True)
class Report:
    """A report of any kind before its language and form are chosen.

    `key` names it within its programme: "annual-2025"; `name` is that of its files. `facts` have a fingerprint() and the
    moment they were compiled at. `narrowed`: the filters that left some of the programmes, as a query string.
    """

    key: str
    name: str
    facts: Any
    paper: Callable[[Any, str, Sequence[str]], Paper]
    workbook: Callable[[Any, str], bytes]
    programme: Programme | None = None
    narrowed: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Worked out once: a portfolio has thousands of facts."""
        return str(self.facts.fingerprint())

    def paper_in(self, language: str) -> Paper:
        return self.paper(self.facts, language, words_of(self.fingerprint, language))

    def file(self, paper: Paper, form: str) -> bytes:
        if form == "xlsx":
            return self.workbook(self.facts, paper.language)
        return as_file(paper, form, self.facts.compiled_at)  # type: ignore[arg-type]

    def file_name(self, language: str, form: str) -> str:
        return f"{self.name}-{language}.{form}"


def whose(seat: Seat, language: str) -> str:
    body = seat.institution
    return (body.short_name or body.name).best(language)[0]


def as_it_is(report: Report, edits: dict[str, list[Edit]]) -> Frozen:
    """What would be frozen now."""
    kept = [
        (language, one.anchor, one.generated, one.text) for language in LANGUAGES for one in edits[language]
    ]
    paper = f"{report.key}-{stamp(report.narrowed)}" if report.narrowed else report.key
    return Frozen(paper, report.fingerprint, stamp(*kept))


def written_out(report: Report, seat: Seat) -> Sheets:
    """Every file of a report, with the words the seat's institution has put into it."""
    edits = edits_of(seat, report.programme, report.key)
    files: list[Written] = []
    subject: dict[str, str] = {}
    for language in LANGUAGES:
        paper, _lost = edited(report.paper_in(language), edits[language])
        paper = told(paper, whose(seat, language))
        subject[language] = paper.title
        files += [
            Written(language, form, report.file_name(language, form), report.file(paper, form))
            for form in FORMS_TO_TAKE
        ]
    return Sheets(as_it_is(report, edits), report.programme, Trilingual(**subject), files)


def freeze_report(report: Report, seat: Seat) -> None:
    freeze(sheets=written_out(report, seat), by=seat, at=now())
