"""A work's way by its actions: what changes, what is written down, what is refused and leaves nothing behind."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from songfai.deadlines.models import Rule, Version
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.works import actions
from songfai.works.actions.councils import REGULATION_FIELDS
from songfai.works.models import Certificate, Move, Submission, Work
from songfai.works.states import AuthorRole, BenefitKind, Choice, CouncilRole, PartKind, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def refusal(call, **given):
    with pytest.raises(Refused) as refused:
        call(at=make.NOW, **given)
    return refused.value.code


def test_who_begins_a_work_is_its_lead_author_with_all_of_it(made):
    work = making.draft(made)
    author = work.authors.get()
    assert (author.role, author.share, author.confirmed) == (AuthorRole.LEAD, Decimal(100), "self")
    assert author.account == made.author.account
    assert work.parts.count() == len(PartKind)
    assert Line.objects.filter(verb="works.begin").count() == 1


def test_an_officer_who_enters_it_for_others_is_no_author(made):
    work = making.draft(made, by=made.unit_officer, on_behalf=True)
    assert work.authors.count() == 0
    with pytest.raises(NotPermitted):
        making.draft(made, by=made.author, on_behalf=True)


def test_an_author_without_account_is_confirmed_from_the_paper_he_signed(made):
    work = making.draft(made, by=made.unit_officer, on_behalf=True)
    values = making.author_values(role=AuthorRole.LEAD, share=Decimal(100))
    author = actions.save_author(work=work, values=values, by=made.unit_officer, at=make.NOW)
    told = {"author": author, "by": made.unit_officer}
    assert refusal(actions.confirm, **told) == "paper_missing"
    actions.confirm(**told, paper="Đơn ký 05/3/2026", at=make.NOW)
    author.refresh_from_db()
    assert (author.confirmed, author.confirmed_paper) == ("behalf", "Đơn ký 05/3/2026")


def test_nobody_confirms_for_who_has_an_account(made):
    work = making.draft(made)
    values = making.author_values(account=made.second.account)
    row = actions.save_author(work=work, values=values, by=made.author, at=make.NOW)
    assert Notice.objects.filter(account=made.second.account).count() == 1
    for seat in (made.author, made.unit_officer):
        with pytest.raises(NotPermitted):
            actions.confirm(author=row, by=seat, at=make.NOW, paper="a paper")
    actions.confirm(author=row, by=made.second, at=make.NOW)
    row.refresh_from_db()
    assert row.confirmed == "self"


def test_a_changed_share_takes_the_confirmation_away_and_a_changed_post_does_not(made):
    work = making.of_two(made)
    second = work.authors.get(role=AuthorRole.CO)
    same = making.author_values(account=made.second.account, union_member=False, post="Tổ trưởng")
    actions.save_author(work=work, author=second, values=same, by=made.author, at=make.NOW)
    second.refresh_from_db()
    assert second.confirmed == "self"
    actions.save_author(
        work=work, author=second, values=same | {"share": Decimal(20)}, by=made.author, at=make.NOW
    )
    second.refresh_from_db()
    assert (second.confirmed, second.confirmed_at) == ("", None)
    assert refusal(actions.file, work=work, by=made.author) == "shares_not_whole"
    assert Submission.objects.count() == 0


def test_a_work_has_one_lead_and_each_person_once(made):
    work = making.draft(made)
    for values in (
        making.author_values(role=AuthorRole.LEAD),
        making.author_values(account=made.author.account),
    ):
        assert refusal(actions.save_author, work=work, values=values, by=made.author) == "author_twice"
    assert work.authors.count() == 1


def test_the_receipt_has_a_number_and_the_day_the_result_is_due(made):
    submission = making.filed(made)
    # One month to check the form, then three months to decide.
    assert submission.due == date(2026, 4, 10)
    assert submission.stated_due == date(2026, 7, 10)
    assert submission.receipt == "0001/2026"
    assert making.filed(made).number == 2
    assert making.filed(making.unit()).number == 1
    work = Work.objects.get(pk=submission.work_id)
    assert (work.stage, work.listed_on) == (Stage.RECEIVED, make.TODAY)
    assert submission.filed["parts"]["content"] == {"vi": "Phần content"}
    assert Notice.objects.filter(account=made.clerk.account, text__contains="was filed").exists()


def test_the_decision_is_counted_from_the_end_of_the_first_application_when_it_is_later(made):
    work = making.ready(made, applied_until=date(2026, 5, 20))
    submission = making.filed(made, work)
    assert submission.stated_due == date(2026, 8, 20)
    actions.accept(submission=submission, by=made.clerk, at=make.NOW)
    assert making.fresh(submission).due == date(2026, 8, 20)


def test_a_units_own_limit_goes_before_the_general_one_and_a_provinces_too(made):
    province = made.here.parent = make.institution()
    made.here.save()
    rule = Rule.objects.get(slug="initiative-formality-vn")
    Version.objects.create(rule=rule, institution=province, amount=10, unit="days")
    assert making.filed(made).due == date(2026, 3, 20)
    Version.objects.create(rule=rule, institution=made.here, amount=5, unit="days")
    assert making.filed(made).due == date(2026, 3, 15)


def test_a_lao_unit_has_clocks_and_rules_of_its_own():
    made = making.unit(country="LA")
    submission = making.filed(made)
    assert submission.regulation.country == "LA"
    assert submission.regulation.certainty == "proposal"
    assert submission.stated_due == date(2026, 7, 10)


def test_what_is_filed_stays_as_it_is_until_mending_is_asked_for(made):
    submission = making.filed(made)
    work = submission.work
    given = {"values": making.values(), "parts": making.parts(), "by": made.author}
    assert refusal(actions.change, work=work, **given) == "not_worded"
    assert refusal(actions.file, work=work, by=made.author) == "filed_already"
    actions.ask_for_mending(submission=submission, reason="No drawing", by=made.clerk, at=make.NOW)
    submission = making.fresh(submission)
    assert (submission.stage, submission.due) == (Stage.DEFECTS, date(2026, 4, 10))
    actions.change(work=work, **given | {"values": making.values(title=make.words("Mended"))}, at=make.NOW)
    later = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
    actions.mend(submission=submission, by=made.author, at=later)
    submission = making.fresh(submission)
    assert (submission.stage, submission.due) == (Stage.RECEIVED, date(2026, 4, 20))
    assert submission.filed["title"]["en"] == "Mended"
    assert submission.stated_due == date(2026, 7, 10), "what the receipt states is not rewritten"


def test_what_was_refused_or_withdrawn_may_be_filed_again(made):
    work = making.ready(made)
    for number, (step, by) in enumerate(((actions.reject, made.clerk), (actions.withdraw, made.author)), 1):
        submission = making.filed(made, Work.objects.get(pk=work.pk))
        assert submission.number == number
        assert refusal(step, submission=submission, reason=" ", by=by) == "reason_missing"
        step(submission=making.fresh(submission), reason="Not tried out", by=by, at=make.NOW)
    assert making.filed(made, Work.objects.get(pk=work.pk)).number == 3
    assert work.submissions.count() == 3


def test_an_author_does_not_examine_an_own_work(made):
    values = making.author_values(account=made.clerk.account, union_member=False)
    work = making.ready(made)
    lead = work.authors.get()
    actions.save_author(
        work=work,
        author=lead,
        values=making.author_values(
            role=AuthorRole.LEAD, name=lead.name, account=made.author.account, share=Decimal(70)
        ),
        by=made.author,
        at=make.NOW,
    )
    row = actions.save_author(work=work, values=values, by=made.author, at=make.NOW)
    actions.confirm(author=lead, by=made.author, at=make.NOW)
    actions.confirm(author=row, by=made.clerk, at=make.NOW)
    submission = making.filed(made, Work.objects.get(pk=work.pk))
    with pytest.raises(NotPermitted) as refused:
        actions.accept(submission=submission, by=made.clerk, at=make.NOW)
    assert refused.value.code == "own_work"
    actions.accept(submission=submission, by=made.coordinator, at=make.NOW)


def test_the_council_must_be_as_the_rules_ask(made):
    submission = making.accepted(made)

    def code(seats, roles):
        council = making.council(made, seats, roles)
        return refusal(actions.convene, submission=making.fresh(submission), council=council, by=made.clerk)

    chair, secretary, member = CouncilRole.CHAIR, CouncilRole.SECRETARY, CouncilRole.MEMBER
    assert code(made.members[:1], (member,)) == "one_chair"
    assert code(made.members[:2], (chair, member)) == "no_secretary"
    assert code(made.members[:3], (chair, secretary, member)) == "too_few_members"
    # The chair is an author: without a vote there is no chair.
    assert code([made.author, *made.members[1:]], (chair, *making.ROLES[1:])) == "one_chair"
    assert making.fresh(submission).council is None


def test_the_authors_trade_union_sits_on_the_council(made):
    work = making.of_two(made, union_member=True)
    submission = making.accepted(made, work)
    roles = (*making.ROLES[:4], CouncilRole.MEMBER)
    other = making.council(made, made.members, roles)
    assert refusal(actions.convene, submission=submission, council=other, by=made.clerk) == "no_union"
    actions.convene(submission=making.fresh(submission), council=made.council, by=made.clerk, at=make.NOW)


def test_the_head_who_is_an_author_sits_not_on_the_council_and_waits_for_the_superior(made):
    work = making.of_two(made, heads_unit=True)
    work.state_funded = True
    work.save()
    submission = making.accepted(made, work)
    with_head = making.council(made, [*made.members, made.second], (*making.ROLES, CouncilRole.MEMBER))
    assert (
        refusal(actions.convene, submission=submission, council=with_head, by=made.clerk) == "head_on_council"
    )
    actions.convene(submission=making.fresh(submission), council=made.council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members)
    making.find(made, making.fresh(submission))
    actions.close(submission=making.fresh(submission), minutes="1/BB", by=made.secretary, at=make.NOW)
    decision = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader}
    assert refusal(actions.recognise, submission=making.fresh(submission), **decision) == "superior_first"
    actions.send_up(submission=making.fresh(submission), superior="Sở", by=made.clerk, at=make.NOW)
    assert (
        refusal(actions.approve, submission=making.fresh(submission), paper="", by=made.clerk)
        == "proof_missing"
    )
    actions.approve(submission=making.fresh(submission), paper="9/SKHCN", by=made.clerk, at=make.NOW)
    actions.recognise(submission=making.fresh(submission), **decision, at=make.NOW)
    assert making.fresh(submission).stage == Stage.RECOGNISED


def test_no_superior_is_asked_where_none_is_needed(made):
    submission = making.voted(made)
    assert (
        refusal(actions.send_up, submission=submission, superior="Sở", by=made.clerk) == "superior_not_needed"
    )


def test_recognised_with_a_certificate_for_each_author(made):
    submission = making.certified(made, making.of_two(made))
    assert submission.stage == Stage.CERTIFIED
    assert [str(one) for one in Certificate.objects.order_by("number")] == ["0001/2026", "0002/2026"]
    assert {one.author.account for one in submission.certificates.all()} == {
        made.author.account,
        made.second.account,
    }
    steps = list(Move.objects.filter(submission=submission).values_list("step", flat=True))
    assert steps == ["", "accept", "convene", "open", "close", "recognise", "certify"]
    assert submission.due is None
    assert Notice.objects.filter(account=made.second.account, text__contains="recognised").exists()


def test_below_the_threshold_it_is_not_recognised_but_refused_with_the_reason(made):
    submission = making.voted(made, votes_for=3)
    ballot = submission.ballots.get()
    assert (ballot.votes_for, ballot.votes_against, ballot.entitled, ballot.carried) == (3, 2, 5, False)
    decision = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader}
    assert refusal(actions.recognise, submission=submission, **decision) == "not_carried"
    actions.refuse(submission=making.fresh(submission), reason="Not new", by=made.leader, at=make.NOW)
    submission = making.fresh(submission)
    assert (submission.stage, submission.reason) == (Stage.REFUSED, "Not new")


def test_the_findings_come_before_the_recognition(made):
    submission = making.voting(made)
    making.cast(submission, made.members)
    actions.close(submission=making.fresh(submission), minutes="1", by=made.secretary, at=make.NOW)
    decision = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader}
    assert refusal(actions.recognise, submission=making.fresh(submission), **decision) == "findings_missing"
    making.find(made, making.fresh(submission), met=False)
    assert refusal(actions.recognise, submission=making.fresh(submission), **decision) == "criterion_not_met"


def test_only_a_leader_or_who_has_a_paper_recognises(made):
    submission = making.voted(made)
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "at": make.NOW}
    for seat in (made.coordinator, made.clerk, made.author, make.seat(made.there)):
        with pytest.raises(NotPermitted):
            actions.recognise(submission=submission, by=seat, **told)
    made.coordinator.authority = "07/GUQ"
    made.coordinator.save()
    actions.recognise(submission=submission, by=made.coordinator, **told)


def test_applied_transferred_and_revoked(made):
    submission = making.certified(made)
    use = {"on": make.TODAY, "place": "Xưởng 3", "paper": ""}
    actions.apply(submission=submission, values=use, by=made.unit_officer, at=make.NOW)
    sold = use | {"minor": 5_000_000, "currency": "VND"}
    actions.transfer(submission=making.fresh(submission), values=sold, by=made.unit_officer, at=make.NOW)
    actions.apply(submission=making.fresh(submission), values=use, by=made.unit_officer, at=make.NOW)
    assert making.fresh(submission).stage == Stage.TRANSFERRED
    ahead = use | {"on": date(2027, 1, 1)}
    assert (
        refusal(actions.apply, submission=making.fresh(submission), values=ahead, by=made.unit_officer)
        == "day_ahead"
    )
    assert submission.uses.count() == 3
    actions.revoke(submission=making.fresh(submission), reason="Copied", by=made.leader, at=make.NOW)
    submission = making.fresh(submission)
    assert (submission.stage, submission.work.stage) == (Stage.REVOKED, Stage.REVOKED)
    assert submission.certificates.count() == 1, "they stay on record"


def test_kinds_of_benefit_and_their_confirmation(made):
    work = making.ready(made)
    row = work.benefits.get()
    given = {"work": work, "by": made.author}
    nothing = making.benefit_values(kind=BenefitKind.NOT_COMPUTABLE)
    assert refusal(actions.save_benefit, values=nothing, **given) == "benefit_amount"
    assert refusal(actions.save_benefit, values=making.benefit_values(), **given) == "benefit_twice"
    with pytest.raises(NotPermitted):
        actions.confirm_benefit(benefit=row, paper="1", by=made.author, at=make.NOW)
    actions.confirm_benefit(benefit=row, paper="BB 7/2026", by=made.unit_officer, at=make.NOW)
    row.refresh_from_db()
    assert row.confirmed_by == str(made.unit_officer.account)
    assert refusal(actions.remove_benefit, benefit=row, by=made.author) == "benefit_confirmed"


def test_two_who_save_at_once_are_told(made):
    work = making.draft(made)
    given = {"work": work, "values": making.values(), "parts": making.parts(), "by": made.author}
    actions.change(**given, at=make.NOW, seen_revision=work.revision)
    with pytest.raises(Changed):
        actions.change(**given, at=make.NOW, seen_revision=0)


def test_a_draft_is_thrown_away_and_a_filed_work_is_not(made):
    work = making.ready(made)
    actions.discard(work=work, by=made.author, at=make.NOW)
    assert Work.objects.count() == 0
    submission = making.filed(made)
    assert refusal(actions.discard, work=submission.work, by=made.author) == "not_a_draft"


def test_files_are_kept_while_the_work_is_written(made):
    work = making.draft(made)
    name, data = making.PDF
    given = {"title": "Drawing", "confidential": True, "name": name, "data": data, "by": made.author}
    paper = actions.add_paper(work=work, **given, at=make.NOW)
    assert "drawing" not in Work.objects.get(pk=work.pk).search
    actions.remove_paper(paper=paper, by=made.author, at=make.NOW)
    submission = making.filed(made)
    assert refusal(actions.add_paper, work=submission.work, **given) == "not_worded"


def test_rules_once_used_stay_and_a_unit_enters_its_own(made):
    general = making.filed(made).regulation
    told = {"by": made.clerk}
    with pytest.raises(Refused) as refused:
        making.own_rules(made, least_members=2)
    assert refused.value.code == "too_few_for_secrecy"
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    values = {name: getattr(own, name) for name in REGULATION_FIELDS}
    assert own.criteria.count() == general.criteria.count() == 5
    assert refusal(actions.save_regulation, values=values, **told) == "versions_overlap"
    submission = making.voting(made)
    assert submission.regulation == own
    making.cast(submission, made.members[:2])
    making.cast(submission, made.members[2:3], Choice.AGAINST)
    actions.close(submission=making.fresh(submission), minutes="1", by=made.secretary, at=make.NOW)
    # Two of three who voted are less than seven of ten.
    assert submission.ballots.get().carried is False
    assert refusal(actions.save_regulation, values=values, regulation=own, **told) == "regulation_used"
    with pytest.raises(NotPermitted):
        actions.save_regulation(values=values, regulation=general, at=make.NOW, **told)
