"""Forms of a draft amendment. `seen` is the revision of the draft the form was filled from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.parties.queries import fields
from songfai.programmes.forms.editing import Word
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType


class SeenForm(forms.Form):
    use_required_attribute = False
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class WordingForm(SeenForm):
    text = TrilingualFormField(
        label=_("Wording of the amendment"),
        rows=4,
        max_length=8000,
        required=False,
        help_text=_("As both sides sign it, in every authentic language."),
    )
    reason = TrilingualFormField(
        label=_("Reason"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=_("The other side reads it word for word."),
    )
    effective_on = PartialDateFormField(
        label=_("Holds from"), exact=True, required=False, help_text=_("Day, month, year.")
    )
    term_end = PartialDateFormField(
        label=_("New end of the term"),
        required=False,
        help_text=_("Only where the term changes: 2030, 6/2030 or a day."),
    )

    def values(self) -> dict[str, Any]:
        values = super().values()
        day = values["effective_on"]
        return {**values, "effective_on": day.first_day() if day else None}


class AmendedCommitmentForm(SeenForm):
    """A commitment whole, as it is to read. The field of cooperation is chosen for a new one and stays for the others."""

    text = TrilingualFormField(label=_("Commitment"), rows=4, max_length=4000)
    short = TrilingualFormField(
        label=_("Short form"), required=False, max_length=120, help_text=_("For tables and the grid.")
    )
    type = forms.ChoiceField(label=_("Type"), choices=choices(CommitmentType))
    field = Word(
        label=_("Field of cooperation"), queryset=fields(), required=False, empty_label=_("Not named")
    )
    bearer = forms.TypedChoiceField(label=_("Who carries it out"), coerce=int)
    due = PartialDateFormField(label=_("Deadline"), required=False, help_text=_("2026, 6/2026 or “by 2030”."))

    def __init__(self, *args: Any, programme: Programme, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        sides = [(side.position, side.display_name.best(language)[0]) for side in programme.sides.all()]
        fields: dict[str, Any] = self.fields
        fields["bearer"].choices = [(0, _("Both sides")), *sides]
        if not is_new:
            del self.fields["field"]

    def values(self) -> dict[str, Any]:
        values = super().values()
        if "field" in values:
            field = values.pop("field")
            values["field_id"] = field.pk if field else None
        return values
