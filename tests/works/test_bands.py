"""Bands of a criterion: read as they are typed, chosen by a member, shown beside the points."""

from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.works import actions
from songfai.works.models import Rubric, RubricItem
from songfai.works.queries import own_sheet
from songfai.works.rules.bands import (
    Band,
    band_lines,
    band_with,
    bands_of,
    kept_bands,
    read_bands,
    require_bands,
    require_in_band,
)
from tests import factories as make
from tests.works import making

TYPED = Trilingual(
    vi="27-30: mới trong cả nước\n\n1–26,5: cải tiến\n0 : sao chép",
    en="27-30: new\n1-26.5: better\n0: copied",
)


def code_of(act, *given) -> str:
    try:
        act(*given)
    except Refused as refused:
        return refused.code
    return ""


# ---------------------------------------------------------------- the rules


def test_lines_are_read_as_people_type_them_and_given_back_to_be_changed():
    bands = read_bands(TYPED)
    assert [one.span.get("en") for one in bands] == ["27–30", "1–26.5", "0"]
    assert bands[2] == Band(Decimal(0), Decimal(0), Trilingual(vi="sao chép", en="copied"))
    assert bands_of(kept_bands(bands)) == bands
    assert read_bands(band_lines(bands)) == bands
    assert read_bands(Trilingual()) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (Trilingual(en="new in the country"), "band_unreadable"),
        (Trilingual(en="27-30:"), "band_unreadable"),
        (Trilingual(en="1.000-2: new"), "band_unreadable"),
        (Trilingual(en="27-30: new\n0: none", vi="27-30: mới"), "bands_differ"),
        (Trilingual(en="27-30: new", vi="20-30: mới"), "bands_differ"),
    ],
)
def test_what_cannot_be_read_is_said(typed, code):
    assert code_of(read_bands, typed) == code


@pytest.mark.parametrize(
    ("line", "code"),
    [("0-30: all", ""), ("27-31: new", "band_out_of_reach"), ("9-3: x", "band_out_of_reach")],
)
def test_bands_lie_within_the_points_of_the_criterion(line, code):
    assert code_of(require_bands, read_bands(Trilingual(en=line)), Decimal(30)) == code


@pytest.mark.parametrize(
    ("points", "band", "code"),
    [
        ("28", 0, ""),
        ("28", 1, "outside_the_band"),
        ("26.8", None, "band_missing"),
        ("28", 7, "no_such_band"),
        (None, 1, ""),
        (None, None, ""),
    ],
)
def test_points_lie_in_the_band_that_was_chosen(points, band, code):
    given = None if points is None else Decimal(points)
    assert code_of(require_in_band, given, band, read_bands(TYPED)) == code


def test_without_bands_any_points_are_given():
    assert code_of(require_in_band, Decimal(5), None, []) == ""
    assert band_with(Decimal(5), []) is None
    assert band_with(Decimal("26.5"), read_bands(TYPED)) == 1


# ---------------------------------------------------------------- on the pages


@pytest.fixture
def made(db, settings):
    settings.TODAY = "2026-03-10"
    return making.unit()


def begun(made):
    rubric = making.own_rubric(made, slug="novelty-bands")
    return rubric.items.get(), making.before_council(made)


def test_the_one_that_comes_with_the_software_has_the_bands_of_its_source(made):
    item = Rubric.objects.get(slug="novelty-bands").items.get()
    assert [one.span.get("en") for one in item.described] == ["27–30", "21–26", "16–20", "1–15", "0"]
    assert all(set(one.text.languages()) == {"lo", "vi", "en"} for one in item.described)
    taken, _submission = begun(made)
    assert taken.bands == item.bands, "taken over with the rubric"


def test_a_member_chooses_a_band_and_gives_points_within_it(client, made):
    item, submission = begun(made)
    here = reverse("works:score", args=[submission.work.key]) + "?language=en"
    member = made.members[2]
    client.force_login(member.account)
    told = client.get(here).content.decode()
    assert "27–30: new in the country" in told
    band, points = f"band_{item.pk}", f"points_{item.pk}"

    def send(**fields):
        sheet = own_sheet(member, submission)
        return client.post(here, {"seen": sheet.revision if sheet else 0} | fields)

    wrong = send(**{band: "1", points: "28", "hand_in": "on"})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == [points]
    assert "The band you chose gives 21–26 points." in wrong.content.decode()
    assert 'value="28"' in wrong.content.decode(), "what was typed is there"
    assert own_sheet(member, submission) is None
    gap = send(**{points: "26.5"})
    assert (gap.status_code, "choose one first" in gap.content.decode()) == (422, True)
    assert send(**{band: "1"}).status_code == 302
    kept = client.get(here).content.decode()
    assert own_sheet(member, submission).scores.get().band == 1
    assert 'value="1" ' in kept and "checked" in kept, "the draft keeps the choice"
    assert send(**{band: "1", points: "24", "hand_in": "on"}).status_code == 302
    score = own_sheet(member, submission).scores.get()
    assert (score.points, score.chosen.span.get("en")) == (24, "21–26")
    shown = client.get(reverse("works:scores", args=[submission.work.key]) + "?language=en").content.decode()
    assert "21–26: a fair improvement" in shown


