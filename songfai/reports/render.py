"""The one door to files: facts in, bytes out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from songfai.reports import compile
from songfai.reports.commitment_facts import CommitmentReport
from songfai.reports.compile_commitments import commitment_report
from songfai.reports.compile_information import information_report
from songfai.reports.compile_plan import plan_report
from songfai.reports.compile_portfolio import portfolio_report
from songfai.reports.compile_term import term_report
from songfai.reports.compile_visit_report import visit_report_paper
from songfai.reports.facts import AnnualFacts
from songfai.reports.information_facts import InformationFacts
from songfai.reports.paper import Paper
from songfai.reports.pdf import pdf as paper_as_pdf
from songfai.reports.plan_facts import PlanFacts
from songfai.reports.portfolio_facts import PortfolioFacts
from songfai.reports.term_facts import TermFacts
from songfai.reports.visit_report_facts import VisitReport
from songfai.reports.word import docx as paper_as_docx

Form = Literal["pdf", "docx"]

FORMS: dict[Form, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def as_file(paper: Paper, form: Form, at: datetime | None) -> bytes:
    """A paper that is compiled already, with whatever words were put into it. `at`: the moment of compiling."""
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, at)


def pdf(facts: AnnualFacts, language: str, words: Sequence[str] = ()) -> bytes:
    return paper_as_pdf(compile.annual(facts, language, words), facts.compiled_at)


def docx(facts: AnnualFacts, language: str, words: Sequence[str] = ()) -> bytes:
    return paper_as_docx(compile.annual(facts, language, words), facts.compiled_at)


def annual(facts: AnnualFacts, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    return {"pdf": pdf, "docx": docx}[form](facts, language, words)


def file_name(facts: AnnualFacts, language: str, form: Form) -> str:
    return f"{facts.slug}-{facts.year}-{language}.{form}"


def term(facts: TermFacts, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """The preliminary review or the final summary as a paper; its annex as a workbook is compile_term.workbook."""
    paper = term_report(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)


def information(facts: InformationFacts, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """The yearly information exchange as a paper; its figures as a workbook are compile_information.workbook."""
    paper = information_report(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)


def commitments(facts: CommitmentReport, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """The commitment report as a paper; its table as a workbook is commitment_table.workbook."""
    paper = commitment_report(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)


def portfolio(facts: PortfolioFacts, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """The portfolio report as a paper; its figures and rows as a workbook are compile_portfolio.workbook."""
    paper = portfolio_report(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)


def visit(facts: VisitReport, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """The report on a visit as a paper; its meetings, promises and costs are compile_visit_report.workbook."""
    paper = visit_report_paper(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)


def plan(facts: PlanFacts, language: str, form: Form, words: Sequence[str] = ()) -> bytes:
    """A version of a yearly plan as a paper; its items as a workbook are compile_plan.workbook."""
    paper = plan_report(facts, language, words)
    return {"pdf": paper_as_pdf, "docx": paper_as_docx}[form](paper, facts.compiled_at)
