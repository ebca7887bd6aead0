"""Writes of amendments: one side's draft, both sides' paper, and the rows that follow it."""

from datetime import date

import pytest
from django.db import transaction

from songfai.journal.models import Line
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.programmes import actions, amended
from songfai.programmes.amendment_wording import history_words
from songfai.programmes.models import Amendment, Programme
from songfai.record import queries as record
from songfai.record.states import Stage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = make.programme_in_force()
    for kind, year, due in (
        ("annual_review", 2025, date(2026, 3, 31)),
        ("annual_review", 2026, date(2026, 12, 31)),
        ("final_summary", 2026, date(2026, 12, 31)),
    ):
        made.programme.obligations.create(kind=kind, year=year, due=due)
    return made


def offered(made, by=None, **fields):
    draft = make.amendment(made, by=by, **fields)
    return actions.offer_amendment(amendment=draft, by=by or made.leader_a, at=make.NOW)


def approve(amendment, by):
    return actions.approve_amendment(amendment=amendment, seen=amendment.document.sha256, by=by, at=make.NOW)


def fresh(made):
    return Programme.objects.get(pk=made.programme.pk)


def test_nothing_changes_before_both_sides_have_agreed(made):
    amendment = offered(made)
    assert amendment.document.standing.stage == Stage.OFFERED
    assert fresh(made).term_end == PartialDate(2026)
    assert [one.text for one in made.programme.commitments.all()] == [
        make.words("Commitment 1"),
        make.words("Commitment 2"),
    ]


def test_in_force_the_programme_follows(made):
    key = made.commitments[0].key
    amendment = make.amendment_in_force(made)
    assert amendment.applied_at == make.NOW
    programme = fresh(made)
    assert programme.term_end == PartialDate(2028)
    rows = {one.number: one for one in programme.commitments.all()}
    assert {number: str(one.text) for number, one in rows.items()} == {
        1: str(make.words("Amended 1")),
        2: str(make.words("Commitment 2")),
        3: str(make.words("New")),
    }
    assert rows[1].key == key
    owed = {(one.kind, one.due.isoformat()) for one in programme.obligations.all()}
    assert owed == {
        ("annual_review", "2026-03-31"),
        ("annual_review", "2027-03-31"),
        ("annual_review", "2028-03-31"),
        ("annual_review", "2028-12-31"),
        ("final_summary", "2028-12-31"),
    }


def test_applying_twice_changes_nothing_the_second_time(made):
    amendment = make.amendment_in_force(made)
    made.programme.commitments.filter(number=3).update(short=make.words("Ours"))
    before = fresh(made).revision
    actions.apply_amendment(document=amendment.document, at=make.NOW)
    assert fresh(made).revision == before
    assert made.programme.commitments.get(number=3).short == make.words("Ours")


def test_old_wording_is_quoted_in_the_paper_and_kept_in_the_history(made):
    amendment = make.amendment_in_force(made)
    terms = record.terms_of(amendment.document)
    assert terms["programme"] == terms["base"] == f"sha256:{fresh(made).document.sha256}"
    assert terms["term"] == {"end": "2028", "was": "2026"}
    first, third = terms["commitments"]
    assert (first["id"], first["change"], first["was"]["text"]) == (
        "c01",
        "changed",
        make.words("Commitment 1").as_dict(),
    )
    assert (third["id"], third["change"], "was" in third) == ("c03", "added", False)
    told = history_words(fresh(made))
    assert told[1][0].was == make.words("Commitment 1")
    assert told[3][0].is_added
    assert 2 not in told


def test_activities_and_plans_of_an_amended_commitment_go_on_and_the_added_years_can_be_planned(made):
    activity, plan = make.activity(made), make.plan_in_force(made, year=2026)
    make.amendment_in_force(made)
    activity.refresh_from_db()
    assert activity.commitment.text == make.words("Amended 1")
    assert plan.items.get().commitment_id == activity.commitment_id
    later = plans.start_plan(programme=fresh(made), year=2028, by=made.leader_b, at=make.NOW)
    added = fresh(made).commitments.get(number=3)
    plans.save_item(plan=later, values=make.item_values(added), by=made.leader_b, at=make.NOW)
    assert later.items.get().commitment == added


def test_a_second_amendment_builds_on_the_first(made):
    first = make.amendment_in_force(made)
    second = offered(made, by=made.leader_b, term_end=PartialDate(2029))
    assert second.base == first.document.sha256
    approve(second, made.leader_a)
    assert fresh(made).term_end == PartialDate(2029)
    assert [str(one.was) for one in history_words(fresh(made))[1]] == [
        str(make.words("Commitment 1")),
        str(make.words("Amended 1")),
    ]


