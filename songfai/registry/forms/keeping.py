"""What is decided of documents whose time of keeping has ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import DayField, SeenForm


class DestroyForm(forms.Form):
    use_required_attribute = False
    decision = forms.CharField(
        label=_("Number of the decision"), max_length=80, help_text=_("As printed: 12/QĐ-BNV.")
    )
    decided_on = DayField(label=_("Date of the decision"))


class KeepOnForm(SeenForm):
    until = forms.IntegerField(label=_("Keep until the end of the year"), required=False, max_value=2300)
    for_ever = forms.BooleanField(label=_("Kept for ever"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
