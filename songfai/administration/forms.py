from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from songfai.administration.actions import (
    INSTITUTION_FIELDS,
    UNIT_FIELDS,
    field_stamp,
    institution_stamp,
    unit_stamp,
)
from songfai.exchange.models import Post
from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.parties.models import Field, Institution, Unit
from songfai.parties.queries import all_institutions, fields
from songfai.parties.states import Layout, Role, SuccessionKind
from songfai.people.models import Account


class DayField(PartialDateFormField):
    """One full day, as a date of the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(exact=True, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return typed.first_day() if isinstance(typed, PartialDate) else None


class Word(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name.best(current_language())[0]


class UnitWord(Word):
    """A unit of perhaps another institution, named with it."""

    def label_from_instance(self, obj: Any) -> str:
        return (
            f"{super().label_from_instance(obj)} · {obj.institution.short_name.best(current_language())[0]}"
        )


class InstitutionForm(forms.Form):
    name = TrilingualFormField(
        label=_("Name"),
        help_text=_("Put a name right here. A new name from a day on is entered under names and succession."),
    )
    short_name = TrilingualFormField(label=_("Short name"), help_text=_("What the screens call the side."))
    parent_name = TrilingualFormField(label=_("Superior body"), required=False)
    country = forms.RegexField(
        label=_("Country"),
        regex=r"^[A-Za-z]{2}$",
        help_text=_("Two letters: LA, VN, JP."),
        error_messages={"invalid": _("Two letters of the country’s code: LA, VN, JP.")},
    )
    place = TrilingualFormField(label=_("Place"), help_text=_("As it stands before the date on a paper."))
    layout = forms.ChoiceField(label=_("Paper layout"), choices=choices(Layout))
    symbol = forms.CharField(label=_("Symbol on papers"), required=False, max_length=30)
    slug = forms.SlugField(
        label=_("Short address"), max_length=50, help_text=_("Latin letters, digits and hyphens.")
    )
    origin = forms.CharField(
        label=_("Origin of its log"),
        max_length=100,
        help_text=_("A name no other body uses, for example moha.gov.la/coop."),
    )
    parent = Word(label=_("Part of"), queryset=all_institutions(), required=False, empty_label="–")
    valid_from = DayField(label=_("Exists from"), required=False)
    valid_to = DayField(label=_("Exists until"), required=False)
    two_persons = forms.BooleanField(
        label=_("Two persons"),
        required=False,
        help_text=_("Whoever agrees for this institution needs a colleague who has checked the text before."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, institution: Institution | None = None, **kwargs: Any) -> None:
        self.institution = institution
        if institution is not None:
            kwargs["initial"] = initial_of(institution)
        super().__init__(*args, **kwargs)

    def _unused(self, name: str) -> str:
        value = self.cleaned_data[name]
        others = Institution.objects.exclude(pk=self.institution.pk if self.institution else 0)
        if others.filter(**{name: value}).exists():
            raise forms.ValidationError(_("Another institution uses this already."))
        return value

    def clean_slug(self) -> str:
        return self._unused("slug")

    def clean_origin(self) -> str:
        return self._unused("origin")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day lies before the first. Correct one of the two."))
        return data

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in INSTITUTION_FIELDS}


def initial_of(institution: Institution) -> dict[str, Any]:
    return {name: getattr(institution, name) for name in INSTITUTION_FIELDS} | {
        "seen": institution_stamp(institution)
    }


class CardForm(forms.Form):
    file = forms.FileField(
        label=_("Card file"),
        help_text=_("The file their administrator downloaded; its name ends in .card.json."),
    )


class PostForm(forms.Form):
    """Where the files of an institution go. One that works on this server has only a mailbox."""

    address = forms.URLField(
        label=_("Address of their server"),
        required=False,
        assume_scheme="https",
        help_text=_("https://… as their administrator gave it. Empty: files are carried by hand or by mail."),
    )
    mail = forms.EmailField(label=_("Mailbox"), required=False, help_text=_("Where files go by mail."))
    pushes = forms.BooleanField(
        label=_("Send by itself"),
        required=False,
        help_text=_("Every few minutes, when there is something new."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, partner: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "address": post.address,
            "mail": post.mail,
            "pushes": post.pushes,
            "seen": post.revision,
        }
        super().__init__(*args, **kwargs)
        if not partner:
            del self.fields["address"], self.fields["pushes"]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "address": said.get("address", ""),
            "mail": said["mail"],
            "pushes": said.get("pushes", False),
        }


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


class PaperForm(forms.Form):
    """What rests on a paper from a day on."""

    on = DayField(label=_("From the day"))
    basis = forms.CharField(
        label=_("Legal basis"), max_length=300, help_text=_("The paper: its kind, number and date.")
    )
    unconfirmed = forms.BooleanField(
        label=_("Not confirmed yet"),
        required=False,
        help_text=_("The day or the paper is known from hearsay only. It is marked so wherever it is shown."),
    )

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        confirmed = not data.pop("unconfirmed")
        return {**data, "confirmed": confirmed}


class RenameForm(PaperForm):
    name = TrilingualFormField(label=_("New name"))
    short_name = TrilingualFormField(label=_("New short name"), required=False)
    field_order = ("name", "short_name", "on", "basis", "unconfirmed")


class SuccessionForm(PaperForm):
    field = Word(
        label=_("What is handed on"),
        queryset=fields(),
        required=False,
        empty_label=_("Everything no other line names; the institution ends"),
    )
    successor = Word(label=_("Successor"), queryset=all_institutions(), empty_label=_("Choose one"))
    kind = forms.ChoiceField(label=_("How"), choices=choices(SuccessionKind))
    field_order = ("field", "successor", "kind", "on", "basis", "unconfirmed")

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor: Any = self.fields["successor"]
        successor.queryset = all_institutions().exclude(pk=institution.pk)


class FieldForm(forms.Form):
    """A field of cooperation in the controlled list."""

    name = TrilingualFormField(label=_("Name"))
    slug = forms.SlugField(
        label=_("Short address"),
        max_length=50,
        help_text=_("Latin letters, digits and hyphens. It stays: signed papers name it."),
    )
    position = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, field: Field | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field is not None:
            del self.fields["slug"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def initial_of_field(field: Field | None) -> dict[str, Any]:
    if field is None:
        return {}
    return {"name": field.name, "position": field.position, "seen": field_stamp(field)}


class SeatForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = TrilingualFormField(label=_("Name"), help_text=_("The whole name, as the person writes it."))
    role = forms.ChoiceField(label=_("Role"), choices=choices(Role))
    post = TrilingualFormField(label=_("Post"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    authority = forms.CharField(
        label=_("Paper of authority"),
        required=False,
        max_length=100,
        help_text=_("Number of the paper that lets somebody who is not a leader agree for the side."),
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.filter(institution=institution).order_by("id")


class AccountForm(forms.Form):
    """A person's own name, as they write it in each language, and the language of their mail."""

    name = TrilingualFormField(
        label=_("Name"), help_text=_("The whole name, as you write it in each language.")
    )
    language = forms.ChoiceField(label=_("Language of mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        kwargs.setdefault(
            "initial",
            {"name": account.person.name if account.person else None, "language": account.language or "en"},
        )
        super().__init__(*args, **kwargs)
