"""Effect and scope of influence: a further submission of the same work, by the rules and the council of a level above."""

from datetime import date

import pytest
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.works import actions, rules
from songfai.works.models import Regulation, Submission, Use, Work
from songfai.works.queries import above, latest, level_of, levels_of, sent_up_works, with_all, works
from songfai.works.states import Level, Scheme, Scope, Stage, Step
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = making.unit()
    made.up = making.above_of(made)
    return made


def loaded(submission: Submission) -> Work:
    return with_all(Work.objects.filter(pk=submission.work_id)).get()


def test_a_further_submission_leaves_the_recognition_as_it_is(made):
    base = making.certified(made)
    sent = making.sent_above(made, base)
    work = loaded(base)
    assert (sent.institution, sent.regulation, sent.stage) == (made.up.here, made.up.rules, Stage.RECEIVED)
    assert (work.stage, latest(work), above(work)) == (Stage.CERTIFIED, base, [sent])
    assert sent.receipt == "0001/2026", "a number of the office above"
    assert sent.counted["due"] == "2026-04-10" and sent.stated_due == date(2026, 7, 10)


def test_the_level_above_recognises_how_far_it_reaches(made):
    base = making.certified(made)
    sent = making.voted_above(made.up, making.sent_above(made, base))
    told = {"decision": "9/QĐ", "decided_on": make.TODAY, "by": made.up.leader, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.recognise(submission=sent, **told)
    assert refused.value.code == "influence_missing"
    actions.recognise(submission=making.fresh(sent), influence=Scope.PROVINCE, **told)
    sent = making.fresh(sent)
    assert (sent.stage, sent.influence) == (Stage.RECOGNISED, Scope.PROVINCE)
    assert Work.objects.get(pk=base.work_id).stage == Stage.CERTIFIED
    with pytest.raises(Refused) as refused:
        making.sent_above(made, base)
    assert refused.value.code == "filed_already"


def test_a_work_keeps_the_highest_level_that_is_in_force(made):
    def level(submission):
        return Work.objects.get(pk=submission.work_id).level

    filed = making.filed(made)
    assert level(filed) == ""
    base = making.certified(made)
    assert level(base) == "base"
    sent = making.voted_above(made.up, making.sent_above(made, base))
    assert level(base) == "base"
    told = {"decision": "9/QĐ", "decided_on": make.TODAY, "by": made.up.leader, "at": make.NOW}
    actions.recognise(submission=making.fresh(sent), influence=Scope.PROVINCE, **told)
    assert level(base) == "province"
    actions.revoke(submission=making.fresh(sent), reason="Copied", by=made.up.leader, at=make.NOW)
    assert level(base) == "base"
    actions.revoke(submission=making.fresh(base), reason="Copied", by=made.leader, at=make.NOW)
    assert level(base) == ""


def of_province(made):
    """A work of the unit, its effect recognised and certified by the level above: (base, sent)."""
    base = making.certified(made)
    sent = making.voted_above(made.up, making.sent_above(made, base))
    told = {"by": made.up.leader, "at": make.NOW}
    actions.recognise(submission=sent, influence="province", decision="9/QĐ", decided_on=make.TODAY, **told)
    actions.certify(
        submission=making.fresh(sent), signer="B", post=make.words("Chair"), dated=make.TODAY, by=made.up.clerk,
        at=make.NOW,
    )  # fmt: skip
    return base, making.fresh(sent)


def test_with_the_recognition_by_the_unit_its_levels_count_for_nothing(made, client):
    base, sent = of_province(made)
    other = making.certified(made)
    assert Work.objects.get(pk=base.work_id).level == "province"
    row = sent.certificates.get()
    paper = reverse("works:certificate", args=[base.work.key, sent.key, row.pk])
    client.force_login(made.up.clerk.account)
    says = "The unit revoked its recognition of the work"
    assert says not in client.get(f"{paper}?language=en").content.decode()
    actions.revoke(submission=making.fresh(base), reason="Copied", by=made.leader, at=make.NOW)
    assert Work.objects.get(pk=base.work_id).level == ""
    assert Work.objects.get(pk=other.work_id).level == "base"
    assert making.fresh(sent).stage == Stage.CERTIFIED, "what the level decided stays on its record"
    assert says in client.get(f"{paper}?language=en").content.decode()
    own = reverse("works:certificate", args=[base.work.key, base.certificates.get().pk])
    client.force_login(made.clerk.account)
    text = client.get(f"{own}?language=en").content.decode()
    assert "this certificate is void" in text
    assert says not in text


def test_the_offices_above_are_told_that_the_unit_revoked_its_recognition(made):
    base, sent = of_province(made)
    turned_down = making.certified(made)
    refused = making.sent_above(made, turned_down)
    actions.reject(submission=refused, reason="No figures", by=made.up.clerk, at=make.NOW)
    for one in (base, turned_down):
        actions.revoke(submission=making.fresh(one), reason="Copied", by=made.leader, at=make.NOW)
    told = Notice.objects.filter(text__startswith="The unit revoked")
    assert {(one.account, one.address) for one in told} == {
        (seat.account, reverse("works:level", args=[base.work.key, sent.key]))
        for seat in (made.up.leader, made.up.coordinator, made.up.clerk)
    }
    assert {(one.params["number"], one.params["reason"]) for one in told} == {(sent.receipt, "Copied")}


def test_each_scheme_gives_the_level_of_its_name():
    assert [str(one) for one in Level] == [str(one) for one in Scheme]


def test_the_highest_of_several_levels_counts_whatever_their_order():
    assert rules.highest([]) == ""
    assert rules.highest(["nation", "base", "province"]) == Scheme.NATION
    assert rules.highest(["province", "base"]) == Scheme.PROVINCE
    assert rules.highest(["nation", "province"]) == "", "without the unit's recognition no level counts"


def test_what_is_refused_above_may_be_sent_again_and_the_recognition_stays(made):
    base = making.certified(made)
    sent = making.sent_above(made, base)
    actions.reject(submission=sent, reason="No figures", by=made.up.clerk, at=make.NOW)
    again = making.sent_above(made, base)
    assert (again.pk != sent.pk, again.receipt) == (True, "0002/2026")
    assert Work.objects.get(pk=base.work_id).stage == Stage.CERTIFIED


def test_a_work_that_is_not_recognised_any_more_is_not_recognised_above(made):
    base = making.certified(made)
    sent = making.voted_above(made.up, making.sent_above(made, base))
    actions.revoke(submission=making.fresh(base), reason="Copied", by=made.leader, at=make.NOW)
    with pytest.raises(Refused) as refused:
        actions.recognise(
            submission=making.fresh(sent), influence="province", decision="9/QĐ", decided_on=make.TODAY,
            by=made.up.leader, at=make.NOW,
        )  # fmt: skip
    assert refused.value.code == "not_recognised_yet"
    assert making.fresh(sent).stage == Stage.VOTED


def test_what_the_rules_of_a_level_ask_for_is_told_before():
    made = making.unit()
    making.above_of(made, least_places=2, asks_confirmed=True)
    base = making.certified(made)
    codes = [one.code for one in level_of(base.work, Scheme.PROVINCE, make.TODAY).missing]
    assert codes == ["too_few_places", "benefit_unconfirmed"]
    with pytest.raises(Refused) as refused:
        making.sent_above(made, base)
    assert (refused.value.code, Submission.objects.filter(scheme="province").count()) == ("too_few_places", 0)
    actions.confirm_benefit(benefit=base.work.benefits.get(), paper="BB 3", by=made.unit_officer, at=make.NOW)
    for place in ("Workshop 1", " workshop 1", "Workshop 2"):
        values = {"on": make.TODAY, "place": place, "paper": ""}
        actions.apply(submission=making.fresh(base), values=values, by=made.clerk, at=make.NOW)
    assert (Use.objects.count(), level_of(base.work, Scheme.PROVINCE, make.TODAY).missing) == (3, [])


def test_a_unit_under_nobody_who_has_rules_has_no_level():
    made = making.unit()
    base = making.certified(made)
    assert levels_of(base.work, make.TODAY) == []
    with pytest.raises(Refused) as refused:
        making.sent_above(made, base)
    assert refused.value.code == "no_level"


def test_rules_of_a_level_stand_beside_those_of_recognition(made):
    making.own_rules(made.up, scheme="base", valid_from=date(2026, 1, 1))
    assert Regulation.objects.filter(institution=made.up.here).count() == 2
    with pytest.raises(Refused) as refused:
        making.own_rules(made.up, scheme="province", valid_from=date(2026, 5, 1))
    assert refused.value.code == "versions_overlap"


def test_some_steps_are_not_taken_above():
    for scheme in (Scheme.PROVINCE, Scheme.NATION):
        assert set(rules.moves(Stage.CERTIFIED, scheme)) == {Step.REVOKE}
        assert set(rules.moves(Stage.VOTED, scheme)) == {Step.RECOGNISE, Step.REFUSE}
    with pytest.raises(Refused):
        rules.destination(Stage.CERTIFIED, Step.APPLY, Scheme.PROVINCE)


def test_who_sends_it_up_and_who_acts_above(made):
    base = making.certified(made)
    told = {"work": base.work, "scheme": Scheme.PROVINCE, "report": make.words("x"), "at": make.NOW}
    for seat in (made.reader, made.second, made.up.clerk, made.up.leader):
        with pytest.raises(NotPermitted):
            actions.send_above(by=seat, **told)
    sent = actions.send_above(by=made.unit_officer, **told)
    with pytest.raises(NotPermitted):
        actions.accept(submission=sent, by=made.clerk, at=make.NOW)
    actions.accept(submission=making.fresh(sent), by=made.up.clerk, at=make.NOW)


def test_the_office_above_finds_what_was_sent_up_and_nothing_else(made):
    base = making.certified(made)
    making.certified(made)
    assert list(works(made.up.clerk)) == []
    making.sent_above(made, base)
    assert [one.pk for one in works(made.up.clerk)] == [base.work_id]
    assert list(works(made.up.author)) == []


def test_there_are_two_levels_above_and_no_other(made, client):
    base = making.certified(made)
    client.force_login(made.unit_officer.account)
    address = reverse("works:send_above", args=[base.work.key, "province"])
    assert client.get(address).status_code == 200
    for other in ("base", "moon"):
        assert client.get(address.replace("province", other)).status_code == 404


def test_what_was_sent_up_stands_in_a_list_of_its_own(made, client):
    base = making.certified(made)
    page = reverse("works:sent_up")
    client.force_login(made.up.clerk.account)
    assert str(base.work.title) not in client.get(page).content.decode()
    making.sent_above(made, base)
    text = client.get(page).content.decode()
    assert str(base.work.title) in text
    assert reverse("works:work", args=[base.work.key]) in text
    client.force_login(made.clerk.account)
    assert str(base.work.title) not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("unit", (True, False, False)), ("province", (True, True, False)), ("nation", (True, True, True))],
)
def test_where_an_earlier_work_counts(scope, expected):
    unit, province, country = 1, 10, 100
    of_unit = {"unit": True, "bodies": {unit, province, country}, "same_country": True}
    of_province = {"unit": False, "bodies": {2, province, country}, "same_country": True}
    of_country = {"unit": False, "bodies": {3, 11, country}, "same_country": True}
    abroad = {"unit": False, "bodies": {4}, "same_country": False}
    found = [
        rules.within(Scope(scope), body=province, **one) for one in (of_unit, of_province, of_country, abroad)
    ]
    assert tuple(found) == (*expected, False)


