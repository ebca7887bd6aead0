from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from songfai.kit import notes, styleguide
from songfai.kit.context import page
from songfai.kit.forms import TrilingualFormField
from songfai.kit.languages import Trilingual
from songfai.kit.marks import BADGES, STAGES
from songfai.kit.paging import Count, Page

ICONS = (Path(styleguide.__file__).parent / "icons.txt").read_text(encoding="utf-8").split()


def show(source: str, language: str = "en", **values: object) -> str:
    request = RequestFactory().get("/list/", {"state": "late", "after": "x"})
    with override(language):
        return Template("{% load i18n static songfai %}" + source).render(
            Context({"request": request, **values})
        )


class Elements(HTMLParser):
    """Each element of a page as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


# ---- Words and marks -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(BADGES))
def test_badge_of_a_state_has_an_icon_that_is_in_the_list_and_a_word(state):
    _look, drawing, words = BADGES[state]
    html = show("{% state_badge state %}", state=state)
    assert drawing in ICONS
    assert f"#i-{drawing}" in html
    assert str(words) in html


def test_badge_takes_other_words():
    assert "12 days late" in show('{% state_badge "late" "12 days late" %}')


@pytest.mark.parametrize("state", list(STAGES))
def test_seal_has_words_for_those_who_do_not_see_it(state):
    (picture,) = Elements(show("{% seal state %}", state=state)).named("svg")
    assert (picture["role"], picture["aria-label"]) == ("img", str(STAGES[state]))


def test_seal_of_an_offer_names_the_side_that_offered():
    side = SimpleNamespace(letter="b")
    assert 'aria-label="Offered by the second side"' in show('{% seal "offered" side %}', side=side)


def test_stage_hides_the_seal_because_its_word_follows():
    html = show('{% stage "in_force" %}')
    assert "aria-label" not in html
    assert "<b>In force</b>" in html


def test_side_shows_its_half_and_its_name_in_the_language_of_the_page():
    side = SimpleNamespace(letter="b", short_name=Trilingual(vi="Phía Lào", en="Lao <side>"))
    html = show("{% side side %}", side=side)
    assert html.startswith('<span class="side side-b"><svg class="hd mk-b"')
    assert "Lao &lt;side&gt;" in html
    assert show("{% side side after=True %}", side=side).endswith("</svg></span>")


def test_stages_mark_the_present_step_and_those_behind():
    html = show('{% stages "accepted" "a" offered=text %}', text="<b>who</b>")
    steps = Elements(html).named("li")
    assert [(step.get("class"), step.get("aria-current")) for step in steps] == [
        ("past", None), ("past", "step"), (None, None),
    ]  # fmt: skip
    assert "&lt;b&gt;who" in html


def test_stages_of_a_returned_paper_say_how_it_ended():
    paper = SimpleNamespace(state="returned", offered_by=SimpleNamespace(letter="a"))
    assert "<b>Returned</b>" in show("{% stages paper %}", paper=paper)


@pytest.mark.parametrize(("how", "dots"), [("sure", 3), ("likely", 2), ("guess", 1), ("none", 0), ("", 0)])
def test_confidence_has_as_many_full_dots(how, dots):
    assert show("{% confidence how %}", how=how).count('class="c-on"') == dots


def test_fingerprint_is_grouped_in_fours():
    assert show("{% fingerprint sha %}", sha="8f2b61c40d9e") == '<span class="mono">8f2b 61c4 0d9e</span>'


def test_words_of_the_page_language_come_first():
    html = show("{% words both %}", "lo", both={"vi": ["sen", "cầu"], "lo": ["ບົວ", "ຂົວ"]})
    assert html.index('lang="lo"') < html.index('lang="vi"')


# ---- Texts, dates, numbers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "order"), [("lo", "lo vi en ja"), ("vi", "vi lo en ja"), ("en", "en lo vi ja")]
)
def test_of_a_text_in_each_language_the_readers_comes_first(language, order):
    texts = {"en": "one", "ja": "ichi", "lo": "nueng", "vi": "mot"}
    source = "{% for code, text in texts|each_language %}{{ code }} {% endfor %}"
    assert show(source, language, texts=texts).split() == order.split()
    assert show(source, language, texts=Trilingual(lo="a", vi="b", en="c")).split() == order.split()[:3]


def test_text_of_another_language_says_which_it_is():
    text = Trilingual(vi="Hội thảo")
    assert show("{{ text|tri }}", "en", text=text) == '<span lang="vi">Hội thảo</span>'
    assert show("{{ text|tri }}", "vi", text=text) == "Hội thảo"


def test_text_is_escaped_in_every_language():
    text = Trilingual(vi="<b>", en="<i>")
    assert show("{{ text|tri }}", "en", text=text) == "&lt;i&gt;"
    assert show("{{ text|tri }}", "lo", text=text) == '<span lang="vi">&lt;b&gt;</span>'
    assert show("{{ text|lao }}", "lo", text="<ລາວ>").startswith("&lt;")


def test_lao_text_may_break_between_words_and_a_title_has_no_hidden_letters():
    text = Trilingual(lo="ແຜນງານຮ່ວມມື")
    assert "\u200b" in show("{{ text|tri }}", "lo", text=text)
    assert show("{{ text|plain }}", "lo", text=text) == "ແຜນງານຮ່ວມມື"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "5 March 2026"), ("lo", "5 ມີນາ 2026"), ("vi", "05/03/2026")]
)
def test_day_is_written_as_each_language_writes_it(language, shown):
    assert show("{{ at|day }}", language, at=date(2026, 3, 5)).replace("\u200b", "") == shown


def test_nothing_is_shown_for_what_is_not_there():
    assert (
        show("{{ none|tri }}{{ none|day }}{{ none|pdate }}{{ none|num }}{{ none|moment }}", none=None) == ""
    )


# ---- Lists ---------------------------------------------------------------------------------------


def test_pager_and_export_keep_the_filters():
    pages = Page(rows=[], next_query="state=late&after=y", is_first=False)
    html = show("{% pager pages count %}", pages=pages, count=Count(1000, capped=True))
    assert [link["href"] for link in Elements(html).named("a")] == ["?state=late", "?state=late&after=y"]
    assert "1,000+ rows" in html
    links = Elements(show("{% export_links %}")).named("a")
    assert [link["href"] for link in links] == ["?state=late&export=xlsx", "?state=late&export=csv"]


def test_pager_of_a_single_page_leads_nowhere():
    assert "<a" not in show("{% pager pages %}", pages=Page(rows=[], next_query="", is_first=True))


def test_languages_lead_to_this_page_with_its_filters():
    request = RequestFactory().get("/list/", {"state": "late", "language": "vi"})
    with override("vi"):
        offered = page(request)["languages"]
    assert [(one["code"], one["current"], one["address"]) for one in offered] == [
        ("lo", False, "/list/?state=late&language=lo"),
        ("vi", True, "/list/?state=late&language=vi"),
        ("en", False, "/list/?state=late&language=en"),
    ]


# ---- Forms ---------------------------------------------------------------------------------------


class Form(forms.Form):
    title = TrilingualFormField(label="Title", max_length=5)
    reason = forms.CharField(label="Reason", help_text="Read word for word.")
    turn = forms.ChoiceField(label="Turn", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_every_control_of_a_form_has_a_label_and_its_own_id():
    found = Elements(str(Form()))
    labels = {label["for"] for label in found.named("label")}
    controls = [one for one in found.named("input", "textarea", "select") if one.get("type") != "hidden"]
    assert {control["id"] for control in controls} == labels
    assert len(controls) == 3 + 1 + 2 + 1


def test_every_description_of_a_control_is_on_the_page():
    found = Elements(str(Form({})))
    ids = {attributes["id"] for _tag, attributes in found.found if "id" in attributes}
    named = [
        one for _tag, attributes in found.found for one in (attributes.get("aria-describedby") or "").split()
    ]
    assert "id_reason_error" in named
    assert [one for one in named if one not in ids] == []


def test_every_line_of_the_error_summary_leads_to_its_control():
    found = Elements(str(Form({"title_vi": "Một tiêu đề"})))
    ids = {attributes["id"] for _tag, attributes in found.found if "id" in attributes}
    links = [link["href"] or "" for link in found.named("a")]
    assert len(links) == 3
    assert {link.removeprefix("#") for link in links} <= ids


def test_what_was_typed_stays_and_the_wrong_field_says_so():
    found = Elements(str(Form({"title_vi": "Một tiêu đề", "reason": "vì", "turn": "a"})))
    typed = {one["name"]: one for one in found.named("input")}
    assert typed["title_vi"]["value"] == "Một tiêu đề"
    assert typed["title_vi"]["aria-invalid"] == "true"
    assert typed["reason"]["value"] == "vì"
    assert "aria-invalid" not in typed["reason"]


def test_form_without_errors_has_no_summary():
    assert "errbox" not in str(Form())
    assert "errbox" in str(Form({}))


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_trilingual_field_begins_with_the_language_of_the_page(language):
    with override(language):
        controls = Elements(str(Form()["title"])).named("input")
    assert [control["lang"] for control in controls][0] == language
    assert {control["lang"] for control in controls} == {"lo", "vi", "en"}


# ---- Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "413", "429"])
def test_error_page_of_each_kind_is_written(name):
    assert "<h1" in render_to_string(f"{name}.html", {"demo": False}, request=None)


def test_page_of_a_broken_server_looks_nothing_up_and_speaks_three_languages():
    html = render_to_string("500.html")
    assert all(words in html for words in ("ໜ້ານີ້ເປີດບໍ່ໄດ້", "Không mở được trang", "The page could not be made"))


def test_page_of_a_lost_race_shows_theirs_and_yours():
    html = render_to_string(
        "409.html",
        {"differences": [{"words": "Title", "theirs": Trilingual(en="Their <title>"), "yours": "My title"}]},
    )
    assert "Their &lt;title&gt;" in html
    assert "My title" in html


def test_message_can_be_undone_by_a_post():
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    notes.say(request, "Plan deleted.", undo="/plans/7/restore/")
    html = show('{% include "kit/messages.html" %}', messages=get_messages(request))
    (form,) = Elements(html).named("form")
    assert (form["method"], form["action"]) == ("post", "/plans/7/restore/")
    assert "Plan deleted." in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_style_guide_shows_every_part_in_each_language(rf, language):
    request = rf.get("/styleguide/")
    request.user = SimpleNamespace(is_authenticated=False)
    request.seat, request.seats = None, []
    with override(language):
        html = styleguide.page(request).content.decode()
    found = Elements(html)
    (root,) = found.named("html")
    assert root["lang"] == language
    ids = [attributes["id"] for _tag, attributes in found.found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    used = {use["href"].partition("#i-")[2] for use in found.named("use")}
    assert used <= set(ICONS)
    assert all("style" not in attributes for _tag, attributes in found.found)
