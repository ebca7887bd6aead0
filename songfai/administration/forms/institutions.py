from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.administration.actions import INSTITUTION_FIELDS, institution_stamp
from songfai.administration.forms.fields import DayField, Word
from songfai.exchange.models import Post
from songfai.kit.choices import choices
from songfai.kit.forms import TrilingualFormField
from songfai.kit.missing import NO_FILE
from songfai.parties.models import Institution
from songfai.parties.queries import all_institutions
from songfai.parties.states import Layout


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
        help_text=_(
            "Whoever agrees for this institution has not written in the text, and a colleague has checked it before."
        ),
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
        error_messages=NO_FILE,
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
