"""Requests become typed values. Nothing is saved here."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.countries import countries
from songfai.kit.forms import Listed, LongSelect, current_language
from songfai.kit.languages import Trilingual
from songfai.kit.order import by_name, name_key
from songfai.parties.models import Seat
from songfai.parties.queries import fields as fields_of_cooperation
from songfai.plans.states import NEEDS_REASON, ActivityState
from songfai.portfolio import queries
from songfai.portfolio.states import Place, View
from songfai.programmes.states import CommitmentType
from songfai.visits.states import Level, VisitState

# So many names a filter offers; whoever has more finds the programme by its own page.
OFFERED = 300
QUARTERS = Listed([("", "–"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")])


def names_offered(rows: Iterable[tuple[object, Trilingual]], any_one: Any) -> Listed:
    """Of (value, name), in the order of the names."""
    language = current_language()
    named = by_name(rows, language, lambda row: row[1])
    return Listed([("", any_one), *((value, name.best(language)[0]) for value, name in named)])


def persons_offered(seat: Seat, any_one: Any) -> Listed:
    """Persons by their given name, as the language has it."""
    language = current_language()
    named = [(pk, name.best(language)[0]) for pk, name in queries.persons_of(seat)]
    return Listed([("", any_one), *sorted(named, key=lambda one: name_key(one[1], language))])


def programmes_offered(seat: Seat | None) -> Listed:
    """By their titles, as the language has it."""
    language = current_language()
    seen = queries.titles_seen(seat, language, OFFERED)
    return Listed(
        [("", _("Every programme")), *((slug, title.best(language)[0][:90]) for slug, title in seen)]
    )


def partners_offered(seat: Seat) -> Listed:
    return names_offered(queries.partners_named(seat, OFFERED), _("Every partner"))


def countries_offered(seat: Seat) -> Listed:
    found = countries(queries.countries_of_partners(seat), current_language())
    return Listed([("", _("Every country")), *found])


def fields_offered(_seat: Seat) -> Listed:
    language, found = current_language(), fields_of_cooperation().values_list("slug", "name")
    return Listed([("", _("Any field")), *((slug, name.best(language)[0]) for slug, name in found)])


# What is asked of the database for a further filter, when it is shown.
OFFERS: dict[str, Callable[[Seat], Listed]] = {
    "partner": partners_offered,
    "country": countries_offered,
    "field": fields_offered,
    "unit": lambda seat: names_offered(queries.units_of(seat), _("Any unit")),
    "person": lambda seat: persons_offered(seat, _("Anybody")),
}


class VisitsForm(forms.Form):
    """What the visits of all programmes are narrowed to."""

    text = forms.CharField(label=_("Find"), required=False, max_length=100)
    programme = forms.ChoiceField(label=_("Programme"), required=False, widget=LongSelect)
    year = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=Listed([("", _("Every level")), *choices(Level)]),
        widget=LongSelect,
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=Listed([("", _("Any state")), *choices(VisitState)]),
        widget=LongSelect,
    )
    host = forms.ChoiceField(
        label=_("Host"),
        required=False,
        choices=Listed([("", _("Either side")), ("own", _("Our side")), ("other", _("The other side"))]),
        widget=LongSelect,
    )

    def __init__(self, *args: Any, seat: Seat | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["programme"].choices = programmes_offered(seat)
        years = range(today.year + 1, today.year - 8, -1)
        fields["year"].choices = Listed([("", _("Every year")), *((year, year) for year in years)])


class FilterForm(forms.Form):
    """What the address narrows the activities to; every view of them reads the same.

    The further filters are worked out when the address uses one of them, or asks for them with `more`: hundreds of
    partners, units and persons cost more than the rows of the page.
    """

    text = forms.CharField(label=_("Find"), required=False, max_length=100)
    programme = forms.ChoiceField(label=_("Programme"), required=False, widget=LongSelect)
    state = forms.ChoiceField(
        widget=LongSelect,
        label=_("State"),
        required=False,
        choices=Listed([("", _("Any state")), *choices(ActivityState)]),
    )
    year = forms.TypedChoiceField(
        widget=LongSelect, label=_("Year"), required=False, coerce=int, empty_value=None
    )
    quarter = forms.TypedChoiceField(
        widget=LongSelect, label=_("Quarter"), required=False, coerce=int, empty_value=None, choices=QUARTERS
    )
    side = forms.ChoiceField(
        widget=LongSelect,
        label=_("Recorded by"),
        required=False,
        choices=Listed([("", _("Either side")), ("own", _("Our side")), ("other", _("The other side"))]),
    )
    partner = forms.ChoiceField(widget=LongSelect, label=_("Partner"), required=False)
    country = forms.ChoiceField(widget=LongSelect, label=_("Country"), required=False)
    field = forms.ChoiceField(widget=LongSelect, label=_("Field of cooperation"), required=False)
    kind = forms.ChoiceField(
        widget=LongSelect,
        label=_("Kind"),
        required=False,
        choices=Listed([("", _("Any kind")), *choices(CommitmentType)]),
    )
    plan = forms.ChoiceField(
        widget=LongSelect,
        label=_("Plan"),
        required=False,
        choices=Listed([("", _("On or off plan")), ("on", _("On plan")), ("off", _("Off plan"))]),
    )
    unit = forms.TypedChoiceField(
        widget=LongSelect, label=_("Unit that answers"), required=False, coerce=int, empty_value=None
    )
    person = forms.TypedChoiceField(
        widget=LongSelect, label=_("Person who answers"), required=False, coerce=int, empty_value=None
    )

    ALWAYS = ("text", "programme", "state", "year", "side")

    def __init__(self, *args: Any, seat: Seat, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: dict[str, Any] = self.fields
        listed["programme"].choices = programmes_offered(seat)
        years = range(today.year + 2, today.year - 12, -1)
        listed["year"].choices = Listed([("", _("Every year")), *((year, year) for year in years)])
        for name in self.further:
            if name in OFFERS:
                listed[name].choices = OFFERS[name](seat)

    @property
    def further(self) -> list[str]:
        """Names of the other filters that are shown: those in use, or all when somebody wants more."""
        others = [name for name in self.fields if name not in self.ALWAYS]
        return others if self.data.get("more") else [name for name in others if self.data.get(name)]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.ALWAYS, *self.further)]

    @property
    def has_more(self) -> bool:
        return len(self.further) + len(self.ALWAYS) < len(self.fields)

    def wanted(self, **more: Any) -> queries.Wanted:
        """Values that cannot be read do not narrow; the form says which."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return queries.Wanted(**(given | more))