def test_one_that_builds_on_what_another_changed_meanwhile_is_not_offered_before_it_takes_that_over(made):
    draft = make.amendment(made, by=made.leader_b)
    make.amendment_in_force(made)
    with pytest.raises(Changed) as refused:
        actions.offer_amendment(amendment=draft, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "amended_meanwhile"
    actions.take_over(amendment=draft, by=made.leader_b, at=make.NOW)
    actions.word_amendment(
        amendment=draft, values={"term_end": PartialDate(2029)}, by=made.leader_b, at=make.NOW
    )
    line = draft.lines.get(number=1)
    line.amendment = draft
    actions.leave_as_it_is(line=line, by=made.leader_b, at=make.NOW)
    assert [one.number for one in draft.lines.all()] == [4]
    actions.offer_amendment(amendment=draft, by=made.leader_b, at=make.NOW)


def test_one_that_builds_on_what_another_changed_meanwhile_is_not_approved(made):
    """As when two servers had offered at the same time: the rows are those of an offer that came from elsewhere."""
    amendment = offered(made)
    Amendment.objects.filter(pk=amendment.pk).update(base="0" * 64)
    amendment.refresh_from_db()
    with pytest.raises(Changed) as refused:
        approve(amendment, made.leader_b)
    assert refused.value.code == "amended_meanwhile"
    amendment.document.standing.refresh_from_db()
    assert amendment.document.standing.stage == Stage.OFFERED


def test_one_that_misquotes_the_programme_is_not_approved(made):
    amendment = offered(made)
    made.programme.commitments.filter(number=1).update(bearer=2)
    with pytest.raises(Refused) as refused:
        approve(amendment, made.leader_b)
    assert refused.value.code == "amendment_misquotes"


def test_one_amendment_at_a_time(made):
    offered(made)
    second = make.amendment(made, by=made.leader_b)
    with pytest.raises(Refused) as refused:
        actions.offer_amendment(amendment=second, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "other_amendment_waits"
    third = make.amendment(made)
    with pytest.raises(Refused) as refused:
        actions.offer_amendment(amendment=third, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "own_amendment_waits"


def test_returned_one_is_offered_anew_as_the_next_version(made):
    first = offered(made)
    actions.return_amendment(
        amendment=first, seen=first.document.sha256, reason="Too long", by=made.leader_b, at=make.NOW
    )
    first = amended.amendments_visible_to(made.leader_a, made.programme).get()
    second = actions.start_amendment(programme=fresh(made), by=made.leader_a, at=make.NOW, copy_of=first)
    assert [one.number for one in second.lines.all()] == [1, 3]
    actions.offer_amendment(amendment=second, by=made.leader_a, at=make.NOW)
    assert (second.version, second.document.thread) == (2, first.document.thread)
    approve(second, made.leader_b)
    assert fresh(made).term_end == PartialDate(2028)


def test_nothing_is_amended_before_the_programme_is_in_force():
    draft = make.draft_programme()
    seat = make.seat(draft.drafted_by)
    with pytest.raises(Refused) as refused:
        actions.start_amendment(programme=draft, by=seat, at=make.NOW)
    assert refused.value.code == "nothing_in_force"


def test_an_empty_amendment_is_refused_and_leaves_nothing_behind(made):
    draft = actions.start_amendment(programme=made.programme, by=made.leader_a, at=make.NOW)
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.offer_amendment(amendment=draft, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "amendment_without_wording"
    draft.refresh_from_db()
    assert draft.document is None
    assert Line.objects.count() == lines


def test_the_term_is_not_shortened_into_a_year_both_have_planned(made):
    make.plan_in_force(made, year=2026)
    with pytest.raises(Refused) as refused:
        make.amendment(made, term_end=PartialDate(2025))
    assert refused.value.code == "term_end_past"
    draft = Amendment.objects.get()
    actions.word_amendment(
        amendment=draft, values={"term_end": PartialDate(2026, 10)}, by=made.leader_a, at=make.NOW
    )
    assert draft.term_end == PartialDate(2026, 10)


def test_what_was_met_stays_when_the_dates_move(made):
    made.programme.obligations.filter(due=date(2026, 12, 31)).update(met_on=date(2026, 3, 1))
    make.amendment_in_force(made)
    owed = {
        (one.kind, one.due.isoformat(), one.met_on is not None) for one in made.programme.obligations.all()
    }
    assert ("annual_review", "2026-12-31", True) in owed
    assert ("annual_review", "2027-03-31", False) not in owed
    assert ("final_summary", "2026-12-31", True) in owed
    assert ("final_summary", "2028-12-31", False) in owed


def test_two_people_saving_the_same_draft_the_second_is_told(made):
    draft = make.amendment(made)
    stale = Amendment.objects.get(pk=draft.pk)
    told = {"values": {"reason": Trilingual(en="Why")}, "by": made.leader_a, "at": make.NOW}
    seen = draft.revision
    actions.word_amendment(amendment=draft, seen_revision=seen, **told)
    with pytest.raises(Changed):
        actions.word_amendment(amendment=stale, seen_revision=seen, **told)


def test_a_draft_changed_after_it_was_read_is_not_offered(made):
    draft = make.amendment(made)
    with pytest.raises(Changed):
        actions.offer_amendment(
            amendment=draft, by=made.leader_a, at=make.NOW, seen_revision=draft.revision - 1
        )


# What a seat may do: role, side ("a" drafted it), paper of authority -> draft, offer, agree, answer, withdraw.
RIGHTS = [
    (Role.LEADER, "a", "", {"draft", "offer", "withdraw"}),
    (Role.COORDINATOR, "a", "", {"draft", "withdraw"}),
    (Role.COORDINATOR, "a", "07/GUQ", {"draft", "offer", "withdraw"}),
    (Role.UNIT_OFFICER, "a", "07/GUQ", set()),
    (Role.LEADER, "b", "", {"agree", "return"}),
    (Role.COORDINATOR, "b", "", {"return"}),
    (Role.COORDINATOR, "b", "07/GUQ", {"agree", "return"}),
    (Role.CLERK, "b", "07/GUQ", set()),
    (Role.READER, "b", "", set()),
    (Role.INSPECTOR, "b", "", set()),
    (Role.ADMINISTRATOR, "b", "07/GUQ", set()),
    (Role.LEADER, "stranger", "", set()),
]


def test_who_may_do_what(made):
    draft = make.amendment(made)
    bodies = {"a": made.leader_a.institution, "b": made.leader_b.institution, "stranger": None}
    seats = [make.seat(bodies[side], role, authority=authority) for role, side, authority, _ in RIGHTS]
    values = {"reason": make.words("Why")}
    allowed = [
        {name for name in ("draft", "offer") if tried(name, draft, seat, values=values)} for seat in seats
    ]
    actions.offer_amendment(amendment=draft, by=made.leader_a, at=make.NOW)
    for seat, found in zip(seats, allowed, strict=True):
        found |= {name for name in ("agree", "return", "withdraw") if tried(name, draft, seat)}
    assert [(*row[:3], found) for row, found in zip(RIGHTS, allowed, strict=True)] == RIGHTS


def tried(name, amendment, seat, **values):
    """Whether the seat may; nothing of it stays."""
    answer = {"seen": amendment.document.sha256} if amendment.document else {}
    said = {
        "draft": (actions.word_amendment, values),
        "offer": (actions.offer_amendment, {}),
        "agree": (actions.approve_amendment, answer),
        "return": (actions.return_amendment, {**answer, "reason": "Not yet"}),
        "withdraw": (actions.withdraw_amendment, {**answer, "reason": ""}),
    }
    act, given = said[name]
    with transaction.atomic():
        try:
            act(amendment=Amendment.objects.get(pk=amendment.pk), by=seat, at=make.NOW, **given)
        except NotPermitted:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_the_other_side_is_told_and_the_history_written(made):
    before = Notice.objects.filter(account=made.leader_b.account).count()
    amendment = offered(made)
    assert Notice.objects.filter(account=made.leader_b.account).count() == before + 1
    approve(amendment, made.leader_b)
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert {
        "programmes.offer_amendment",
        "programmes.approve_amendment",
        "programmes.apply_amendment",
    } <= verbs


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_is_read_in_two_queries(made, django_assert_num_queries, rows):
    for place in range(rows):
        make.amendment_in_force(made, term_end=PartialDate(2028 + place))
    programme = Programme.objects.prefetch_related("sides__institution").get(pk=made.programme.pk)
    with django_assert_num_queries(2):
        assert sum(len(one) for one in history_words(programme).values()) == 2 * rows
