"""Until when recognition may be requested after the first application: told to authors and to the office, refusing nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from songfai.deadlines.models import Rule, Version
from songfai.kit.dates import PartialDate
from songfai.works import actions
from songfai.works.queries import request_term
from songfai.works.rules.requesting import RequestTerm, stated_between
from tests import factories as make
from tests.works import making

APPLIED = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("first", "last", "filed_on", "ended", "perhaps"),
    [
        (10, 10, 9, False, False),
        (10, 10, 10, False, False),
        (10, 10, 11, True, False),
        (5, 10, 5, False, False),
        (5, 10, 6, False, True),
        (5, 10, 10, False, True),
        (5, 10, 11, True, False),
    ],
)
def test_a_term_has_ended_surely_perhaps_or_not(first, last, filed_on, ended, perhaps):
    days = [date(2026, 3, one) for one in (first, last, filed_on)]
    term = RequestTerm((APPLIED, APPLIED), days[0], days[1], days[2], date(2030, 1, 1))
    assert (term.ended, term.perhaps_ended, term.exact) == (ended, perhaps, first == last)
    assert RequestTerm((APPLIED, APPLIED), days[0], days[1], None, days[2]).ended is ended


def test_a_half_known_day_is_between_two_days():
    assert stated_between(PartialDate(2025, 3)) == (date(2025, 3, 1), date(2025, 3, 31))
    assert stated_between(PartialDate(2025, 3, 10)) == (APPLIED, APPLIED)


pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit(country="VN")


def work_of(made, applied):
    return making.draft(made, first_applied=applied)


def test_the_law_of_viet_nam_says_one_year_and_that_of_laos_nothing(made):
    found = request_term(work_of(made, PartialDate.of(APPLIED)), make.TODAY)
    assert found is not None
    term, version = found
    assert (term.first, term.last) == (date(2026, 3, 10), date(2026, 3, 10))
    assert (version.certainty, version.amount, version.unit) == ("sourced", 12, "months")
    assert "5" in version.basis.get("vi")
    assert request_term(work_of(made, None), make.TODAY) is None
    lao = making.unit(country="LA")
    assert request_term(work_of(lao, PartialDate.of(APPLIED)), make.TODAY) is None
    # A limit of a unit's own goes before.
    rule = Rule.objects.get(slug="initiative-request-la")
    Version.objects.create(rule=rule, institution=lao.here, amount=6, unit="months")
    found = request_term(work_of(lao, PartialDate.of(APPLIED)), make.TODAY)
    assert found is not None
    assert found[0].last == date(2025, 9, 10)


def test_filed_once_in_time_stays_in_time_unless_it_was_withdrawn(made):
    work = making.ready(made, first_applied=PartialDate.of(make.TODAY - timedelta(days=300)))
    submission = making.filed(made, work)
    later = make.TODAY + timedelta(days=300)
    term = request_term(submission.work, later)[0]
    assert (term.filed_on, term.ended) == (make.TODAY, False)
    actions.withdraw(submission=submission, reason="x", by=made.author, at=make.NOW)
    term = request_term(making.fresh(submission).work, later)[0]
    assert (term.filed_on, term.ended) == (None, True)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_author_reads_it_while_writing(made, client, language):
    work = work_of(made, PartialDate.of(make.TODAY - timedelta(days=800)))
    client.force_login(made.author.account)
    for address in (reverse("works:work", args=[work.key]), reverse("works:edit", args=[work.key])):
        page = client.get(address, {"language": language}).content.decode()
        assert "13/2012" in page
        assert "note-warn" in page
    # Before a day is entered the form says what will be counted from it.
    page = client.get(reverse("works:new"), {"language": "en"}).content.decode()
    assert "Recognition is requested within 12 months of the first application." in page


def test_the_office_reads_it_before_it_decides_and_nothing_is_refused_by_it(made, client):
    work = making.ready(made, first_applied=PartialDate(2023))
    submission = making.filed(made, work)
    client.force_login(made.clerk.account)
    for step in ("accept", "reject"):
        page = client.get(reverse("works:step", args=[work.key, step]), {"language": "en"}).content.decode()
        assert "It may be a reason to refuse; people decide that." in page, step
    page = client.get(reverse("works:step", args=[work.key, "defects"]), {"language": "en"}).content.decode()
    assert "It may be a reason to refuse" not in page
    assert client.post(
        reverse("works:step", args=[work.key, "accept"]), {"seen": submission.revision}
    ).status_code == 302  # fmt: skip
    assert making.fresh(submission).stage == "accepted"
    # Who only reads the register is not told of it.
    client.force_login(made.reader.account)
    assert "reason to refuse" not in client.get(reverse("works:work", args=[work.key])).content.decode()


def test_a_term_that_has_not_ended_is_told_without_warning(made, client):
    work = work_of(made, PartialDate.of(make.TODAY - timedelta(days=20)))
    client.force_login(made.author.account)
    page = client.get(reverse("works:work", args=[work.key]), {"language": "en"}).content.decode()
    assert "Recognition is to be requested by" in page
    assert "clock-exclamation" not in page


def test_a_day_beyond_the_calendar_shuts_nobody_out(made, client):
    """2199 typed for 2019: the page on which it is put right still opens."""
    work = work_of(made, PartialDate(2199))
    assert request_term(work, make.TODAY) is None
    client.force_login(made.author.account)
    for address in (reverse("works:work", args=[work.key]), reverse("works:edit", args=[work.key])):
        assert client.get(address).status_code == 200
