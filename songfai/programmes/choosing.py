"""A choice among the further parties of a programme. Where it has none, there is nothing to choose and no field."""

from collections.abc import Iterable
from typing import Any

from django import forms

from songfai.kit.forms import current_language
from songfai.programmes.models import FurtherParty, Programme
from songfai.programmes.queries import nameable_parties

# Of a choice among sides and further parties, before the number of a further party.
FURTHER = "f"


class FurtherPartyField(forms.ModelChoiceField):
    def __init__(self, label: Any, empty_label: Any, help_text: Any = "") -> None:
        super().__init__(
            queryset=FurtherParty.objects.none(),
            label=label,
            required=False,
            empty_label=empty_label,
            help_text=help_text,
        )

    def label_from_instance(self, obj: Any) -> str:
        return obj.display_name.best(current_language())[0]


def offer_parties(form: forms.Form, programme: Programme, *names: str) -> list[FurtherParty]:
    """Fill the fields of these names, or take them out where the programme has nobody to name."""
    rows = nameable_parties(programme)
    found = list(rows)
    for name in names:
        field = form.fields[name]
        if not found:
            del form.fields[name]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = rows
    return found


def chosen(form: forms.Form, names: Iterable[str]) -> dict[str, Any]:
    """What was chosen; None where there was nothing to choose."""
    return {name: form.cleaned_data.get(name) for name in names}
