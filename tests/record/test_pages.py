import hashlib
import zlib
from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from songfai.kit.errors import Changed
from songfai.parties.states import Role
from songfai.record import actions, prospects, queries
from songfai.record.models import Check, Entry, Incident, Log
from songfai.record.templatetags import record as tags
from songfai.record.words import words_of
from tests import factories
from tests.factories import institution
from tests.record.matter import Matter, seat

pytestmark = pytest.mark.django_db


def signed_in(client, by):
    client.force_login(by.account)
    return client


def answer_of(document, by, **context):
    request = RequestFactory().get("/")
    request.seat, request.user = by, by.account
    given = {
        "document": document,
        "approve_url": "/approve",
        "return_url": "/return",
        "withdraw_url": "/withdraw",
    }
    return render_to_string("record/_answer.html", given | context, request=request)


@pytest.fixture
def matter():
    return Matter()


def test_document_page_shows_hash_words_and_events(client, matter):
    document = matter.approve(matter.offer(matter.a), matter.b)
    page = signed_in(client, matter.b).get(reverse("record:document", args=[document.sha256]))
    text = page.content.decode()
    assert page.status_code == 200
    assert " ".join(document.sha256[n : n + 4] for n in range(0, 64, 4)) in text
    for word in (*words_of(document.sha256, "en"), *words_of(document.sha256, "vi")):
        assert word in text
    assert str(matter.a.account) in text
    assert str(matter.b.account) in text
    # On a phone they stand below all that the document says.
    assert 'href="#h-hash"' in text and 'id="h-hash"' in text


def test_bytes_are_those_of_the_hash(client, matter):
    document = matter.offer(matter.a)
    answer = signed_in(client, matter.a).get(reverse("record:bytes", args=[document.sha256]))
    assert hashlib.sha256(answer.content).hexdigest() == document.sha256
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == f'attachment; filename="plan-2026-1-{document.sha256[:8]}.json"'


@pytest.mark.parametrize("name", ["record:document", "record:bytes"])
def test_document_is_hidden_from_others(client, matter, name):
    document = matter.offer(matter.a)
    address = reverse(name, args=[document.sha256])
    assert client.get(address).status_code == 302
    assert signed_in(client, seat(institution())).get(address).status_code == 404
    assert signed_in(client, seat(matter.b.institution, Role.ADMINISTRATOR)).get(address).status_code == 404
    assert signed_in(client, seat(matter.b.institution, Role.INSPECTOR)).get(address).status_code == 200
    assert signed_in(client, matter.a).get(reverse(name, args=["0" * 64])).status_code == 404


def test_page_takes_the_same_queries_for_one_and_three_versions(client, matter, queries_of):
    def address(document):
        return reverse("record:document", args=[document.sha256])

    first = matter.in_force()
    signed_in(client, matter.b).get(address(first))
    once = queries_of(lambda: client.get(address(first)))
    for year in (2027, 2028):
        matter.approve(matter.offer(matter.a, year=year), matter.b)
    assert queries_of(lambda: client.get(address(first))) == once


def test_answer_offers_what_the_seat_may_do(matter):
    document = matter.offer(matter.a)
    other = answer_of(document, matter.b)
    assert 'action="/approve"' in other
    assert 'action="/return"' in other
    assert 'action="/withdraw"' not in other
    assert other.count(f'name="seen" value="{document.sha256}"') == 2
    own = answer_of(document, matter.a)
    assert 'action="/withdraw"' in own
    assert 'action="/approve"' not in own
    for by in (
        seat(matter.b.institution, Role.READER),
        seat(matter.b.institution, Role.ADMINISTRATOR),
        seat(institution()),
    ):
        assert "<form" not in answer_of(document, by)
    coordinator = answer_of(document, seat(matter.b.institution, Role.COORDINATOR))
    assert 'action="/approve"' not in coordinator
    assert 'action="/return"' in coordinator
    assert "paper of authority" in coordinator


