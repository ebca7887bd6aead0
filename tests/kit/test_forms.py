from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from songfai.kit.dates import PartialDate
from songfai.kit.forms import (
    DecimalFormField,
    PartialDateFormField,
    TrilingualFormField,
    current_language,
    language_order,
)
from songfai.kit.languages import Trilingual


class PaperForm(forms.Form):
    title = TrilingualFormField(max_length=20)
    body = TrilingualFormField(required=False, rows=4)
    due = PartialDateFormField(required=False)
    signed = PartialDateFormField(exact=True, required=False)
    share = DecimalFormField(required=False, min_value=0, max_value=100, decimal_places=2)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def test_form_reads_its_fields():
    form = PaperForm(
        {
            "title_vi": " Kế  hoạch ",
            "title_lo": "ກ\u0ecd\u0eb2",
            "due": "đến năm 2030",
            "signed": "5/3/2026",
            "share": "85,5",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "title": Trilingual("ກຳ", "Kế  hoạch", ""),
        "body": Trilingual(),
        "due": PartialDate(2030, bound="by"),
        "signed": PartialDate(2026, 3, 5),
        "share": Decimal("85.5"),
    }


def errors_of(**data):
    form = PaperForm({"title_vi": "x", **data})
    form.is_valid()
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"title_vi": " "}, {"title": ["required"]}),
        ({"title_lo": "ກ" * 21}, {"title": ["too_long"]}),
        ({"due": "soon"}, {"due": ["date_unreadable"]}),
        ({"due": "31/2/2026"}, {"due": ["date_impossible"]}),
        ({"signed": "3/2026"}, {"signed": ["exact"]}),
        ({"signed": "đến 5/3/2026"}, {"signed": ["exact"]}),
        ({"share": "4,125"}, {"share": ["number_ambiguous"]}),
        ({"share": "abc"}, {"share": ["number_unreadable"]}),
        ({"share": "-1"}, {"share": ["min_value"]}),
        ({"share": "100,5"}, {"share": ["max_value"]}),
        ({"share": "1,2345"}, {"share": ["decimal_places"]}),
        ({"share": "100"}, {}),
    ],
)
def test_form_refuses_what_it_cannot_take(data, errors):
    assert errors_of(**data) == errors


def test_form_keeps_what_was_typed_when_it_is_wrong():
    form = PaperForm({"title_en": "Ti<tle", "due": "mùa <xuân>", "share": "4,125"})
    assert not form.is_valid()
    html = str(form)
    assert 'value="mùa &lt;xuân&gt;"' in html
    assert 'value="4,125"' in html
    assert 'value="Ti&lt;tle"' in html


def test_form_shows_values_in_the_language_of_the_page():
    initial = {"title": {"lo": "ແຜນ"}, "due": PartialDate(2030, bound="by"), "share": Decimal("7393.17")}
    html = str(PaperForm(initial=initial))
    assert 'value="ແຜນ"' in html
    assert 'value="đến năm 2030"' in html
    assert 'value="7.393,17"' in html


@pytest.mark.parametrize(
    ("language", "order"),
    [("lo", ["lo", "vi", "en"]), ("vi", ["vi", "lo", "en"]), ("en", ["en", "lo", "vi"])],
)
def test_trilingual_inputs_begin_with_the_language_of_the_page(language, order):
    with translation.override(language):
        html = str(PaperForm()["title"])
        assert list(language_order()) == order
    places = [html.index(f'name="title_{each}"') for each in order]
    assert places == sorted(places)
    for each in order:
        assert f'lang="{each}"' in html.split(f'name="title_{each}"')[1].split(">")[0]
    assert html.count("<label") == 3
    assert "required" not in html


def test_trilingual_labels_point_at_their_inputs():
    html = str(PaperForm()["title"])
    for at in range(3):
        assert html.count(f'for="id_title_{at}"') == 1
        assert html.count(f'id="id_title_{at}"') == 1
    assert PaperForm()["title"].id_for_label == "id_title_1"


def test_trilingual_rows_give_text_areas():
    html = str(PaperForm()["body"])
    assert html.count("<textarea") == 3
    assert 'rows="4"' in html


def test_form_notices_a_change_only_where_there_is_one():
    initial = {"title": Trilingual(vi="Kế hoạch"), "due": PartialDate(2026, 3), "share": Decimal("7.50")}
    same = {"title_vi": "Kế hoạch", "due": "03/2026", "share": "7,5"}
    assert PaperForm(same, initial=initial).changed_data == []
    other = {"title_vi": "Kế hoạch 2", "due": "04/2026", "share": "x"}
    assert PaperForm(other, initial=initial).changed_data == ["title", "due", "share"]


def test_current_language_is_one_of_the_three():
    assert current_language() == "vi"
    with translation.override("en-gb"):
        assert current_language() == "en"
    with translation.override("fr"):
        assert current_language() == "en"
