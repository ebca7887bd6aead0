"""Payments, and the units of the balance. Nothing is saved here."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import (
    DayField,
    DecimalFormField,
    TrilingualFormField,
    WholeField,
    current_language,
)
from songfai.kit.shown import day, money
from songfai.support.forms.giving import LARGEST, SMALLEST, MoneyForm, currency_choices
from songfai.support.models import Agreed, Rate


class RateChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """With the days and the amount: versions of one table often have the same legal basis in their name."""
        language, version = current_language(), obj.version
        days = f"{day(version.valid_from, 'short')} – {day(version.valid_to, 'short')}".rstrip()
        basis, level, category = (part.best(language)[0] for part in (version.basis, obj.level, obj.category))
        parts = (basis[:90], days, level, category, money(obj.minor, version.currency))
        return " · ".join(filter(None, parts))


class PaymentForm(MoneyForm):
    title = TrilingualFormField(label=_("For what"), max_length=200)
    paid_on = DayField(label=_("Paid on"))
    rate = RateChoice(
        queryset=Rate.objects.none(),
        label=_("Rate"),
        required=False,
        empty_label=_("No rate: a plain amount"),
        help_text=_("The payment keeps the version of the table that is chosen here."),
    )
    persons = WholeField(label=_("Persons"), required=False, min_value=1, max_value=1_000_000)
    times = DecimalFormField(
        label=_("Months, days or other times"),
        required=False,
        min_value=SMALLEST,
        max_value=Decimal("99999.99"),
        decimal_places=2,
    )
    amount = DecimalFormField(
        label=_("Amount"),
        required=False,
        min_value=SMALLEST,
        max_value=LARGEST,
        decimal_places=2,
        help_text=_("Only without a rate: with one it is worked out."),
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    paper = forms.CharField(label=_("Number of the voucher"), required=False, max_length=150)

    def __init__(self, *args: Any, rates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["currency"].choices = currency_choices()
        fields["rate"].queryset = rates

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["minor"] = None
        if values.get("rate") is not None:
            for name in ("persons", "times"):
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("A rate needs this number."))
        elif "amount" not in self.errors:
            if values.get("amount") is None:
                self.add_error("amount", _("Enter the amount, or choose a rate."))
            values["minor"] = self.money(values)
        return values

    def values(self) -> dict[str, object]:
        names = ("title", "paid_on", "rate", "persons", "times", "minor", "currency", "paper")
        return {name: self.cleaned_data[name] for name in names}


class UnitForm(forms.Form):
    counted = forms.BooleanField(label=_("Counted in the balance"), required=False, initial=True)
    unit = TrilingualFormField(
        label=_("Unit of measure"),
        required=False,
        max_length=60,
        help_text=_("Leave empty to keep the usual unit."),
    )
    per = DecimalFormField(
        label=_("How many make one unit"),
        min_value=SMALLEST,
        max_value=LARGEST,
        decimal_places=2,
        initial=1,
        help_text=_("For example 22, when the sides count person-months of 22 days."),
    )

    def __init__(
        self, *args: Any, agreed: Agreed | None = None, is_money: bool = False, **kwargs: Any
    ) -> None:
        if agreed is not None:
            kwargs["initial"] = {name: getattr(agreed, name) for name in ("counted", "unit", "per")}
        super().__init__(*args, **kwargs)
        if is_money:
            del self.fields["unit"], self.fields["per"]

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.fields}
