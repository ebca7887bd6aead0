"""Forms of the types of documents an institution adds or ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import DayField, SeenForm, TrilingualFormField


class TypeForm(SeenForm):
    name = TrilingualFormField(label=_("Type"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        max_length=10,
        required=False,
        help_text=_(
            "With its marks, as it stands in the number: ĐA is another type than DA. Empty where the type has none."
        ),
    )
    is_copy = forms.BooleanField(label=_("A copy: numbered in the series of copies"), required=False)
    valid_from = DayField(label=_("Given from"))
    basis = TrilingualFormField(
        label=_("Legal basis"),
        required=False,
        max_length=300,
        help_text=_("The text that brings the type in. Left empty, the list says that it is not confirmed."),
    )

    def __init__(self, *args: Any, used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if used:
            # What stands in numbers that were given is not written anew.
            for name in ("code", "is_copy", "valid_from"):
                del self.fields[name]


class EndTypeForm(forms.Form):
    use_required_attribute = False
    last_day = DayField(
        label=_("Given for the last time on"), help_text=_("From the next day on it is not offered any more.")
    )
    basis = TrilingualFormField(label=_("Legal basis"), required=False, max_length=300)
