"""Two installations with two databases at the command line: the story the record is there for. A programme is offered on one, carried as a file, approved on the other, carried back; one of the two is restored
from an older backup and healed; a flipped byte is named.
"""

import json

import pytest

from tests.fixtures.console import Console

BEGIN = """
from tests import factories
from songfai.parties.states import Layout
body = factories.institution(**{body!r})
factories.seat(body)
"""
DRAFT = """
from songfai.parties.models import Institution, Seat
from tests import factories
own = Seat.objects.get().institution
factories.draft_programme(own, Institution.objects.exclude(pk=own.pk).get(), slug="memorandum")
"""
ACT = """
from django.utils import timezone
from songfai.parties.models import Seat
from songfai.plans import actions as plans
from songfai.plans.models import Plan
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from tests import factories
by, programme, at = Seat.objects.get(), Programme.objects.get(), timezone.now()
"""
OFFER = ACT + "programmes.offer(programme=programme, by=by, at=at)"
APPROVE = ACT + "programmes.approve(programme=programme, seen=programme.document.sha256, by=by, at=at)"
PLAN = (
    ACT
    + """
plan = plans.start_plan(programme=programme, year=2026, by=by, at=at)
plans.save_item(plan=plan, values=factories.item_values(programme.commitments.first()), by=by, at=at)
plans.offer(plan=plan, by=by, at=at)
"""
)
STAGES = """
import json
from songfai.record.models import Document, Log
print(json.dumps([
    {one.thread: str(one.standing.stage) for one in Document.objects.exclude(standing=None).order_by("id")},
    list(Log.objects.order_by("position").values_list("size", flat=True)),
]))
"""
VIET_NAM = {"slug": "vn", "origin": "moha.gov.vn.example/coop", "country": "VN"}
LAOS = {"slug": "la", "origin": "moha.gov.la.example/coop", "country": "LA", "layout": "la"}


def does(console: Console, code: str) -> str:
    done = console("manage", "shell", "-v", "0", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def says(console: Console, *words: str) -> str:
    done = console(*words)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def stages(console: Console) -> tuple[dict[str, str], list[int]]:
    found, sizes = json.loads(does(console, STAGES))
    return found, sizes


@pytest.fixture
def offices(new_console, tmp_path) -> tuple[Console, Console]:
    """Two servers whose administrators have exchanged cards."""
    both = new_console(), new_console()
    for console, body in zip(both, (VIET_NAM, LAOS), strict=True):
        does(console, BEGIN.format(body=body))
        says(console, "partner", "card", body["slug"], "--output", str(tmp_path / f"{body['slug']}.card"))
    for console, body in zip(both, (LAOS, VIET_NAM), strict=True):
        said = says(console, "partner", "add", str(tmp_path / f"{body['slug']}.card"))
        assert "Read it aloud" in said
    return both


def carry(sender: Console, receiver: Console, path) -> None:
    says(sender, "bundle", "export", "--programme", "memorandum", "--output", str(path))
    says(receiver, "bundle", "import", str(path))


@pytest.mark.long
def test_programme_is_carried_restored_and_checked(offices, tmp_path):
    a, b = offices
    does(a, DRAFT)
    does(a, OFFER)
    carry(a, b, tmp_path / "1.coop")
    assert stages(b)[0] == {"programme": "offered"}
    does(b, APPROVE)
    carry(b, a, tmp_path / "2.coop")
    assert stages(a)[0] == {"programme": "in_force"}
    carry(a, b, tmp_path / "3.coop")
    assert stages(b)[0] == {"programme": "in_force"}

    says(a, "backup", "--output", str(tmp_path / "yesterday.zip"))
    does(a, PLAN)
    carry(a, b, tmp_path / "4.coop")
    before = stages(a)
    says(a, "restore", str(tmp_path / "yesterday.zip"), "--replace")
    assert stages(a) != before
    refused = a("manage", "shell", "-v", "0", "-c", PLAN)
    assert "restored from an older copy" in refused.stderr
    carry(a, b, tmp_path / "5.coop")
    carry(b, a, tmp_path / "6.coop")
    assert stages(a)[0] == before[0] == stages(b)[0]
    assert stages(a)[1][0] == before[1][0]

    says(a, "record", "--programme", "memorandum", "--output", str(tmp_path / "record"))
    assert says(a, "verify", str(tmp_path / "record")).startswith("valid")
    assert "valid" in says(a, "verify")
    path = tmp_path / "record" / "memorandum.coop"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    flipped = a("verify", str(path))
    assert (flipped.returncode, flipped.stdout.split(":")[0]) == (1, "invalid")
