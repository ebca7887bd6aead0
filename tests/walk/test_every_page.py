"""Every page in every language, on a desk and on a phone: readable by everybody, and not wider than the screen."""

import pytest

from tests.fixtures.browser import DESKTOP, PHONE
from tests.walk import table

LANGUAGES = ["lo", "vi", "en"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(story, live, page, axe, language, viewport):
    world = table.world()
    found: list[str] = []
    pages = [(name, args) for name, args in table.PAGES.items()] + list(table.VARIANTS.values())
    views = [f"{table.address('portfolio:activities', [])}?year=2025&view={view}" for view in table.VIEWS]
    for admin in (False, True):
        sign(page, live, world.admin if admin else world.seat)
        for name, args in pages:
            if (name in table.ADMINISTRATOR) is admin:
                found += look(page, table.address(name, args(world)), language, axe)
        for address in views if not admin else []:
            found += look(page, address, language, axe)
    assert not found, "\n".join(found)


def sign(page, live, seat):
    """Signed in by the server's own session: the walk does not spend its time on passwords."""
    from django.test import Client

    client = Client()
    client.force_login(seat.account)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])


def look(page, address, language, axe):
    response = page.goto(f"{address}{'&' if '?' in address else '?'}language={language}")
    found = [] if response.status == 200 else [f"{address}: answered {response.status}"]
    if page.get_attribute("html", "lang") != language:
        found.append(f"{address}: not in {language}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{address}: {wide} px too wide")
    return found + axe(page)
