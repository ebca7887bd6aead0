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


class WordsForm(forms.Form):
    """Own words for a paragraph, in the language of the report, which may be another than the page's."""

    text = forms.CharField(label=_("Paragraph"), required=False, strip=True, widget=forms.Textarea)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"rows": 5, "lang": language}

    def refreshed(self, stamp: str) -> None:
        """What was typed stays; the next save is compared with what is saved now."""
        self.data = {**self.data.dict(), "seen": stamp}  # type: ignore[attr-defined]
