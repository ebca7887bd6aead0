"""What several forms of the room have: rows by their names, and money as it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.errors import Refused
from songfai.kit.formats import currency_words
from songfai.kit.forms import LongSelect, NamedChoice, SeenForm, current_language, said
from songfai.kit.money import to_minor
from songfai.parties.models import Institution, Unit


class NamedMany(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


def currencies(none: Any = "–") -> list[tuple[str, Any]]:
    return [("", none), *currency_words(current_language())]


def into_minor(form: forms.Form, values: dict[str, Any]) -> dict[str, Any]:
    """`amount` and `currency` become `minor`; without an amount there is no currency either."""
    amount = values.pop("amount", None)
    values["minor"] = None
    if amount is None:
        values["currency"] = ""
        return values
    try:
        values["minor"] = to_minor(amount, values.get("currency", ""))
    except Refused as refused:
        form.add_error("amount", said(refused))
    return values


class MoneyForm(SeenForm):
    """`amount` and `currency`, which the form declares, are read as `minor`; there may be no money."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["currency"]
        field.choices = currencies(_("No money"))

    def clean(self) -> dict[str, Any]:
        return into_minor(self, super().clean() or {})


class UnitsForm(forms.Form):
    """What a list or figures of a register are narrowed to: a unit, or what was entered without one, of one's bodies."""

    unit = NamedChoice(
        queryset=Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("Any unit"),
        widget=LongSelect,
    )
    no_unit = forms.BooleanField(label=_("Only what was entered without a unit"), required=False)
    body = NamedChoice(
        queryset=Institution.objects.none(),
        label=_("Institution"),
        required=False,
        empty_label=_("All that are kept here"),
        to_field_name="slug",
        widget=LongSelect,
    )

    def narrow_to(self, units: Any, bodies: Any) -> None:
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset, fields["body"].queryset = units, bodies
