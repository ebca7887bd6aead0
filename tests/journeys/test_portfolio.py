"""An officer looks over the activities of all programmes, shares the look with a colleague, and moves many at once."""

from datetime import date

import pytest

from songfai.parties.states import Role
from songfai.plans.models import Activity
from songfai.portfolio.models import Change, SavedFilter
from songfai.portfolio.states import Step
from tests import factories as make
from tests.journeys.walking import Person

pytestmark = pytest.mark.browser


def test_a_filter_is_shared_and_many_activities_are_moved_and_put_back(live, new_page, settings):
    settings.TODAY = "2026-03-10"
    ministry = make.institution()
    days = {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 8), "state": "planned"}
    for country in ("LA", "JP"):
        made = make.programme_in_force(body_a=ministry, body_b=make.institution(country=country))
        make.activity(made, **days)
        make.activity(made, by=made.leader_b, **days)
        make.activity(made)
    officer, colleague = (
        Person(new_page(), make.seat(ministry, Role.COORDINATOR).account.email, "en").sign_in()
        for _n in range(2)
    )
    link = save_a_filter(officer)
    open_it(colleague, link)
    change = move_to_the_third_quarter(colleague)
    put_back(colleague, change)


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
