"""The two real texts, from the upload to the approval of the other side, through the pages, in each language."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme, Reading
from songfai.programmes.states import LineState
from songfai.record import queries as record
from tests import factories
from tests.proving import programme_signed

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[2] / "samples"


def texts() -> list[Path]:
    return sorted(SEEDS.glob("seed-*.txt"))


def confirmed_by_hand(client, reading: Reading, bodies: dict[str, int]) -> None:
    """What an officer does on the screen: tie the parties, strike what is wrong, add what is missing, confirm."""
    address = reverse("programmes:reading", args=[reading.key])
    rows = [row for group in client.get(address).context["screen"].groups for row in group.rows if row.line]
    for row in rows:
        line, slot = row.line, row.line.slot
        args = [reading.key, line.pk]
        if slot == "party":
            body = bodies[line.value["role"]]
            data = {
                "role": line.value["role"], "name": line.value["name"], "institution": body,
                "new_country": "VN", "new_layout": "vn", "seen": row.stamp,
            }  # fmt: skip
            assert client.post(reverse("programmes:line", args=args), data).status_code == 302
        elif slot in ("field", "title"):
            assert (
                client.post(reverse("programmes:delete_line", args=args), {"seen": row.stamp}).status_code
                == 302
            )
        elif line.value.get("date", "").startswith("--"):
            data = {"year": "2024", "seen": row.stamp}
            assert client.post(reverse("programmes:set_year", args=args), data).status_code == 302
    add = reverse("programmes:add_line", args=[reading.key, "title"])
    assert client.post(add, {"text": "Chương trình phối hợp", "language": "vi"}).status_code == 302
    confirm = reverse("programmes:confirm_lines", args=[reading.key])
    assert client.post(confirm, {"which": "all"}).status_code == 302
    assert not reading.lines.filter(state=LineState.PROPOSED).exists()


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_signed_text_becomes_a_programme_in_force(client, path, language):
    first, second = (
        factories.institution(),
        factories.institution(country="LA", name=Trilingual(lo="ອົງການ ຂ")),
    )
    leader_a, leader_b = factories.seat(first), factories.seat(second)
    client.cookies["songfai_language"] = language
    client.force_login(leader_a.account)
    answer = client.post(
        reverse("programmes:new"), {"file": SimpleUploadedFile(path.name, path.read_bytes())}
    )
    reading = Reading.objects.get()
    assert answer.url == reverse("programmes:reading", args=[reading.key])
    assert reading.language == "lo"
    confirmed_by_hand(client, reading, {"a": first.pk, "b": second.pk})
    reading.refresh_from_db()

    make = reverse("programmes:make_draft", args=[reading.key])
    answer = client.post(make, {"revision": reading.revision})
    programme = Programme.objects.get()
    assert answer.url == reverse("programmes:edit", args=[programme.slug])
    assert programme.commitments.count() == reading.lines.filter(slot="commitment").count() >= 7
    assert programme.texts.get().body == reading.text

    offer = reverse("programmes:offer", args=[programme.slug])
    signed = programme_signed(client, "offer", programme.slug)
    assert client.post(offer, signed).status_code == 302
    client.force_login(leader_b.account)
    client.cookies["songfai_language"] = language
    page = client.get(reverse("programmes:document", args=[programme.slug]))
    sha = page.context["document"].sha256
    assert sha in page.content.decode()
    signed = programme_signed(client, "approve", programme.slug)
    assert signed["seen"] == sha
    assert client.post(reverse("programmes:approve", args=[programme.slug]), signed).status_code == 302
    programme = Programme.objects.get()
    assert programme.stage == "in_force"
    terms = record.terms_of(programme.document)
    assert [one["number"] for one in terms["commitments"]] == list(
        range(1, programme.commitments.count() + 1)
    )


def test_thanh_hoa_programme_gets_its_term_and_rhythm(client):
    [path] = [path for path in texts() if "002" in path.stem]
    first, second = factories.institution(), factories.institution()
    client.force_login(factories.seat(first).account)
    client.post(reverse("programmes:new"), {"text": path.read_text()})
    reading = Reading.objects.get()
    confirmed_by_hand(client, reading, {"a": first.pk, "b": second.pk})
    reading.refresh_from_db()
    client.post(reverse("programmes:make_draft", args=[reading.key]), {"revision": reading.revision})
    programme = Programme.objects.get()
    assert (programme.term_start.code, programme.term_end.code) == ("2024", "2030")
    assert programme.signed_on.code == "2024-08-01"
    owed = [(one.kind, one.due.isoformat()) for one in programme.obligations.all()]
    assert ("midterm", "2027-08-01") in owed
    assert ("final_summary", "2030-12-31") in owed
    assert ("renewal", "2030-06-30") in owed
    assert sum(kind == "annual_review" for kind, _due in owed) == 7
    signatories = [side.signatory.name.lo for side in programme.sides.all()]
    assert signatories == ["ຫວໍແມ້ງເຊີນ", "ຫງວຽນວັນຟາດ"]
