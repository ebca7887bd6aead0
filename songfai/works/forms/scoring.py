"""A rubric and its criteria; the sheet of a member; the judgement on novelty."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.errors import Refused
from songfai.kit.formats import format_number
from songfai.kit.forms import (
    DecimalFormField,
    SeenForm,
    TrilingualFormField,
    current_language,
    said,
)
from songfai.works.models import RubricItem, ScoreSheet, Submission
from songfai.works.queries import presets
from songfai.works.rules.bands import Band, band_with, read_bands, require_in_band
from songfai.works.states import Alike, PointsUse, Step

MOST = Decimal(1000)


class BeginRubricForm(forms.Form):
    use_required_attribute = False
    like = forms.ChoiceField(
        label=_("Begin from"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Taken over as a copy, with its criteria and points. Change what your rules say otherwise."
        ),
    )
    title = TrilingualFormField(
        label=_("Name"),
        max_length=300,
        required=False,
        help_text=_("Empty: the name of what it begins from."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.slug: one for one in presets()}
        field: Any = self.fields["like"]
        language = current_language()
        field.choices = [
            *((slug, one.title.best(language)[0]) for slug, one in self.known.items()),
            ("", _("None: criteria of our own")),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("like") and not given.get("title") and "title" not in self.errors:
            self.add_error("title", ValidationError(_("Give it a name."), code="required"))
        return given

    def values(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"], "like": self.known.get(self.cleaned_data["like"])}


class RubricForm(SeenForm):
    title = TrilingualFormField(label=_("Name"), max_length=300)
    use = forms.ChoiceField(
        label=_("What the points are for"), choices=choices(PointsUse), widget=forms.RadioSelect
    )
    threshold = DecimalFormField(
        label=_("Points needed"),
        min_value=0,
        max_value=99_999,
        decimal_places=1,
        required=False,
        help_text=_("The averages of all criteria together. Needed where the points decide."),
    )
    basis = TrilingualFormField(label=_("Legal basis"), max_length=300, required=False)
    source = forms.CharField(label=_("Where it was read"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=_("How sure"), choices=choices(Certainty))


class RubricItemForm(forms.Form):
    use_required_attribute = False
    text = TrilingualFormField(label=_("Criterion"), max_length=500, rows=2)
    most = DecimalFormField(label=_("Most points"), min_value=0, max_value=MOST, decimal_places=1)
    pass_mark = DecimalFormField(
        label=_("Fewest points to pass"),
        min_value=0,
        max_value=MOST,
        decimal_places=1,
        required=False,
        help_text=_("With a lower average the work fails, whatever the others come to. Empty: none."),
    )
    guide = TrilingualFormField(label=_("For what how many points"), max_length=2000, rows=3, required=False)
    bands = TrilingualFormField(
        label=_("Bands to choose from"),
        max_length=2000,
        rows=5,
        required=False,
        help_text=_(
            "A line for each: points, colon, what they are given for, as in 27-30: new in the country. Each member chooses one"
            " and gives points within it. Empty: points are given without bands."
        ),
    )

    def clean_bands(self) -> list[Band]:
        try:
            return read_bands(self.cleaned_data["bands"])
        except Refused as refused:
            raise said(refused) from refused


class ConclusionForm(SeenForm):
    alike = forms.ChoiceField(
        label=_("Compared with what was known, the work is"), choices=choices(Alike), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class TogetherForm(forms.Form):
    """Works by key and the revision that was seen: KEY.REVISION."""

    use_required_attribute = False
    step = forms.CharField(widget=forms.HiddenInput)
    works = forms.MultipleChoiceField(
        label=_("Works"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("No work chosen yet.")},
    )
    minutes = forms.CharField(label=_("Number of the minutes"), max_length=100)

    def __init__(self, data: Any, *, step: Step, rows: Iterable[Submission]) -> None:
        super().__init__(data, initial={"step": step}, auto_id=f"id_{step}_%s")
        self.wanted, self.rows = step, {str(one.key): one for one in rows}
        language = current_language()
        field: Any = self.fields["works"]
        field.choices = [
            (f"{key}.{one.revision}", f"{one.work.title.best(language)[0]} · {one.receipt}")
            for key, one in self.rows.items()
        ]
        # What was on the page, though somebody else has saved it since: the action says so of that work.
        field.valid_value = lambda value: value.partition(".")[0] in self.rows
        if step not in (Step.COUNT, Step.CLOSE):
            del self.fields["minutes"]

    def values(self) -> dict[str, Any]:
        given = [value.partition(".") for value in self.cleaned_data["works"]]
        works = [
            (self.rows[key], int(seen) if seen.isascii() and seen.isdecimal() else -1)
            for key, _dot, seen in given
        ]
        return {"step": self.wanted, "works": works, "minutes": self.cleaned_data.get("minutes", "")}


class ScoreForm(SeenForm):
    """`described`: criterion -> its bands. A band of one number of points gives them."""

    described: Mapping[int, list[Band]] = {}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for pk, bands in self.described.items():
            name, chosen = f"points_{pk}", given.get(f"band_{pk}")
            band = int(chosen) if chosen else None
            points = given.get(name)
            left_empty = not str(self.data.get(self.add_prefix(name)) or "").strip()
            if band is not None and left_empty and bands[band].least == bands[band].most:
                given[name] = bands[band].least
                self.errors.pop(name, None)
            elif name not in self.errors:
                try:
                    require_in_band(points, band_with(points, bands) if band is None else band, bands)
                except Refused as refused:
                    self.add_error(name, said(refused))
        return given


def score_form(items: Iterable[RubricItem], data: Any, sheet: ScoreSheet | None) -> ScoreForm:
    """For each criterion a band, where it has any, points and a reason: fields `band_ID`, `points_ID`, `why_ID`; then a
    comment, and the signature."""
    items = list(items)
    known = {one.item_id: one for one in sheet.scores.all()} if sheet else {}
    form = ScoreForm(data, initial={"seen": sheet.revision if sheet else 0})
    form.described = {one.pk: bands for one in items if (bands := one.described)}
    language = current_language()
    signs = bool(data and data.get("hand_in"))
    for one in items:
        kept = known.get(one.pk)
        whole = one.most.to_integral_value()
        top = int(whole) if one.most == whole else one.most.normalize()
        most = format_number(top, language)
        # A hint is shown as it is, and this one was typed by somebody.
        guide = escape(one.guide.best(language)[0]) if one.guide else ""
        text = one.text.best(language)[0]
        if choice := form.described.get(one.pk):
            form.fields[f"band_{one.pk}"] = forms.ChoiceField(
                label=text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (str(nth), f"{band.span.best(language)[0]}: {band.text.best(language)[0]}")
                    for nth, band in enumerate(choice)
                ],
                initial="" if kept is None or kept.band is None else str(kept.band),
                help_text=gettext("Choose the band, then give points within it."),
            )
            text = gettext("Points: %(criterion)s") % {"criterion": text}
        form.fields[f"points_{one.pk}"] = DecimalFormField(
            label=text,
            required=signs,
            min_value=0,
            max_value=top,
            decimal_places=1,
            initial=kept.points if kept else None,
            help_text=" ".join(filter(None, [gettext("From 0 to %(most)s.") % {"most": most}, guide])),
            error_messages={"required": _("No points yet. A sheet is handed in when every criterion has.")},
        )
        form.fields[f"why_{one.pk}"] = forms.CharField(
            label=_("Reason"), required=False, max_length=1000, initial=kept.comment if kept else ""
        )
    form.fields["comment"] = forms.CharField(
        label=_("Comment on the whole work"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        initial=sheet.comment if sheet else "",
    )
    form.fields["hand_in"] = forms.BooleanField(
        label=_("I hand it in and sign it"),
        required=False,
        help_text=_(
            "It then stays as it is, and carries your name. Without it a draft is kept that nobody else reads."
        ),
    )
    return form


def scores_in(form: SeenForm) -> dict[int, tuple[Decimal | None, str]]:
    given = form.cleaned_data
    return {
        int(name.removeprefix("points_")): (value, given[name.replace("points_", "why_")])
        for name, value in given.items()
        if name.startswith("points_")
    }


def bands_in(form: SeenForm) -> dict[int, int | None]:
    given = form.cleaned_data
    return {
        int(name.removeprefix("band_")): int(value) if value else None
        for name, value in given.items()
        if name.startswith("band_")
    }