def test_a_band_of_one_number_gives_its_points(client, made):
    item, submission = begun(made)
    client.force_login(made.chair.account)
    address = reverse("works:score", args=[submission.work.key])
    assert client.post(address, {f"band_{item.pk}": "4", "hand_in": "on", "seen": 0}).status_code == 302
    assert own_sheet(made.chair, submission).scores.get().points == 0


def test_points_in_no_band_are_refused_also_without_the_form(made):
    item, submission = begun(made)
    told = {"submission": submission, "by": made.chair, "at": make.NOW}
    for points, bands, code in (("26.5", {}, "band_missing"), ("28", {item.pk: 3}, "outside_the_band")):
        with making.refused(code):
            actions.keep_scores(given={item.pk: (Decimal(points), "")}, bands=bands, **told)
    sheet = actions.hand_in_scores(given={item.pk: (Decimal(28), "")}, **told)
    assert sheet.scores.get().band == 0, "the band that has them"
    back = actions.reopen_scores(sheet=sheet, reason="typing error", by=made.secretary, at=make.NOW)
    assert back.member == sheet.member
    assert own_sheet(made.chair, submission).scores.get().band == 0


def test_the_office_writes_the_bands_of_its_own_criterion(client, made):
    rubric = making.own_rubric(made)
    client.force_login(made.clerk.account)
    new = reverse("works:new_rubric_item", args=[rubric.regulation.key]) + "?language=en"
    data = {"text_en": "Use", "most": "10", "bands_en": "6-10: in many units\n0-5: in one"}
    wrong = client.post(new, data | {"bands_en": "6-11: in many units"})
    assert wrong.status_code == 422
    assert "does not lie between 0 and the most points, 10" in wrong.content.decode()
    unread = client.post(new, data | {"bands_en": "in many units 6-10"})
    assert (unread.status_code, list(unread.context["form"].errors)) == (422, ["bands"])
    assert client.post(new, data).status_code == 302
    item = RubricItem.objects.latest("pk")
    assert [one.span.get("en") for one in item.described] == ["6–10", "0–5"]
    change = reverse("works:rubric_item", args=[rubric.regulation.key, item.pk]) + "?language=en"
    assert "6–10: in many units" in client.get(change).content.decode()
    assert client.post(change, data | {"bands_en": ""}).status_code == 302
    item.refresh_from_db()
    assert item.described == []


def test_points_are_written_as_each_language_writes_numbers(client, made):
    rubric = making.own_rubric(made)
    client.force_login(made.clerk.account)
    new = reverse("works:new_rubric_item", args=[rubric.regulation.key])
    data = {"text_vi": "Mới", "most": "10", "bands_vi": "6,5-10: nhiều đơn vị\n0-6,4: một đơn vị"}
    wrong = client.post(f"{new}?language=vi", data | {"most": "9,5"}).content.decode()
    assert "6,5–10" in wrong and "9,5" in wrong
    assert client.post(new, data).status_code == 302
    item = RubricItem.objects.latest("pk")
    page = reverse("works:regulation", args=[rubric.regulation.key])
    change = reverse("works:rubric_item", args=[rubric.regulation.key, item.pk])
    for language, span in (("vi", "6,5–10"), ("lo", "6,5–10"), ("en", "6.5–10")):
        assert span in client.get(f"{page}?language={language}").content.decode()
    assert "6,5–10: nhiều đơn vị" in client.get(f"{change}?language=vi").content.decode()
    assert client.post(change, data | {"bands_vi": "6,5–10: nhiều đơn vị"}).status_code == 302


@pytest.mark.parametrize("typed", ["31", "many"])
def test_what_was_typed_wrong_is_said_and_not_replaced(client, made, typed):
    item, submission = begun(made)
    client.force_login(made.chair.account)
    address = reverse("works:score", args=[submission.work.key])
    sent = client.post(address, {f"band_{item.pk}": "4", f"points_{item.pk}": typed, "seen": 0})
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, [f"points_{item.pk}"])
    assert f'value="{typed}"' in sent.content.decode()
    assert own_sheet(made.chair, submission) is None
