"""A field drawn by a plain function: what is typed, labelled or refused stands in the page as text and never as a mark."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

BAD = "<b>\"&'"
SAFE = "&lt;b&gt;&quot;&amp;&#x27;"


class Bad(forms.Form):
    text = forms.CharField(label=BAD, required=False)
    ticked = forms.BooleanField(label=BAD)
    either = forms.ChoiceField(
        label=BAD, choices=[(BAD, BAD)], widget=forms.RadioSelect, help_text="<i>Ours</i>"
    )

    def clean_text(self):
        raise ValidationError(BAD)


@pytest.mark.parametrize("name", ["text", "ticked", "either"])
def test_nothing_of_a_field_is_a_mark(name):
    form = Bad({"text": BAD, "either": "x" + BAD})
    drawn = form[name].as_field_group()
    assert SAFE in drawn and "<b>" not in drawn
    assert f'id="id_{name}_error"' in drawn and drawn.count('class="err"') == 1


def test_each_kind_of_field_has_its_parts_and_names_them():
    form = Bad()
    text, ticked, either = (form[name].as_field_group() for name in form.fields)
    assert text.startswith('<div class="field">\n<label class="form-label" for="id_text">')
    assert 'class="optional"' in text and "err" not in text
    assert '<label class="form-check-label" for="id_ticked">' in ticked and "optional" not in ticked
    assert '<fieldset class="field" id="id_either_group" aria-describedby="id_either_helptext">' in either
    assert '<span class="form-hint" id="id_either_helptext"><i>Ours</i></span>' in either
