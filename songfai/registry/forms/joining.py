"""Which entry of the register is what came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.parties.models import Seat
from songfai.registry.models import OfficialDocument
from songfai.registry.queries import documents


class EntrySearch(forms.Form):
    q = forms.CharField(
        label=_("Number or words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )


class JoinForm(forms.Form):
    """`entry` is the key of a document of the register; whether it may be joined is the action's to say."""

    entry = forms.ModelChoiceField(
        queryset=OfficialDocument.objects.none(),
        to_field_name="key",
        label=_("Entry of the register"),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose the entry it is."),
            "invalid_choice": _("This entry is not in your register."),
        },
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.queryset = documents(seat)
