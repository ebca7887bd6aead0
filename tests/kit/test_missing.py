"""A field nobody filled in says what is missing."""

import pytest
from django import forms
from django.utils.translation import override

from songfai.kit.forms import TrilingualFormField
from songfai.kit.missing import NO_FILE, NO_PAPER


class Asked(forms.Form):
    text = forms.CharField()
    number = forms.IntegerField()
    choice = forms.TypedChoiceField(choices=[("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    agreed = forms.BooleanField()
    paper = forms.FileField()
    sheet = forms.FileField(error_messages=NO_FILE)
    named = TrilingualFormField()
    basis = TrilingualFormField(error_messages=NO_PAPER)
    own = forms.CharField(error_messages={"required": "Its own words."})


SAID = {
    "en": {
        "text": "Not filled in yet.",
        "number": "Not filled in yet.",
        "choice": "Nothing chosen yet.",
        "several": "Nothing chosen yet.",
        "agreed": "Not ticked yet.",
        "paper": "No file chosen yet: what is entered here rests on it.",
        "sheet": "No file chosen yet.",
        "named": "Not yet filled in: write it in at least one language.",
        "basis": "The paper is not named yet: whoever reads this later must be able to check what it rests on.",
        "own": "Its own words.",
    },
    "vi": {"text": "Chưa nhập.", "paper": "Chưa chọn tệp: nội dung nhập ở đây căn cứ vào tệp này."},
    "lo": {"text": "ຍັງບໍ່ທັນປ້ອນ.", "paper": "ຍັງບໍ່ທັນເລືອກຟາຍ: ສິ່ງທີ່ປ້ອນຢູ່ນີ້ອີງໃສ່ຟາຍນີ້."},
}


@pytest.mark.parametrize("language", SAID)
def test_a_form_says_what_is_missing(language):
    with override(language):
        errors = Asked({}, {}).errors
        said = {name: str(errors[name][0]) for name in SAID[language]}
    assert said == SAID[language]
