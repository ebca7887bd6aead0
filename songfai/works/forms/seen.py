"""What every form of the room has: the revision it was filled from, and money as it is written."""

from typing import Any

from django import forms

from songfai.kit.errors import Refused
from songfai.kit.formats import CURRENCIES
from songfai.kit.forms import current_language, said
from songfai.kit.money import to_minor


class SeenForm(forms.Form):
    """Carries the revision of what it was filled from."""

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen_revision(self) -> int:
        """-1, which is none, when the form does not say."""
        typed = self.cleaned_data["seen"]
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class Named(forms.ModelChoiceField):
    """A row called by its name in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        words = getattr(obj, "title", None) or obj.name
        return words.best(current_language())[0][:120]


class NamedMany(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


def currencies(none: Any = "–") -> list[tuple[str, Any]]:
    language = current_language()
    return [("", none), *((code, f"{code}: {names[language]}") for code, (_n, names) in CURRENCIES.items())]


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
