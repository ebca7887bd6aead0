"""A member of the council and an author without an account who have one name: nobody votes on a work of their own."""

from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.people.models import Person
from songfai.works import actions, rules
from songfai.works.models import Apart
from songfai.works.queries import namesakes
from songfai.works.states import Stage
from tests import factories as make
from tests.works import making

NAME = Trilingual(vi="Nguyễn Văn Bình")


@pytest.fixture
def made(db, settings):
    """A unit whose expert has the name of an author who was entered without an account."""
    settings.TODAY = make.TODAY.isoformat()
    made = making.unit()
    made.expert = made.members[3]
    name_person(made.expert, NAME)
    return made


def name_person(seat, name):
    Person.objects.filter(pk=seat.account.person_id).update(name=name)
    seat.account.person.refresh_from_db()


def code(call, **given):
    with pytest.raises(Refused) as refused:
        call(at=make.NOW, **given)
    return refused.value.code


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nguyễn Văn Bình", "nguyễn văn bình", True),
        ("Nguyễn Văn Bình", "Nguyen Van Binh", True),
        ("Nguyễn Văn Bình", "Bình Nguyễn Văn", True),
        ("Ông Nguyễn Văn Bình", "Nguyễn Văn Bình", True),
        ("Nguyễn Văn Bình", "Nguyễn Văn Bảo", False),
        ("ວິໄລພອນ ແກ້ວມະນີ", "Vilayphone Keomany", True),
    ],
)
def test_names_that_may_be_of_one_person(one, other, expected):
    assert rules.same_name({"vi": one}, {"lo": other}) is expected


def test_no_ballot_is_opened_before_the_two_are_told_apart(made):
    submission = making.named(made, NAME)
    told = {"by": made.secretary}
    [found] = namesakes(submission)
    assert (found.author, found.member.seat) == (submission.work.authors.get(), made.expert)
    assert code(actions.open_ballot, submission=submission, **told) == "same_name"
    pair = {"author": found.author, "member": found.member}
    assert code(actions.tell_apart, submission=submission, reason=" ", **pair, **told) == "reason_missing"
    actions.tell_apart(
        submission=making.fresh(submission), reason="Born in 1960, works in Vinh", at=make.NOW, **pair, **told
    )
    row = Apart.objects.get()
    assert (row.account, row.reason) == (made.expert.account, "Born in 1960, works in Vinh")
    assert Line.objects.filter(verb="works.tell_apart").count() == 1
    actions.open_ballot(submission=making.fresh(submission), at=make.NOW, **told)
    assert making.fresh(submission).stage == Stage.VOTING


def test_a_council_without_that_member_needs_no_word(made):
    submission = making.named(made, NAME)
    others = [make.seat(made.here, "author"), *[one for one in made.members if one != made.expert]]
    roles = [making.CouncilRole.EXPERT, *[one for one in making.ROLES if one != making.CouncilRole.EXPERT]]
    council = making.council(made, others, roles)
    actions.convene(submission=submission, council=council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    assert making.fresh(submission).stage == Stage.VOTING


def test_an_author_with_an_account_of_its_own_is_told_apart_by_it(made):
    name_person(made.author, NAME)
    submission = making.before_council(made)
    assert namesakes(submission) == []
    actions.open_ballot(submission=submission, by=made.secretary, at=make.NOW)


def test_nobody_says_of_themselves_that_they_are_another_person(made):
    name_person(made.expert, make.words("Somebody Else Here"))
    name_person(made.secretary, NAME)
    submission = making.named(made, NAME)
    [found] = namesakes(submission)
    told = {"submission": submission, "author": found.author, "member": found.member, "reason": "x"}
    assert code(actions.tell_apart, by=made.secretary, **told) == "own_name"
    for seat in (made.clerk, made.leader, made.expert):
        with pytest.raises(NotPermitted):
            actions.tell_apart(by=seat, at=make.NOW, **told)
    actions.tell_apart(by=made.chair, at=make.NOW, **told)
    assert namesakes(making.fresh(submission)) == []


def test_nobody_confirms_on_paper_for_an_account_of_the_same_name(made):
    work = making.draft(made, by=made.clerk, on_behalf=True)
    values = making.author_values(role="lead", name=NAME, share=Decimal(100))
    line = actions.save_author(work=work, values=values, by=made.clerk, at=make.NOW)
    told = {"author": line, "by": made.clerk, "paper": "12/GXN"}
    assert code(actions.confirm, **told) == "account_of_the_name"
    actions.confirm(apart="The expert is from Vinh", at=make.NOW, **told)
    line.refresh_from_db()
    assert line.confirmed == "behalf"
    assert Line.objects.filter(verb="works.confirm").get().details["apart"] == "The expert is from Vinh"


@pytest.mark.parametrize("change", ["inactive", "elsewhere", "ended"])
def test_an_account_that_does_not_act_here_hinders_nobody(made, change):
    if change == "inactive":
        type(made.expert.account).objects.filter(pk=made.expert.account_id).update(is_active=False)
    elif change == "elsewhere":
        type(made.expert).objects.filter(pk=made.expert.pk).update(institution=made.there)
    else:
        type(made.expert).objects.filter(pk=made.expert.pk).update(valid_to="2026-03-09")
    work = making.draft(made, by=made.clerk, on_behalf=True)
    values = making.author_values(role="lead", name=NAME, share=Decimal(100))
    line = actions.save_author(work=work, values=values, by=made.clerk, at=make.NOW)
    actions.confirm(author=line, by=made.clerk, at=make.NOW, paper="12/GXN")
    line.refresh_from_db()
    assert line.confirmed == "behalf"


def test_from_the_page_of_the_work_the_secretary_tells_them_apart(client, made):
    submission = making.named(made, NAME)
    [found] = namesakes(submission)
    here = reverse("works:work", args=[submission.work.key])
    form = reverse("works:tell_apart", args=[submission.work.key, found.author.pk, found.member.pk])
    client.force_login(made.clerk.account)
    assert form not in client.get(here).content.decode()
    assert client.get(form).status_code == 403
    client.force_login(made.secretary.account)
    assert form in client.get(here).content.decode()
    opening = reverse("works:step", args=[submission.work.key, "open"])
    refused = client.post(f"{opening}?language=en", {"seen": submission.revision})
    assert refused.status_code == 422
    assert "has the name of a member of the council: Nguyễn Văn Bình" in refused.content.decode()
    assert client.get(form).status_code == 200
    assert client.post(form, {"reason": ""}).status_code == 422
    assert client.post(form, {"reason": "Another workplace"}).url == here
    page = client.get(here).content.decode()
    assert form not in page
    assert "Another workplace" in page
    assert client.get(form).status_code == 404
    assert client.post(opening, {"seen": making.fresh(submission).revision}).status_code == 302


def test_from_the_page_of_an_author_the_officer_says_why_it_is_another_person(client, made):
    work = making.draft(made, by=made.clerk, on_behalf=True)
    values = making.author_values(role="lead", name=NAME, share=Decimal(100))
    line = actions.save_author(work=work, values=values, by=made.clerk, at=make.NOW)
    client.force_login(made.clerk.account)
    form = reverse("works:confirm_on_paper", args=[work.key, line.pk])
    refused = client.post(f"{form}?language=en", {"paper": "12/GXN"})
    assert refused.status_code == 422
    assert "Somebody of this name has an account at your institution" in refused.content.decode()
    assert client.post(form, {"paper": "12/GXN", "apart": "From Vinh"}).status_code == 302
    line.refresh_from_db()
    assert line.confirmed == "behalf"