@pytest.mark.parametrize(("kind", "said"), [("fork", "two stories of one log"), ("rollback", "older copy")])
def test_answer_that_would_be_refused_asks_nobody_for_a_proof(matter, kind, said):
    document = matter.offer(matter.a)
    log = Log.objects.get(register=matter.register, position=2)
    incident = Incident.objects.create(
        register=matter.register, log=log, kind=kind, noticed_at=matter.now(), expected=99
    )
    text = answer_of(document, matter.b)
    assert said in text and "<form" not in text
    # One's own log is whole: with an older copy of the other one, one's own side still takes its offer back.
    assert ("<form" in answer_of(document, matter.a)) == (kind == "rollback")
    incident.settled_at = matter.now()
    incident.save()
    assert 'action="/approve"' in answer_of(document, matter.b)


def test_answer_keeps_what_was_typed_and_says_why_not(matter):
    document = matter.offer(matter.a)
    text = answer_of(document, matter.b, answer_error="No reason given yet.", typed_reason="<b>half a")
    assert "No reason given yet." in text
    assert "&lt;b&gt;half a</textarea>" in text


def test_answer_is_over_once_in_force(matter):
    document = matter.in_force()
    assert "<form" not in answer_of(document, matter.b)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_every_part_renders_in_every_stage(matter, language):
    papers = {
        "offered": matter.offer(matter.a, "plan/2025", year=2025),
        "returned": matter.return_(matter.offer(matter.a, "plan/2024", year=2024), matter.b, "Cần sửa mục 2"),
        "withdrawn": matter.withdraw(matter.offer(matter.a, "plan/2023", year=2023), matter.a, "Rút"),
        "replaced": matter.in_force(),
    }
    papers["in_force"] = matter.approve(matter.offer(matter.b, year=2027), matter.a)
    request = RequestFactory().get("/")
    request.seat = matter.b
    with override(language):
        for stage, paper in papers.items():
            document = queries.visible_to(matter.b).get(pk=paper.pk)
            assert document.standing.stage == stage
            text = render_to_string("record/_stages.html", {"document": document}, request=request)
            assert text.count('class="bead"') == 3
            assert text.count("aria-current") == (stage in ("offered", "in_force"))
            assert ("Cần sửa mục 2" in text) == (stage == "returned")
        versions = queries.versions(matter.register, "plan/2026")
        context = {"versions": versions, "document": versions[0], "sides": queries.sides_of(matter.register)}
        text = render_to_string("record/_versions.html", context, request=request)
        assert text.count("<li>") == 2


def test_differences_are_marked_on_both_sides(matter):
    old = {
        "items": [
            {"id": "i-1", "title": {"en": "Course <x>"}, "quantity": "20"},
            {"id": "i-2", "title": {"en": "Gone"}},
        ]
    }
    new = {
        "items": [
            {"id": "i-1", "title": {"en": "Course <x>"}, "quantity": "24"},
            {"id": "i-3", "title": {"en": "New"}},
        ]
    }
    changes = queries.differences(old, new, {"items": "Item", "quantity": "People"})
    with override("en"):
        text = render_to_string("record/_differences.html", {"changes": changes, "heading_version": 2})
    assert "<del>20</del>" in text
    assert "<ins>24</ins>" in text
    assert "<ins>New</ins>" in text
    assert "<del>Gone</del>" in text
    assert "1 changed · 1 added · 1 removed · 0 the same" in text
    assert "Course &lt;x&gt;" in text
    assert "style=" not in text


def test_texts_say_which_is_binding():
    with override("en"):
        text = render_to_string("record/_texts.html", {"texts": {"lo": "ກ", "en": "A"}, "authentic": ["lo"]})
    assert text.index("original, binding") < text.index("for reference")


def test_page_of_a_statement_says_whose_it_is_and_asks_nobody_for_consent(client, matter, queries_of):
    document = matter.in_force()

    def state(number):
        return actions.state(
            register=document.register,
            position=2,
            kind="activity",
            name=f"activity/{number}",
            title={"en": "Workshop on archives"},
            terms={"place": "Vientiane"},
            by=matter.b,
            at=factories.NOW,
        )

    address = reverse("record:document", args=[state(1).sha256])
    signed_in(client, matter.a)
    text = client.get(address).content.decode()
    assert "Statement of one side" in text
    assert "Workshop on archives" in text
    assert "Vientiane" in text
    assert reverse("record:keep_paper", args=[state(2).sha256]) not in text
    once = queries_of(lambda: client.get(address))
    state(3), state(4)
    assert queries_of(lambda: client.get(address)) == once


