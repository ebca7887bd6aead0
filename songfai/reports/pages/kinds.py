"""Each kind of report from its facts: what names it, its paper and its workbook. The pages that show one and the duty that is
answered with one mean the same: own words and frozen files are found by `key`."""

from functools import cache
from uuid import UUID

from songfai.programmes.models import Programme
from songfai.reports import (
    compile,
    compile_annual,
    compile_commitments,
    compile_information,
    compile_plan,
    compile_portfolio,
    compile_term,
    compile_visit_report,
)
from songfai.reports.commitment_facts import CommitmentReport
from songfai.reports.facts import AnnualFacts
from songfai.reports.information_facts import InformationFacts
from songfai.reports.pages.freezing import Report
from songfai.reports.plan_facts import PlanFacts
from songfai.reports.portfolio_facts import PortfolioFacts
from songfai.reports.queries import term_rows
from songfai.reports.term_facts import TermFacts
from songfai.reports.visit_report_facts import VisitReport


def annual(programme: Programme, year: int, facts: AnnualFacts) -> Report:
    name = f"{programme.slug}-{year}"
    return Report(f"annual-{year}", name, facts, compile.annual, compile_annual.workbook, programme)


def commitments(programme: Programme | None, facts: CommitmentReport, narrowed: str = "") -> Report:
    """Of one programme, or of those `narrowed` leaves."""
    of = f"{programme.slug}-" if programme else ""
    name = f"{of}commitments-{facts.until.isoformat()}"
    paper, workbook = compile_commitments.commitment_report, compile_commitments.workbook
    return Report("commitments", name, facts, paper, workbook, programme, narrowed)


def portfolio(year: int, facts: PortfolioFacts, narrowed: str = "") -> Report:
    key = f"portfolio-{year}"
    paper, workbook = compile_portfolio.portfolio_report, compile_portfolio.workbook
    return Report(key, key, facts, paper, workbook, narrowed=narrowed)


def information(programme: Programme, year: int, facts: InformationFacts) -> Report:
    key = f"information-{year}"
    paper, workbook = compile_information.information_report, compile_information.workbook
    return Report(key, f"{programme.slug}-{key}", facts, paper, workbook, programme)


def plan(programme: Programme, plan: UUID, facts: PlanFacts) -> Report:
    """`plan`: its key. Two sides may each have a version of the same number."""
    name = f"{programme.slug}-plan-{facts.year}-{facts.version}"
    return Report(f"plan-{plan}", name, facts, compile_plan.plan_report, compile_plan.workbook, programme)


def visit(programme: Programme, visit: UUID, facts: VisitReport) -> Report:
    """`visit`: its key. Two may begin on the same day."""
    name = f"{programme.slug}-visit-report-{facts.starts_on:%Y-%m-%d}"
    paper, workbook = compile_visit_report.visit_report_paper, compile_visit_report.workbook
    return Report(f"visit-{visit}", name, facts, paper, workbook, programme)


def term(programme: Programme, kind: str, year: int, facts: TermFacts) -> Report:
    key = f"{kind}-{year}"

    # Read when a workbook is asked for, and once for all its languages.
    rows = cache(lambda: term_rows(programme, facts))

    def workbook(facts: TermFacts, language: str) -> bytes:
        return compile_term.workbook(facts, language, rows())

    return Report(key, f"{programme.slug}-{key}", facts, compile_term.term_report, workbook, programme)
