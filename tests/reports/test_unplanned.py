"""Commitments that came into no plan, in the annual report."""

from datetime import date

import pytest

from songfai.commitments import actions as commitments
from songfai.commitments.states import Word
from songfai.kit.languages import LANGUAGES
from songfai.reports.compile import annual
from songfai.reports.paper import lines
from tests import factories as make

pytestmark = pytest.mark.django_db


def text_of(facts, language="en"):
    return "\n".join(lines(annual(facts, language)))


def test_the_reason_stands_as_the_side_gave_it_or_it_says_there_is_none(made, facts_of):
    never = made.commitments[1]
    assert [one.commitment for one in facts_of().unplanned] == [never.number]
    assert "no reason recorded." in text_of(facts_of())
    before = facts_of().fingerprint()
    told = {"commitment": never, "word": Word.AT_RISK, "at": make.NOW}
    commitments.say(reason=make.words("No budget"), by=made.leader_b, **told)
    assert facts_of().unplanned[0].reasons[0] == make.Trilingual()
    # Said in March: the facts of December do not know it yet.
    assert facts_of().fingerprint() == before
    found = facts_of(date(2026, 3, 10)).unplanned[0]
    assert found.reasons == (make.Trilingual(), make.words("No budget"))
    assert "(reason given by" in text_of(facts_of(date(2026, 3, 10)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_each_language(facts_of, language):
    assert text_of(facts_of(), language).count("2") > 0
    heading = {"en": "never came into a plan", "vi": "chưa được đưa vào kế hoạch", "lo": "ບໍ່ເຄີຍເຂົ້າແຜນການ"}[
        language
    ]
    assert heading in text_of(facts_of(), language)


def test_what_was_done_without_a_plan_is_not_told_as_never_done(made, done, facts_of):
    before = facts_of().fingerprint()
    done(None, commitment=made.commitments[1])
    assert facts_of().unplanned == ()
    assert facts_of().fingerprint() != before
