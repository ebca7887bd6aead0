"""The guards of the browser tests notice what they are for, and the database is laid back after a live test."""

import pytest
from django.contrib.auth import get_user_model

from tests.fixtures.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.house.planted_pages")]


def test_sound_page_passes_every_guard(page, axe):
    page.goto("/sound/")
    assert page.title() == "Sound"
    assert page.evaluate("document.styleSheets.length") == 1
    assert axe(page) == []


@pytest.mark.parametrize(("name", "word"), [("inline-style", "style"), ("inline-script", "script")])
def test_policy_violation_is_noticed(page, csp_guard, name, word):
    page.goto(f"/{name}/")
    assert page.title() == "Sound"
    assert any("Content Security Policy" in text and word in text for text in csp_guard), csp_guard
    csp_guard.clear()


def test_failing_script_is_noticed(page, csp_guard):
    page.goto("/sound/")
    page.evaluate("setTimeout(() => { throw new Error('planted') }, 0)")
    page.wait_for_timeout(200)
    assert any("planted" in text for text in csp_guard)
    csp_guard.clear()


def test_accessibility_fault_is_noticed(page, axe):
    page.goto("/no-alt/")
    found = axe(page)
    assert len(found) == 1
    assert "image-alt" in found[0]


def test_page_can_be_opened_on_a_phone_without_script(new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/inline-script/")
    assert page.viewport_size == PHONE
    assert page.title() == "Sound"


@pytest.mark.database
@pytest.mark.parametrize("time", ["first", "second"])
def test_live_database_is_empty_each_time(live, time):
    accounts = get_user_model().objects
    assert accounts.count() == 0
    accounts.create_user(f"{time}@example.la", "a password of some length")
