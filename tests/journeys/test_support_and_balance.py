"""Support, told as a story: one side promises and delivers, the other confirms what arrived, and the balance shows it."""

from types import SimpleNamespace

import pytest

from songfai.support.models import Support
from tests import factories as make
from tests.journeys.walking import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def people(live, new_page, settings):
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    one, two = (
        Person(new_page(), seat.account.email, language).sign_in()
        for seat, language in ((made.leader_a, "vi"), (made.leader_b, "lo"))
    )
    return SimpleNamespace(one=one, two=two, base=f"/programmes/{made.programme.slug}")


def test_what_one_side_promises_counts_when_the_other_has_received_it(people, tmp_path, axe):
    one, two, base = people.one, people.two, people.base
    one.go(f"{base}/support/new/")
    one.send("", kind="goods", title_vi="Máy quét", title_lo="ເຄື່ອງສະແກນ", year="2026", quantity="4", unit_vi="máy",
             unit_lo="ເຄື່ອງ", amount="360.000.000", currency="VND")  # fmt: skip
    support = Support.objects.get()
    here = f"{base}/support/{support.key}/"
    one.send("/approve/", paper="840/QĐ-BNV")
    one.send("/deliver/", on="02/03/2026")
    two.go(f"{base}/balance/")
    assert numbers(two, "ວັດຖຸ") == []
    two.go(here)
    two.send("/receive/", on="05/03/2026", arrived="3")
    assert two.page.locator(".errbox").count() == 1, "what arrived in part needs a reason"
    assert axe(two.page) == []
    two.send("/receive/", note_lo="ເຄື່ອງໜຶ່ງເສຍຫາຍ")
    support.refresh_from_db()
    assert (support.state, support.arrived) == ("received", 3)
    for person, words in ((one, "Hiện vật đã trao"), (two, "ວັດຖຸທີ່ໃຫ້")):
        person.go(f"{base}/balance/?year=2026")
        assert numbers(person, words) == ["1", "0"]
        assert axe(person.page) == []


def numbers(person, words):
    """The two numbers of a measure in the picture, unless both are nothing."""
    row = person.page.locator(".bal > li").filter(has_text=words).first
    found = row.locator("b.num").all_inner_texts() if row.count() else []
    return [] if found == ["0", "0"] else found
