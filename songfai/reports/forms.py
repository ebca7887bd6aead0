"""In which language a report is compiled, and up to which day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import PartialDateFormField
from songfai.kit.languages import LANGUAGES, NAMES


class ReportForm(forms.Form):
    """Both may be left out: the language is then that of the page, the day that of the year's review."""

    report = forms.ChoiceField(
        label=_("Language of the report"), required=False, choices=[(code, NAMES[code]) for code in LANGUAGES]
    )
    cut_off = PartialDateFormField(label=_("Cut-off date"), exact=True, required=False)

    def __init__(self, data: Any, *, year: int, today: date, language: str, cut_off: date) -> None:
        self.year, self.today, self.usual = year, today, cut_off
        filled = {
            "report": data.get("report") or language,
            "cut_off": data.get("cut_off") or cut_off.isoformat(),
        }
        super().__init__(filled)

    def clean_cut_off(self) -> date:
        typed = self.cleaned_data["cut_off"]
        day = typed.first_day() if typed else self.usual
        if day > self.today:
            raise ValidationError(
                _("The cut-off date lies ahead. Choose today or an earlier day."), code="ahead"
            )
        if day < date(self.year, 1, 1):
            raise ValidationError(_("The cut-off date is before the year of the report."), code="before")
        return day
