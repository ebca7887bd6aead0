"""What a side types of its own year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import CountedForm, DecimalFormField, TrilingualFormField
from songfai.reviews.models import Part
from songfai.reviews.queries import part_stamp

# What the column holds (models.PartFigure.value).
LARGEST = Decimal("99999999999999.99")


class PartForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TrilingualFormField(label=_("What your side says"), required=False, rows=6)

    def __init__(self, *args: Any, part: Part | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": part_stamp(part)} | ({"text": part.text} if part else {})
        super().__init__(*args, **kwargs)

    def refreshed(self, stamp: str) -> None:
        """What was typed stays; the next save is compared with what is saved now."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): stamp}  # type: ignore[attr-defined]


class HeadingForm(forms.Form):
    title = TrilingualFormField(label=_("Heading"), max_length=120)


class FigureForm(CountedForm):
    label = TrilingualFormField(label=_("What is counted"), required=False)
    value = DecimalFormField(
        label=_("Number"), required=False, min_value=-LARGEST, max_value=LARGEST, decimal_places=2
    )
    unit = TrilingualFormField(label=_("Unit of measure"), required=False)
    field_order = ("label", "value", "unit", "is_estimate", "definition")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("value") is not None:
            if not values.get("label"):
                self.add_error("label", _("Say what the number counts."))
            if not values.get("unit"):
                self.add_error("unit", _("Say the unit of measure."))
        elif (
            any(values.get(name) for name in ("label", "unit", "is_estimate", "definition"))
            and "value" not in self.errors
        ):
            self.add_error("value", _("No number entered yet."))
        return values


# What is kept of a line of the form.
FIGURE_FIELDS = ("label", "value", "unit", "is_estimate", "definition")
FigureFormSet = forms.formset_factory(FigureForm, extra=2, can_delete=True)


class AttachmentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    caption = TrilingualFormField(label=_("What it shows"), required=False)
