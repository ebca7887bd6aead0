"""Score sheets of a council: who writes, hands in and reads them, and what the points bring about."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.works import actions
from songfai.works.actions.councils import REGULATION_FIELDS
from songfai.works.models import Ballot, Rubric, Score, ScoreSheet, Submission, Tally, Voter
from songfai.works.queries import own_sheet, rubric_of, session_of, to_score, use_of
from songfai.works.states import Choice, CouncilRole, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = make.TODAY.isoformat()
    return making.unit(country="VN")


def code(action, **given):
    with pytest.raises(Refused) as refused:
        action(at=make.NOW, **given)
    return refused.value.code


def begun(made, **fields):
    """The rubric, and a work before the council."""
    rubric = making.own_rubric(made, **fields)
    return rubric, making.before_council(made)


def page(client, seat, name, submission, language="en"):
    client.force_login(seat.account)
    return client.get(reverse(f"works:{name}", args=[submission.work.key]) + f"?language={language}")


# ---------------------------------------------------------------- the sheet


def test_a_draft_is_ones_own_and_handed_in_it_stays(made):
    rubric, submission = begun(made)
    member = made.members[3]
    part = making.given(rubric, 15, None, None, None, None, None)
    actions.keep_scores(submission=submission, given=part, by=member, at=make.NOW)
    sheet = own_sheet(member, submission)
    assert (sheet.total, sheet.handed_in_at) == (15, None)
    assert own_sheet(made.members[4], submission) is None
    assert not session_of(submission, make.TODAY).sheets, "a draft counts for nothing"
    assert code(actions.hand_in_scores, submission=submission, given=part, by=member) == "scores_missing"
    assert own_sheet(member, submission).handed_in_at is None
    whole = making.given(rubric, 15, 12, 10, 5, 10, 15)
    actions.hand_in_scores(submission=submission, given=whole, comment="Good", by=member, at=make.NOW)
    sheet = own_sheet(member, submission)
    assert (sheet.total, sheet.signed, sheet.comment) == (67, str(member.account), "Good")
    assert code(actions.keep_scores, submission=submission, given=part, by=member) == "handed_in_already"
    assert Score.objects.filter(sheet=sheet, points=None).count() == 0
    verbs = set(Line.objects.filter(verb__contains="scores").values_list("verb", flat=True))
    assert verbs == {"works.keep_scores", "works.hand_in_scores"}


def test_points_out_of_reach_and_other_rules_criteria_are_refused_whole(made):
    rubric, submission = begun(made)
    member = made.members[0]
    much = making.given(rubric, 21, 0, 0, 0, 0, 0)
    assert code(actions.keep_scores, submission=submission, given=much, by=member) == "points_out_of_reach"
    foreign = making.given(Rubric.objects.get(slug="novelty-bands"))
    assert code(actions.keep_scores, submission=submission, given=foreign, by=member) == "no_such_criterion"
    assert ScoreSheet.objects.count() == Score.objects.count() == 0


def test_two_windows_of_one_member_do_not_overwrite_each_other(made):
    rubric, submission = begun(made)
    told = {"submission": submission, "given": making.given(rubric), "by": made.chair}
    actions.keep_scores(**told, at=make.NOW, seen_revision=0)
    assert code(actions.keep_scores, **told, seen_revision=0) == "changed_meanwhile"
    before = making.fresh(submission).revision
    actions.keep_scores(**told, at=make.NOW, seen_revision=1)
    assert making.fresh(submission).revision == before, "the others' pages stay as they are"


def test_who_scores_is_a_member_without_a_conflict_and_no_author(made):
    six = making.council(made, [*made.members, made.author], (*making.ROLES, CouncilRole.MEMBER))
    rubric = making.own_rubric(made)
    submission = making.accepted(made)
    actions.convene(submission=submission, council=six, by=made.clerk, at=make.NOW)
    submission = making.fresh(submission)
    stranger = making.unit()
    told = {"submission": submission, "given": making.given(rubric), "at": make.NOW}
    for seat in (made.author, made.clerk, made.leader, stranger.chair):
        with pytest.raises(NotPermitted):
            actions.keep_scores(by=seat, **told)
    member = made.members[3]
    actions.declare_conflict(submission=submission, reason="Relative", by=member, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.keep_scores(by=member, **told)
    assert ScoreSheet.objects.count() == 0
    entitled = {one.member.seat for one in session_of(submission, make.TODAY).entitled}
    assert entitled == set(made.members) - {member}


def test_a_conflict_declared_before_the_ballot_bars_from_it_and_its_sheet_counts_no_more(made):
    rubric, submission = begun(made)
    making.hand_in(submission, rubric, made.members)
    told = {"submission": submission, "by": made.members[3]}
    assert code(actions.declare_conflict, reason=" ", **told) == "reason_missing"
    actions.declare_conflict(reason="Relative", at=make.NOW, **told)
    session = session_of(submission, make.TODAY)
    assert (len(session.sheets), len(session.entitled)) == (4, 4)
    # Without the expert four are left, and the rules ask for five.
    assert (
        code(actions.open_ballot, submission=making.fresh(submission), by=made.secretary) == "too_few_members"
    )


def test_in_an_open_ballot_a_conflict_is_declared_there(made):
    rubric, submission = begun(made)
    actions.open_ballot(submission=submission, by=made.secretary, at=make.NOW)
    assert (
        code(actions.declare_conflict, submission=making.fresh(submission), reason="x", by=made.chair)
        == "declare_in_ballot"
    )
    actions.recuse(ballot=submission.ballots.get(), reason="Relative", by=made.members[3])
    with pytest.raises(NotPermitted):
        actions.keep_scores(
            submission=making.fresh(submission), given=making.given(rubric), by=made.members[3], at=make.NOW
        )


def test_without_a_rubric_nothing_is_scored_and_all_is_as_before(made):
    submission = making.recognised(made)
    assert submission.stage == Stage.RECOGNISED
    assert Tally.objects.count() == 0
    assert session_of(submission, make.TODAY) is None
    other = making.before_council(made)
    assert code(actions.keep_scores, submission=other, given={}, by=made.chair) == "no_rubric"
    assert code(actions.count_points, submission=other, minutes="1", by=made.chair) == "ballot_decides"


def test_a_sheet_is_written_until_the_points_are_counted(made):
    rubric, _submission = begun(made)
    submission = making.voted(made)
    told = {"submission": submission, "given": making.given(rubric), "by": made.chair}
    assert code(actions.keep_scores, **told) == "scores_not_now"


def test_who_runs_the_council_is_told_when_the_last_sheet_is_in(made):
    rubric, submission = begun(made)
    making.hand_in(submission, rubric, made.members[:4])
    wanted = Notice.objects.filter(text__startswith="All members have handed in")
    assert not wanted.exists()
    making.hand_in(submission, rubric, made.members[4:])
    told = set(wanted.values_list("account", flat=True))
    assert told == {made.chair.account_id, made.secretary.account_id}


# ---------------------------------------------------------------- what the points bring about


def recognise(made, submission):
    return actions.recognise(
        submission=making.fresh(submission),
        decision="1/QĐ",
        decided_on=make.TODAY,
        by=made.leader,
        at=make.NOW,
    )


def closed(made, rubric, submission, *points, votes_for=5, sheets=5):
    making.hand_in(submission, rubric, made.members[:sheets], *points)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members[:votes_for])
    making.cast(submission, made.members[votes_for:], Choice.AGAINST)
    making.find(made, making.fresh(submission))
    actions.close(submission=making.fresh(submission), minutes="3", by=made.secretary, at=make.NOW)


LOW, HIGH = (10, 10, 5, 5, 5, 5), (20, 20, 15, 5, 5, 5)


@pytest.mark.parametrize(
    ("use", "points", "votes_for", "refused"),
    [
        ("inform", LOW, 5, None),
        ("inform", HIGH, 3, "not_carried"),
        ("both", HIGH, 5, None),
        ("both", LOW, 5, "points_not_reached"),
        ("both", HIGH, 3, "not_carried"),
        # 80 together, and yet one half of the novelty below its pass mark.
        ("both", (20, 9, 15, 10, 15, 20), 5, "points_not_reached"),
    ],
)
def test_the_ballot_and_the_points(made, use, points, votes_for, refused):
    rubric, submission = begun(made, use=use, threshold=Decimal(70))
    closed(made, rubric, submission, *points, votes_for=votes_for)
    if refused:
        with pytest.raises(Refused) as found:
            recognise(made, submission)
        assert found.value.code == refused
        assert making.fresh(submission).stage == Stage.VOTED
    else:
        assert recognise(made, submission).stage == Stage.RECOGNISED


def test_where_the_points_bind_enough_sheets_must_be_in_before_the_ballot_is_counted(made):
    rubric, submission = begun(made, use="both", threshold=Decimal(70))
    with pytest.raises(Refused) as refused:
        closed(made, rubric, submission, sheets=3)
    assert refused.value.code == "too_few_sheets"
    assert Tally.objects.count() == 0
    assert Ballot.objects.get().closed_on is None, "the urn is not counted either"
    making.hand_in(submission, rubric, made.members[3:4])
    actions.close(submission=making.fresh(submission), minutes="3", by=made.secretary, at=make.NOW)
    assert Tally.objects.get().passed is True


def test_where_the_points_decide_no_ballot_is_held(made):
    rubric, submission = begun(made, use="decide", threshold=Decimal(70))
    assert code(actions.open_ballot, submission=submission, by=made.secretary) == "points_decide"
    making.hand_in(submission, rubric, made.members[:3], *HIGH)
    told = {"submission": making.fresh(submission), "minutes": "03/BB", "by": made.secretary}
    assert code(actions.count_points, **told) == "too_few_sheets"
    making.hand_in(submission, rubric, made.members[3:4], *HIGH)
    making.find(made, making.fresh(submission))
    with pytest.raises(NotPermitted):
        actions.count_points(
            submission=making.fresh(submission), minutes="03/BB", by=made.members[3], at=make.NOW
        )
    actions.count_points(submission=making.fresh(submission), minutes="03/BB", by=made.secretary, at=make.NOW)
    submission = making.fresh(submission)
    assert (submission.stage, submission.minutes) == (Stage.VOTED, "03/BB")
    tally = Tally.objects.get()
    assert (tally.passed, tally.scorers.filter(handed_in=True).count(), tally.scorers.count()) == (True, 4, 5)
    assert Ballot.objects.count() == Voter.objects.count() == 0
    session = session_of(submission, make.TODAY)
    assert [one.member.seat for one in session.missing] == [made.members[4]]
    assert recognise(made, submission).stage == Stage.RECOGNISED


def test_what_was_counted_stays_when_the_council_changes_afterwards(made):
    rubric, submission = begun(made)
    closed(made, rubric, submission, *HIGH)
    seat = made.members[3]
    type(seat).objects.filter(pk=seat.pk).update(valid_to=make.TODAY)
    session = session_of(making.fresh(submission), make.TODAY)
    assert (len(session.sheets), len(session.entitled)) == (5, 5)


def test_another_council_begins_with_sheets_of_its_own(made):
    rubric, submission = begun(made)
    making.hand_in(submission, rubric, made.members)
    other = making.council(made, made.members)
    actions.convene(submission=making.fresh(submission), council=other, by=made.clerk, at=make.NOW)
    submission = making.fresh(submission)
    assert not session_of(submission, make.TODAY).sheets
    assert own_sheet(made.chair, submission) is None
    making.hand_in(submission, rubric, made.members[:1])
    assert len(session_of(submission, make.TODAY).sheets) == 1


# ---------------------------------------------------------------- who reads what


def test_a_member_reads_the_others_after_having_handed_in(client, made):
    rubric, submission = begun(made)
    told = {"submission": submission, "comment": "Reads like the one of 2024", "by": made.chair}
    actions.hand_in_scores(given=making.given(rubric, *HIGH), at=make.NOW, **told)
    words = "Reads like the one of 2024"
    before = page(client, made.members[3], "scores", submission).content.decode()
    assert words not in before
    assert "By criterion" not in before
    assert "You see the others’ score sheets when you have handed in your own." in before
    making.hand_in(submission, rubric, [made.members[3]], *LOW)
    after = page(client, made.members[3], "scores", submission).content.decode()
    assert words in after
    assert "By criterion" in after
    assert page(client, made.author, "scores", submission).status_code == 404
    assert words not in page(client, made.author, "work", submission).content.decode()
    office = page(client, made.clerk, "scores", submission).content.decode()
    assert words not in office
    assert "The points are shown when they are counted." in office


def test_once_counted_the_averages_are_for_all_who_open_the_work_and_the_sheets_are_not(client, made):
    rubric, submission = begun(made)
    actions.hand_in_scores(
        submission=submission,
        given=making.given(rubric, *LOW),
        comment="Secretly none",
        by=made.chair,
        at=make.NOW,
    )
    making.hand_in(submission, rubric, made.members[1:3], *HIGH)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members)
    actions.close(submission=making.fresh(submission), minutes="3", by=made.secretary, at=make.NOW)
    author = page(client, made.author, "scores", submission).content.decode()
    assert "60" in author
    assert "Secretly none" not in author
    assert "Not handed in yet" not in author
    for seat in (made.members[3], made.clerk, made.leader):
        assert "Secretly none" in page(client, seat, "scores", submission).content.decode(), seat.role
    reader = page(client, made.reader, "scores", submission).content.decode()
    assert "Secretly none" not in reader


def test_who_declared_a_conflict_reads_no_sheet(client, made):
    rubric, submission = begun(made)
    making.hand_in(submission, rubric, made.members, *HIGH)
    actions.declare_conflict(submission=submission, reason="Relative", by=made.members[3], at=make.NOW)
    assert page(client, made.members[3], "scores", submission).status_code == 404


def test_what_waits_for_a_members_sheet(client, made):
    rubric, submission = begun(made)
    assert [one.pk for one in to_score(made.chair)] == [submission.pk]
    assert not to_score(made.author)
    assert not to_score(made.clerk)
    assert "Waits for your score sheet" in client_list(client, made.chair)
    making.hand_in(submission, rubric, [made.chair])
    assert not to_score(made.chair)
    assert "Waits for your score sheet" not in client_list(client, made.chair)
    actions.declare_conflict(submission=submission, reason="Relative", by=made.members[3], at=make.NOW)
    assert not to_score(made.members[3])
    plain = making.unit()
    making.before_council(plain)
    assert not to_score(plain.chair), "no rubric, no sheet"


def client_list(client, seat):
    client.force_login(seat.account)
    return client.get(reverse("works:own") + "?language=en").content.decode()


def queries(client, seat, submission):
    client.force_login(seat.account)
    address = reverse("works:scores", args=[submission.work.key])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(address).status_code == 200
    return len(told)


def test_three_sheets_cost_as_many_queries_as_one(client, made):
    rubric, submission = begun(made)
    making.hand_in(submission, rubric, made.members[:1], *HIGH)
    one = queries(client, made.chair, submission)
    making.hand_in(submission, rubric, made.members[1:3], *LOW)
    assert queries(client, made.chair, submission) == one


# ---------------------------------------------------------------- the pages


def test_the_form_keeps_a_draft_says_what_is_wrong_at_its_field_and_hands_in(client, made):
    rubric, submission = begun(made)
    items = list(rubric.items.all())
    here = reverse("works:score", args=[submission.work.key])
    client.force_login(made.members[3].account)
    assert client.get(here).status_code == 200
    data = {f"points_{items[0].pk}": "15,5", f"why_{items[0].pk}": "Bền hơn", "seen": "0"}
    assert client.post(here + "?language=vi", data).status_code == 302
    shown = client.get(here + "?language=vi").content.decode()
    assert 'value="15,5"' in shown
    assert "Bền hơn" in shown
    sheet = own_sheet(made.members[3], submission)
    assert sheet.total == Decimal("15.5")
    wrong = client.post(here + "?language=en", data | {f"points_{items[0].pk}": "25", "seen": sheet.revision})
    assert wrong.status_code == 422
    assert f"points_{items[0].pk}" in wrong.context["form"].errors
    assert "25" in wrong.content.decode()
    unfinished = client.post(here + "?language=vi", data | {"hand_in": "on", "seen": sheet.revision})
    assert unfinished.status_code == 422
    assert set(unfinished.context["form"].errors) == {f"points_{one.pk}" for one in items[1:]}
    assert own_sheet(made.members[3], submission).revision == sheet.revision
    whole = {f"points_{one.pk}": "10" for one in items} | {"hand_in": "on", "seen": sheet.revision}
    done = client.post(here, whole)
    assert done["Location"] == reverse("works:scores", args=[submission.work.key])
    assert own_sheet(made.members[3], submission).handed_in_at is not None
    assert client.get(here)["Location"] == done["Location"]
    for seat, status in ((made.author, 403), (made.clerk, 403), (make.seat(made.there, "leader"), 404)):
        client.force_login(seat.account)
        assert client.get(here).status_code == status


def test_a_sheet_kept_on_the_device_is_told_its_address(client, made):
    rubric, submission = begun(made)
    client.force_login(made.chair.account)
    here = reverse("works:score", args=[submission.work.key])
    answer = client.post(here, {"seen": "0"}, headers={"X-Songfai-Keep": "1"})
    assert answer.json() == {"address": reverse("works:work", args=[submission.work.key])}


def test_the_steps_offered_follow_what_the_points_are_for(client, made):
    _rubric, submission = begun(made, use="decide", threshold=Decimal(70))
    shown = page(client, made.secretary, "work", submission).content.decode()
    assert "/steps/count/" in shown
    assert "/steps/open/" not in shown
    plain = making.unit()
    voting = page(client, plain.secretary, "work", making.before_council(plain)).content.decode()
    assert "/steps/open/" in voting
    assert "/steps/count/" not in voting


# ---------------------------------------------------------------- the rubric of the rules


def test_what_comes_with_the_software_is_marked_as_not_confirmed_and_says_where_it_was_read():
    rows = {one.slug: one for one in Rubric.objects.filter(regulation=None)}
    assert set(rows) == {"novelty-bands", "four-parts"}
    assert all(
        one.certainty == "unconfirmed" and one.source and one.threshold is None for one in rows.values()
    )
    assert sum(one.most for one in rows["four-parts"].items.all()) == 100
    assert [one.pass_mark for one in rows["four-parts"].items.all()] == [10, 10, None, None, None, None]
    for row in rows.values():
        for text in (row.title, row.basis, *(one.text for one in row.items.all())):
            assert set(text.languages()) == {"lo", "vi", "en"}


def test_the_office_begins_changes_and_takes_out_a_rubric_until_a_work_is_filed(client, made):
    regulation = making.own_rules(made, valid_from=make.TODAY)
    here = reverse("works:regulation", args=[regulation.key])
    client.force_login(made.clerk.account)
    assert "The council gives no points" in client.get(here + "?language=en").content.decode()
    assert client.post(f"{here}points/new/", {}).status_code == 422, "a name, or one to begin from"
    assert client.post(f"{here}points/new/", {"like": "four-parts"}).status_code == 302
    rubric = Rubric.objects.get(regulation=regulation)
    assert (rubric.items.count(), rubric.use) == (6, "inform")
    assert Rubric.objects.get(slug="four-parts").items.count() == 6, "a copy"
    data = {"title_vi": "Thang 100", "use": "both", "threshold": "", "certainty": "sourced"}
    regulation.refresh_from_db()
    refused = client.post(f"{here}points/?language=en", data | {"seen": regulation.revision})
    assert refused.status_code == 422
    assert "say how many points are needed" in refused.content.decode()
    done = client.post(f"{here}points/", data | {"threshold": "70", "seen": regulation.revision})
    assert done.status_code == 302
    item = rubric.items.first()
    less = {"text_vi": "Tính mới", "most": "5", "pass_mark": "6"}
    assert client.post(f"{here}points/criteria/{item.pk}/", less).status_code == 422
    assert client.post(f"{here}points/criteria/{item.pk}/", less | {"pass_mark": "2"}).status_code == 302
    for one in list(rubric.items.all())[3:5]:
        answer = client.post(f"{here}points/criteria/{one.pk}/remove/")
    assert answer.status_code == 422, "fewer points than are needed"
    assert rubric.items.count() == 5
    assert client.post(f"{here}points/criteria/new/", {"text_lo": "ໃໝ່", "most": "10"}).status_code == 302
    assert rubric.items.count() == 6
    for seat in (made.author, made.reader):
        client.force_login(seat.account)
        assert client.get(f"{here}points/").status_code == 403
    making.filed(made)
    client.force_login(made.clerk.account)
    assert client.post(f"{here}points/remove/").status_code == 422
    assert f"{here}points/new/" not in client.get(here).content.decode()
    with pytest.raises(Refused) as refused:
        actions.save_rubric_item(
            rubric=rubric,
            values={"text": make.words("x"), "guide": None, "most": Decimal(1), "pass_mark": None},
            by=made.clerk,
            at=make.NOW,
        )
    assert refused.value.code == "regulation_used"


def test_a_new_version_of_the_rules_takes_the_rubric_over(made):
    rubric = making.own_rubric(made, use="both", threshold=Decimal(70))
    making.filed(made)
    old = rubric.regulation
    values = {name: getattr(old, name) for name in REGULATION_FIELDS}
    values |= {"valid_from": make.TODAY + timedelta(days=1), "valid_to": None}
    row = actions.replace_regulation(regulation=old, values=values, by=made.clerk, at=make.NOW)
    copied = rubric_of(row)
    assert (copied.pk != rubric.pk, use_of(copied), copied.threshold, copied.items.count()) == (
        True,
        "both",
        70,
        6,
    )
    actions.remove_rubric(rubric=copied, by=made.clerk, at=make.NOW)
    assert Rubric.objects.get(pk=rubric.pk).items.count() == 6


def test_a_rubric_is_begun_once_and_only_by_its_own_office(made):
    rubric = making.own_rubric(made)
    told = {"regulation": rubric.regulation, "title": make.words("x"), "like": None}
    assert code(actions.begin_rubric, by=made.clerk, **told) == "rubric_twice"
    for seat in (made.author, making.unit().clerk):
        with pytest.raises(NotPermitted):
            actions.begin_rubric(by=seat, at=make.NOW, **told)
        with pytest.raises(NotPermitted):
            actions.remove_rubric(rubric=rubric, by=seat, at=make.NOW)


# ---------------------------------------------------------------- the judgement on novelty


def test_recognition_waits_for_the_judgement_where_the_rules_ask_for_it(client, made):
    making.own_rules(made, valid_from=make.TODAY.replace(day=1), least_members=5, judged_from=make.TODAY)
    submission = making.voted(made)
    missing = "its judgement is still missing"
    assert missing in page(client, made.leader, "work", submission).content.decode()
    told = {"submission": submission, "decision": "1/QĐ", "decided_on": make.TODAY, "by": made.leader}
    assert code(actions.recognise, **told) == "judgement_missing"
    for seat in (made.leader, made.members[3], made.author):
        with pytest.raises(NotPermitted):
            actions.conclude(submission=submission, alike="different", reason="x", by=seat, at=make.NOW)
    said = {"submission": making.fresh(submission), "by": made.secretary}
    assert code(actions.conclude, alike="same", reason=" ", **said) == "reason_missing"
    actions.conclude(alike="same", reason="As in 2024", at=make.NOW, **said)
    assert code(actions.recognise, **told | {"submission": making.fresh(submission)}) == "judged_the_same"
    here = reverse("works:conclude", args=[submission.work.key])
    client.force_login(made.secretary.account)
    assert client.get(here).status_code == 200
    assert client.post(here, {"alike": "", "reason": "", "seen": "0"}).status_code == 422
    data = {"alike": "different", "reason": "Another pump", "seen": making.fresh(submission).revision}
    assert client.post(here, data).status_code == 302
    shown = page(client, made.leader, "work", submission).content.decode()
    assert missing not in shown
    assert "Another pump" in shown
    assert Submission.objects.get(pk=submission.pk).conclusions.count() == 2, "the earlier one stays"
    assert recognise(made, submission).stage == Stage.RECOGNISED
    assert page(client, made.secretary, "conclude", submission).status_code == 422


def test_works_filed_before_the_day_are_recognised_without(made):
    tomorrow = make.TODAY + timedelta(days=1)
    making.own_rules(made, valid_from=make.TODAY, least_members=5, judged_from=tomorrow)
    assert making.recognised(made).stage == Stage.RECOGNISED
