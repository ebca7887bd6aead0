"""Requests become typed values. Nothing is saved here."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.forms import (
    CountedForm,
    DecimalFormField,
    PartialDateFormField,
    TrilingualFormField,
    current_language,
)
from songfai.kit.order import sort_key
from songfai.parties.models import Unit
from songfai.people.models import Person
from songfai.plans.models import Activity, PlanItem
from songfai.plans.states import ActivityState, OutputKind
from songfai.programmes.choosing import FURTHER, FurtherPartyField, chosen, offer_parties, unit_in_words
from songfai.programmes.models import Commitment, FurtherParty, Programme
from songfai.programmes.states import CommitmentType

# What the columns hold (models.PlanItem.quantity, models.Figure.value).
SMALLEST, LARGEST_QUANTITY = Decimal("0.01"), Decimal("9999999999.99")
LARGEST_FIGURE = Decimal("99999999999999.99")
ITEM_FIELDS = (
    "commitment", "title", "kind", "quantity", "unit", "quarter", "costs", "venue", "note",
)  # fmt: skip
# What names a side, both, or a further party in its place.
WHO_FIELDS = ("lead", "payer")
ACTIVITY_FIELDS = (
    "commitment",
    "item",
    "title",
    "kind",
    "starts_on",
    "ends_on",
    "place",
    "unit",
    "person",
    "lead_party",
    "coordinator_party",
    "state",
    "reason",
    "result",
)


def who_choices(programme: Programme, parties: Iterable[FurtherParty] = ()) -> list[tuple[int | str, object]]:
    """Both, or one of the two sides by its name, in the order of the signed text; then further parties."""
    language = current_language()
    sides = [(side.position, side.display_name.best(language)[0]) for side in programme.sides.all()]
    further = [(f"{FURTHER}{one.pk}", one.display_name.best(language)[0]) for one in parties]
    return [(0, _("Both sides")), *sides, *further]


def item_values(item: PlanItem) -> dict[str, Any]:
    """What the form of an item is filled from."""
    values = {name: getattr(item, name) for name in (*ITEM_FIELDS, "coordinator_party")}
    for name in WHO_FIELDS:
        party = getattr(item, f"{name}_party_id")
        values[name] = f"{FURTHER}{party}" if party else getattr(item, name)
    return values


class CommitmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.short.best(self.language)[0] or obj.text.best(self.language)[0]}"[:140]

    language = "en"


class NamesInOrder(forms.models.ModelChoiceIterator):
    """Choices in the order of the names, as the reader's language has it."""

    def __iter__(self) -> Any:
        first, *named = list(super().__iter__())
        language = current_language()
        return iter([first, *sorted(named, key=lambda one: sort_key(str(one[1]), language))])


