"""What the office found of a mark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import SeenForm


class MarkForm(SeenForm):
    found = forms.ChoiceField(
        label=_("What the office found"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    paper = forms.CharField(
        label=_("Paper it was checked from"),
        max_length=200,
        help_text=_("For example: decision of appointment 12/QĐ of 05/03/2024."),
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"found": given["found"] == "yes"}
