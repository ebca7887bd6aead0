"""What several forms of the room have: days, rows by their names, and what rests on a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.dates import PartialDate
from songfai.kit.forms import PartialDateFormField, current_language
from songfai.kit.missing import NO_PAPER


class DayField(PartialDateFormField):
    """One full day, as a date of the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(exact=True, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return typed.first_day() if isinstance(typed, PartialDate) else None


class Word(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class UnitWord(Word):
    """A unit of perhaps another institution, named with it."""

    def label_from_instance(self, obj: Any) -> str:
        return (
            f"{super().label_from_instance(obj)} · {obj.institution.short_name.best(current_language())[0]}"
        )


class Words(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class FromForm(forms.Form):
    """What rests on a paper from a day on."""

    on = DayField(label=_("From the day"))
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("The paper: its kind, number and date."),
        error_messages=NO_PAPER,
    )

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PaperForm(FromForm):
    """The same, of which the day or the paper may be known from hearsay only."""

    unconfirmed = forms.BooleanField(
        label=_("Not confirmed yet"),
        required=False,
        help_text=_("The day or the paper is known from hearsay only. It is marked so wherever it is shown."),
    )

    def values(self) -> dict[str, Any]:
        data = super().values()
        confirmed = not data.pop("unconfirmed")
        return {**data, "confirmed": confirmed}
