"""Golden texts of the preliminary review, the final summary and the information exchange, in each language (written anew
with SONGFAI_GOLDEN=write)."""

import pytest

from songfai.kit.languages import LANGUAGES
from songfai.reports.compile_information import information_report
from songfai.reports.compile_term import term_report
from tests.reports.goldens import same_as_golden
from tests.reports.samples_term import information, term
from tests.reports.test_compile import WORDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["midterm", "final"])
def test_the_report_on_the_term_reads_as_the_golden_text(kind, language):
    same_as_golden(f"{kind}-{language}", term_report(term(kind), language, WORDS[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_information_reads_as_the_golden_text(language):
    same_as_golden(f"information-{language}", information_report(information(), language, WORDS[language]))


def test_every_number_of_a_paper_is_one_its_facts_know_by_name():
    for facts, paper in (
        (term(), term_report(term(), "en")),
        (information(), information_report(information(), "en")),
    ):
        found = paper.figures()
        assert found
        for figure in found:
            assert facts.figure(figure.name) == figure