class SaveForm(forms.Form):
    name = forms.CharField(label=_("Name of the filter"), max_length=120)
    shared = forms.BooleanField(label=_("Colleagues find it too"), required=False)
    place = forms.ChoiceField(choices=choices(Place), widget=forms.HiddenInput, required=False)
    view = forms.ChoiceField(choices=choices(View), widget=forms.HiddenInput, required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)


class ChangeForm(forms.Form):
    """What is changed in every row; what stays empty stays as it is."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=Listed([("", _("As it is")), *choices(ActivityState)])
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed when it was cancelled or not done as planned."),
    )
    days = forms.IntegerField(
        label=_("Move by days"),
        required=False,
        min_value=-3660,
        max_value=3660,
        help_text=_("14 is two weeks later, -14 two weeks earlier."),
    )
    quarter = forms.TypedChoiceField(
        label=_("Move into the quarter"), required=False, coerce=int, empty_value=None, choices=QUARTERS
    )
    year = forms.IntegerField(label=_("Of the year"), required=False, min_value=1950, max_value=2150)
    unit = forms.TypedChoiceField(
        widget=LongSelect, label=_("Unit that answers"), required=False, coerce=int, empty_value=None
    )
    person = forms.TypedChoiceField(
        widget=LongSelect, label=_("Person who answers"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, seat: Seat, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: dict[str, Any] = self.fields
        listed["unit"].choices = names_offered(queries.units_on(seat, today), _("As it is"))
        listed["person"].choices = persons_offered(seat, _("As it is"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("state") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Say why it was cancelled or not done as planned."))
        if bool(values.get("quarter")) != bool(values.get("year")):
            self.add_error("year", _("A quarter needs its year, and a year its quarter."))
        if values.get("days") is not None and values.get("quarter"):
            self.add_error("days", _("Move by days or into a quarter, not both."))
        return values

    def values(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", 0)}
        return given if set(given) - {"reason"} else {}


def keys_of(texts: list[str]) -> tuple[UUID, ...]:
    """Keys of rows from an address or a form; what is none is passed over."""
    found = []
    for text in texts[:2000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
