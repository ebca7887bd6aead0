from django import forms
from django.utils.translation import gettext_lazy as _


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Signed paper"),
        allow_empty_file=True,
        help_text=_("A scan, or the PDF with the certified signatures; at most 25 MB. Both sides see it."),
    )


class GroundForm(forms.Form):
    ground = forms.CharField(label=_("Why it is erased"), max_length=1000)
