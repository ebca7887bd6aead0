"""What is given: promised, approved, delivered, received, with its documents. Nothing is saved here."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.errors import Refused
from songfai.kit.formats import currency_words
from songfai.kit.forms import (
    DayField,
    DecimalFormField,
    TrilingualFormField,
    current_language,
    said,
)
from songfai.kit.money import to_amount, to_minor
from songfai.plans.models import Activity
from songfai.programmes.choosing import FurtherPartyField, chosen, offer_parties
from songfai.programmes.models import Commitment, Programme
from songfai.support.models import Support
from songfai.support.queries import activities_to_choose, years_of
from songfai.support.states import SupportKind, SupportState

LARGEST = Decimal("999999999999.99")
SMALLEST = Decimal("0.01")
CHOICES = 200
SUPPORT_FIELDS = (
    "kind",
    "title",
    "year",
    "quantity",
    "unit",
    "minor",
    "currency",
    "commitment",
    "activity",
    "giver_party",
    "receiver_party",
)


def currency_choices(none: Any = "–") -> list[tuple[str, Any]]:
    return [("", none), *currency_words(current_language())]


class Titled(forms.ModelChoiceField):
    """Rows by their number and their words in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        words = getattr(obj, "short", None) or getattr(obj, "text", None) or obj.title
        number = getattr(obj, "number", None)
        text = words.best(current_language())[0][:120]
        return f"{number}. {text}" if number else f"{obj.starts_on.year} · {text}"


def choosable(programme: Programme, chosen: int | None) -> QuerySet[Activity]:
    """The newest activities; an older one that is already chosen stays."""
    activities = activities_to_choose(programme)
    recent = list(activities.values_list("pk", flat=True)[:CHOICES])
    return activities.filter(pk__in=[*recent, chosen] if chosen else recent)


class MoneyForm(forms.Form):
    """An amount and its currency become whole numbers of the smallest unit."""

    def money(self, values: dict[str, Any], name: str = "amount") -> int | None:
        """The amount in minor units; an error at its field when it cannot be written so."""
        amount = values.get(name)
        if amount is None:
            return None
        try:
            return to_minor(amount, values.get("currency") or "")
        except Refused as refused:
            at = "currency" if refused.code == "currency_missing" else name
            self.add_error(at, said(refused))
            return None


class SupportForm(MoneyForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SupportKind))
    title = TrilingualFormField(label=_("What is given"), max_length=200)
    year = forms.TypedChoiceField(label=_("For the year"), coerce=int)
    quantity = DecimalFormField(
        label=_("How much"),
        required=False,
        min_value=SMALLEST,
        max_value=LARGEST,
        decimal_places=2,
        help_text=_(
            "Persons taught in a course, student places, person-days, pieces of goods. Empty for money."
        ),
    )
    unit = TrilingualFormField(
        label=_("Unit of measure"), required=False, help_text=_("Only for goods: sets, boxes, machines.")
    )
    amount = DecimalFormField(
        label=_("Money"),
        required=False,
        min_value=SMALLEST,
        max_value=LARGEST,
        decimal_places=2,
        help_text=_("The amount of money; for goods their value, where it is known."),
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    commitment = Titled(
        queryset=Commitment.objects.none(),
        label=_("Commitment it carries out"),
        required=False,
        empty_label="–",
    )
    activity = Titled(
        queryset=Activity.objects.none(),
        label=_("Activity in which it was given"),
        required=False,
        empty_label="–",
    )
    giver_party = FurtherPartyField(
        _("Given by"),
        _("Our side"),
        _(
            "What a further party gives to the other side: your side says so for it, the other side confirms it."
        ),
    )
    receiver_party = FurtherPartyField(
        _("Given to"),
        _("The other side"),
        _("What your side gives to a further party: the other side confirms that it arrived there."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, programme: Programme, support: Support | None = None, **kwargs: Any
    ) -> None:
        if support is not None:
            kwargs["initial"] = support_values(support) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [(year, year) for year in years_of(programme)]
        fields["currency"].choices = currency_choices()
        fields["commitment"].queryset = programme.commitments.order_by("number")
        activity = kwargs.get("initial", {}).get("activity")
        fields["activity"].queryset = choosable(programme, getattr(activity, "pk", activity))
        offer_parties(self, programme, "giver_party", "receiver_party")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "amount" not in self.errors:
            values["minor"] = self.money(values)
        return values

    def values(self) -> dict[str, object]:
        return chosen(self, SUPPORT_FIELDS)


def support_values(support: Support) -> dict[str, Any]:
    values = {name: getattr(support, name) for name in SUPPORT_FIELDS if name != "minor"}
    amount = to_amount(support.minor, support.currency) if support.minor is not None else None
    return values | {"amount": amount, "seen": support.revision}


class ApproveForm(forms.Form):
    paper = forms.CharField(label=_("Number and date of the paper of approval"), max_length=150)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DeliverForm(forms.Form):
    on = DayField(label=_("Delivered on"))
    activity = Titled(
        queryset=Activity.objects.none(),
        label=_("Activity in which it was given"),
        required=False,
        empty_label="–",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, support: Support, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["activity"].queryset = choosable(support.programme, support.activity_id)


class ReceiveForm(MoneyForm):
    on = DayField(label=_("Received on"))
    arrived = DecimalFormField(
        label=_("How much arrived"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
        help_text=_("Leave empty when all of it arrived."),
    )
    note = TrilingualFormField(
        label=_("Note"), required=False, rows=2, help_text=_("Needed when more or less arrived.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, support: Support, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.support = support

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["arrived_minor"] = None
        if self.support.kind == SupportKind.MONEY:
            values["arrived_minor"] = self.money({**values, "currency": self.support.currency}, "arrived")
            values["arrived"] = None
        return values

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "arrived", "arrived_minor", "note")}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The other side reads it word for word."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    dated = DayField(label=_("Dated"))
    caption = TrilingualFormField(label=_("What it shows"), required=False)
    crosses = forms.BooleanField(
        label=_("May go to the other side’s server"),
        required=False,
        help_text=_("Otherwise it stays where it was given. Mind the names of persons in it."),
    )


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Find"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *choices(SupportKind)]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *choices(SupportState)]
    )
    giver = forms.TypedChoiceField(label=_("Given by"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, programme: Programme, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        fields["giver"].choices = [
            ("", _("Either side")),
            *((s.position, str(s.display_name.best(current_language())[0])) for s in programme.sides.all()),
        ]
