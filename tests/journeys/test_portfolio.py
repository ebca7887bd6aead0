"""An officer of either side looks over the activities of all programmes, shares the look with a colleague, moves many at once,
copies a plan, and takes the commitment report of one programme and of all.
"""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from songfai.parties.states import Role
from songfai.plans.models import Activity, Plan
from songfai.portfolio.models import Change, SavedFilter
from songfai.portfolio.states import Step
from tests import factories as make
from tests.journeys.walking import Person

pytestmark = pytest.mark.browser


@pytest.fixture(params=[1, 2], ids=["first side", "second side"])
def portfolio(request, live, settings):
    """A ministry with two programmes, and the position it has in both."""
    settings.TODAY = "2026-03-10"
    ministry, days = make.institution(), {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 8)}
    programmes = []
    for country in ("LA", "JP"):
        bodies = [ministry, make.institution(country=country)]
        made = make.programme_in_force(
            **dict(zip(("body_a", "body_b"), bodies[:: 3 - 2 * request.param], strict=True))
        )
        make.activity(made, state="planned", **days)
        make.activity(made, by=made.leader_b, state="planned", **days)
        make.activity(made)
        programmes.append(made)
    own, across = programmes[0].leader_a, programmes[0].leader_b
    if request.param == 2:
        own, across = across, own
    return SimpleNamespace(ministry=ministry, programmes=programmes, own=own, across=across)


def test_a_filter_is_shared_and_many_activities_are_moved_and_put_back(portfolio, new_page):
    officer, colleague = (
        Person(new_page(), make.seat(portfolio.ministry, Role.COORDINATOR).account.email, "en").sign_in()
        for _n in range(2)
    )
    link = save_a_filter(officer)
    open_it(colleague, link)
    change = move_to_the_third_quarter(colleague)
    put_back(colleague, change)
    # What the address says also opens for the other side, which sees its own programme only.
    partner = Person(new_page(), portfolio.across.account.email, "en").sign_in()
    partner.go(
        officer.page.url.partition("&language")[0].removeprefix(officer.page.url.split("/portfolio")[0])
    )
    assert partner.page.locator("tbody tr").count() == 2


def test_a_plan_is_copied_from_a_similar_programme(portfolio, new_page):
    here, similar = portfolio.programmes
    make.plan_in_force(similar, year=2026, items=2)
    officer = Person(new_page(), portfolio.own.account.email, "en").sign_in()
    officer.go(f"/programmes/{here.programme.slug}/plans/")
    officer.press(f'main form[action="/programmes/{here.programme.slug}/plans/2026/start/"] button')
    plan = Plan.objects.get(programme=here.programme)
    source = Plan.objects.get(programme=similar.programme)
    officer.send("/fill/", source=str(source.key))
    assert officer.sees("2 items added.")
    assert [str(one.title) for one in plan.items.all()] == ["Item", "Item"]
    officer.press(f'a[href$="/items/{plan.items.first().pk}/"]')
    officer.send("", title_en="Item of this programme")
    assert officer.sees("Item of this programme")


def test_the_commitment_report_of_one_programme_and_of_all(portfolio, new_page):
    officer = Person(new_page(), portfolio.own.account.email, "en").sign_in()
    slug = portfolio.programmes[0].programme.slug
    officer.go(f"/programmes/{slug}/reports/")
    officer.press(f'main a[href="/programmes/{slug}/reports/commitments/"]')
    take_in_three_forms(officer)
    officer.go("/portfolio/activities/")
    officer.press('main a[href^="/programmes/commitment-report/"]')
    for made in portfolio.programmes:
        assert officer.sees(made.programme.title.en)
    take_in_three_forms(officer)


def take_in_three_forms(officer: Person) -> None:
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        link = officer.page.locator(f'main a[href*="format={form}"]').first
        with officer.page.expect_download() as found:
            link.click()
        assert Path(found.value.path()).read_bytes().startswith(start)


def save_a_filter(officer: Person) -> str:
    officer.go("/portfolio/activities/")
    officer.fill("form[role=search]", {"state": "planned", "year": "2026"})
    officer.press("form[role=search] button")
    assert officer.page.locator("tbody tr").count() == 4
    officer.page.locator("summary", has_text="Save this filter").click()
    officer.send("/filters/save/", name="Ahead in 2026")
    assert "state=planned" in officer.page.url
    return f"/portfolio/filters/{SavedFilter.objects.get().key}/"


def open_it(colleague: Person, link: str) -> None:
    colleague.page.goto(link)
    assert colleague.page.locator("tbody tr").count() == 4
    # Only rows of one's own side can be selected.
    assert colleague.page.locator("tbody input[type=checkbox]").count() == 2
    for view in ("Board", "Calendar", "Timeline", "List"):
        colleague.press(f"nav >> text={view}")
        assert "state=planned" in colleague.page.url


def move_to_the_third_quarter(colleague: Person) -> Change:
    for box in colleague.page.locator("tbody input[type=checkbox]").all():
        box.check()
    colleague.press("text=Change the selected ones")
    colleague.send("", quarter="3", year="2026")
    change = Change.objects.get()
    assert change.step == Step.DONE
    assert Activity.objects.filter(starts_on=date(2026, 8, 4)).count() == 2
    return change


def put_back(colleague: Person, change: Change) -> None:
    colleague.press("main form button")
    change.refresh_from_db()
    assert change.step == Step.UNDONE
    assert Activity.objects.filter(starts_on=date(2026, 5, 4)).count() == 4
