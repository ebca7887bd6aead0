"""Remuneration, and help for the authors of a work."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import DayField, DecimalFormField, NamedChoice, SeenForm, WholeField
from songfai.works.forms.fields import MoneyForm, currencies, into_minor
from songfai.works.models import WorkField
from songfai.works.queries import fields_of_works
from songfai.works.states import BenefitKind, PayKind

LARGEST = Decimal("99999999999999")


class AgreementForm(MoneyForm):
    kind = forms.ChoiceField(label=_("Remuneration"), choices=choices(PayKind), widget=forms.RadioSelect)
    paper = forms.CharField(
        label=_("Agreement with the authors"),
        max_length=200,
        required=False,
        help_text=_("Number and date of what the owner and the authors signed."),
    )
    agreed_on = DayField(label=_("Date of the agreement"), required=False)
    benefit = DecimalFormField(
        label=_("Per cent of the benefit of each year"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
    )
    years = WholeField(label=_("For how many years"), required=False, min_value=0, max_value=20)
    transfer = DecimalFormField(
        label=_("Per cent of the price of each transfer"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
    )
    amount = DecimalFormField(
        label=_("Amount for a year whose benefit cannot be computed"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=LARGEST,
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("Needed where none is owed.")
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        for name in ("benefit", "transfer"):
            given[name] = given[name] or Decimal(0)
        given["years"] = given["years"] or 0
        return {"values": given}


class PaymentForm(SeenForm):
    amount = DecimalFormField(label=_("Amount"), min_value=Decimal("0.01"), max_value=LARGEST)
    currency = forms.ChoiceField(label=_("Currency"))
    paid_on = DayField(label=_("Paid on"))
    paper = forms.CharField(
        label=_("Paper that proves it"),
        max_length=200,
        help_text=_("For example: payment order 31 of 10/03/2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["currency"]
        field.choices = currencies()

    def clean(self) -> dict[str, Any]:
        return into_minor(self, super().clean() or {})


class MentorForm(forms.Form):
    use_required_attribute = False
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("Whoever is asked agrees first. Confidential parts are not shown to a mentor."),
    )


class AdviceForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(label=_("Question or advice"), max_length=3000, widget=forms.Textarea({"rows": 4}))


class WantedForm(forms.Form):
    field = NamedChoice(
        queryset=WorkField.objects.none(),
        label=_("Field"),
        required=False,
        empty_label=_("Any field"),
        to_field_name="slug",
    )
    since = forms.TypedChoiceField(label=_("Not older than"), required=False, coerce=int, empty_value=None)
    benefit = forms.ChoiceField(label=_("Benefit"), required=False)
    unread = forms.BooleanField(label=_("Only what I have not read"), required=False)
    by_nobody = forms.BooleanField(label=_("Only what nobody has read"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["field"].queryset = fields_of_works()
        fields["since"].choices = [("", _("Any year")), *((year, str(year)) for year in years)]
        fields["benefit"].choices = [
            ("", _("Any benefit")),
            ("confirmed", _("Confirmed")),
            *choices(BenefitKind),
        ]
