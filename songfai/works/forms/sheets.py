"""A workbook of works is given, with the language it is written in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.languages import LANGUAGES, NAMES


class SheetForm(forms.Form):
    use_required_attribute = False
    language = forms.ChoiceField(
        label=_("Language of the texts in the sheet"), choices=[(one, NAMES[one]) for one in LANGUAGES]
    )
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("XLSX, at most 50,000 rows and 25 MB.")
    )
