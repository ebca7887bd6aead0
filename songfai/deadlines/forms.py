"""Requests become typed values. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.actions import moving_stamp
from songfai.deadlines.models import Holiday, MovingHoliday, Rule, Version
from songfai.deadlines.queries import moving_holidays
from songfai.deadlines.rules import FARTHEST
from songfai.deadlines.states import CalendarOf, Certainty, DayKind, Unit
from songfai.deadlines.wording import COUNTRIES, country
from songfai.kit.choices import choices
from songfai.kit.formats import month_name
from songfai.kit.forms import DayField, NamedChoice, TrilingualFormField, WholeField, current_language

RULE_FIELDS = ("slug", "title", "counted_from", "country", "position")
VERSION_FIELDS = (
    "valid_from",
    "valid_to",
    "unit",
    "amount",
    "day",
    "month",
    "calendar",
    "basis",
    "source",
    "certainty",
)
HOLIDAY_FIELDS = ("country", "day", "kind", "name", "moving", "sure", "source")


def country_choices(none: Any = "") -> list[tuple[str, Any]]:
    known = [(code, country(code)) for code in COUNTRIES]
    return [("", none), *known] if none else known


class RuleForm(forms.Form):
    title = TrilingualFormField(label=_("What is due"), max_length=200)
    counted_from = TrilingualFormField(
        label=_("Counted from"),
        max_length=200,
        help_text=_("The event: a file is complete, an agreement is signed."),
    )
    country = forms.ChoiceField(label=_("Law of"), required=False)
    position = WholeField(label=_("Place in the list"), min_value=0, max_value=999)
    slug = forms.SlugField(
        label=_("Short address"), max_length=50, help_text=_("Latin letters, digits and hyphens.")
    )

    def __init__(self, *args: Any, rule: Rule | None = None, **kwargs: Any) -> None:
        if rule is not None:
            kwargs["initial"] = {name: getattr(rule, name) for name in RULE_FIELDS}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = country_choices(_("Both, or none"))

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in RULE_FIELDS}


class VersionForm(forms.Form):
    valid_from = DayField(
        label=_("Applies from"), required=False, help_text=_("Leave empty when the first day is not known.")
    )
    valid_to = DayField(
        label=_("Applies to"), required=False, help_text=_("Leave empty as long as it applies.")
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices(Unit))
    amount = WholeField(
        label=_("How many"),
        required=False,
        min_value=-FARTHEST,
        max_value=FARTHEST,
        help_text=_("A number below zero counts backwards. Leave empty when the limit is not known."),
    )
    day = WholeField(
        label=_("Day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("Only for a fixed day."),
    )
    month = WholeField(label=_("Month"), required=False, min_value=1, max_value=12)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=choices(CalendarOf))
    basis = TrilingualFormField(label=_("Legal basis"), required=False, max_length=300)
    source = forms.CharField(label=_("Where it was read"), required=False, max_length=300)
    certainty = forms.ChoiceField(label=_("How sure"), choices=choices(Certainty))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: Version | None = None, **kwargs: Any) -> None:
        if version is not None:
            kwargs["initial"] = version_values(version)
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in VERSION_FIELDS}


def version_values(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in VERSION_FIELDS} | {"seen": version.revision}


class HolidayForm(forms.Form):
    country = forms.ChoiceField(label=_("Country"))
    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(DayKind))
    name = TrilingualFormField(label=_("Name"), max_length=200)
    moving = NamedChoice(
        label=_("Holiday announced year by year"),
        queryset=moving_holidays(),
        required=False,
        empty_label=_("None of these"),
        help_text=_("A year is complete when a day of each of them is entered."),
    )
    sure = forms.BooleanField(label=_("Checked with the announcement of the year"), required=False)
    source = forms.CharField(label=_("Where it was read"), required=False, max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, holiday: Holiday | None = None, **kwargs: Any) -> None:
        if holiday is not None:
            kwargs["initial"] = holiday_values(holiday)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = country_choices()

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in HOLIDAY_FIELDS}


def holiday_values(holiday: Holiday) -> dict[str, Any]:
    return {name: getattr(holiday, name) for name in HOLIDAY_FIELDS} | {"seen": holiday.revision}


class MovingForm(forms.Form):
    """A holiday whose day is announced year by year, and the months it may fall in."""

    name = TrilingualFormField(label=_("Name"), max_length=200)
    country = forms.ChoiceField(label=_("Country"))
    first_month = forms.TypedChoiceField(label=_("Earliest month"), coerce=int)
    last_month = forms.TypedChoiceField(
        label=_("Latest month"),
        coerce=int,
        help_text=_("What is counted across these months is marked until a day of the year is entered."),
    )
    slug = forms.SlugField(
        label=_("Short address"), max_length=50, help_text=_("Latin letters, digits and hyphens.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: MovingHoliday | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = moving_values(row)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = country_choices()
        months = [(number, month_name(number, current_language())) for number in range(1, 13)]
        fields["first_month"].choices = fields["last_month"].choices = months
        if row is not None:
            del self.fields["slug"]

    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def moving_values(row: MovingHoliday) -> dict[str, Any]:
    names = ("name", "country", "first_month", "last_month")
    return {name: getattr(row, name) for name in names} | {"seen": moving_stamp(row)}


class CountForm(forms.Form):
    """To try a rule: a first day and the calendars."""

    start = DayField(label=_("First day"))
    country = forms.ChoiceField(label=_("Calendar"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [*country_choices(), ("both", _("Only days on which both sides work"))]

    def countries(self) -> tuple[str, ...]:
        chosen = self.cleaned_data["country"]
        return COUNTRIES if chosen == "both" else (chosen,)
