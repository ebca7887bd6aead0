"""Rates of remuneration, and the fields a work can be of."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.countries import countries
from songfai.kit.forms import (
    DayField,
    DecimalFormField,
    SeenForm,
    TrilingualFormField,
    WholeField,
    current_language,
)
from songfai.kit.missing import NO_PAPER
from songfai.works.forms.fields import MoneyForm
from songfai.works.forms.helping import LARGEST

PER_CENT: dict[str, Any] = {"min_value": 0, "max_value": 100, "decimal_places": 2}


class RatesForm(MoneyForm):
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid until"), required=False)
    benefit = DecimalFormField(label=_("Per cent of the benefit of each year"), **PER_CENT)
    years = WholeField(label=_("For how many years"), min_value=0, max_value=20)
    transfer = DecimalFormField(label=_("Per cent of the price of each transfer"), **PER_CENT)
    wages = WholeField(
        label=_("Times the minimum wage, where the benefit cannot be computed"), min_value=0, max_value=100
    )
    amount = DecimalFormField(
        label=_("Minimum wage of a month"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=LARGEST,
        help_text=_(
            "Where it is entered, what is owed for a benefit that cannot be computed follows from it."
        ),
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    helpers = DecimalFormField(
        label=_("Per cent of the authors’ part for those who organised the first application"), **PER_CENT
    )
    helpers_certainty = forms.ChoiceField(
        label=_("How sure the part of those who organised it is"), choices=choices(Certainty)
    )
    basis = TrilingualFormField(label=_("Legal basis"), max_length=300, error_messages=NO_PAPER)
    source = forms.CharField(label=_("Where it was read"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=_("How sure the other numbers are"), choices=choices(Certainty))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["wage_minor"], given["wage_currency"] = given.pop("minor"), given.pop("currency")
        return {"values": given}


class LawRatesForm(RatesForm):
    """Those of the law of a country, entered by who keeps the server."""

    country = forms.ChoiceField(label=_("Law of"))
    field_order = ["country"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.choices = countries(("LA", "VN"), current_language())

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"country": given["values"].pop("country"), **given}


BASIS: dict[str, Any] = {
    "label": _("By which paper"),
    "max_length": 300,
    "help_text": _("It stands in the history, with your name."),
    "error_messages": NO_PAPER,
}


class FieldForm(SeenForm):
    name = TrilingualFormField(
        label=_("Name"), max_length=200, help_text=_("In every language: both sides choose from one list.")
    )
    position = WholeField(label=_("Place in the list"), min_value=0, max_value=30_000)
    basis = forms.CharField(**BASIS)


class EndFieldForm(SeenForm):
    last = DayField(label=_("Last day"), help_text=_("Works that have the field keep it."))
    basis = forms.CharField(**BASIS)


class ResumeFieldForm(SeenForm):
    basis = forms.CharField(**BASIS)


class HeadingForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("Heading"),
        max_length=300,
        help_text=_("As the form prints it, in the language of the form. A heading, not a text."),
    )
    basis = forms.CharField(
        label=_("Form and paper"),
        max_length=300,
        help_text=_("Which form it stands in, and the paper the form belongs to: form 2 of Decision 3060."),
        error_messages=NO_PAPER,
    )