class OwnName(forms.ModelChoiceField):
    """A unit or a person of one's own institution."""

    iterator = NamesInOrder

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_label=_("Not named"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return unit_in_words(obj) if isinstance(obj, Unit) else obj.name.best(current_language())[0]


def persons_of(bodies: Iterable[int]) -> QuerySet[Person]:
    """Persons who have, or had, a seat of the bodies."""
    return Person.objects.filter(account__seats__institution__in=bodies).distinct()


class TemplateForm(forms.Form):
    name = TrilingualFormField(
        label=_("Name of the template"), max_length=200, help_text=_("For example: training plan of a year.")
    )
    everywhere = forms.BooleanField(
        label=_("For all programmes of the institution"),
        required=False,
        help_text=_("Otherwise it is offered only in this programme. The other side does not see it."),
    )


class ItemForm(forms.Form):
    commitment = CommitmentChoice(queryset=Commitment.objects.none(), label=_("Commitment it carries out"))
    title = TrilingualFormField(label=_("What is to be done"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(CommitmentType))
    quantity = DecimalFormField(
        label=_("Quantity"), required=False, min_value=SMALLEST, max_value=LARGEST_QUANTITY, decimal_places=2
    )
    unit = TrilingualFormField(
        label=_("Unit of measure"), required=False, help_text=_("For example: persons, courses.")
    )
    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        coerce=int,
        choices=[(0, _("All year")), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
    )
    lead = forms.ChoiceField(
        label=_("Who leads"), help_text=_("The other side coordinates; or both lead together.")
    )
    coordinator_party = FurtherPartyField(_("Further party that coordinates"), _("Nobody"))
    payer = forms.ChoiceField(label=_("Who pays"))
    costs = TrilingualFormField(
        label=_("Who pays what"),
        required=False,
        help_text=_("For example: the sending side its travel, the host board and lodging."),
    )
    venue = TrilingualFormField(label=_("Venue"), required=False)
    note = TrilingualFormField(label=_("Note"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, programme: Programme, language: str, item: PlanItem | None = None, **kwargs: Any
    ):
        if item is not None:
            kwargs["initial"] = item_values(item) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["commitment"].queryset = programme.commitments.order_by("number")
        fields["commitment"].language = language
        self.parties = {one.pk: one for one in offer_parties(self, programme, "coordinator_party")}
        for name in WHO_FIELDS:
            fields[name].choices = who_choices(programme, self.parties.values())

    def values(self) -> dict[str, object]:
        values: dict[str, object] = {name: self.cleaned_data[name] for name in ITEM_FIELDS}
        for name in WHO_FIELDS:
            who = self.cleaned_data[name]
            is_party = who.startswith(FURTHER)
            values[name] = 0 if is_party else int(who)
            values[f"{name}_party"] = self.parties[int(who.removeprefix(FURTHER))] if is_party else None
        return values | {"coordinator_party": self.cleaned_data.get("coordinator_party")}


class ReasonForm(forms.Form):
    reason = TrilingualFormField(
        label=_("Reason for this version"), rows=2, help_text=_("The other side reads it word for word.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActivityForm(forms.Form):
    commitment = CommitmentChoice(queryset=Commitment.objects.none(), label=_("Commitment it carries out"))
    item = forms.ModelChoiceField(
        queryset=PlanItem.objects.none(),
        label=_("Item of the plan"),
        required=False,
        empty_label=_("Off plan"),
    )
    title = TrilingualFormField(label=_("Activity"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(CommitmentType))
    starts_on = PartialDateFormField(label=_("First day"), exact=True, help_text=_("Day, month, year."))
    ends_on = PartialDateFormField(
        label=_("Last day"), exact=True, required=False, help_text=_("Leave empty when it is one day.")
    )
    place = TrilingualFormField(label=_("Place"), required=False)
    unit = OwnName(queryset=Unit.objects.none(), label=_("Unit that answers"), required=False)
    person = OwnName(
        queryset=Person.objects.none(),
        label=_("Person who answers"),
        required=False,
        help_text=_("Left empty: who answers for the commitment on your side."),
    )
    lead_party = FurtherPartyField(
        _("Further party that leads"),
        _("Nobody"),
        _("For what is on plan, as the plan says it. Your side records it and answers for what it says."),
    )
    coordinator_party = FurtherPartyField(_("Further party that coordinates"), _("Nobody"))
    state = forms.ChoiceField(label=_("State"), choices=choices(ActivityState))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed when it was cancelled or not done as planned."),
    )
    result = TrilingualFormField(label=_("Result"), required=False, rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        bodies: Collection[int],
        language: str,
        activity: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        if activity is not None:
            given = {name: getattr(activity, name) for name in ACTIVITY_FIELDS}
            kwargs["initial"] = given | {"seen": activity.revision} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["commitment"].queryset = programme.commitments.order_by("number")
        fields["commitment"].language = language
        fields["unit"].queryset = Unit.objects.filter(institution__in=bodies)
        fields["person"].queryset = persons_of(bodies)
        offer_parties(self, programme, "lead_party", "coordinator_party")
        items = PlanItem.objects.filter(plan__programme=programme, plan__document__standing__stage="in_force")
        if activity is not None and activity.item_id:
            items = items | PlanItem.objects.filter(pk=activity.item_id)
        items = items.select_related("plan").order_by("-plan__year", "number")
        fields["item"].queryset = items
        fields["item"].label_from_instance = lambda item: (
            f"{item.plan.year} · {item.number}. {item.title.best(language)[0]}"[:140]
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts: PartialDate | None = values.get("starts_on")
        if starts is not None:
            ends: PartialDate = values.get("ends_on") or starts
            values["starts_on"], values["ends_on"] = starts.first_day(), ends.last_day()
            if values["ends_on"] < values["starts_on"]:
                self.add_error("ends_on", _("The last day is before the first day."))
        return values

    def values(self) -> dict[str, object]:
        return chosen(self, ACTIVITY_FIELDS)


class FigureForm(CountedForm):
    label = TrilingualFormField(label=_("What is counted"), required=False)
    value = DecimalFormField(
        label=_("Number"),
        required=False,
        min_value=-LARGEST_FIGURE,
        max_value=LARGEST_FIGURE,
        decimal_places=2,
    )
    unit = TrilingualFormField(label=_("Unit of measure"), required=False)
    field_order = ("label", "value", "unit", "is_estimate", "definition")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [
            name
            for name in ("label", "unit", "is_estimate", "definition")
            if values.get(name) not in (None, "") and values.get(name)
        ]
        if values.get("value") is not None and not values.get("label"):
            self.add_error("label", _("Say what the number counts."))
        if values.get("value") is not None and not values.get("unit"):
            self.add_error("unit", _("Say the unit of measure."))
        if values.get("value") is None and given and "value" not in self.errors:
            self.add_error("value", _("No number entered yet."))
        return values


# What is kept of a line of the form.
FIGURE_FIELDS = ("label", "value", "unit", "is_estimate", "definition")
FigureFormSet = forms.formset_factory(FigureForm, extra=2, can_delete=True)


class ParticipationForm(forms.Form):
    side = forms.TypedChoiceField(label=_("Of which side"), coerce=int, required=False, empty_value=None)
    institution = TrilingualFormField(label=_("Institution"), required=False, max_length=300)
    number = forms.IntegerField(label=_("How many people"), required=False, min_value=0, max_value=1_000_000)
    persons = forms.CharField(
        label=_("Persons"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One name a line, if wanted."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["side"]
        listed.choices = [*who_choices(programme)[1:], (0, _("Neither side"))]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["side"] = values.get("side") or 0
        if (values.get("number") is not None or values.get("persons")) and not values.get("institution"):
            self.add_error("institution", _("Say of which institution they are."))
        return values


ParticipationFormSet = forms.formset_factory(ParticipationForm, extra=2, can_delete=True)


class OutputForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(OutputKind), required=False)
    title = TrilingualFormField(label=_("Output"), required=False, max_length=600)
    note = forms.CharField(
        label=_("Where it is"),
        required=False,
        max_length=300,
        help_text=_("Number of the paper, or where it is kept."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("note") and not values.get("title"):
            self.add_error("title", _("Say what came out of it."))
        return values


OutputFormSet = forms.formset_factory(OutputForm, extra=2, can_delete=True)


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    dated = PartialDateFormField(label=_("Dated"), exact=True)
    caption = TrilingualFormField(label=_("What it shows"), required=False)
    crosses = forms.BooleanField(
        label=_("May go to the other side’s server"),
        required=False,
        help_text=_("Only files without personal data, or with the consent of those they name."),
    )


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Find"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    commitment = forms.TypedChoiceField(label=_("Commitment"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False)
    side = forms.TypedChoiceField(label=_("Recorded by"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, programme: Programme, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        years = range(programme.term_start.year, programme.term_end.year + 1)
        fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        fields["state"].choices = [("", _("Any state")), *choices(ActivityState)]
        fields["side"].choices = [
            ("", _("Either side")),
            *((side.position, str(side.display_name.best(language)[0])) for side in programme.sides.all()),
        ]
        fields["commitment"].choices = [
            ("", _("Every commitment")),
            *(
                (c.number, f"{c.number}. {(c.short or c.text).best(language)[0]}"[:80])
                for c in programme.commitments.order_by("number")
            ),
        ]
