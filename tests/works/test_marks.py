"""What authors state that changes what the law asks: a claim until the office has checked it from a paper."""

import pytest
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.works import actions, rules
from songfai.works.models import Check, Work
from songfai.works.queries import lines_of_marks, marks_of, superior_asked
from songfai.works.states import CouncilRole, Mark, Scope, SuperiorWhen
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def enter(made, submission, mark, found, by=None, paper="12/QĐ"):
    told = {"mark": mark, "found": found, "paper": paper, "by": by or made.clerk, "at": make.NOW}
    return actions.check_mark(submission=making.fresh(submission), **told)


Y, N, NONE = True, False, None


@pytest.mark.parametrize(
    ("state", "head", "settled", "needed"),
    [
        # (claimed, found) of each; what is not found is not settled unless the other one is not true.
        ((Y, NONE), (Y, NONE), False, True),
        ((Y, Y), (Y, NONE), False, True),
        ((Y, Y), (Y, Y), True, True),
        ((N, NONE), (N, NONE), False, False),
        ((N, N), (N, NONE), True, False),
        ((Y, NONE), (N, N), True, False),
        ((N, Y), (N, Y), True, True),
        ((Y, N), (Y, Y), True, False),
    ],
)
def test_who_approves_goes_by_what_was_checked(state, head, settled, needed):
    marks = {Mark.STATE_FUNDED: rules.Marked(*state), Mark.HEAD: rules.Marked(*head)}
    assert rules.superior_settled(marks, SuperiorWhen.FUNDED) is settled
    asked = rules.needs_superior(
        SuperiorWhen.FUNDED,
        head_is_author=marks[Mark.HEAD].holds,
        state_funded=marks[Mark.STATE_FUNDED].holds,
    )
    assert asked is needed


def test_a_work_is_not_recognised_on_its_authors_word_alone(made):
    submission = making.voted(made)
    Check.objects.all().delete()
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.recognise(submission=making.fresh(submission), **told)
    assert refused.value.code == "marks_unchecked"
    enter(made, submission, Mark.HEAD, False)
    actions.recognise(submission=making.fresh(submission), **told)


def test_what_the_office_finds_goes_before_what_was_stated(made):
    submission = making.voted(made)
    enter(made, submission, Mark.STATE_FUNDED, True)
    enter(made, submission, Mark.HEAD, True)
    work = Work.objects.get(pk=submission.work_id)
    assert superior_asked(making.fresh(submission)) and not work.state_funded
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.recognise(submission=making.fresh(submission), **told)
    assert refused.value.code == "superior_first"
    actions.send_up(submission=making.fresh(submission), superior="Sở", by=made.clerk, at=make.NOW)
    # The authors were told each time it was otherwise than they had stated.
    assert (
        Notice.objects.filter(account=made.author.account, text__startswith="The office found").count() == 2
    )


def test_what_is_under_protection_is_not_recognised(made):
    submission = making.voted(made)
    enter(made, submission, Mark.PROTECTED, True)
    with pytest.raises(Refused) as refused:
        actions.recognise(
            submission=making.fresh(submission),
            decision="1",
            decided_on=make.TODAY,
            by=made.leader,
            at=make.NOW,
        )
    assert refused.value.code == "under_protection"


def test_a_province_may_ask_for_more_to_be_checked(made):
    row = making.own_rules(
        made, valid_from=make.TODAY.replace(month=1), must_check=["union"], union_sits=True
    )
    submission = making.voted(made)
    assert submission.regulation == row
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.recognise(submission=submission, **told)
    assert refused.value.code == "mark_unchecked"
    enter(made, submission, Mark.UNION, False)
    actions.recognise(submission=making.fresh(submission), **told)


