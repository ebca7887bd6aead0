"""A choice among the further parties of a programme, where it has none no field; and among units, also those that ended."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from songfai.kit.forms import current_language
from songfai.kit.shown import day
from songfai.parties.models import Unit
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


def unit_in_words(unit: Unit) -> str:
    """By its name, with its last day where it has ended: it can still be chosen for a day before."""
    name = unit.name.best(current_language())[0]
    if unit.valid_to is None:
        return name
    return _("%(unit)s (until %(day)s)") % {"unit": name, "day": day(unit.valid_to, "short")}


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
