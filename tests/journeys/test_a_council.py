"""A council as its people live it: the office composes it, the secretary leads a session with several works, and a member
reads, judges what is new, scores and votes; nobody learns how."""

import pytest
from django.core.serializers import serialize

from songfai.journal.models import Line
from songfai.works import actions
from songfai.works.models import Ballot, Conclusion, Council, Judgement, ScoreSheet, Vote, Voter
from songfai.works.states import Layer, PartKind, Stage
from tests import factories as make
from tests.fixtures.browser import PHONE
from tests.journeys.walking import Person
from tests.works import making

pytestmark = pytest.mark.browser


@pytest.fixture
def made(live, settings):
    settings.TODAY = "2026-03-10"
    return making.unit(country="VN")


def take(person: Person, step: str, works, **values: str) -> None:
    """One step of a session for these works."""
    form = f'main form:has([name=step][value="{step}"])'
    for one in works:
        person.page.check(f'{form} [name=works][value^="{one.key}."]')
    person.fill(form, values)
    person.press(f"{form} button")


def test_the_office_composes_it_and_the_secretary_leads_a_session(made, new_page, axe):
    works = [making.accepted(made) for _n in range(2)]
    actions.save_council(
        council=made.council,
        values={"title": made.council.title, "decision": "12/QĐ", "decided_on": made.council.decided_on, "valid_to": make.TODAY},
        by=made.clerk, at=make.NOW,
    )  # fmt: skip
    # The office forms a council by the head's decision and names its members.
    office = Person(new_page(), made.clerk.account.email, "vi").sign_in()
    office.go("/works/councils/new/")
    office.send("", title_vi="Hội đồng sáng kiến 2026", decision="15/QĐ", decided_on="02/03/2026")
    council = Council.objects.exclude(pk=made.council.pk).get()
    here = f"/works/councils/{council.key}/"
    roles = ("chair", "vice", "secretary", "expert", "union")
    for seat, role in list(zip(made.members, roles, strict=True))[:4]:
        actions.add_member(
            council=council, email=seat.account.email, role=role, by=made.clerk, at=make.NOW, day=make.TODAY
        )
    # Four of the five that the rules ask for: no work is given to it.
    office.go(f"{here}session/")
    take(office, "convene", works)
    assert office.sees("Chỉ có 4 thành viên")
    assert axe(office.page) == []
    assert {making.fresh(one).stage for one in works} == {Stage.ACCEPTED}
    office.go(here)
    office.send("/members/new/", email=made.members[4].account.email, role="union")
    assert council.members.count() == 5
    office.go(f"{here}session/")
    take(office, "convene", works)
    assert {making.fresh(one).stage for one in works} == {Stage.APPRAISAL}
    # The secretary opens both ballots at once.
    secretary = Person(new_page(), made.secretary.account.email, "vi").sign_in("**/works/own/**")
    secretary.go(here)
    secretary.press(f'a[href="{here}session/"]')
    take(secretary, "open", works)
    first, second = works
    making.cast(first, made.members)
    making.cast(second, made.members[:3])
    for one in works:
        making.find(made, making.fresh(one))
    # Without a quorum one work stays as it was, and holds up no other.
    secretary.go(f"{here}session/")
    take(secretary, "close", works, minutes="07/BB-HĐSK")
    assert secretary.page.locator("#h-refused").count() == 1
    assert [making.fresh(one).stage for one in works] == [Stage.VOTED, Stage.VOTING]
    assert axe(secretary.page) == []
    making.cast(second, made.members[3:])
    secretary.go(f"{here}session/")
    take(secretary, "close", [second], minutes="07/BB-HĐSK")
    assert [making.fresh(one).minutes for one in works] == ["07/BB-HĐSK"] * 2
    # The minutes are a paper in three languages.
    secretary.go(f"/works/{first.work.key}/")
    assert secretary.sees("07/BB-HĐSK")
    with secretary.page.expect_download() as told:
        secretary.page.locator('a[href$="/minutes/vi.docx"]').click()
    assert told.value.suggested_filename.endswith("-vi.docx")


def test_a_member_reads_judges_scores_and_votes_and_nobody_learns_how(made, new_page, axe):
    rubric = making.own_rubric(made, use="inform")
    earlier = making.earlier(making.unit()).work
    submission = making.before_council(made, making.alike(made, hidden=(PartKind.CONTENT,)))
    here = f"/works/{submission.work.key}/"
    making.hand_in(submission, rubric, made.members[1:], 18, 17, 12, 8, 10, 15)
    member = Person(new_page(viewport=PHONE), made.chair.account.email, "vi").sign_in("**/works/own/**")
    member.go(here)
    assert member.sees("bẫy hơi phao"), "the council reads what is confidential, while the work is before it"
    # What is the same as before, side by side; what it means is said by people.
    member.press(f'a[href="{here}earlier/"]')
    assert member.page.locator("mark.overlap").count() >= 1
    assert (member.wide(), axe(member.page)) == (0, [])
    member.press(f'a[href$="/{earlier.key}/judgement/"]')
    member.send("", reason="Trùng một đoạn, giải pháp khác.", **{str(layer): "partly" for layer in Layer})
    assert Judgement.objects.get().earlier == earlier
    member.go(f"{here}novelty/")
    member.send("", alike="partly", reason="Phần điều khiển là mới.")
    assert Conclusion.objects.get().alike == "partly"
    # The own sheet of points; the others' are seen only after it.
    member.go(f"{here}scores/")
    assert member.sees("Sau khi nộp phiếu của mình")
    member.go(f"{here}score/")
    member.page.check("[name=hand_in]")
    member.send("", **{f"points_{one.pk}": "9,5" for one in rubric.items.all()})
    assert ScoreSheet.objects.exclude(handed_in_at=None).count() == 5
    assert member.wide() == 0
    # The ballot. What was voted is with nobody's name.
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members[1:])
    member.go(f"{here}vote/")
    member.send("", choice="against")
    assert Voter.objects.filter(voted=True).count() == 5
    ballot = Ballot.objects.get()
    assert sorted(Vote.objects.values_list("choice", flat=True)) == ["against", *["for"] * 4]
    assert {field.name for field in Vote._meta.get_fields()} == {"key", "ballot", "choice"}
    for rows in (Voter.objects.all(), Line.objects.all()):
        assert "against" not in serialize("json", rows)
    # Neither who votes nor who counts nor the head sees a choice while the ballot is open.
    secretary = Person(new_page(), made.secretary.account.email, "vi").sign_in("**/works/own/**")
    leader = Person(new_page(), made.leader.account.email, "vi").sign_in()
    for one in (member, secretary, leader):
        one.go(here)
        assert one.sees("5 trên 5 thành viên đã bỏ phiếu.")
        assert not one.sees("Phiếu không đồng ý")
    making.find(made, making.fresh(submission))
    secretary.go(f"{here}steps/close/")
    secretary.send("", minutes="08/BB")
    ballot.refresh_from_db()
    assert (ballot.votes_for, ballot.votes_against) == (4, 1)
    for one in (member, secretary, leader):
        one.go(here)
        assert one.sees("Phiếu không đồng ý"), "how many, never who"
    assert not leader.sees("Chờ bỏ phiếu")
