"""Lines of a visit: members, days, gifts, costs; meetings, minutes and promises. Nothing is saved here."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.formats import CURRENCIES
from songfai.kit.forms import DecimalFormField, PartialDateFormField, TrilingualFormField, current_language
from songfai.parties.models import Unit
from songfai.people.models import Person
from songfai.programmes.models import Programme, Side
from songfai.programmes.states import CommitmentType
from songfai.visits.actions.lines import PLACES
from songfai.visits.forms.visits import SeenForm, day_of, side_choices
from songfai.visits.queries import known_persons
from songfai.visits.states import CostKind, Courtesy, DelegationRole, MeetingKind

CURRENCY_CHOICES = [("", _("Choose the currency")), *((code, code) for code in CURRENCIES)]
CLOCK = {"invalid": _("Enter the time as hours and minutes: 14:30.")}


def time_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput({"autocomplete": "off", "inputmode": "numeric", "size": 6}, format="%H:%M")
    return forms.TimeField(
        label=label,
        required=False,
        widget=widget,
        error_messages=CLOCK,
        input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H:%M:%S"],
    )


def amount_field(label: Any) -> DecimalFormField:
    return DecimalFormField(label=label, required=False, min_value=0, max_value=Decimal(10) ** 13)


def currency_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Currency"),
        choices=CURRENCY_CHOICES,
        required=False,
        help_text=_("Every amount needs one."),
    )


class Named(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class MemberForm(SeenForm):
    person = Named(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody else: write the name below"),
    )
    name = TrilingualFormField(
        label=_("Full name"),
        required=False,
        max_length=200,
        help_text=_("Whole, in the form used in each language: Lao letters, Vietnamese, passport."),
    )
    courtesy = forms.ChoiceField(
        label=_("Form of address"),
        choices=choices(Courtesy),
        required=False,
        help_text=_("For a written name."),
    )
    post = TrilingualFormField(label=_("Post on this visit"), required=False, max_length=300)
    role = forms.ChoiceField(label=_("In the delegation"), choices=choices(DelegationRole))
    number = forms.IntegerField(
        label=_("Rank"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Order of precedence; empty: after the last."),
    )
    crosses = forms.BooleanField(
        label=_("The name may go to the other side’s server"),
        required=False,
        help_text=_("Otherwise the other side sees the post and the place in the delegation."),
    )

    def __init__(self, *args: Any, bodies: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = known_persons(bodies)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("person") and not values.get("name") and not self.errors:
            self.add_error("name", _("Choose the person, or write the name."))
        return values


class EntryForm(SeenForm):
    day = PartialDateFormField(label=_("Day"), exact=True)
    at = time_field(_("Time"))
    text = TrilingualFormField(label=_("What is on the programme"), max_length=600)
    place = TrilingualFormField(label=_("Place"), required=False, max_length=300)

    def values(self) -> dict[str, Any]:
        return {
            "day": day_of(self.cleaned_data["day"]),
            **{name: self.cleaned_data[name] for name in ("at", "text", "place")},
        }


class MoneyForm(SeenForm):
    """A form with amounts that share one currency."""

    amounts: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [name for name in self.amounts if values.get(name) is not None]
        if given and not values.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Choose the currency: an amount without one cannot be counted."))
        return values


class GiftForm(MoneyForm):
    amounts = ("value",)
    text = TrilingualFormField(label=_("Gift"), max_length=600)
    recipient = TrilingualFormField(label=_("For whom"), required=False, max_length=300)
    crosses = forms.BooleanField(
        label=_("The other side’s server may be told for whom"),
        required=False,
        help_text=_("Otherwise the other side sees the gift and its value."),
    )
    value = amount_field(_("Value"))
    currency = currency_field()


class CostForm(MoneyForm):
    amounts = ("planned", "spent")
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(CostKind))
    planned = amount_field(_("Estimate"))
    spent = amount_field(_("Spent"))
    currency = currency_field()
    note = TrilingualFormField(label=_("Note"), required=False, max_length=600)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and values.get("planned") is None and values.get("spent") is None:
            self.add_error("planned", _("Enter the estimate or what was spent."))
        return values


def as_said(minor: int | None, currency: str) -> Decimal | None:
    """An amount as it is typed, from the smallest unit in use."""
    return None if minor is None else Decimal(minor).scaleb(-PLACES[currency])


# ---- Meetings -----------------------------------------------------------------------------------------------


class MeetingForm(SeenForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(MeetingKind))
    title = TrilingualFormField(label=_("Meeting"), max_length=300)
    held_on = PartialDateFormField(label=_("Day"), exact=True)
    starts_at = time_field(_("Begins at"))
    ends_at = time_field(_("Ends at"))
    place = TrilingualFormField(label=_("Place"), required=False, max_length=300)
    counterpart = TrilingualFormField(
        label=_("With whom"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("The body and the persons met; who chairs."),
    )
    agenda = TrilingualFormField(label=_("Agenda"), required=False, rows=4, max_length=8000)
    without_minutes = forms.BooleanField(label=_("No minutes are kept of this meeting"), required=False)

    def values(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"held_on": day_of(values["held_on"])}


class MinutesForm(SeenForm):
    minutes = TrilingualFormField(
        label=_("Minutes"),
        required=False,
        rows=12,
        max_length=60000,
        help_text=_("In every language that is authentic for the programme: both sides sign all of them."),
    )


class PromiseForm(SeenForm):
    text = TrilingualFormField(label=_("What was promised"), rows=2, max_length=2000)
    type = forms.ChoiceField(label=_("Type"), choices=choices(CommitmentType))
    bearer = forms.TypedChoiceField(label=_("Who carries it out"), coerce=int)
    due = PartialDateFormField(
        label=_("Deadline"),
        required=False,
        help_text=_("As far as it is known: 01/08/2024, 8/2024 or 2024."),
    )

    def __init__(
        self, *args: Any, programme: Programme, own: Side, bodies: Collection[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["bearer"].choices = [(0, _("Both sides")), *side_choices(programme)]
        fields[f"unit_{own.position}"] = Named(
            label=_("Unit of your side that answers for it"),
            queryset=Unit.objects.filter(institution__in=bodies).order_by("id"),
            required=False,
            empty_label=_("Not named"),
            help_text=_("The other side names its own."),
        )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
