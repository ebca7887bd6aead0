"""An author with a phone, from the first words on a bus without a network to the certificate; and what the author sees of
earlier works while writing."""

import pytest
from playwright.sync_api import Page, Request, expect

from songfai.kit.clock import now
from songfai.works import actions
from songfai.works.models import Submission, Work, WorkField
from songfai.works.states import Mark, PartKind, Stage
from tests import factories as make
from tests.fixtures.browser import PHONE
from tests.journeys.walking import Person
from tests.works import making

pytestmark = pytest.mark.browser
COUNT = "1 giải pháp có trước trùng lời văn"


@pytest.fixture
def made(live, settings):
    settings.TODAY = "2026-03-10"
    return making.unit()


def line(page: Page) -> str:
    """What stays in sight at the lower edge while somebody writes; Lao carries marks where its lines may break."""
    page.wait_for_selector(".near-line:not([hidden])")
    return page.inner_text(".near-line").replace("\u200b", "")


def in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] + 1


def test_from_a_bus_without_a_network_to_the_certificate(made, new_page, axe):
    earlier = making.earlier(making.unit()).work
    author = Person(new_page(viewport=PHONE), made.author.account.email, "vi").sign_in("**/works/own/**")
    author.go("/works/new/")
    asked: list[Request] = []
    author.page.on("request", lambda one: asked.append(one) if one.method == "POST" else None)
    # On the bus: nothing is sent, all is kept.
    author.page.context.set_offline(True)
    author.page.fill("[name=title_vi]", "Thu hồi nước ngưng")
    author.page.fill("[name=part_content_vi]", making.PARAGRAPH)
    author.page.wait_for_selector("[data-near-say=offline]:not([hidden])")
    assert asked == []
    assert author.page.locator("[data-keep-say=kept]:not([hidden])").count() == 1
    # The network is back: earlier works are asked for, the text stays.
    author.page.context.set_offline(False)
    assert COUNT in line(author.page)
    assert in_sight(author.page, ".near-line")
    assert author.page.input_value("[name=part_content_vi]") == making.PARAGRAPH
    assert (author.wide(), axe(author.page)) == (0, [])
    author.picture("near")
    author.page.click("[data-near-open] summary")
    assert "bẫy hơi phao" in author.page.inner_text("#near mark.overlap")
    assert Work.objects.count() == 1, "nothing is saved by comparing"
    # Typed on, the part stays open and the newer text is compared.
    author.page.locator("[name=part_content_vi]").press_sequentially(" Thêm một câu của riêng mình.")
    with author.page.expect_response(lambda one: one.request.method == "POST") as answer:
        author.page.click("button[name=compare]")
    assert "multipart/form-data" in (answer.value.request.headers["content-type"])
    expect(author.page.locator("[data-near-found]:not([aria-busy])")).to_have_count(1)
    assert author.page.locator("[data-near-open][open]").count() == 1
    # Sent without a network, the draft goes when it is back.
    author.page.context.set_offline(True)
    author.page.click("main form[method=post] button.btn-primary")
    author.page.wait_for_selector("[data-keep-say=offline]:not([hidden])")
    author.page.context.set_offline(False)
    author.page.wait_for_url("**/works/*-*/**")
    work = Work.objects.exclude(pk=earlier.pk).get()
    here = f"/works/{work.key}/"
    # What is missing is named and written.
    author.go(f"{here}edit/")
    field = WorkField.objects.get(slug="mechanics").pk
    author.page.check(f'main form [name=fields_of][value="{field}"]')
    rest = {f"part_{kind}_vi": f"Phần {kind}" for kind in PartKind if kind != PartKind.CONTENT}
    author.fill("main form[method=post]", {"type": "technical", "first_applied": "01/2026", **rest})
    author.press("main form[method=post] button.btn-primary")
    author.go(f"{here}benefit/new/")
    author.send("", year="2025", kind="measured", amount="80.000.000", currency="VND")
    # The whole comparison, where the author says why the work differs.
    author.go(f"{here}earlier/")
    author.press(f'a[href$="/earlier/{earlier.key}/answer/"]')
    author.send("", kind="different", text="Đo liên tục, van tự chuyển.")
    assert author.sees("Đo liên tục")
    # Filed: a number, and the day by which the result is due.
    author.go(here)
    author.press('form[action$="/file/"] button')
    submission = Submission.objects.get(work=work)
    assert author.sees("0001/2026")
    assert author.sees(f"{submission.stated_due:%-d/%-m/%Y}") or author.sees(
        f"{submission.stated_due:%d/%m/%Y}"
    )
    assert (author.wide(), axe(author.page)) == (0, [])
    # The office finds a defect; the author mends it on the phone.
    told = {"reason": "Thiếu bản vẽ", "by": made.clerk, "at": now()}
    actions.ask_for_mending(submission=making.fresh(submission), **told)
    author.go(here)
    assert author.sees("Thiếu bản vẽ")
    author.go(f"{here}edit/")
    author.send("", part_known_vi="Trước đây xả thẳng. Xem bản vẽ.")
    author.press('a[href$="/steps/mend/"]')
    author.send("")
    assert making.fresh(submission).stage == Stage.RECEIVED
    assert (author.wide(), axe(author.page)) == (0, [])
    # Council and head decide; the certificate is on the author's phone.
    decided(made, making.fresh(submission))
    author.go(here)
    author.press('a[href*="/certificates/"]')
    assert author.sees("45/QĐ")
    assert author.sees("Thu hồi nước ngưng")
    assert axe(author.page) == []


