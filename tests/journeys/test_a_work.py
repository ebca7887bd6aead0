"""A worker's idea, told as four stories: an author with a phone, a union officer for somebody without an account, the
secretary of the council, a member who votes."""

from pathlib import Path

import pytest

from songfai.works.models import Submission, Vote, Voter, Work, WorkField
from songfai.works.states import PartKind, Stage
from tests.fixtures.browser import PHONE
from tests.journeys.walking import Person
from tests.works import making

pytestmark = pytest.mark.browser


@pytest.fixture
def made(live, settings):
    settings.TODAY = "2026-03-10"
    return making.unit()


def description(**fields: str) -> dict[str, str]:
    return {f"part_{kind}_vi": f"Phần {kind}" for kind in PartKind} | fields


def tick(person: Person, *names: str) -> None:
    for name in names:
        person.page.locator(f"main form {name}").check()


def test_an_author_writes_and_files_a_work_on_a_phone(made, new_page, axe, tmp_path: Path):
    author = Person(new_page(viewport=PHONE), made.author.account.email, "vi").sign_in("**/works/own/**")
    assert author.sees("Ghi lại điều đã cải tiến")
    author.go("/works/new/")
    author.send("", title_vi="Khung sấy ngô bằng nhiệt thải")
    work = Work.objects.get()
    here = f"/works/{work.key}/"
    author.go(here)
    assert author.sees("Chưa chọn loại giải pháp.")
    assert author.page.locator('form[action$="/file/"]').count() == 0, "nothing to file yet"
    author.go(f"{here}edit/")
    tick(
        author,
        f'[name=fields_of][value="{WorkField.objects.get(slug="mechanics").pk}"]',
        "[name=hidden_content]",
    )
    author.send("", type="technical", first_applied="01/2026", **description())
    author.go(f"{here}benefit/new/")
    author.send("", year="2025", kind="measured", amount="80.000.000", currency="VND")
    plan = tmp_path / "ban-ve.pdf"
    plan.write_bytes(making.PDF[1])
    author.go(f"{here}files/new/")
    author.send("", title="Bản vẽ", file=str(plan))
    author.go(here)
    assert (author.wide(), axe(author.page)) == (0, [])
    author.press('form[action$="/file/"] button')
    assert author.page.url.split("?")[0].endswith("/receipt/")
    assert author.sees("0001/2026")
    assert author.sees("10/7/2026") or author.sees("10/07/2026")
    assert (author.wide(), axe(author.page)) == (0, [])
    author.go("/works/own/")
    assert (author.wide(), axe(author.page)) == (0, [])
    assert Submission.objects.get().stage == Stage.RECEIVED
    reader = Person(new_page(), made.reader.account.email, "vi").sign_in()
    reader.go(here)
    assert reader.sees("Phần known")
    assert not reader.sees("Phần content")


def test_what_an_author_types_without_a_network_is_kept_and_sent(made, new_page, axe):
    author = Person(new_page(viewport=PHONE), made.author.account.email, "vi").sign_in("**/works/own/**")
    author.go("/works/new/")
    author.page.fill("[name=title_vi]", "Khung sấy ngô")
    author.page.fill("[name=part_content_vi]", "Hai ống dẫn khí nóng")
    author.page.context.set_offline(True)
    author.page.click("main form[method=post] button.btn-primary")
    author.page.wait_for_selector("[data-keep-say=offline]:not([hidden])")
    assert Work.objects.count() == 0
    assert (author.wide(), axe(author.page)) == (0, [])
    author.page.context.set_offline(False)
    author.page.wait_for_url("**/works/*-*/**")
    work = Work.objects.get()
    assert (work.title.vi, work.parts.get(kind="content").text.vi) == (
        "Khung sấy ngô",
        "Hai ống dẫn khí nóng",
    )
    assert (
        author.page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('songfai.kept')).length")
        == 0
    )


