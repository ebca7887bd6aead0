"""The pages through Django's client: what is shown, refused, and kept of what was typed."""

import re

import pytest
from django.urls import reverse

from songfai.files.actions import store
from songfai.programmes import actions
from songfai.programmes.models import Programme, Reading
from songfai.programmes.states import LineState
from tests import factories
from tests.factories import NOW
from tests.programmes.conftest import TEXT
from tests.proving import programme_signed

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]


@pytest.fixture
def as_(client):
    """A client signed in from a seat."""

    def enter(seat, language="en"):
        client.force_login(seat.account)
        client.cookies["songfai_language"] = language
        return client

    return enter


def post(client, name, *args, **data):
    if name in ("offer", "approve"):
        data = programme_signed(client, name, *args, **data)
    return client.post(reverse(f"programmes:{name}", args=args), data)


def get(client, name, *args, query=""):
    return client.get(reverse(f"programmes:{name}", args=args) + query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_programme_is_shown_in_each_language(as_, home, reading, draft, language):
    client = as_(home.a, language)
    key, slug = reading.key, draft.slug
    commitment, obligation = draft.commitments.first(), draft.obligations.first()
    pages = [
        ("list", ()), ("new", ()), ("reading", (key,)), ("edit", (slug,)), ("edit_general", (slug,)),
        ("edit_side", (slug, 1)), ("edit_side", (slug, 2)), ("edit_text", (slug, "lo")), ("edit_text", (slug, "en")),
        ("add_commitment", (slug,)), ("edit_commitment", (slug, commitment.key)), ("add_obligation", (slug,)),
        ("edit_obligation", (slug, obligation.pk)), ("commitments", (slug,)),
        ("answerable", (slug, commitment.key)), ("focal", (slug,)), ("document", (slug,)),
    ]  # fmt: skip
    for name, args in pages:
        answer = get(client, name, *args)
        assert answer.status_code == 200, name
        assert f'<html lang="{language}">' in answer.content.decode()


def test_reading_shows_lines_marks_and_unused_parts(as_, home, reading):
    page = get(as_(home.a), "reading", reading.key).content.decode()
    term = reading.lines.get(slot="term")
    assert f'id="t{term.pk}" href="#f{term.pk}"' in page
    assert f'id="f{term.pk}"' in page
    assert "2024–2027" in page
    assert "Make the draft programme" in page


def test_each_slot_has_a_form_to_edit_and_to_add(as_, home, reading):
    client = as_(home.a)
    for line in reading.lines.all():
        page = get(client, "line", reading.key, line.pk).content.decode()
        assert reverse("programmes:line", args=[reading.key, line.pk]) in page
        assert 'class="fieldrow on"' in page
    for slot in (
        "title",
        "place",
        "party",
        "signatory",
        "review",
        "field",
        "commitment",
        "prevailing",
        "focus",
    ):
        action = f'action="{reverse("programmes:add_line", args=[reading.key, slot])}"'
        assert action in get(client, "add_line", reading.key, slot).content.decode()
        assert action in get(client, "reading", reading.key, query=f"?add={slot}").content.decode()


def test_unused_part_becomes_a_commitment_at_its_place(as_, home, reading):
    client = as_(home.a)
    page = get(client, "add_line", reading.key, "commitment", query="?part=0-27").content.decode()
    assert "MEMORANDUM OF UNDERSTANDING</textarea>" in page
    data = {"text": "A promise", "type": "visit", "party": "both", "language": "en", "part": "0-27"}
    answer = post(client, "add_line", reading.key, "commitment", **data)
    line = reading.lines.get(state=LineState.ADDED)
    assert answer.url.endswith(f"#f{line.pk}")
    assert (line.start, line.end, line.value["text"]) == (0, 27, "A promise")


def test_wrong_date_keeps_what_was_typed(as_, home, reading):
    client, line = as_(home.a), reading.lines.get(slot="term")
    answer = post(client, "line", reading.key, line.pk, start="31/02/2024", end="2027")
    assert answer.status_code == 422
    assert 'value="31/02/2024"' in answer.content.decode()
    line.refresh_from_db()
    assert line.value["start"] == "2024"


def test_second_saver_of_a_line_sees_what_changed_and_may_override(as_, home, reading):
    client, line = as_(home.a), reading.lines.get(slot="term")
    page = get(client, "line", reading.key, line.pk)
    seen = page.context["form"].initial["seen"]
    actions.correct(line=line, value={"start": "2025", "end": "2029"}, by=home.a, at=NOW)
    answer = post(client, "line", reading.key, line.pk, start="2023", end="2027", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "2025–2029" in page
    assert 'value="2023"' in page
    again = answer.context["form"].data["seen"]
    assert post(client, "line", reading.key, line.pk, start="2023", end="2027", seen=again).status_code == 302
    line.refresh_from_db()
    assert line.value == {"start": "2023", "end": "2027"}


def test_draft_that_is_not_settled_says_what_waits(as_, home, reading):
    answer = post(as_(home.a), "make_draft", reading.key, revision="0")
    assert answer.status_code == 422
    assert "These lines still wait for your word" in answer.content.decode()
    assert Programme.objects.count() == 0


def links(page: str) -> set[str]:
    return {link.split("#")[0].replace("&amp;", "&") for link in re.findall(r'href="([/?#][^"]*)"', page)}


def test_every_link_of_a_refused_page_can_be_opened(as_, home, reading, draft):
    """A refusal is shown at the address of the act; nothing on it may lead back to where only acts are taken."""
    client = as_(home.a)
    line = actions.start(text=TEXT, by=home.a, at=NOW).lines.get(slot="term")
    other = line.reading
    refusals = [
        post(client, "make_draft", other.key, revision="0"),
        post(client, "confirm_line", other.key, line.pk, seen="stale"),
        post(client, "line", other.key, line.pk, start="31/02/2024", end=""),
        post(client, "offer", draft.slug, revision="999"),
    ]
    for answer in refusals:
        assert answer.status_code >= 400
        for link in links(answer.content.decode()):
            if link.startswith("/") and "/static/" not in link:
                assert client.get(link).status_code in (200, 302), link
            assert not link.startswith("?"), link


@pytest.mark.parametrize("name", ["reading", "edit", "commitments", "document", "edit_general"])
def test_other_institutions_find_nothing(as_, home, reading, draft, name):
    args = [reading.key] if name == "reading" else [draft.slug]
    for seat in (home.b, home.outsider, home.admin_a):
        assert get(as_(seat), name, *args).status_code == 404


def test_reader_of_the_own_side_sees_the_draft_and_changes_nothing(as_, home, draft):
    client = as_(factories.seat(home.viet_nam, "reader"))
    assert get(client, "edit", draft.slug).status_code == 200
    assert get(client, "edit_general", draft.slug).status_code == 403
    assert post(client, "offer", draft.slug, revision=draft.revision).status_code == 403


def test_two_savers_of_the_general_part(as_, home, draft):
    client = as_(home.a)
    form = get(client, "edit_general", draft.slug).context["form"]
    data = {
        "title_lo": "", "title_vi": "", "title_en": "Typed by the second", "kind": "memorandum",
        "term_start": "2024", "term_end": "2027", "asleep_after": "120", "seen": form.initial["seen"],
    }  # fmt: skip
    from songfai.kit.languages import Trilingual

    actions.change(programme=draft, values={"title": Trilingual(en="Saved by the first")}, by=home.a, at=NOW)
    answer = post(client, "edit_general", draft.slug, **data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Saved by the first" in page
    assert "Typed by the second" in page
    again = {**data, "seen": answer.context["form"].data["seen"]}
    assert post(client, "edit_general", draft.slug, **again).status_code == 302
    draft.refresh_from_db()
    assert draft.title.en == "Typed by the second"


def test_offer_return_offer_approve_in_the_browser(as_, home, draft):
    programme_signed(as_(home.a), "offer", draft.slug)
    page = get(as_(home.a), "document", draft.slug).content.decode()
    assert "Offer the programme" in page
    assert post(as_(home.a), "offer", draft.slug, revision="999").status_code == 409
    assert post(as_(home.a), "offer", draft.slug, revision=draft.revision).status_code == 302
    sha = Programme.objects.get(pk=draft.pk).document.sha256

    answer = post(as_(home.b), "return", draft.slug, seen=sha, reason=" ")
    assert answer.status_code == 422
    answer = post(as_(home.b), "return", draft.slug, seen=sha, reason="Article 2 is not ours")
    assert answer.status_code == 302
    assert get(as_(home.b), "edit", draft.slug).status_code == 404
    assert "Article 2 is not ours" in get(as_(home.b), "document", draft.slug).content.decode()
    assert "Article 2 is not ours" in get(as_(home.a), "edit", draft.slug).content.decode()

    draft.refresh_from_db()
    assert post(as_(home.a), "offer", draft.slug, revision=draft.revision).status_code == 302
    sha = Programme.objects.get(pk=draft.pk).document.sha256
    assert post(as_(home.b), "approve", draft.slug, seen="0" * 64).status_code == 409
    assert post(as_(home.a), "approve", draft.slug, seen=sha).status_code == 403
    signed = programme_signed(as_(home.b), "approve", draft.slug)
    answer = as_(home.b).post(reverse("programmes:approve", args=[draft.slug]), signed, follow=True)
    assert "In force" in answer.content.decode()
    assert Programme.objects.get(pk=draft.pk).stage == "in_force"


def test_withdrawn_offer(as_, home, draft):
    post(as_(home.a), "offer", draft.slug, revision=draft.revision)
    sha = Programme.objects.get(pk=draft.pk).document.sha256
    assert post(as_(home.a), "withdraw", draft.slug, seen=sha, reason="").status_code == 302
    assert get(as_(home.b), "commitments", draft.slug).status_code == 404


def test_lists_find_words_without_their_marks(as_, home, agreed):
    client = as_(home.b)
    assert agreed.title.en in get(client, "list", query="?q=MEMORANDUM").content.decode()
    assert agreed.title.en in get(client, "list", query="?q=bo+noi+vu").content.decode()
    page = get(client, "list", query="?q=railway").content.decode()
    assert "No programme matches" in page
    assert agreed.title.en in get(client, "list", query="?state=in_force").content.decode()
    assert agreed.title.en not in get(client, "list", query="?state=draft").content.decode()


def test_empty_list_says_what_to_do_next(as_, home):
    assert "No programme yet" in get(as_(home.a), "list").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lists_export_what_is_filtered(as_, home, agreed, kind):
    client = as_(home.a)
    number = agreed.commitments.count()
    whole = get(client, "commitments", agreed.slug, query=f"?export={kind}")
    part = get(client, "commitments", agreed.slug, query=f"?export={kind}&type=visit")
    assert whole["Content-Disposition"].startswith("attachment")
    assert len(part.content) < len(whole.content)
    if kind == "csv":
        assert whole.content.decode("utf-8-sig").count("\n") >= number + 1
        assert agreed.title.en in get(client, "list", query="?export=csv").content.decode("utf-8-sig")


def test_answerable_is_named_on_the_own_side(as_, home, agreed):
    commitment, unit = agreed.commitments.first(), factories.unit(home.laos)
    client = as_(home.b)
    answer = post(client, "answerable", agreed.slug, commitment.key, unit=unit.pk, person="", seen="")
    assert answer.status_code == 409
    form = get(client, "answerable", agreed.slug, commitment.key).context["form"]
    seen = form.initial["seen"]
    answer = post(client, "answerable", agreed.slug, commitment.key, unit=unit.pk, person="", seen=seen)
    assert answer.status_code == 302
    assert unit.name.en in get(client, "commitments", agreed.slug).content.decode()
    foreign = factories.unit(home.viet_nam)
    answer = post(client, "answerable", agreed.slug, commitment.key, unit=foreign.pk, person="", seen=seen)
    assert answer.status_code == 422


def test_contact_of_the_own_side_is_named_in_force(as_, home, agreed):
    unit = factories.unit(home.laos)
    client = as_(home.b)
    seen = get(client, "focal", agreed.slug).context["form"].initial["seen"]
    answer = post(client, "focal", agreed.slug, unit=unit.pk, person=home.b.account.person.pk, seen=seen)
    assert answer.status_code == 302
    side = agreed.sides.get(position=2)
    assert (side.unit, side.focal_person) == (unit, home.b.account.person)
    assert post(client, "focal", agreed.slug, unit="", person="", seen=seen).status_code == 409
    assert get(as_(home.reader_b), "focal", agreed.slug).status_code == 403


def more(home, number: int) -> None:
    for _one in range(number):
        actions.start(text=TEXT, by=home.a, at=NOW)
        factories.draft_programme(home.viet_nam, factories.institution())


def test_queries_of_the_list_do_not_grow(as_, home, queries):
    client = as_(home.a)
    more(home, 1)
    one = queries(lambda: get(client, "list"))
    more(home, 2)
    assert queries(lambda: get(client, "list")) == one
    assert queries(lambda: get(client, "list", query="?export=csv")) <= one


def test_queries_of_commitments_and_draft_do_not_grow(as_, home, draft, queries):
    client = as_(home.a)
    draft.commitments.filter(number__gt=1).delete()
    counts = [
        queries(lambda name=name: get(client, name, draft.slug))
        for name in ("commitments", "edit", "document")
    ]
    for _one in range(2):
        added = factories.commitment(draft)
        person = home.a.account.person
        actions.name_answerable(commitment=added, unit=None, person=person, by=home.a, at=NOW)
    grown = [
        queries(lambda name=name: get(client, name, draft.slug))
        for name in ("commitments", "edit", "document")
    ]
    assert grown == counts


def test_queries_of_a_reading_do_not_grow(as_, home, reading, queries):
    client = as_(home.a)
    one = queries(lambda: get(client, "reading", reading.key))
    for number in range(3):
        value = {"text": f"Promise {number}", "type": "visit", "party": "both", "language": "en"}
        actions.add(reading=reading, slot="commitment", value=value, by=home.a, at=NOW)
    assert queries(lambda: get(client, "reading", reading.key)) == one
    assert Reading.objects.count() == 1


def test_who_is_asked_to_agree_reads_the_texts_and_the_files_the_paper_names(
    as_, home, draft, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = store(name="signed.txt", data="ບົດບັນທຶກ ເຊັນແລ້ວ".encode(), by=home.a, at=NOW)
    told = {"programme": draft, "by": home.a, "at": NOW}
    actions.write_text(language="en", body="The text as it was signed.", authentic=True, file=file, **told)
    assert as_(home.b).get(f"/files/{file.key}/").status_code == 404
    actions.offer(**told)
    page = get(as_(home.b), "document", draft.slug).content.decode()
    assert "The text as it was signed." in page
    assert f"/files/{file.key}/" in page
    assert as_(home.b).get(f"/files/{file.key}/").status_code == 200


def test_what_is_written_after_a_return_is_the_drafting_sides_own_again(as_, home, draft):
    told = {"programme": draft, "by": home.a, "at": NOW}
    actions.write_text(language="en", body="The text as it was signed.", authentic=True, **told)
    paper = actions.offer(**told)
    actions.return_(programme=draft, seen=paper.sha256, reason="Not yet.", by=home.b, at=NOW)
    actions.write_text(language="en", body="Something only side A has seen.", authentic=True, **told)
    page = get(as_(home.b), "document", draft.slug)
    assert page.status_code == 200
    assert "Something only side A has seen." not in page.content.decode()
