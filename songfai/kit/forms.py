"""Form fields: text in three languages, partial dates, numbers written in three ways."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from songfai.kit.controls import group_drawn, said_of, select_of
from songfai.kit.dates import PartialDate, parse_human
from songfai.kit.errors import Refused
from songfai.kit.escaping import written
from songfai.kit.formats import format_date, format_number
from songfai.kit.languages import LANGUAGES, NAMES, Trilingual
from songfai.kit.numbers import parse_number
from songfai.kit.refusals import words
from songfai.kit.text import normalise_input


def current_language() -> str:
    """The language of the page: lo, vi or en."""
    language = get_language() or "en"
    if language in LANGUAGES:  # asked a thousand times a page
        return language
    language = language.split("-")[0]
    return language if language in LANGUAGES else "en"


def said(refused: Refused) -> ValidationError:
    """A refusal as an error of a form, in the language of the page."""
    return ValidationError(words(refused), code=refused.code)


def language_order() -> tuple[str, ...]:
    """The page's own language first."""
    own = current_language()
    return (own, *(language for language in LANGUAGES if language != own))


class TrilingualWidget(forms.MultiWidget):
    """Three inputs, the page's language first; each carries its own `lang`, so that fonts, spelling and
    screen readers follow. Names are `title_lo`, `title_vi`, `title_en`."""

    template_name = "kit/widgets/trilingual.html"

    def __init__(self, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        self.rows = rows
        super().__init__({language: self._one(language) for language in LANGUAGES}, attrs)

    def _one(self, language: str) -> forms.Widget:
        attrs = {"lang": language, "autocomplete": "off"}
        if self.rows > 1:
            return forms.Textarea({**attrs, "rows": self.rows})
        return forms.TextInput(attrs)

    def decompress(self, value: Any) -> list[str]:
        text = (
            value
            if isinstance(value, Trilingual)
            else Trilingual.of(value if isinstance(value, dict) else None)
        )
        return [text.get(language) for language in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = dict(zip(LANGUAGES, context["widget"]["subwidgets"], strict=True))
        for language, part in parts.items():
            part["language"], part["language_name"] = language, NAMES[language]
            # Only together are they required: one language is enough.
            part["attrs"].pop("required", None)
            part["required"] = False
        context["widget"]["subwidgets"] = [parts[language] for language in language_order()]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{LANGUAGES.index(current_language())}" if id_ else id_


class TrilingualFormField(forms.MultiValueField):
    """Reads a `Trilingual`. `required` asks for at least one language; `rows` > 1 gives text areas."""

    default_error_messages = {
        "required": gettext_lazy("Not yet filled in: write it in at least one language."),
        "too_long": gettext_lazy("%(language)s: %(length)s letters, at most %(limit)s fit."),
    }

    def __init__(self, *, rows: int = 1, max_length: int | None = None, **kwargs: Any) -> None:
        self.max_length = max_length
        kwargs.setdefault("widget", TrilingualWidget(rows=rows))
        parts = tuple(forms.CharField(required=False, strip=False) for _language in LANGUAGES)
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Trilingual:
        typed = dict(zip(LANGUAGES, data_list or [""] * len(LANGUAGES), strict=True))
        return Trilingual(**{language: normalise_input(text or "") for language, text in typed.items()})

    def clean(self, value: Any) -> Trilingual:
        typed = self.compress(self.widget.decompress(value) if not isinstance(value, list) else value)
        if self.required and not typed:
            raise ValidationError(self.error_messages["required"], code="required")
        for language in typed.languages():
            length = len(typed.get(language))
            if self.max_length and length > self.max_length:
                params = {"language": NAMES[language], "length": length, "limit": self.max_length}
                raise ValidationError(self.error_messages["too_long"], code="too_long", params=params)
        return typed

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress(self.widget.decompress(initial)) != self.compress(data)


class PartialDateWidget(forms.TextInput):
    """Shows a date in words of the page's language, and what was typed when it could not be read."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        try:
            date = PartialDate.of(value)
        except Refused:
            return value
        return format_date(date, current_language(), "short") if date else None


class PartialDateFormField(forms.CharField):
    """Reads what officers type into a PartialDate, or None when it is empty and not required.

    `exact` asks for one full day, without "by" or "about".
    """

    widget = PartialDateWidget
    default_error_messages = {
        "required": gettext_lazy("No date entered yet."),
        "exact": gettext_lazy("The day, the month and the year are needed here: 05/03/2026."),
    }

    def __init__(self, *, exact: bool = False, **kwargs: Any) -> None:
        self.exact = exact
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        text = normalise_input(str(value))
        if not text:
            return None
        try:
            date = parse_human(text, current_language())
        except Refused as refused:
            raise said(refused) from None
        if self.exact and not date.is_complete:
            raise ValidationError(self.error_messages["exact"], code="exact")
        return date

    def run_validators(self, value: Any) -> None:
        """Those of CharField look at text; a PartialDate has checked itself."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return PartialDate.of(initial) != self.to_python(data)
        except (ValidationError, Refused):
            return True


class Listed(BaseChoiceIterator):
    """Choices that are pairs already. Django looks through any other list for groups and functions, each time it is set."""

    def __init__(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.pairs = list(pairs)

    def __deepcopy__(self, _memo: Any) -> "Listed":
        """Each form copies its fields, and Django the words of every choice with them; nobody changes these."""
        return self

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


class LongSelect(forms.Select):
    """A select with hundreds of options: what Django keeps of each of them costs more than the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = [str(one) for one in self.format_value(value)]
        given = self.build_attrs(self.attrs, attrs)
        given.setdefault("class", "form-select")
        return mark_safe(select_of(name, given, _options(self.choices, chosen)))


def _options(choices: Iterable[tuple[Any, Any]], chosen: list[str]) -> Iterator[str]:
    """`chosen` is emptied by the first option that it names."""
    for key, label in choices:
        value = key if type(key) is str else "" if key is None else str(key)
        if isinstance(label, list | tuple):
            yield group_drawn(value, "".join(_options(label, chosen)))
            continue
        selected = ""
        if value in chosen:
            chosen.clear()
            selected = " selected"
        words = written(label) if type(label) is str else said_of(label)
        yield f'<option value="{written(value)}"{selected}>{words}</option>'


class DecimalFormField(forms.CharField):
    """Reads a number as written in the page's language; asks when a mark could mean two things."""

    default_error_messages = {
        "required": gettext_lazy("No number entered yet."),
        "min_value": gettext_lazy("The number must be %(limit)s or more."),
        "max_value": gettext_lazy("The number must be %(limit)s or less."),
        "decimal_places": gettext_lazy("At most %(limit)s digits may follow the decimal mark."),
    }

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        decimal_places: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.min_value, self.max_value, self.decimal_places = min_value, max_value, decimal_places
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal | int):
            return None if value in self.empty_values else Decimal(value)
        text = normalise_input(str(value))
        if not text:
            return None
        try:
            return parse_number(text, current_language())
        except Refused as refused:
            raise said(refused) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            self._fail("min_value", self.min_value)
        if self.max_value is not None and value > self.max_value:
            self._fail("max_value", self.max_value)
        if self.decimal_places is not None and -value.normalize().as_tuple().exponent > self.decimal_places:
            self._fail("decimal_places", self.decimal_places)

    def _fail(self, code: str, limit: Any) -> None:
        params = {"limit": format_number(limit, current_language())}
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def run_validators(self, value: Any) -> None:
        """Those of CharField look at text."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal) and value.is_finite():
            value = value.normalize()  # 24.00 of a column is 24 for a person
        return format_number(value, current_language()) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (None if initial in self.empty_values else Decimal(initial)) != self.to_python(data)
        except (ValidationError, ArithmeticError):
            return True


class DayField(PartialDateFormField):
    """A whole day as a plain date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(exact=True, **kwargs)

    def clean(self, value: Any) -> Any:
        known = super().clean(value)
        return known.first_day() if known else None


class WholeField(DecimalFormField):
    """A whole number as an int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decimal_places=0, **kwargs)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else int(number)


class SeenForm(forms.Form):
    """Carries the revision of what it was filled from."""

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen_revision(self) -> int:
        """-1, which is none, when the form does not say."""
        typed = self.cleaned_data["seen"]
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NamedChoice(forms.ModelChoiceField):
    """A row called by its name in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        words = getattr(obj, "title", None) or obj.name
        return words.best(current_language())[0][:120]


class CountedForm(forms.Form):
    """A number may be an estimate, and says how it was counted."""

    is_estimate = forms.BooleanField(
        label=gettext_lazy("This is an estimate"),
        required=False,
        help_text=gettext_lazy("Estimates stand apart from measured figures and are never added to them."),
    )
    definition = TrilingualFormField(
        label=gettext_lazy("How it is counted"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What is in it and what is not, and up to which day, if that is not plain."),
    )
