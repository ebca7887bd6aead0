"""A unit, and what becomes of it from a day on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.administration.actions import UNIT_FIELDS, unit_stamp
from songfai.administration.forms.fields import DayField, FromForm, PaperForm, UnitWord, Word, Words
from songfai.kit.forms import TrilingualFormField
from songfai.parties.models import Unit
from songfai.parties.queries import fields, going_on


class UnitForm(forms.Form):
    name = TrilingualFormField(label=_("Name of the unit"))


class UnitChangeForm(UnitForm):
    """A unit's name, place and life."""

    parent = Word(label=_("Part of"), queryset=Unit.objects.none(), required=False, empty_label="–")
    valid_from = DayField(label=_("Exists from"), required=False)
    valid_to = DayField(label=_("Exists until"), required=False)
    succeeded_by = UnitWord(
        label=_("Carried on by"),
        queryset=Unit.objects.select_related("institution").order_by("institution", "id"),
        required=False,
        empty_label="–",
        help_text=_("The unit that goes on with its work, of this institution or another."),
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        required=False,
        max_length=300,
        help_text=_("The paper: its kind, number and date."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = unit.institution.units.exclude(pk=unit.pk).order_by("id")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in UNIT_FIELDS}


def initial_of_unit(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in UNIT_FIELDS} | {"seen": unit_stamp(unit)}


class UnitNameForm(FromForm):
    """A unit under another name from a day on."""

    name = TrilingualFormField(label=_("New name"))
    field_order = ("name", "on", "basis")


class IntoForm(forms.Form):
    """The unit that goes on: one that there is, or a new one."""

    into = UnitWord(
        label=_("Unit that takes over"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("A new unit"),
    )
    name = TrilingualFormField(label=_("Name of the new unit"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = self.others = going_on(unit)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("into") and not data.get("name"):
            self.add_error("name", _("Choose a unit that there is, or name the new one."))
        return data


class UnitMoveForm(PaperForm, IntoForm):
    fields_moved = Words(label=_("Fields that go there"), queryset=fields())
    field_order = ("fields_moved", "into", "name", "on", "basis", "unconfirmed")

    def values(self) -> dict[str, Any]:
        data = super().values()
        return data | {"fields": list(data.pop("fields_moved"))}


class UnitJoinForm(FromForm, IntoForm):
    """One unit where there were several."""

    units = Words(
        label=_("Ends with it"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Other units of the institution that are joined the same day."),
    )
    field_order = ("units", "into", "name", "on", "basis")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = self.others.filter(institution=unit.institution_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("into") and data["into"] in data.get("units", ()):
            self.add_error("into", _("A unit that ends cannot take over. Choose another one."))
        return data
