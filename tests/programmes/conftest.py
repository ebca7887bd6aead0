"""Two institutions of the first seed, their people, and readings of short texts."""

from types import SimpleNamespace

import pytest

from songfai.kit.languages import Trilingual
from songfai.parties.states import Layout, Role
from songfai.programmes import actions
from tests import factories
from tests.factories import NOW

TEXT = """MEMORANDUM OF UNDERSTANDING
between the Ministry of Home Affairs of Viet Nam and the Ministry of Home Affairs of the Lao PDR
for the period 2024-2027

Article 1. The two sides exchange one delegation of leaders every year.
Article 2. The Ministry of Home Affairs of Viet Nam organises a short course for 20 Lao civil servants each year.
Article 3. Every year the two sides hold a meeting to review the results.
"""


@pytest.fixture
def home(db) -> SimpleNamespace:
    """The two ministries of home affairs, each with a leader, and outsiders."""
    viet_nam = factories.institution(
        name=Trilingual(
            "ກະຊວງພາຍໃນ ສສ ຫວຽດນາມ", "Bộ Nội vụ Việt Nam", "Ministry of Home Affairs of Viet Nam"
        ),
        short_name=Trilingual("ຝ່າຍຫວຽດນາມ", "phía Việt Nam", "Viet Nam side"),
    )
    laos = factories.institution(
        name=Trilingual("ກະຊວງພາຍໃນ ສປປ ລາວ", "Bộ Nội vụ Lào", "Ministry of Home Affairs of the Lao PDR"),
        short_name=Trilingual("ຝ່າຍລາວ", "phía Lào", "Lao side"),
        country="LA",
        layout=Layout.LA,
    )
    return SimpleNamespace(
        viet_nam=viet_nam,
        laos=laos,
        a=factories.seat(viet_nam),
        b=factories.seat(laos),
        clerk_a=factories.seat(viet_nam, Role.CLERK),
        reader_b=factories.seat(laos, Role.READER),
        admin_a=factories.seat(viet_nam, Role.ADMINISTRATOR),
        outsider=factories.seat(),
    )


@pytest.fixture
def reading(home):
    return actions.start(text=TEXT, by=home.a, at=NOW)


def fill(reading, home, by=None) -> None:
    """Settle every line as an officer would: tie the parties, name the title, drop what is doubtful."""
    by = by or home.a
    institutions = {"a": home.viet_nam.pk, "b": home.laos.pk}
    for line in reading.lines.select_related("reading"):
        if line.slot == "party" and line.value["role"] in institutions:
            value = {**line.value, "institution": institutions[line.value["role"]]}
            actions.correct(line=line, value=value, by=by, at=NOW)
        elif line.slot in ("field", "party") or (line.slot == "signatory" and not line.value["party"]):
            actions.delete(line=line, by=by, at=NOW)
    if not reading.lines.filter(slot="title").exists():
        value = {"text": "Memorandum on home affairs", "language": "en"}
        actions.add(reading=reading, slot="title", value=value, by=by, at=NOW)
    actions.confirm_all(reading=reading, only_sure=False, by=by, at=NOW)


@pytest.fixture
def settled(reading, home):
    fill(reading, home)
    reading.refresh_from_db()
    return reading


@pytest.fixture
def draft(settled, home):
    return actions.make_draft(reading=settled, by=home.a, at=NOW)


@pytest.fixture
def agreed(draft, home):
    """The programme in force."""
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    actions.approve(programme=draft, seen=document.sha256, by=home.b, at=NOW)
    return type(draft).objects.get(pk=draft.pk)
