"""One form per slot of a reading: what was typed becomes the slot's value (shapes in slots.py)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.kit.languages import NAMES, Trilingual
from songfai.kit.text import normalise_input, normalise_line
from songfai.parties.models import Institution
from songfai.parties.queries import fields
from songfai.parties.states import Layout
from songfai.programmes.slots import BEARER_WORDS, REVIEW_WORDS
from songfai.programmes.states import CommitmentType, Kind

LANGUAGES = [(code, NAMES[code]) for code in ("lo", "vi", "en")]
SIDES = [("a", _("First side")), ("b", _("Second side"))]
COUNTRIES = [("VN", _("Viet Nam")), ("LA", _("Lao PDR")), ("XX", _("Another country"))]


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class LineForm(forms.Form):
    """`seen` is the stamp of the line the form was filled from; `part` its place when it is a new line."""

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    part = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reading_language: str = "lo", **kwargs: Any) -> None:
        self.reading_language = reading_language
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        return dict(value)

    def value(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key not in ("seen", "part")}


class TitleForm(LineForm):
    text = forms.CharField(label=_("Title"), widget=text_area(2), max_length=600)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def clean_text(self) -> str:
        return normalise_line(self.cleaned_data["text"])


class KindForm(LineForm):
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=choices(Kind))


class PartyForm(LineForm):
    role = forms.ChoiceField(label=_("Side"), choices=SIDES)
    name = forms.CharField(label=_("Name in the text"), widget=text_area(2), max_length=400)
    institution = forms.ChoiceField(label=_("Institution in the list"), required=False)
    new_name = TrilingualFormField(label=_("Name of the new institution"), required=False, max_length=300)
    new_short = TrilingualFormField(
        label=_("Short name"), required=False, max_length=80, help_text=_("What the screens call the side.")
    )
    new_place = TrilingualFormField(
        label=_("Place"),
        required=False,
        max_length=80,
        help_text=_("As it stands before the date on a paper."),
    )
    new_country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False)
    new_layout = forms.ChoiceField(label=_("Layout of its papers"), choices=choices(Layout), required=False)
    NEW = ("new_name", "new_short", "new_place", "new_country", "new_layout")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        known = [(str(one.pk), one.name.best(language)[0]) for one in Institution.objects.order_by("id")]
        listed = self.fields["institution"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", _("Not in the list: entered below as new")), *known]

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        new = value.get("new") or {}
        return {
            "role": value.get("role") or "a",
            "name": value.get("name", ""),
            "institution": str(value.get("institution") or ""),
            "new_name": new.get("name"),
            "new_short": new.get("short_name"),
            "new_place": new.get("place"),
            "new_country": new.get("country", "VN"),
            "new_layout": new.get("layout", "vn"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            "institution" in data
            and not data["institution"]
            and not data.get("new_name")
            and "new_name" in data
        ):
            raise ValidationError(
                {
                    "institution": _(
                        "Choose the institution from the list, or write the name of a new one below."
                    )
                }
            )
        return data

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        value = {"name": normalise_line(data["name"]), "role": data["role"], "institution": None}
        if data["institution"]:
            return {**value, "institution": int(data["institution"])}
        short: Trilingual = data["new_short"]
        new = {
            "name": data["new_name"].as_dict(),
            "short_name": short.as_dict(),
            "place": data["new_place"].as_dict(),
            "country": data["new_country"] or "XX",
            "layout": data["new_layout"] or Layout.VN.value,
        }
        return {**value, "new": new}


class SignatoryForm(LineForm):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Whole, as the person writes it."))
    title = forms.CharField(label=_("Post"), max_length=300, required=False)
    party = forms.ChoiceField(label=_("Side"), choices=SIDES)

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": normalise_line(data["name"]),
            "title": normalise_line(data["title"]),
            "party": data["party"],
        }


class SignedOnForm(LineForm):
    date = PartialDateFormField(
        label=_("Date of signing"),
        help_text=_("As far as it is known: 01/08/2024, 8/2024, 2024 or “1 August”."),
    )

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        return {"date": PartialDate.of(value.get("date"))}

    def value(self) -> dict[str, Any]:
        return {"date": self.cleaned_data["date"].code}


class PlaceForm(LineForm):
    name = forms.CharField(label=_("Place of signing"), max_length=200)

    def value(self) -> dict[str, Any]:
        return {"name": normalise_line(self.cleaned_data["name"])}


class PeriodForm(LineForm):
    start = PartialDateFormField(
        label=_("From"), help_text=_("As the text says it: 2024, 3/2024 or 01/03/2024.")
    )
    end = PartialDateFormField(label=_("To"))

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        return {"start": PartialDate.of(value.get("start")), "end": PartialDate.of(value.get("end"))}

    def value(self) -> dict[str, Any]:
        return {"start": self.cleaned_data["start"].code, "end": self.cleaned_data["end"].code}


WHEN = [
    ("every_year", _("every year")),
    ("every_6_months", _("every six months")),
    ("every_quarter", _("every quarter")),
    ("after", _("a number of years after the signing")),
    ("date", _("on or by a date")),
    ("", _("the text names no date")),
]


class ReviewForm(LineForm):
    kind = forms.ChoiceField(
        label=_("What"), choices=[(key, _(words)) for key, words in REVIEW_WORDS.items()]
    )
    when = forms.ChoiceField(label=_("When"), choices=WHEN, required=False)
    years = forms.IntegerField(label=_("Years after the signing"), required=False, min_value=1, max_value=50)
    date = PartialDateFormField(label=_("Date"), required=False, help_text=_("2030, 8/2027 or “by 2030”."))

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        when = value.get("when") or ""
        initial = {"kind": value.get("kind", "annual"), "when": when}
        if when.startswith("P"):
            digits = "".join(letter for letter in when if letter.isdigit())
            initial |= {"when": "after", "years": int(digits) if when.endswith("Y") else None}
        elif when and when not in dict(WHEN):
            initial |= {"when": "date", "date": PartialDate.of(when)}
        return initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == "after" and not data.get("years") and "years" not in self.errors:
            self.add_error("years", _("Write how many years after the signing."))
        if data.get("when") == "date" and not data.get("date") and "date" not in self.errors:
            self.add_error("date", _("No date entered yet."))
        return data

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        codes = {"after": f"P{data.get('years')}Y", "date": data["date"].code if data.get("date") else ""}
        return {"kind": data["kind"], "when": codes.get(data["when"], data["when"])}


class FieldForm(LineForm):
    name = forms.CharField(label=_("Name in the text"), max_length=300, required=False)
    field = forms.ChoiceField(label=_("Field in the list"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        self.known = {one.slug: one.name.best(language)[0] for one in fields()}
        listed = self.fields["field"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", _("Choose a field")), *self.known.items()]

    def value(self) -> dict[str, Any]:
        slug = self.cleaned_data["field"]
        return {"name": normalise_line(self.cleaned_data["name"]) or self.known[slug], "field": slug}


class CommitmentForm(LineForm):
    text = forms.CharField(label=_("Commitment"), widget=text_area(4), max_length=4000)
    type = forms.ChoiceField(label=_("Type"), choices=choices(CommitmentType))
    party = forms.ChoiceField(
        label=_("Who carries it out"), choices=[(key, _(words)) for key, words in BEARER_WORDS.items()]
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def clean_text(self) -> str:
        return normalise_input(self.cleaned_data["text"])


class PrevailingForm(LineForm):
    language = forms.ChoiceField(
        label=_("Which language prevails"),
        choices=[("", _("None: all authentic texts are equal")), *LANGUAGES],
        required=False,
    )


FORMS: dict[str, type[LineForm]] = {
    "title": TitleForm,
    "kind": KindForm,
    "party": PartyForm,
    "signatory": SignatoryForm,
    "signed_on": SignedOnForm,
    "place": PlaceForm,
    "term": PeriodForm,
    "focus": PeriodForm,
    "review": ReviewForm,
    "field": FieldForm,
    "commitment": CommitmentForm,
    "prevailing": PrevailingForm,
}