def test_pages_of_a_level(made, client):
    base = making.certified(made)
    client.force_login(made.author.account)
    page = client.get(reverse("works:work", args=[base.work.key])).content.decode()
    form = reverse("works:send_above", args=[base.work.key, "province"])
    assert form in page
    assert client.get(form).status_code == 200
    assert client.post(form, {"seen": base.work.revision, "report_en": ""}).status_code == 422
    revision = Work.objects.get(pk=base.work_id).revision
    answer = client.post(form, {"seen": revision, "report_en": "Two communes use it"})
    sent = Submission.objects.get(scheme="province")
    here = reverse("works:level", args=[base.work.key, sent.key])
    assert answer.url == here
    assert "Two communes use it" in client.get(here).content.decode()
    client.force_login(made.up.clerk.account)
    page = client.get(here).content.decode()
    step = reverse("works:step", args=[base.work.key, sent.key, "accept"])
    assert step in page
    assert client.post(step, {"seen": sent.revision}).url == here
    client.force_login(made.clerk.account)
    assert client.get(step).status_code == 403
    client.force_login(make.seat(made.there, "clerk").account)
    assert client.get(here).status_code == 404


def test_the_vote_above_is_given_on_its_own_page(made, client):
    base = making.certified(made)
    sent = making.sent_above(made, base)
    actions.accept(submission=sent, by=made.up.clerk, at=make.NOW)
    actions.convene(submission=making.fresh(sent), council=made.up.council, by=made.up.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(sent), by=made.up.secretary, at=make.NOW)
    client.force_login(made.up.members[3].account)
    assert (
        reverse("works:vote", args=[base.work.key, sent.key])
        in client.get(reverse("works:list")).content.decode()
    )
    answer = client.post(reverse("works:vote", args=[base.work.key, sent.key]), {"choice": "for"})
    assert answer.url == reverse("works:level", args=[base.work.key, sent.key])
    assert sent.ballots.get().urn.count() == 1
    assert client.get(reverse("works:comparison", args=[base.work.key, sent.key])).status_code == 200
    for name in ("receipt",):
        assert client.get(reverse(f"works:{name}", args=[base.work.key, sent.key])).status_code == 200


@sqlite_alone
def test_what_was_sent_up_is_found_by_the_index_of_the_few(made):
    """Not by the one of all submissions of the body: SQLite knows the condition of an index again by its words alone."""
    plan = " ".join(steps_of(*sent_up_works(made.clerk).query.sql_with_params()))
    assert "submissions_above" in plan and "submissions_due" not in plan, plan
