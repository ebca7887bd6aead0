"""The filters of the register of works and of its figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import Listed, LongSelect, NamedChoice, current_language
from songfai.kit.states import State
from songfai.works.forms.fields import UnitsForm
from songfai.works.models import WorkField
from songfai.works.queries import Filter, fields_of_works
from songfai.works.states import GROUPS, Level, Stage, WorkType

# Filters whose value is one word of a closed list.
SINGLE: dict[str, type[State]] = {"type": WorkType, "level": Level}


class FilterForm(UnitsForm):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    year = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    type = forms.ChoiceField(label=_("Type of solution"), required=False, widget=LongSelect)
    field = NamedChoice(
        queryset=WorkField.objects.none(),
        label=_("Field"),
        required=False,
        empty_label=_("Any field"),
        to_field_name="slug",
        widget=LongSelect,
    )
    stage = forms.ChoiceField(label=_("State"), required=False, widget=LongSelect)
    level = forms.ChoiceField(label=_("Level of recognition"), required=False, widget=LongSelect)
    late = forms.BooleanField(label=_("Only what is late"), required=False)
    field_order = ("q", "year", "type", "field", "stage", "level", "unit", "no_unit", "body", "late")

    def __init__(
        self, *args: Any, years: list[int], units: Any = None, bodies: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = Listed([("", _("Any year")), *((year, str(year)) for year in years)])
        fields["type"].choices = Listed([("", _("Any type")), *choices(WorkType)])
        fields["level"].choices = Listed([("", _("Any level")), *choices(Level)])
        groups = [(name, _now(words)) for name, (words, _stages) in GROUPS.items()]
        fields["stage"].choices = Listed(
            [
                ("", _("Any state")),
                (_("Counted together"), groups),
                (_("Single states"), choices(Stage)),
            ]
        )
        fields["field"].queryset = fields_of_works()
        if units is None:
            del fields["unit"], fields["no_unit"], fields["body"]
        else:
            self.narrow_to(units, bodies)

    def wanted(self) -> Filter:
        """What a value that no filter has asks for, asks for nothing: the list is empty rather than all of it."""
        values = self.cleaned_data if self.is_valid() else {}
        if self.is_bound and self.errors:
            return Filter(impossible=True)
        return Filter(
            text=values.get("q", ""),
            year=values.get("year"),
            type=values.get("type", ""),
            level=values.get("level", ""),
            field=values.get("field"),
            stage=values.get("stage", ""),
            unit=values.get("unit"),
            no_unit=bool(values.get("no_unit")),
            body=values.get("body"),
            late=bool(values.get("late")),
        )

    def said(self) -> list[tuple[str, str]]:
        """What the list is narrowed to, in words: (label, value). For figures and files, which say what they count."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name) if self.is_valid() else None
            if value in (None, "", False):
                continue
            found.append((str(field.label), self._words(name, value)))
        return found

    def _words(self, name: str, value: Any) -> str:
        if value is True:
            return _now("yes")
        if hasattr(value, "name"):
            return str(value.name.best(current_language())[0])
        if name == "stage":
            return _now(GROUPS[value][0] if value in GROUPS else Stage(value).words)
        if name in SINGLE:
            return _now(SINGLE[name](value).words)
        return str(value)
