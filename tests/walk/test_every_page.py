"""Every page in every language, on a desk and on a phone: readable by everybody, and not wider than the screen.

In every run each page is opened once and measured at both widths; the language changes from page to page. With --thorough
it is opened in each language. The accessibility checker, which takes longer than the page, looks at each page once in a run (the
width changes too), and at each page in each language at both widths with --long.
"""

import pytest

from tests.fixtures.browser import DESKTOP, PHONE
from tests.walk import table

LANGUAGES = ["lo", "vi", "en"]
WIDTHS = [PHONE, DESKTOP]
pytestmark = pytest.mark.browser


def test_every_page(story, live, page, axe):
    check_all(live, page, axe, None)


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_the_other_languages(story, live, page, axe, language):
    check_all(live, page, axe, language)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_thoroughly(story, live, page, axe, language):
    check_all(live, page, axe, language, thorough=True)


def check_all(live, page, axe, language, thorough=False):
    """Every page in one language; None: each in the language whose turn it is, and looked at by the checker."""
    world = table.world()
    found: list[str] = []
    pages = [(name, args) for name, args in table.PAGES.items()] + list(table.VARIANTS.values())
    opened = [(name in table.ADMINISTRATOR, table.address(name, args(world))) for name, args in pages]
    activities = table.address("portfolio:activities", [])
    opened += [(False, f"{activities}?year=2025&view={view}") for view in table.VIEWS]
    signed_in = None
    for number, (by_admin, address) in sorted(enumerate(opened), key=lambda one: one[1][0]):
        if signed_in is not by_admin:
            sign(page, live, world.admin if by_admin else world.seat)
            signed_in = by_admin
        # Three pages of one language follow each other, so that each width meets each language.
        turn = LANGUAGES[number % len(LANGUAGES)]
        if language == turn and not thorough:
            continue  # every run opens it
        width = WIDTHS[number // len(LANGUAGES) % len(WIDTHS)]
        looked_at = WIDTHS if thorough else [] if language else [width]
        found += look(page, address, language or turn, axe, looked_at)
    assert not found, "\n".join(found)


def sign(page, live, seat):
    """Signed in by the server's own session: the walk does not spend its time on passwords."""
    from django.test import Client

    client = Client()
    client.force_login(seat.account)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])


MARKED_OUT_OF_SIGHT = """[...document.querySelectorAll('.tabs')].some(strip => {
  const tab = strip.querySelector('[aria-current]')?.getBoundingClientRect(), seen = strip.getBoundingClientRect()
  return tab && (tab.left < seen.left - 1 || tab.right > seen.right + 1)
})"""


def look(page, address, language, axe, looked_at):
    """What is wrong with a page: its answer, its language, its width on each screen, and what the checker finds."""
    # As on a phone: where a strip of tabs begins is settled when the page comes.
    page.set_viewport_size(PHONE)
    response = page.goto(f"{address}{'&' if '?' in address else '?'}language={language}")
    found = [] if response.status == 200 else [f"{address}: answered {response.status}"]
    if page.get_attribute("html", "lang") != language:
        found.append(f"{address}: not in {language}")
    for width in WIDTHS:
        page.set_viewport_size(width)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{address}: {wide} px too wide at {width['width']} px")
        if page.evaluate(MARKED_OUT_OF_SIGHT):
            found.append(f"{address}: the marked tab is out of sight at {width['width']} px")
        if width in looked_at:
            found += axe(page)
    return found