def test_a_text_that_was_left_unsaved_is_offered_again_and_a_conflict_is_shown(made, new_page, axe):
    work = making.of_two(made)
    here = f"/works/{work.key}/edit/"
    first = Person(new_page(viewport=PHONE), made.author.account.email, "en").sign_in("**/works/own/**")
    first.go(here)
    first.page.fill("[name=part_content_en]", "Typed on the bus")
    second = Person(new_page(), made.second.account.email, "en").sign_in("**/works/own/**")
    second.go(here)
    second.send("", part_content_en="Saved by the other author")
    assert second.sees("Saved by the other author")
    first.go("/works/own/")
    assert first.page.locator(f'[data-kept] a[href="{here}"]').count() == 1
    first.press(f'[data-kept] a[href="{here}"]')
    assert first.page.input_value("[name=part_content_en]") == "Saved by the other author"
    assert axe(first.page) == []
    first.page.click("[data-keep-take]")
    assert first.page.input_value("[name=part_content_en]") == "Typed on the bus"
    first.page.click("main form[method=post] button.btn-primary")
    first.page.wait_for_selector(".errbox")
    assert first.sees("Saved by the other author"), "beside what was typed"
    assert first.page.input_value("[name=part_content_en]") == "Typed on the bus"
    first.page.click("main form[method=post] button.btn-primary")
    first.page.wait_for_url(f"**/works/{work.key}/")
    assert Work.objects.get().parts.get(kind="content").text.en == "Typed on the bus"


def test_a_union_officer_enters_a_work_for_a_worker_without_account(made, new_page, axe):
    officer = Person(new_page(), made.unit_officer.account.email, "lo").sign_in()
    officer.go("/works/new/")
    field = WorkField.objects.get(slug="agriculture").pk
    tick(officer, "[name=on_behalf]", f'[name=fields_of][value="{field}"]')
    officer.send("", title_lo="ເຄື່ອງຕາກເຂົ້າ", type="technical", first_applied="2025", **description())
    work = Work.objects.get()
    here = f"/works/{work.key}/"
    officer.go(f"{here}authors/new/")
    tick(officer, "[name=union_member]")
    officer.send("", role="lead", name_lo="ທ. ບຸນມີ", share="100", workplace="ໂຮງງານ 2")
    author = work.authors.get()
    officer.go(here)
    officer.press(f'a[href$="/authors/{author.pk}/paper/"]')
    officer.send("", paper="ໃບສະເໜີທີ່ລົງນາມ 05/03/2026")
    officer.go(f"{here}benefit/new/")
    officer.send("", year="2025", kind="not_computable")
    officer.go(here)
    assert axe(officer.page) == []
    officer.press('form[action$="/file/"] button')
    officer.go(here)
    assert officer.sees("05/03/2026"), "the paper stands beside the author"
    author.refresh_from_db()
    assert (author.confirmed, work.submissions.get().stage) == ("behalf", Stage.RECEIVED)


def test_the_secretary_leads_a_work_through_the_council(made, new_page, axe):
    submission = making.before_council(made)
    here = f"/works/{submission.work.key}/"
    secretary = Person(new_page(), made.secretary.account.email, "vi").sign_in("**/works/own/**")
    secretary.go(f"{here}steps/open/")
    secretary.send("")
    making.cast(submission, made.members[:3])
    secretary.go(f"{here}steps/close/")
    secretary.send("", minutes="03/BB-HĐSK")
    assert secretary.page.locator(".errbox").count() == 1, "three of five are no quorum"
    making.cast(submission, made.members[3:4])
    secretary.go(here)
    assert secretary.sees("4 trên 5 thành viên đã bỏ phiếu.")
    assert not secretary.sees("Phiếu đồng ý"), "nobody sees a result before the ballot is closed"
    secretary.go(f"{here}findings/")
    for one in submission.regulation.criteria.all():
        tick(secretary, f'[name=met_{one.pk}][value="yes"]')
    assert axe(secretary.page) == []
    secretary.press("main form[method=post] button")
    secretary.go(f"{here}steps/close/")
    secretary.send("", minutes="03/BB-HĐSK")
    assert secretary.sees("Đạt tỷ lệ")
    assert (axe(secretary.page), making.fresh(submission).stage) == ([], Stage.VOTED)
    leader = Person(new_page(), made.leader.account.email, "vi").sign_in()
    leader.go(f"{here}steps/recognise/")
    leader.send("", decision="45/QĐ", decided_on="10/03/2026")
    leader.go(f"{here}steps/certify/")
    leader.send("", signer="Nguyễn Văn A", dated="10/03/2026")
    leader.press('a[href*="/certificates/"]')
    assert leader.sees("45/QĐ")
    assert axe(leader.page) == []


