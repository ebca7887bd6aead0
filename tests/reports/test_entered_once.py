"""What is entered once stands in every report it belongs to: one activity with a figure, one visit, one figure of an indicator."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from songfai.commitments import actions as commitments
from songfai.commitments.queries import indicator_of
from songfai.kit.languages import Trilingual
from songfai.plans import actions as plans
from songfai.programmes.queries import visible_to
from songfai.reports import compile
from songfai.reports.compile_commitments import commitment_report
from songfai.reports.compile_portfolio import portfolio_report, workbook
from songfai.reports.compile_term import term_report
from songfai.reports.compile_visit_report import visit_report_paper
from songfai.reports.paper import lines
from songfai.reports.queries import gather, gather_commitments, gather_portfolio, gather_term, gather_visit
from songfai.reviews.states import ReviewKind
from songfai.visits.states import VisitState
from tests import factories as make
from tests.reports.conftest import AT
from tests.reviews import making_term
from tests.visits import making as visiting

pytestmark = pytest.mark.django_db

# Halves, because a whole number could be that of a row, which a database counts on from test to test.
TRAINEES = {"label": make.words("Teaching"), "value": Decimal("24.5"), "unit": make.words("days")}
INDICATOR = {
    "text": make.words("Officials trained"), "unit": make.words("persons"), "baseline": None, "baseline_on": None,
    "target": Decimal(60), "by_when": None, "better": "more", "source": Trilingual(), "split": Trilingual(),
}  # fmt: skip


@pytest.fixture
def made():
    """A year's review and one of the term are open, and nothing was entered yet but what they need."""
    return making_term.opened(ReviewKind.MIDTERM)


def enter(made):
    activity = make.activity(
        made, title=make.words("Course on archives"), starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 13)
    )
    plans.set_rows(activity=activity, kind="figures", rows=[TRAINEES], by=made.leader_a, at=make.NOW)
    visiting.until(VisitState.CLOSED, made, title=make.words("Visit to the archives"))
    commitment = made.commitments[0]
    one = commitments.propose(commitment=commitment, values=INDICATOR, by=made.leader_a, at=make.NOW)
    commitments.agree(indicator=one, by=made.leader_b, at=make.NOW)
    commitments.measure(
        indicator=indicator_of(commitment, one.key), value=Decimal("37.5"), on=date(2026, 2, 28), source="", parts=[],
        by=made.leader_a, at=make.NOW,
    )  # fmt: skip


def papers(made):
    """Each kind of report, as text."""
    programme = visible_to(made.leader_a).get(pk=made.programme.pk)
    made.review = making_term.compiled(ReviewKind.MIDTERM, made).review
    term = gather_term(programme, ReviewKind.MIDTERM, making_term.YEAR, AT)
    assert term is not None
    portfolio = gather_portfolio(made.leader_a, [programme], 2026, make.TODAY, AT)
    found = {
        "annual": compile.annual(gather(programme, 2026, make.TODAY, AT), "en"),
        "term": term_report(term, "en"),
        "commitments": commitment_report(gather_commitments([programme], make.TODAY, AT), "en"),
        "portfolio": portfolio_report(portfolio, "en"),
    }
    if hasattr(made, "visit"):
        found["visit"] = visit_report_paper(gather_visit(visiting.fresh(made), AT), "en")
    rows = zipfile.ZipFile(io.BytesIO(workbook(portfolio, "en"))).read("xl/sharedStrings.xml").decode()
    return {"rows of the portfolio": rows} | {kind: "\n".join(lines(paper)) for kind, paper in found.items()}


def test_one_entry_stands_in_every_report_it_belongs_to(made):
    before = papers(made)
    enter(made)
    after = papers(made)
    for said, kinds in {
        "Course on archives": {"annual", "rows of the portfolio"},
        "24.5": {"annual", "term"},
        "37.5": {"annual", "term", "commitments"},
        "Visit to the archives": {"annual", "visit", "rows of the portfolio"},
    }.items():
        number = re.compile(rf"(?<![\d.]){re.escape(said)}(?![\d.]\d)")
        told = {kind for kind, text in after.items() if number.search(text)}
        known = {kind for kind, text in before.items() if number.search(text)}
        assert told - known == kinds, (said, told, known)
