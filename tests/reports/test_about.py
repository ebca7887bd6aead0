"""Every workbook says what it is of and how its numbers were counted; so does the page of the rows behind a number."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from songfai.kit.languages import LANGUAGES
from songfai.plans.rules import CommitmentYear
from songfai.reports import (
    compile_annual,
    compile_commitments,
    compile_information,
    compile_plan,
    compile_portfolio,
    compile_term,
    compile_visit_report,
)
from songfai.reports.about import COUNTED, rule_of
from songfai.reports.wording import Speaker
from tests.reports import samples, samples_plan, samples_portfolio, samples_term
from tests.reports.test_visit_report import report as visit_report

WORKBOOKS = {
    "annual": (compile_annual.workbook, samples.home_affairs),
    "commitments": (compile_commitments.workbook, samples.commitment_lines),
    "information": (compile_information.workbook, samples_term.information),
    "plan": (compile_plan.workbook, samples_plan.plan),
    "portfolio": (compile_portfolio.workbook, samples_portfolio.portfolio),
    "term": (compile_term.workbook, samples_term.term),
    "visit": (compile_visit_report.workbook, visit_report),
}
WITH_RULES = {"annual", "portfolio", "term"}


def last_sheet(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return dict(row for row in book.get_sheet_by_name(book.sheet_names[-1]).to_python())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_the_last_sheet_says_what_the_file_is_of(kind, language):
    workbook, facts_of = WORKBOOKS[kind]
    facts, say = facts_of(), Speaker(language)
    told = last_sheet(workbook(facts, language))
    assert told[say.word("about.facts")] == facts.fingerprint()
    assert str(facts.compiled_at.year) in told[say.word("about.compiled")]
    assert told[say.word("about.report")]
    rules = {say.word(f"row.{name}"): rule_of(name, say) for name in COUNTED}
    assert (rules.items() <= told.items()) == (kind in WITH_RULES)
    until = getattr(facts, "cut_off", None) or getattr(facts, "until", None)
    assert told.get(say.word("about.cut_off")) == (say.day(until) if until else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counted_number_has_its_rule(language):
    say = Speaker(language)
    assert all(rule_of(f"c3.{name}", say) for name in (*COUNTED, "share"))
    assert set(CommitmentYear.__dataclass_fields__) - {"given_up"} <= set(COUNTED)
    assert rule_of("visits.delegates_2", say)
    assert rule_of("measure.1.side_1", say) == rule_of("sum.1", say) == ""


@pytest.mark.django_db
def test_the_page_of_the_rows_says_how_the_number_was_counted(client, made, done, settings):
    settings.TODAY = "2026-03-10"
    done(made.items[0], ends_on=date(2025, 5, 29))
    client.force_login(made.leader_a.account)
    page = client.get(
        f"/programmes/{made.programme.slug}/reports/2025/rows/total.overdue/?language=en"
    ).content.decode()
    assert "How it is counted" in page
    assert "whose last day had passed" in page
