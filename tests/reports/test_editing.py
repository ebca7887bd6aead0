"""Own words in a report's paragraphs: in their place, flagged when the facts change under them, one language alone."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.parties.states import Role
from songfai.reports import actions, permissions, rules
from songfai.reports.compile import annual
from songfai.reports.compile_commitments import commitment_report
from songfai.reports.compile_portfolio import portfolio_report
from songfai.reports.compile_visit_report import visit_report_paper
from songfai.reports.counting import counted
from songfai.reports.editing import QUOTED, Edit, anchored, edited, edits_in, place_for, told
from songfai.reports.models import Wording
from songfai.reports.paper import Heading, Paragraph, lines
from songfai.reports.queries.wordings import Place, edits_of
from songfai.reports.render import as_file
from songfai.reports.sentences import PATTERNS
from tests import factories as make
from tests.reports import samples
from tests.reports.samples_portfolio import portfolio
from tests.reports.test_visit_report import report as visit

AT = make.NOW


def paragraphs(paper):
    return [one for one in paper.blocks if isinstance(one, Paragraph) and one.anchor]


def paper(language="en"):
    return annual(samples.home_affairs(), language)


def edit_of(paragraph, text="Own words."):
    return Edit(paragraph.anchor, paragraph.text, text, "Somebody", AT)


# ---- Places -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_every_anchor_names_one_paragraph_and_headings_and_tables_have_none(language):
    for made in (
        paper(language),
        commitment_report(samples.commitment_lines(), language),
        portfolio_report(portfolio(), language),
        visit_report_paper(visit(), language),
    ):
        found = [one.anchor for one in paragraphs(anchored(made))]
        assert found
        assert len(set(found)) == len(found)
        assert not any(
            getattr(one, "anchor", "") for one in anchored(made).blocks if isinstance(one, Heading)
        )


def test_words_of_a_side_and_of_signed_minutes_cannot_be_edited():
    quoted = {key for key in PATTERNS["en"] if QUOTED.match(key)}
    for key in ("review.comment", "limits.cancelled", "term.grade", "term.decision.renew", "directions.line"):
        assert key in quoted
    assert not quoted & {"total.planned", "review.agreed", "compare.more", "portfolio.plan", "term.total"}
    anchors = {one.text for one in paragraphs(anchored(paper()))}
    for block in paper().blocks:
        if isinstance(block, Paragraph) and any(QUOTED.match(run.key) for run in block.runs if run.key):
            assert block.text not in anchors


def test_anchors_change_nothing_that_is_printed():
    assert lines(anchored(paper())) == lines(paper())


# ---- Edits in their places --------------------------------------------------------------------------------


def test_an_edit_stands_in_its_place_and_the_last_line_says_whose_it_is():
    first, second = paragraphs(anchored(paper()))[:2]
    shown, lost = edited(paper(), [edit_of(second)])
    assert lost == []
    (found,) = edits_in(shown)
    assert (found.text, found.anchor, found.edited.is_stale) == ("Own words.", second.anchor, False)
    assert found.edited.now == second.text
    said = lines(told(shown, "Viet Nam"))
    assert "Own words." in said
    assert second.text not in said
    assert first.text in said
    assert any(line.endswith("1 paragraph in the words of Viet Nam") for line in said)
    assert told(paper(), "Viet Nam") == paper()


def test_when_the_facts_change_the_edit_stays_and_is_flagged():
    facts = samples.home_affairs()
    overview = next(one for one in paragraphs(anchored(paper())) if "-total" in one.anchor)
    fewer = replace(facts, items=facts.items[1:])
    moved = annual(counted(fewer, samples.LAST_ITEMS, samples.LAST_ACTIVITIES, date(2025, 2, 28)), "en")
    shown, lost = edited(moved, [edit_of(overview)])
    assert lost == []
    (found,) = edits_in(shown)
    assert found.edited.is_stale
    assert found.edited.before == overview.text
    assert found.edited.now != overview.text
    assert told(shown, "X").trace.endswith("; the facts under it have changed since")


def test_a_sentence_that_moved_within_its_section_takes_its_edit_along():
    shown = anchored(paper())
    limits = [one for one in paragraphs(shown) if one.anchor.startswith("heading.limits1-")]
    assert len(limits) > 1
    edit = edit_of(limits[1])
    without = replace(shown, blocks=tuple(one for one in shown.blocks if one is not limits[0]))
    again, lost = edited(without, [edit])
    (found,) = edits_in(again)
    assert (found.edited.is_stale, found.anchor, found.edited.place) == (
        False,
        limits[0].anchor,
        limits[1].anchor,
    )
    assert place_for(found, [edit]) == limits[1].anchor
    other = next(one for one in paragraphs(again) if one.anchor == limits[1].anchor)
    assert place_for(other, [edit]) not in {limits[0].anchor, limits[1].anchor}


def test_an_edit_without_a_place_is_not_lost():
    shown, lost = edited(paper(), [Edit("heading.gone1-total1", "Before.", "Own words.", "Somebody", AT)])
    assert [one.text for one in lost] == ["Own words."]
    assert edits_in(shown) == []


@pytest.mark.parametrize("text", ["", "   ", "x" * (rules.LONGEST + 1), " The same. "])
def test_words_that_are_none_are_refused(text):
    with pytest.raises(Refused):
        rules.require_words(text, "The same.")


# ---- Kept in the database ---------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db
PLACE = Place("annual-2025", "en", "heading.overview1-total1")


def worded(made, by=None, **more):
    given = {"place": PLACE, "programme": made.programme, "generated": "From the record.", "text": "Own."}
    return actions.word(**(given | more), by=by or made.leader_a, at=AT)


def test_words_are_kept_with_who_and_when_and_only_for_ones_own_institution():
    made = make.programme_in_force()
    row = worded(made)
    assert (row.text, row.generated, row.written_at) == ("Own.", "From the record.", AT)
    assert row.written_by == str(made.leader_a.account)
    assert [one.text for one in edits_of(made.leader_a, made.programme, "annual-2025")["en"]] == ["Own."]
    assert edits_of(made.leader_b, made.programme, "annual-2025")["en"] == []
    assert edits_of(made.leader_a, made.programme, "annual-2025")["vi"] == []
    assert edits_of(made.leader_a, made.programme, "annual-2024")["en"] == []
    worded(made, text="Again.")
    assert Wording.objects.get().text == "Again."
    assert Line.objects.filter(verb="reports.word").count() == 2


def test_both_sides_word_their_own_reports():
    made = make.programme_in_force()
    worded(made, by=made.leader_a, text="Of A.")
    worded(made, by=made.leader_b, text="Of B.")
    assert [one.text for one in edits_of(made.leader_b, made.programme, "annual-2025")["en"]] == ["Of B."]


def test_keeping_says_the_words_are_of_todays_facts_and_dropping_takes_them_out():
    made = make.programme_in_force()
    worded(made)
    actions.keep(place=PLACE, programme=made.programme, generated="New.", by=made.leader_a, at=AT)
    assert (Wording.objects.get().generated, Wording.objects.get().text) == ("New.", "Own.")
    actions.drop(place=PLACE, programme=made.programme, by=made.leader_a, at=AT)
    assert not Wording.objects.exists()
    assert Line.objects.get(verb="reports.drop_wording").details["text"] == "Own."
    with pytest.raises(Changed):
        actions.drop(place=PLACE, programme=made.programme, by=made.leader_a, at=AT)


def test_the_second_of_two_savers_is_told():
    made = make.programme_in_force()
    worded(made)
    with pytest.raises(Changed):
        worded(made, text="Mine.", seen="0" * 16)
    assert Wording.objects.get().text == "Own."


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.LEADER, True),
        (Role.COORDINATOR, True),
        (Role.UNIT_OFFICER, False),
        (Role.CLERK, False),
        (Role.READER, False),
        (Role.INSPECTOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_who_may_word_a_report(role, allowed):
    made = make.programme_in_force()
    for institution in (made.leader_a.institution, made.leader_b.institution):
        seat = make.seat(institution, role=role)
        assert permissions.may(seat, made.programme) is allowed
        assert permissions.may(seat, None) is allowed
    stranger = make.seat(make.institution(), role=role)
    assert permissions.may(stranger, made.programme) is False
    with pytest.raises(NotPermitted):
        permissions.check_may(stranger, made.programme)


# ---- On the page ------------------------------------------------------------------------------------------


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def test_a_paragraph_is_edited_flagged_and_taken_back_on_the_page(settings, made, done):
    settings.TODAY = make.TODAY.isoformat()
    page = reverse("reports:annual", args=[made.programme.slug, 2025])
    client = client_of(made.leader_a)
    anchor = "heading.overview1-total1"
    shown = client.get(page)
    assert f'id="{anchor}"' in shown.content.decode()
    before = next(one for one in shown.context["paper"].blocks if getattr(one, "anchor", "") == anchor).text
    words = shown.context["paper"].words
    form = client.get(page, {"edit": anchor})
    assert before in form.content.decode()
    seen = form.context["worded"].form.initial["seen"]
    refused = client.post(page, {"anchor": anchor, "do": "save", "text": " ", "seen": seen})
    assert refused.status_code == 422
    saved = client.post(page, {"anchor": anchor, "do": "save", "text": "Own <b>words</b>.", "seen": seen})
    assert saved["Location"] == f"{page}#{anchor}"
    shown = client.get(page)
    assert "Own &lt;b&gt;words&lt;/b&gt;." in shown.content.decode()
    assert shown.context["paper"].words == words, "the hash of the facts is that of the facts"
    pdf = PdfReader(io.BytesIO(client.get(page, {"format": "pdf", "report": "en"}).content))
    assert "Own <b>words</b>." in " ".join("".join(one.extract_text() for one in pdf.pages).split())
    assert "Own" not in client.get(page, {"report": "vi"}).content.decode().split("<article")[1]
    assert "Own &lt;b" not in client_of(made.leader_b).get(page).content.decode()
    # The record moves on.
    done(made.items[0])
    moved = client.get(page).content.decode()
    assert "The facts have changed under it." in moved
    assert before in moved
    kept = client.post(page, {"anchor": anchor, "do": "keep"})
    assert kept.status_code == 302
    assert "The facts have changed under it." not in client.get(page).content.decode()
    client.post(page, {"anchor": anchor, "do": "drop"})
    assert "Own &lt;b" not in client.get(page).content.decode()


def test_readers_see_the_words_and_no_way_to_change_them(settings, made):
    settings.TODAY = make.TODAY.isoformat()
    page = reverse("reports:annual", args=[made.programme.slug, 2025])
    reader = client_of(make.seat(made.leader_a.institution, role=Role.READER))
    assert "Edit this paragraph" not in reader.get(page).content.decode()
    answer = reader.post(page, {"anchor": "heading.overview1-total1", "do": "save", "text": "No."})
    assert answer.status_code == 403
    assert not Wording.objects.exists()


def test_an_edit_whose_paragraph_is_gone_is_shown_and_can_be_thrown_away(settings, made):
    settings.TODAY = make.TODAY.isoformat()
    place = Place("annual-2025", "en", "heading.gone1-total1")
    worded(made, place=place)
    page = reverse("reports:annual", args=[made.programme.slug, 2025])
    client = client_of(made.leader_a)
    assert "Own." in client.get(page).content.decode()
    client.post(page, {"anchor": place.anchor, "do": "forget"})
    assert not Wording.objects.exists()
    assert client.post(page, {"anchor": place.anchor, "do": "forget"}).status_code == 409


def test_words_print_in_docx_too():
    shown, _lost = edited(paper(), [edit_of(paragraphs(anchored(paper()))[0], "Own words first.")])
    document = Document(io.BytesIO(as_file(shown, "docx", None)))
    assert "Own words first." in [one.text for one in document.paragraphs]
