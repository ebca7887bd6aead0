"""What is said of an earlier work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import PartialDateFormField, SeenForm
from songfai.works.states import Alike, Layer, Reply, SourceKind


class AnswerForm(SeenForm):
    """What kind of answer it is, where the work differs, and what the authors say of each layer: fields `note_LAYER`."""

    kind = forms.ChoiceField(label=_("Your answer"), choices=choices(Reply), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Where your work differs"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The council reads it word for word. Best with measures, drawings, days."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for layer in Layer:
            self.fields[f"note_{layer}"] = forms.CharField(
                label=_(layer.words),
                required=False,
                max_length=500,
                help_text=_("What is the same and what is not. May stay empty."),
            )

    def values(self) -> dict[str, Any]:
        given = super().values()
        notes = {str(layer): given[f"note_{layer}"] for layer in Layer}
        return {"kind": Reply(given["kind"]), "text": given["text"], "notes": notes}


class OutsideForm(SeenForm):
    """A source outside the register."""

    kind = forms.ChoiceField(label=_("Kind of source"), choices=choices(SourceKind), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title of the source"), max_length=300)
    place = forms.CharField(
        label=_("Number, issue or address"),
        max_length=500,
        help_text=_("For example: VN 1-2019-01234; a journal with its number and page; https://…"),
    )
    known_on = PartialDateFormField(
        label=_("Published on"), help_text=_("As far as it is known: 05/03/2024, 03/2024, 2024.")
    )
    note = forms.CharField(
        label=_("What it says of the same"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


class JudgementForm(SeenForm):
    """A choice for each layer, named as it is, and the reason."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for layer in Layer:
            self.fields[layer] = forms.ChoiceField(
                label=_(layer.words), choices=choices(Alike), widget=forms.RadioSelect
            )
        self.order_fields([*Layer, "reason"])

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"found": {layer: given[layer] for layer in Layer}, "reason": given["reason"]}
