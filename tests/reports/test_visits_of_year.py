"""What the annual report says of visits, and of commitments both sides have settled."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from songfai.commitments.actions.saying import note
from songfai.commitments.models import Statement
from songfai.programmes.queries import Wanted
from songfai.reports import compile
from songfai.reports.paper import lines
from songfai.reports.queries import gather, gather_portfolio, portfolio_of
from songfai.reports.sentences import PATTERNS
from songfai.support.measures import counted_visits
from songfai.visits import actions as visits
from songfai.visits.models import Delegate, Member, Visit
from songfai.visits.states import HOW_VISITS_COUNT, Manner
from songfai.visits.states import VisitState as V
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db


def told(facts, language="en"):
    return "\n".join(lines(compile.annual(facts, language)))


IN_THE_YEAR, AFTERWARDS = datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)


def call_off(made, at, **fields):
    making.proposed(made, **fields)
    return making.take(made, "cancel", made.leader_a, at, reason=make.words("Storm"))


@pytest.fixture
def visited(made):
    """The first side sent two persons in March; a visit in May was cancelled, one in June is only planned."""
    making.until(V.CONFIRMED, made, starts_on=date(2025, 3, 2), ends_on=date(2025, 3, 5))
    for name in ("An", "Binh"):
        visits.save_member(
            visit=making.fresh(made), values={"post": make.words("P"), "role": "member"}, name=make.words(name),
            courtesy="", by=made.leader_a, at=make.NOW,
        )  # fmt: skip
    went = making.went(otherwise="The talks were shortened", returned_on=date(2025, 3, 5))
    making.take(made, "finish", made.leader_a, **went)
    call_off(made, IN_THE_YEAR, starts_on=date(2025, 5, 2), ends_on=date(2025, 5, 3), title=make.words("May"))
    making.until(
        V.IN_PLAN, made, starts_on=date(2025, 6, 2), ends_on=date(2025, 6, 3), title=make.words("Not begun")
    )
    return made


def test_each_side_s_visits_are_counted_and_what_went_otherwise_has_its_reason(visited, facts_of):
    facts = facts_of()
    values = {name: facts.figure(f"visits.{name}").value for name in (
        "hosted_1", "hosted_2", "sent_1", "sent_2", "delegates_1", "delegates_2",
    )}  # fmt: skip
    assert values == {
        "hosted_1": 0,
        "hosted_2": 1,
        "sent_1": 1,
        "sent_2": 0,
        "delegates_1": 2,
        "delegates_2": 0,
    }
    for language, words in (("en", "was not carried out as planned"), ("vi", "không thực hiện đúng kế hoạch"), ("lo", "ບໍ່ເປັນໄປຕາມແຜນການ")):  # fmt: skip
        said = told(facts, language)
        assert f"{words}: The talks were shortened" in said
        assert "Storm" in said
        assert "Not begun" not in said


def test_a_person_who_travels_twice_is_one_and_a_place_without_a_person_is_said(visited, facts_of):
    """A written name alone makes nobody the same person as another."""
    before = facts_of()
    first = Member.objects.order_by("number").first()
    again = making.until(
        V.CONFIRMED, visited, starts_on=date(2025, 9, 2), ends_on=date(2025, 9, 3), title=make.words("Again")
    )
    visit = making.fresh(visited)
    visits.save_member(
        visit=visit, values={"post": make.words("P"), "role": "member"}, person=first.person, by=visited.leader_a, at=make.NOW,
    )  # fmt: skip
    Delegate.objects.create(visit=visit, number=2, name=first.person.name, role="member")
    Visit.objects.filter(pk=visit.pk).update(state="closed", returned_on=visit.ends_on, host=2)
    assert again is not first
    facts = facts_of()
    assert (before.figure("visits.delegates_1").value, facts.figure("visits.delegates_1").value) == (2, 3)
    assert facts.visits.side_1.unnamed == 1
    assert "1 place in the delegations of" in told(facts)
    assert "in the delegations of" not in told(before)
    # Who it was is told by a mark that means nothing elsewhere, and is no fact of the paper.
    assert [one.persons for one in facts.visits.visits if one.title == make.words("Again")] == [
        (first.mark.hex,)
    ]


def test_only_what_was_over_by_the_cut_off_date_counts(visited, facts_of):
    assert facts_of(date(2025, 3, 4)).visits is None
    assert facts_of(date(2025, 3, 5)).figure("visits.hosted_2").value == 1


def reports_on_visits(made, year, cut_off):
    """The facts the annual report and the portfolio report tell of visits."""
    programmes = list(portfolio_of(made.leader_a, Wanted()))
    portfolio = gather_portfolio(made.leader_a, programmes, year, cut_off, make.NOW)
    return gather(
        type(made.programme).objects.get(pk=made.programme.pk), year, cut_off, make.NOW
    ).visits, portfolio.visits


def test_a_visit_cancelled_after_the_cut_off_changes_no_report_up_to_it(visited):
    making.proposed(visited, starts_on=date(2025, 11, 2), ends_on=date(2025, 11, 3), title=make.words("Nov"))
    before = reports_on_visits(visited, 2025, date(2025, 12, 31))
    assert reports_on_visits(visited, 2026, date(2026, 12, 31)) == (None, ())
    making.take(visited, "cancel", visited.leader_b, AFTERWARDS, reason=make.words("Flood"))
    assert reports_on_visits(visited, 2025, date(2025, 12, 31)) == before
    # Said in 2026, it is told there: in no report of 2025, but not lost.
    for facts in reports_on_visits(visited, 2026, date(2026, 1, 5)):
        (one,) = getattr(facts, "visits", facts)
        assert (one.cancelled, one.starts_on) == (True, date(2025, 11, 2))
    assert reports_on_visits(visited, 2026, date(2026, 1, 4)) == (None, ())
    # A report of 2025 drawn up to a later day tells it: it was so by then.
    assert len(reports_on_visits(visited, 2025, date(2026, 1, 31))[0].visits) == len(before[0].visits) + 1


@pytest.mark.parametrize(("starts_on", "at", "told"), [
    (date(2025, 11, 2), IN_THE_YEAR, [2025]), (date(2025, 11, 2), AFTERWARDS, [2026]),
    (date(2026, 3, 2), IN_THE_YEAR, [2026]), (date(2025, 11, 2), None, [2025]),
    # In local time: seven in the evening of 31 December by Greenwich is 1 January.
    (date(2025, 11, 2), datetime(2025, 12, 31, 16, 59, tzinfo=UTC), [2025]),
    (date(2025, 11, 2), datetime(2025, 12, 31, 19, 0, tzinfo=UTC), [2026]),
])  # fmt: skip
def test_what_was_called_off_is_told_in_one_year(made, starts_on, at, told):
    call_off(made, at or AFTERWARDS, starts_on=starts_on, ends_on=starts_on)
    if at is None:  # from before the moment was kept
        Visit.objects.update(cancelled_at=None)
    found = [year for year in (2024, 2025, 2026) if reports_on_visits(made, year, date(year, 12, 31))[0]]
    assert found == told


def test_a_report_drawn_up_after_its_year_tells_nothing_that_is_of_the_years_around_it(made):
    call_off(made, AFTERWARDS, starts_on=date(2024, 11, 2), ends_on=date(2024, 11, 3))
    assert reports_on_visits(made, 2025, date(2026, 1, 31)) == (None, ())
    assert len(reports_on_visits(made, 2026, date(2026, 1, 31))[1]) == 1


def test_a_year_without_visits_says_nothing_of_them_and_keeps_its_fingerprint(made, facts_of):
    before = facts_of()
    assert before.visits is None
    assert "Visits hosted" not in told(before)
    making.until(V.DONE, made)  # in 2026
    assert facts_of().fingerprint() == before.fingerprint()


def test_the_visits_behind_a_number_are_shown_and_lead_to_their_pages(visited):
    client = Client()
    client.force_login(visited.leader_b.account)
    client.cookies["songfai_language"] = "en"
    page = reverse("reports:rows", args=[visited.programme.slug, 2025, "visits.delegates_1"])
    shown = client.get(page, {"cut_off": "2025-12-31"})
    assert shown.status_code == 200
    assert "Delegates" in shown.text
    assert visited.programme.slug + "/visits/" in shown.text


def both_say(commitment, word, at, year=None):
    for side in (1, 2):
        Statement.objects.create(
            commitment=commitment, side=side, word=word, year=year, said_by="x", said_at=at
        )
    note(commitment)


@pytest.mark.parametrize(("word", "year", "at", "asleep"), [
    ("", None, IN_THE_YEAR, True), ("cancelled", None, IN_THE_YEAR, False), ("done", None, IN_THE_YEAR, False),
    ("carried_over", 2027, IN_THE_YEAR, False), ("carried_over", 2025, IN_THE_YEAR, True),
    ("done", None, AFTERWARDS, True), ("cancelled", None, AFTERWARDS, True),
])  # fmt: skip
def test_what_both_sides_settled_by_the_cut_off_is_not_asleep(word, year, at, asleep):
    made = make.programme_in_force()
    commitment = made.commitments[0]
    if word:
        both_say(commitment, word, at, year)
    assert bool(gathered(made).commitment(commitment.number).asleep) == asleep


def gathered(made):
    return gather(type(made.programme).objects.get(pk=made.programme.pk), 2025, date(2025, 12, 31), make.NOW)


def test_what_is_taken_back_after_the_cut_off_held_in_the_year():
    made = make.programme_in_force()
    commitment = made.commitments[0]
    both_say(commitment, "done", IN_THE_YEAR)
    Statement.objects.filter(side=1).update(taken_back_at=AFTERWARDS, taken_back_by="x")
    note(commitment)
    assert gathered(made).commitment(commitment.number).asleep is None
    Statement.objects.filter(side=1).update(taken_back_at=IN_THE_YEAR)
    assert gathered(made).commitment(commitment.number).asleep is not None


def test_the_portfolio_counts_a_visit_to_a_further_party_as_the_annual_report_does(visited):
    """It was hosted by no side, and its delegation was sent by one."""
    body = make.institution()
    party = visited.programme.further_parties.create(institution=body, role="participant")
    Visit.objects.update(host_party=party)
    for seat, sent in ((visited.leader_a, 1), (visited.leader_b, 0)):
        programmes = list(portfolio_of(seat, Wanted()))
        total = gather_portfolio(seat, programmes, 2025, date(2025, 12, 31), make.NOW).total
        assert [total.of(name).value for name in ("hosted", "sent", "delegates")] == [0, sent, 2 * sent]


def test_what_was_held_online_nobody_hosted_in_any_count(visited, facts_of):
    """One rule for the annual report, the portfolio report and the balance, and each says it."""
    making.until(
        V.DONE, visited, starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 5), manner=Manner.ONLINE,
        title=make.words("By line"),
    )  # fmt: skip
    Visit.objects.filter(manner=Manner.ONLINE).update(returned_on=date(2025, 7, 5))
    facts = facts_of(date(2025, 12, 31))
    assert [facts.figure(f"visits.{name}").value for name in ("hosted_2", "sent_1", "delegates_1")] == [
        1,
        1,
        2,
    ]
    assert [one.apart for one in facts.visits.visits if one.title == make.words("By line")] == [True]
    seat = visited.leader_b
    total = gather_portfolio(
        seat, list(portfolio_of(seat, Wanted())), 2025, date(2025, 12, 31), make.NOW
    ).total
    assert total.of("hosted").value == counted_visits(visited.programme, [2025]).count() == 1
    assert HOW_VISITS_COUNT in told(facts)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_rule_of_the_count_reads_alike_in_the_balance_and_in_reports(language):
    with override(language):
        assert PATTERNS[language]["visits.counted"] == gettext(HOW_VISITS_COUNT)
