"""Names and succession of an institution, and the list of fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.administration.actions import field_stamp
from songfai.administration.forms.fields import PaperForm, Word
from songfai.kit.choices import choices
from songfai.kit.forms import TrilingualFormField
from songfai.parties.models import Field, Institution
from songfai.parties.queries import all_institutions, fields
from songfai.parties.states import SuccessionKind


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
