"""Rate tables and their versions. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import (
    DayField,
    DecimalFormField,
    TrilingualFormField,
)
from songfai.kit.missing import NO_PAPER
from songfai.support.forms.giving import LARGEST, SMALLEST, currency_choices
from songfai.support.models import RateVersion
from songfai.support.states import RateState

RATE_VERSION_FIELDS = ("state", "valid_from", "valid_to", "currency", "per", "basis", "note", "source")


class RateTableForm(forms.Form):
    title = TrilingualFormField(label=_("Title"), max_length=200)
    country = forms.ChoiceField(label=_("Law of"), required=False)
    slug = forms.SlugField(
        label=_("Short address"), max_length=50, help_text=_("Latin letters, digits and hyphens.")
    )

    def __init__(self, *args: Any, countries: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [("", _("Both, or none")), *countries]


class RateVersionForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=choices(RateState))
    valid_from = DayField(label=_("Applies from"), required=False)
    valid_to = DayField(
        label=_("Applies to"), required=False, help_text=_("Leave empty as long as it applies.")
    )
    currency = forms.ChoiceField(label=_("Currency"))
    per = TrilingualFormField(
        label=_("For what"), help_text=_("For example: a person a month."), max_length=100
    )
    basis = TrilingualFormField(label=_("Legal basis"), max_length=300, error_messages=NO_PAPER)
    note = TrilingualFormField(label=_("Note"), required=False, rows=2)
    source = forms.CharField(label=_("Where it was read"), required=False, max_length=300)
    gap_reason = TrilingualFormField(
        label=_("Why no rate applies in between"),
        help_text=_(
            "Only where the dates leave a time between two versions without a rate. It is shown with the table."
        ),
        required=False,
        rows=2,
        max_length=500,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: RateVersion | None = None, **kwargs: Any) -> None:
        if version is not None:
            kwargs["initial"] = rate_version_values(version)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["currency"].choices = currency_choices()

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in RATE_VERSION_FIELDS}


def rate_version_values(version: RateVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in RATE_VERSION_FIELDS} | {"seen": version.revision}


class RateForm(forms.Form):
    level = TrilingualFormField(label=_("Level"), required=False, max_length=100)
    category = TrilingualFormField(label=_("Category"), required=False, max_length=100)
    amount = DecimalFormField(
        label=_("Amount"), required=False, min_value=SMALLEST, max_value=LARGEST, decimal_places=2
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("amount") is not None and not values.get("level") and not values.get("category"):
            self.add_error("level", _("Say for which level or category."))
        if (
            values.get("amount") is None
            and (values.get("level") or values.get("category"))
            and "amount" not in self.errors
        ):
            self.add_error("amount", _("No number entered yet."))
        return values


RateFormSet = forms.formset_factory(RateForm, extra=3, can_delete=True)
