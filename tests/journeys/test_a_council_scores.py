"""A council that gives points: a member with a phone, the office that lays the rules down, the secretary who counts."""

import pytest

from songfai.works.models import Rubric, ScoreSheet
from songfai.works.states import Stage
from tests.fixtures.browser import PHONE
from tests.journeys.walking import Person
from tests.works import making

pytestmark = pytest.mark.browser


@pytest.fixture
def made(live, settings):
    settings.TODAY = "2026-03-10"
    return making.unit(country="VN")


def test_a_member_keeps_a_draft_on_a_phone_and_hands_it_in(made, new_page, axe):
    rubric = making.own_rubric(made, use="decide", threshold=70)
    items = list(rubric.items.all())
    submission = making.before_council(made)
    here = f"/works/{submission.work.key}/"
    making.hand_in(submission, rubric, made.members[:3], 18, 17, 12, 8, 10, 15)
    member = Person(new_page(viewport=PHONE), made.members[3].account.email, "vi").sign_in("**/works/own/**")
    assert member.sees("Chờ phiếu chấm điểm của ông/bà")
    member.press(f'a[href="{here}score/"]')
    assert (member.wide(), axe(member.page)) == (0, [])
    member.go(f"{here}score/")
    member.send("", **{f"points_{items[0].pk}": "15,5", f"why_{items[0].pk}": "Bền hơn loại cũ"})
    assert ScoreSheet.objects.get(member__seat=made.members[3]).handed_in_at is None
    member.go(f"{here}scores/")
    assert member.sees("Sau khi nộp phiếu của mình"), "the others' sheets are not shown yet"
    member.press(f'a[href="{here}score/"]')
    assert member.page.input_value(f"[name=points_{items[0].pk}]") == "15,5"
    rest = {f"points_{one.pk}": "30" for one in items[1:]}
    member.fill("main form[method=post]", rest)
    member.page.check("[name=hand_in]")
    member.press("main form[method=post] button")
    assert member.page.locator(".errbox, .invalid-feedback").count() > 0, "more points than there are"
    assert member.page.input_value(f"[name=points_{items[1].pk}]") == "30", "what was typed is not lost"
    member.picture("score")
    member.fill("main form[method=post]", {f"points_{one.pk}": "9,5" for one in items[1:]})
    member.press("main form[method=post] button")
    assert member.sees("Phiếu chấm điểm đã ký")
    assert (member.wide(), axe(member.page)) == (0, [])
    member.picture("scores")
    secretary = Person(new_page(), made.secretary.account.email, "lo").sign_in("**/works/own/**")
    secretary.go(here)
    secretary.press('a[href$="/steps/count/"]')
    secretary.send("", minutes="03/BB")
    submission = making.fresh(submission)
    assert (submission.stage, submission.tally.passed) == (Stage.VOTED, True)
    # Lao carries marks where its lines may break.
    assert "ຄະແນນຮອດເກນ" in secretary.page.locator("main").inner_text().replace("\u200b", "")
    assert axe(secretary.page) == []
    with secretary.page.expect_download() as told:
        secretary.page.locator('a[href$="/minutes/lo.docx"]').click()
    assert told.value.suggested_filename.endswith("-lo.docx")
    secretary.picture("work")


def test_the_office_lays_down_for_what_the_council_gives_points(made, new_page, axe):
    regulation = making.own_rules(made)
    here = f"/works/rules/{regulation.key}/"
    office = Person(new_page(viewport=PHONE), made.clerk.account.email, "vi").sign_in()
    office.go(here)
    office.press(f'a[href="{here}points/new/"]')
    assert (office.wide(), axe(office.page)) == (0, [])
    office.send("", like="four-parts")
    rubric = Rubric.objects.get(regulation=regulation)
    assert (office.wide(), axe(office.page)) == (0, [])
    office.press(f'a[href="{here}points/"]')
    office.send("", use="both", threshold="65,5")
    assert office.sees("65,5")
    office.press(f'a[href="{here}points/criteria/new/"]')
    office.send("", text_vi="Tính thẩm mỹ", most="5")
    assert office.sees("Tính thẩm mỹ")
    office.picture("rules")
    rubric.refresh_from_db()
    assert (rubric.use, str(rubric.threshold), rubric.items.count()) == ("both", "65.5", 7)