def test_a_member_of_the_council_votes_once_in_secret_on_a_phone(made, new_page, axe):
    submission = making.voting(made)
    here = f"/works/{submission.work.key}/"
    member = Person(new_page(viewport=PHONE), made.members[3].account.email, "lo").sign_in("**/works/own/**")
    member.press(f'a[href="{here}vote/"]')
    member.go(f"{here}vote/")
    assert (member.wide(), axe(member.page)) == (0, [])
    member.send("", choice="against")
    assert member.sees("ບັດລົງຄະແນນຢູ່ໃນຫີບແລ້ວ")
    assert (member.wide(), axe(member.page)) == (0, [])
    assert Voter.objects.get(voted=True).member.seat == made.members[3]
    assert list(Vote.objects.values_list("choice", flat=True)) == ["against"]
    assert member.page.goto(f"{here}vote/").status == 422
    other = Person(new_page(viewport=PHONE), made.members[4].account.email, "vi").sign_in("**/works/own/**")
    other.go(f"{here}vote/")
    other.page.locator("details summary").last.click()
    other.send("/recuse/", reason="Tác giả là người thân")
    other.go(here)
    assert other.sees("đã khai báo xung đột lợi ích")
    assert other.wide() == 0


def test_a_work_goes_on_above_its_unit_and_its_author_is_paid(made, new_page, axe):
    up = making.above_of(made)
    base = making.certified(made)
    making.confirmed(made, base.work, year=2026, minor=100_000_000)
    here = f"/works/{base.work.key}/"
    author = Person(new_page(viewport=PHONE), made.author.account.email, "vi").sign_in("**/works/own/**")
    author.go(here)
    author.press('a[href$="/levels/new/province/"]')
    author.send("", report_vi="Ba đơn vị trong tỉnh đã áp dụng")
    sent = Submission.objects.get(scheme="province")
    level = f"{here}levels/{sent.key}/"
    author.go(level)
    assert (author.wide(), axe(author.page)) == (0, [])
    office = Person(new_page(), up.clerk.account.email, "vi").sign_in()
    office.go(level)
    assert axe(office.page) == []
    office.press('a[href$="/steps/accept/"]')
    office.send("")
    assert making.fresh(sent).stage == Stage.ACCEPTED
    officer = Person(new_page(viewport=PHONE), made.unit_officer.account.email, "lo").sign_in()
    officer.go(here)
    officer.press('a[href$="/remuneration/"]')
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.send("", kind="by_law", benefit="7", years="3", transfer="15")
    row = base.work.instalments.order_by("due").first()
    officer.press(f'a[href$="/remuneration/{row.pk}/"]')
    officer.send("", paper="ໃບສັ່ງຈ່າຍ 21", paid_on="10/03/2026")
    assert officer.sees("ໃບສັ່ງຈ່າຍ 21")
    row.refresh_from_db()
    assert row.settled
    assert (officer.wide(), axe(officer.page)) == (0, [])


def test_an_author_asks_a_mentor_and_reads_the_advice(made, new_page, axe):
    work = making.draft(made)
    here = f"/works/{work.key}/guidance/"
    author = Person(new_page(viewport=PHONE), made.author.account.email, "vi").sign_in("**/works/own/**")
    author.go(here)
    author.press('a[href$="/guidance/new/"]')
    author.send("", email=made.unit_officer.account.email)
    mentor = Person(new_page(), made.unit_officer.account.email, "lo").sign_in()
    mentor.press(f'a[href="{here}"]')
    mentor.press('form[action$="/agree/"] button')
    mentor.page.fill("[name=text]", "Hãy đo trước")
    mentor.press('form[action$="/say/"] button')
    author.go(here)
    assert author.sees("Hãy đo trước")
    assert (author.wide(), axe(author.page), axe(mentor.page)) == (0, [], [])