def test_signed_paper_is_kept_by_the_page_or_refused_with_the_reason(client, matter):
    document = matter.in_force()
    address = reverse("record:keep_paper", args=[document.sha256])
    page = reverse("record:document", args=[document.sha256])
    signed_in(client, matter.a)
    before = Entry.objects.count()
    assert client.post(address, {}).status_code == 422
    wrong = client.post(address, {"file": SimpleUploadedFile("paper.pdf", b"no paper")})
    assert (wrong.status_code, Entry.objects.count()) == (422, before)
    assert "paper.pdf" in wrong.content.decode()
    right = {"file": SimpleUploadedFile("paper.pdf", b"%PDF-1.7 signed")}
    done = client.post(address, right)
    assert (done.status_code, done["Location"], Entry.objects.count()) == (302, page, before + 1)
    assert "paper.pdf" in client.get(page).content.decode()
    again = client.post(address, {"file": SimpleUploadedFile("paper.pdf", b"%PDF-1.7 signed")})
    assert (again.status_code, Entry.objects.count()) == (422, before + 1)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("/programmes/p/plans/2026/offer/", "/programmes/p/plans/2026/"),
        ("", "/desk/"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
    ],
)
def test_whoever_has_checked_goes_back_to_the_paper_and_never_to_another_server(
    client, matter, asked, wanted
):
    document = matter.offer(matter.a)
    given = {"next": asked}
    done = signed_in(client, matter.b).post(reverse("record:check", args=[document.sha256]), given)
    assert (done.status_code, done["Location"]) == (302, wanted)
    assert Check.objects.get().sha256 == document.sha256


def test_approval_of_another_version_than_was_read_asks_for_no_proof(matter):
    document = matter.offer(matter.a)
    request = RequestFactory().post("/")
    request.seat = matter.b
    with pytest.raises(Changed) as refused:
        prospects.approving(request, document, "0" * 64)
    assert refused.value.code == "document_changed"


def test_what_was_read_is_believed_only_with_its_very_hash(matter):
    document = matter.offer(matter.a)
    body = bytes(document.body)

    def read(text: str, over: str) -> object:
        return prospects.read_before(RequestFactory().post("/", {"read": text, "over": over}))

    packed = b64encode(zlib.compress(body)).decode()
    assert read(packed, document.sha256)["year"] == 2026
    assert read(packed, "0" * 64) is None
    nonsense = b64encode(zlib.compress(b"[]")).decode()
    assert read(nonsense, hashlib.sha256(b"[]").hexdigest()) is None
    for text in ("", "!", "AAAA"):
        assert read(text, document.sha256) is None


def test_six_words_are_read_in_the_language_of_the_page(matter):
    sha256 = matter.offer(matter.a).sha256
    for language in ("lo", "vi", "en"):
        with override(language):
            assert tags.first_words(tags.words_in(sha256)) == " · ".join(words_of(sha256, language))
    assert tags.first_words({}) == ""


def test_entry_is_read_with_its_own_fields_and_its_unchanged_texts_in_one_language():
    old = {"items": [{"id": "i-1", "title": {"en": "Course", "vi": "Lớp"}, "quantity": "20"}]}
    new = {"items": [{"id": "i-1", "title": {"en": "Course", "vi": "Lớp"}, "venue": "Hue"}]}
    (change,) = queries.differences(old, new, {"items": "Item"}).changes
    with override("vi"):
        shown = {
            side: [field.name for field, _ in tags.read_in(change.fields, side)] for side in ("old", "new")
        }
        assert [field.language for field, _ in tags.read_in(change.fields, "old") if field.language] == ["vi"]
    assert ("quantity" in shown["old"], "quantity" in shown["new"]) == (True, False)
    assert ("venue" in shown["old"], "venue" in shown["new"]) == (False, True)
