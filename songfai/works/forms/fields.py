"""What several forms of the room have: rows by their names, and money as it is written."""

from typing import Any

from django import forms

from songfai.kit.errors import Refused
from songfai.kit.formats import currency_words
from songfai.kit.forms import current_language, said
from songfai.kit.money import to_minor


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