def test_a_council_without_the_union_needs_the_mark_checked(made):
    roles = [one if one != CouncilRole.UNION else CouncilRole.EXPERT for one in making.ROLES]
    council = making.council(made, made.members, roles)
    submission = making.accepted(made)
    told = {"council": council, "by": made.clerk, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.convene(submission=submission, **told)
    assert refused.value.code == "union_unchecked"
    enter(made, submission, Mark.UNION, True)
    with pytest.raises(Refused) as refused:
        actions.convene(submission=making.fresh(submission), **told)
    assert refused.value.code == "no_union", "an author is a member after all"
    enter(made, submission, Mark.UNION, False)
    actions.convene(submission=making.fresh(submission), **told)


def test_a_check_counts_for_the_claim_it_was_made_of(made):
    submission = making.filed(made)
    enter(made, submission, Mark.STATE_FUNDED, False)
    work = Work.objects.get(pk=submission.work_id)
    assert marks_of(work)[Mark.STATE_FUNDED].found is False
    actions.ask_for_mending(submission=making.fresh(submission), reason="Form", by=made.clerk, at=make.NOW)
    values = making.values(state_funded=True)
    actions.change(
        work=Work.objects.get(pk=work.pk), values=values, parts=making.parts(), by=made.author, at=make.NOW
    )
    line = next(one for one in lines_of_marks(Work.objects.get(pk=work.pk)) if one.mark == Mark.STATE_FUNDED)
    assert (line.marked.found, line.check, line.outdated) == (None, None, True)


def test_no_check_without_a_paper_by_an_author_or_after_the_decision(made):
    submission = making.filed(made)
    with pytest.raises(Refused) as refused:
        enter(made, submission, Mark.HEAD, False, paper=" ")
    assert refused.value.code == "proof_missing"
    assert not Check.objects.exists()
    for seat in (made.author, made.unit_officer, made.members[0]):
        with pytest.raises(NotPermitted):
            enter(made, submission, Mark.HEAD, False, by=seat)
    recognised = making.recognised(made)
    with pytest.raises(Refused) as refused:
        enter(made, recognised, Mark.HEAD, False)
    assert refused.value.code == "check_not_now"


@pytest.mark.parametrize("language", ["en", "vi", "lo"])
def test_on_the_page_it_is_stated_or_checked_and_the_office_enters_it(made, client, language):
    submission = making.filed(made)
    page, form = (
        reverse("works:work", args=[submission.work.key]),
        reverse("works:check_mark", args=[submission.work.key, "head"]),
    )
    client.force_login(made.clerk.account)
    stated = {"en": "stated, not checked", "vi": "tự khai, chưa kiểm tra", "lo": "ແຈ້ງເອງ, ຍັງບໍ່ໄດ້ກວດ"}[language]
    assert client.get(f"{page}?language={language}").content.decode().count(stated) == 4
    shown = client.post(form, {"found": "no", "paper": "", "seen": making.fresh(submission).revision})
    assert shown.status_code == 422
    told = {"found": "no", "paper": "Quyết định 7", "seen": making.fresh(submission).revision}
    assert client.post(form, told).status_code == 302
    shown = client.get(f"{page}?language={language}").content.decode()
    assert shown.count(stated) == 3 and "Quyết định 7" in shown
    client.force_login(made.reader.account)
    assert client.get(form).status_code == 403
    assert form not in client.get(f"{page}?language={language}").content.decode()


def test_a_level_above_that_asks_for_a_mark_checks_it_by_its_own_office(client, made):
    """The unit's office has no part in it any more, and its page of the mark is closed."""
    up = making.above_of(made, must_check=[str(Mark.UNION)])
    base = making.certified(made)
    submission = making.voted_above(up, making.sent_above(made, base))
    told = {
        "decision": "9/QĐ",
        "decided_on": make.TODAY,
        "influence": Scope.PROVINCE,
        "by": up.leader,
        "at": make.NOW,
    }
    with pytest.raises(Refused) as refused:
        actions.recognise(submission=making.fresh(submission), **told)
    assert refused.value.code == "mark_unchecked"
    page = reverse("works:check_mark", args=[base.work.key, submission.key, Mark.UNION])
    client.force_login(made.clerk.account)
    assert client.get(page).status_code in {403, 404}
    client.force_login(up.clerk.account)
    assert page in client.get(reverse("works:level", args=[base.work.key, submission.key])).content.decode()
    seen = client.get(page).context["form"]["seen"].value()
    assert client.post(page, {"found": "yes", "paper": "", "seen": seen}).status_code == 422
    assert client.post(page, {"found": "yes", "paper": "12/CV", "seen": seen}).status_code == 302
    actions.recognise(submission=making.fresh(submission), **told)
