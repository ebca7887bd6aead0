"""Controls written as text say what Django's templates say, of awkward values too."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from songfai.kit.controls import DRAWN
from songfai.kit.forms import LongSelect, TrilingualFormField, TrilingualWidget
from songfai.kit.rendering import SongfaiRenderer

BAD = "<b>\"&'"
SAFE = "&lt;b&gt;&quot;&amp;&#x27;"
PAIRS = [("", "–"), (BAD, BAD), (3, gettext_lazy("Yes")), (None, mark_safe("<i>c</i>")), (12345, 12345)]
GROUPED = [("", "–"), (BAD, [*PAIRS[1:3], PAIRS[4]]), (gettext_lazy("No"), [("x", "x"), (2.5, 2.5)])]
ATTRS = {
    "id": "id_n",
    "class": BAD,
    "required": True,
    "disabled": False,
    "aria-invalid": "true",
    "maxlength": 9,
}
INPUTS = (
    forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.DateInput, forms.CheckboxInput, forms.FileInput, forms.Textarea,
)  # fmt: skip


def squeezed(html):
    """Without line breaks that a browser passes over."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html))


def both(widget, value, attrs):
    return [squeezed(widget.render("n", value, attrs, one())) for one in (SongfaiRenderer, DjangoTemplates)]


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("value", [None, "", BAD, mark_safe("<i>"), 5, 1234.5, True, gettext_lazy("Yes")])
@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_an_input_is_that_of_django(kind, value, language):
    assert kind.template_name in DRAWN
    with override(language):
        for attrs in (None, ATTRS, {"checked": True, "data-x": gettext_lazy("Yes")}):
            ours, theirs = both(kind(), value, attrs)
            assert ours == theirs


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("choices", [[], PAIRS, GROUPED])
@pytest.mark.parametrize("value", [None, "", BAD, 3, ["x", "3"], 12345])
@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_a_select_is_that_of_django(kind, choices, value, language):
    with override(language):
        ours, theirs = both(kind(choices=choices), value, ATTRS)
        assert ours == theirs


@pytest.mark.parametrize("choices", [PAIRS, GROUPED])
@pytest.mark.parametrize("value", [None, BAD, 3, 2.5])
def test_a_long_select_has_the_options_of_a_select(choices, value):
    ours = LongSelect(choices=choices).render("n", value, ATTRS)
    assert squeezed(ours) == both(forms.Select(choices=choices), value, ATTRS)[1]
    assert 'class="form-select"' in LongSelect(choices=choices).render("n", value)


def test_what_is_required_disabled_or_refused_is_said_of_the_control():
    class Asked(forms.Form):
        kind = forms.ChoiceField(choices=PAIRS, help_text="?")
        fixed = forms.CharField(disabled=True, initial=BAD)

    form = Asked({"kind": "no such"}, initial={"fixed": BAD})
    kind, fixed = str(form["kind"]), str(form["fixed"])
    assert kind.startswith('<select name="kind"') and " required" in kind and 'aria-invalid="true"' in kind
    assert 'class="form-select is-invalid"' in kind and 'aria-describedby="id_kind_helptext' in kind
    assert " disabled" in fixed and f'value="{SAFE}"' in fixed and "placeholder" not in kind + fixed


@pytest.mark.parametrize(
    ("kind", "type_"), [(forms.RadioSelect, "radio"), (forms.CheckboxSelectMultiple, "checkbox")]
)
def test_choices_have_their_control_before_its_label(kind, type_):
    drawn = kind(choices=GROUPED).render("n", [BAD], {"id": "id_n"}, SongfaiRenderer())
    assert f'<p class="fw-bold mb-1 mt-2">{SAFE}</p>' in drawn and "<b>" not in drawn
    assert (
        f'<div class="form-check"><input class="form-check-input" type="{type_}" name="n" value="{SAFE}" id="id_n_1_0" checked>'
        f'<label class="form-check-label" for="id_n_1_0">{SAFE}</label></div>'
    ) in drawn
    assert drawn.count(" checked") == 1 and drawn.count('class="form-check"') == 6


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_three_languages_stand_in_one_control_the_own_first(rows, language):
    with override(language):
        drawn = TrilingualWidget(rows=rows).render(
            "n", {"lo": BAD, "vi": BAD, "en": BAD}, {"id": "id_n"}, SongfaiRenderer()
        )
    assert drawn.count(SAFE) == 3 and "<b>" not in drawn and " required" not in drawn
    names = re.findall(r'(?:input type="text"|textarea) name="n_(..)"', drawn)
    assert names[0] == language and sorted(names) == ["en", "lo", "vi"]
    labels = re.findall(r'<label for="(id_n_\d)" lang="(..)">', drawn)
    assert [lang for _id, lang in labels] == names
    assert all(f'id="{id_}"' in drawn for id_, _lang in labels)


@pytest.mark.parametrize(
    ("value", "opened"), [({}, False), ({"en": "x"}, False), ({"en": "x", "lo": "y"}, True)]
)
def test_the_other_languages_open_when_they_hold_something(value, opened):
    with override("en"):
        drawn = TrilingualWidget().render("n", value, {"id": "id_n"}, SongfaiRenderer())
    assert ('<details class="details" open>' in drawn) is opened


def test_the_other_languages_open_when_something_is_to_be_put_right():
    class Asked(forms.Form):
        title = TrilingualFormField()

    with override("en"):
        drawn = str(Asked({})["title"])
    assert '<details class="details" open>' in drawn and drawn.count("is-invalid") == 3
