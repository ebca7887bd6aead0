"""A workbook of works is given, with the language it is written in; and the paper its authors have signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.languages import LANGUAGES, NAMES
from songfai.kit.missing import NO_FILE


class SheetForm(forms.Form):
    use_required_attribute = False
    language = forms.ChoiceField(
        label=_("Language of the texts in the sheet"), choices=[(one, NAMES[one]) for one in LANGUAGES]
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("XLSX, at most 50,000 rows and 25 MB."),
        error_messages=NO_FILE,
    )


class PastSheetForm(SheetForm):
    source = forms.CharField(
        label=_("Paper it was read in"),
        max_length=300,
        help_text=_("Where these recognitions stand: register of initiatives 2010–2018, archive file 12."),
    )
    field_order = ["source", "language", "file"]


class SignedForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        help_text=_(
            "Name and date of the paper, as it stands beside each share: list of authors of 05/03/2026."
        ),
    )
    file = forms.FileField(
        label=_("The signed paper, scanned"),
        allow_empty_file=True,
        help_text=_("PDF or picture; at most 25 MB."),
    )
