"""What is said of an earlier work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import SeenForm
from songfai.works.states import Alike, Layer


class AnswerForm(SeenForm):
    text = forms.CharField(
        label=_("Where your work differs"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The council reads it word for word. Best with measures, drawings, days."),
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
