"""Forms of a draft programme, one per part. Each carries `seen`, the stamp of what it was filled from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.kit.order import sort_key
from songfai.parties.models import Institution, Unit
from songfai.parties.queries import fields
from songfai.people.models import Person
from songfai.programmes.choosing import FurtherPartyField, offer_parties, unit_in_words
from songfai.programmes.forms.lines import LANGUAGES
from songfai.programmes.forms.start import TextSourceForm
from songfai.programmes.models import Programme
from songfai.programmes.rules import ASLEEP_AFTER
from songfai.programmes.states import CommitmentType, Kind, ObligationKind, PartRole

WHO = [(0, _("Both sides")), (1, _("First side")), (2, _("Second side"))]


class SeenForm(forms.Form):
    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NamesInOrder(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Any:
        named = list(super().__iter__())
        first = [one for one in named if not one[0]]
        language = current_language()
        rest = [one for one in named if one[0]]
        return iter([*first, *sorted(rest, key=lambda one: sort_key(str(one[1]), language))])


class Words(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class Word(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class ByName(Word):
    """Offered in the order of the names, as the reader's language has it."""

    iterator = NamesInOrder


class GeneralForm(SeenForm):
    title = TrilingualFormField(label=_("Title"), rows=2, max_length=600)
    summary = TrilingualFormField(label=_("Summary"), rows=3, max_length=2000, required=False)
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=choices(Kind))
    signed_on = PartialDateFormField(
        label=_("Date of signing"),
        required=False,
        help_text=_("As far as it is known: 01/08/2024, 8/2024 or 2024."),
    )
    signed_at = TrilingualFormField(label=_("Place of signing"), required=False, max_length=200)
    term_start = PartialDateFormField(label=_("Term from"))
    term_end = PartialDateFormField(label=_("Term to"))
    focus_start = PartialDateFormField(label=_("Focus from"), required=False)
    focus_end = PartialDateFormField(label=_("Focus to"), required=False)
    asleep_after = forms.IntegerField(
        label=_("Asleep after, days"),
        min_value=ASLEEP_AFTER[0],
        max_value=ASLEEP_AFTER[1],
        help_text=_("A commitment without new evidence for so many days is shown as asleep."),
    )
    fields_of = Words(
        label=_("Fields of cooperation"),
        queryset=fields(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "fields_of"}


class SideForm(SeenForm):
    name_then = TrilingualFormField(label=_("Name in the signed text"), required=False, max_length=400)
    signatory = TrilingualFormField(
        label=_("Signatory"), required=False, max_length=200, help_text=_("Whole, as the person writes it.")
    )
    signatory_post = TrilingualFormField(label=_("Post of the signatory"), required=False, max_length=300)


class OwnSideForm(SideForm):
    """For one's own side also who keeps contact."""

    def __init__(self, *args: Any, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "unit": unit_field(bodies, _("Unit that keeps contact")),
            "focal_person": person_field(bodies, _("Focal person")),
        }


class UnitWord(ByName):
    def label_from_instance(self, obj: Any) -> str:
        return unit_in_words(obj)


def unit_field(bodies: Iterable[int], label: Any, *, required: bool = False) -> forms.Field:
    """Units of the bodies, also those that have ended: somebody may be named for a day that was."""
    return UnitWord(
        label=label,
        queryset=Unit.objects.filter(institution__in=bodies).order_by("valid_to", "id"),
        required=required,
        empty_label=_("Not named"),
    )


def person_field(bodies: Iterable[int], label: Any) -> forms.Field:
    """Persons who have, or had, a seat of the bodies."""
    people = Person.objects.filter(account__seats__institution__in=bodies).distinct().order_by("id")
    return ByName(label=label, queryset=people, required=False, empty_label=_("Not named"))


def since_field() -> PartialDateFormField:
    return PartialDateFormField(
        label=_("From"),
        exact=True,
        required=False,
        help_text=_("The day from which it is so. Who was named before stays in the history."),
    )


class TextForm(TextSourceForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    authentic = forms.BooleanField(
        label=_("This text is authentic"),
        required=False,
        help_text=_("Both sides signed it. A translation for reference is not authentic."),
    )


class PrevailingForm(SeenForm):
    prevailing = forms.ChoiceField(label=_("The text that prevails where they differ"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(LANGUAGES)
        authentic = [(code, names[code]) for code in programme.authentic_languages]
        listed = self.fields["prevailing"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", _("None: all authentic texts are equal")), *authentic]


class CommitmentForm(SeenForm):
    text = TrilingualFormField(label=_("Commitment"), rows=4, max_length=4000)
    short = TrilingualFormField(
        label=_("Short form"), required=False, max_length=120, help_text=_("For tables and the grid.")
    )
    type = forms.ChoiceField(label=_("Type"), choices=choices(CommitmentType))
    field = Word(
        label=_("Field of cooperation"), queryset=fields(), required=False, empty_label=_("Not named")
    )
    bearer = forms.TypedChoiceField(label=_("Who carries it out"), choices=WHO, coerce=int)
    due = PartialDateFormField(
        label=_("Deadline"),
        required=False,
        help_text=_("Only where the text names one: 2026, 6/2026 or “by 2030”."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("Article or sentence."),
    )


class ObligationForm(SeenForm):
    kind = forms.ChoiceField(label=_("What"), choices=choices(ObligationKind))
    year = forms.IntegerField(label=_("For the year"), min_value=1900, max_value=2199)
    due = PartialDateFormField(label=_("Due"), exact=True)
    basis = forms.CharField(
        label=_("Reason of this date"),
        required=False,
        max_length=300,
        help_text=_("Article, or who proposed it."),
    )

    def clean_due(self) -> Any:
        return self.cleaned_data["due"].first_day()


class DayForm(forms.Form):
    """The day somebody asks about."""

    use_required_attribute = False
    on = PartialDateFormField(label=_("On the day"), exact=True)

    def clean_on(self) -> date | None:
        return self.cleaned_data["on"].first_day()


class AnswerableForm(SeenForm):
    """Who answers for a commitment on the seat's own side, and since when."""

    def __init__(self, *args: Any, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "unit": unit_field(bodies, _("Unit")),
            "person": person_field(bodies, _("Person")),
            "since": since_field(),
        }

    def clean_since(self) -> date | None:
        typed = self.cleaned_data["since"]
        return typed.first_day() if typed else None


class CommitmentAnswerableForm(AnswerableForm):
    """Who answers for a commitment, and the further party that carries it out, where the programme has one."""

    def __init__(self, *args: Any, programme: Programme, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, bodies=bodies, **kwargs)
        self.fields["party"] = FurtherPartyField(
            _("Carried out by a further party"),
            _("By none"),
            _("Your side still answers for it: the body carries it out."),
        )
        offer_parties(self, programme, "party")


class AsleepForm(SeenForm):
    """A side's own number of days. Empty: the programme's."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least, most = ASLEEP_AFTER
        self.fields["days"] = forms.IntegerField(
            label=_("Days without evidence"),
            required=False,
            min_value=least,
            max_value=most,
            help_text=_("Left empty, %(days)s days count, as in the draft of the programme.")
            % {"days": programme.asleep_after},
        )


class CounterpartForm(AnswerableForm):
    """One's own unit for a field."""

    def __init__(self, *args: Any, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, bodies=bodies, **kwargs)
        self.fields["unit"] = unit_field(bodies, _("Unit"), required=True)
        self.fields["person"].label = _("Contact")
        self.fields["basis"] = forms.CharField(
            label=_("Founding document"),
            required=False,
            max_length=300,
            help_text=_("The paper that names the unit: its kind, number and date."),
        )


class FurtherPartyForm(SeenForm):
    institution = Word(
        label=_("Institution"), queryset=Institution.objects.order_by("id"), empty_label=_("Choose one")
    )
    role = forms.ChoiceField(label=_("Role"), choices=choices(PartRole))
    task = TrilingualFormField(
        label=_("Task"), required=False, max_length=400, help_text=_("What it does in the programme.")
    )
