"""Requests become typed values. Nothing is saved here."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.commitments.models import Remark
from songfai.commitments.rules import Dimension
from songfai.commitments.statements import REMARK
from songfai.commitments.states import Better, Word
from songfai.kit.choices import choices
from songfai.kit.forms import DecimalFormField, PartialDateFormField, TrilingualFormField, current_language
from songfai.kit.languages import Trilingual

LARGEST = Decimal("99999999999999.99")


class StatementForm(forms.Form):
    word = forms.ChoiceField(label=_("What your side says"), choices=choices(Word))
    year = forms.TypedChoiceField(label=_("Carried over to"), coerce=int, empty_value=None, required=False)
    reason = TrilingualFormField(
        label=_("Reason"), rows=2, max_length=2000, required=False,
        help_text=_("The other side reads it word for word. Only “done for good” needs none."),
    )  # fmt: skip

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", "–"), *((year, year) for year in years)]


class RemarkForm(forms.Form):
    resources = TrilingualFormField(
        label=_("Resources"), rows=2, max_length=4000, required=False,
        help_text=_("What your side gives to it: people, money, places, equipment."),
    )  # fmt: skip
    difficulties = TrilingualFormField(label=_("Difficulties"), rows=3, max_length=4000, required=False)
    recommendations = TrilingualFormField(label=_("Recommendations"), rows=3, max_length=4000, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, remark: Remark | None = None, **kwargs: Any) -> None:
        given: dict[str, Any] = {name: getattr(remark, name) for name in REMARK} if remark else {}
        kwargs["initial"] = given | {"seen": remark.revision if remark else 0} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in REMARK}


def number_field(label: Any, **kwargs: Any) -> DecimalFormField:
    return DecimalFormField(label=label, min_value=-LARGEST, max_value=LARGEST, decimal_places=2, **kwargs)


class IndicatorForm(forms.Form):
    text = TrilingualFormField(label=_("What is measured"), max_length=600)
    unit = TrilingualFormField(
        label=_("Unit of measure"), max_length=120, help_text=_("For example: persons, courses.")
    )
    baseline = number_field(_("Baseline"), required=False, help_text=_("How it stood before the programme."))
    baseline_on = PartialDateFormField(label=_("Baseline of"), required=False)
    target = number_field(_("Target"))
    better = forms.ChoiceField(label=_("Direction"), choices=choices(Better), required=False)
    by_when = PartialDateFormField(
        label=_("By when"), required=False, help_text=_("As far as it is known: 01/08/2024, 8/2024 or 2024.")
    )

    source = TrilingualFormField(
        label=_("Where its figures come from"), max_length=300, required=False,
        help_text=_("The register or report from which both sides take them."),
    )  # fmt: skip
    split = TrilingualFormField(
        label=_("Broken down by"), rows=3, max_length=1000, required=False,
        help_text=_("One dimension a line, the same in each language. For example: Sex: women; men."),
    )  # fmt: skip

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            words = gettext("Target for %(year)s") % {"year": year}
            self.fields[f"target_{year}"] = number_field(words, required=False)

    def values(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        given = {year: typed.pop(f"target_{year}", None) for year in self.years}
        yearly = {
            str(year): format(value.normalize(), "f") for year, value in given.items() if value is not None
        }
        return typed | {"better": typed["better"] or Better.MORE, "yearly": yearly}


class TargetForm(forms.Form):
    """Another target; without a year it is that of the whole."""

    year = forms.TypedChoiceField(label=_("For the year"), coerce=int, empty_value=None, required=False)
    value = number_field(_("Target"))
    reason = TrilingualFormField(label=_("Reason"), rows=2, max_length=2000)

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", _("The whole term")), *((year, year) for year in years)]


def part_label(dimension: Dimension, part: Trilingual) -> str:
    """Of the reader's language: the part, behind the name of its dimension."""
    named = (each.best(current_language())[0] for each in (dimension.name, part))
    return ": ".join(filter(None, named))


class MeasurementForm(forms.Form):
    value = number_field(_("Actual"))
    is_estimate = forms.BooleanField(
        label=_("This is an estimate"), required=False,
        help_text=_("Estimates stand apart from measured figures and are never added to them."),
    )  # fmt: skip
    on = PartialDateFormField(label=_("Measured on"), exact=True)
    source = forms.CharField(
        label=_("Source of the figure"),
        required=False,
        max_length=300,
        help_text=_("Report, register or paper."),
    )
    evidence = forms.FileField(
        label=_("Evidence"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    crosses = forms.BooleanField(
        label=_("May go to the other side’s server"),
        required=False,
        help_text=_("Only files without personal data, or with the consent of those they name."),
    )

    def __init__(self, *args: Any, dimensions: Sequence[Dimension] = (), **kwargs: Any) -> None:
        """`dimensions`: what the figure is broken down by; a number for each part, where the side has one."""
        super().__init__(*args, **kwargs)
        labels = [part_label(one, part) for one in dimensions for part in one.parts]
        self.names = [f"part_{at}" for at in range(len(labels))]
        for name, label in zip(self.names, labels, strict=True):
            self.fields[name] = number_field(label, required=False)

    def parts(self) -> list[Decimal | None]:
        """As far as they were given; nothing after the last number."""
        given = [self.cleaned_data.get(name) for name in self.names]
        while given and given[-1] is None:
            given.pop()
        return given