def decided(made, submission: Submission) -> None:
    """Accepted, voted, recognised and certified by the others, after the author has mended it."""
    at = now()
    actions.accept(submission=submission, by=made.clerk, at=at)
    for mark in (Mark.STATE_FUNDED, Mark.HEAD):
        told = {"mark": mark, "found": False, "paper": "12/QĐ", "by": made.clerk, "at": at}
        actions.check_mark(submission=making.fresh(submission), **told)
    actions.convene(submission=making.fresh(submission), council=made.council, by=made.clerk, at=at)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=at)
    making.cast(submission, made.members)
    making.find(made, making.fresh(submission))
    actions.close(submission=making.fresh(submission), minutes="03/BB", by=made.secretary, at=at)
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": at}
    actions.recognise(submission=making.fresh(submission), **told)
    signed = {"signer": "Nguyễn Văn A", "post": make.words("Head"), "dated": make.TODAY}
    actions.certify(submission=making.fresh(submission), **signed, by=made.clerk, at=at)


def test_without_a_script_the_button_compares_and_nothing_typed_is_lost(made, new_page):
    making.earlier(making.unit())
    page = new_page(viewport=PHONE, java_script_enabled=False)
    Person(page, made.author.account.email, "lo").sign_in("**/works/own/**")
    page.goto("/works/new/?language=lo")
    page.fill("[name=title_lo]", "ເກັບນ້ຳກັ່ນຕົວ")
    page.locator("details:has([name=part_content_vi]) summary").last.click()
    page.fill("[name=part_content_vi]", making.PARAGRAPH)
    page.check("[name=hidden_content]")
    with page.expect_navigation():
        page.click("button[name=compare]")
    assert "1" in page.inner_text("[data-near-said]")
    assert page.input_value("[name=title_lo]") == "ເກັບນ້ຳກັ່ນຕົວ"
    assert page.input_value("[name=part_content_vi]") == making.PARAGRAPH
    assert page.is_checked("[name=hidden_content]")
    assert Work.objects.count() == 1
    with page.expect_navigation():
        page.click("main form[method=post] button.btn-primary")
    assert Work.objects.count() == 2


def test_one_question_at_a_time_and_a_newer_one_ends_the_older(made, new_page):
    making.earlier(making.unit())
    page = new_page(viewport=PHONE)
    Person(page, made.author.account.email, "vi").sign_in("**/works/own/**").go("/works/new/")
    ended: list[str] = []
    sent: list[str] = []
    page.on("requestfailed", lambda one: ended.append(one.failure or ""))
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    # The first answer is held back until the second question has gone.
    held: list = []
    page.route("**/works/new/**", lambda route: held.append(route) if not held else route.continue_())
    page.fill("[name=part_content_vi]", "Một câu đầu tiên đủ dài để so sánh.")
    page.wait_for_timeout(100)
    page.click("button[name=compare]")
    page.wait_for_timeout(200)
    page.fill("[name=part_content_vi]", making.PARAGRAPH)
    page.click("button[name=compare]")
    assert COUNT in line(page)
    assert len(sent) == 2
    assert len(ended) == 1
    # What is not of the text asks nothing.
    page.fill("[name=title_vi]", "Tên")
    page.wait_for_timeout(1800)
    assert len(sent) == 2
