"""Saving a form that two people may have open: the second sees what the first saved beside what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed, Refused
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.refusals import status, words

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody else saved meanwhile in one field, and what was typed here."""

    label: str
    saved: str
    typed: str


@dataclass(slots=True)
class Attempt:
    """What became of a save: `done`, or the form to show again, the code of the answer and the differences."""

    form: forms.Form
    done: bool = False
    code: int = 200
    differences: tuple[Difference, ...] = ()


def attempt(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[Any], object],
    *,
    fresh: Callable[[], Mapping[str, Any]],
    again: Callable[[Any], forms.Form],
) -> Attempt:
    """Save what was typed. `fresh` gives the form's initial values as they are now, `seen` among them, and `again`
    builds the form anew from data."""
    if not form.is_valid():
        return Attempt(form, code=422)
    try:
        save(form)
        return Attempt(form, done=True)
    except Changed as refused:
        now = fresh()
        data = request.POST.copy()
        data["seen"] = str(now.get("seen", ""))
        shown = again(data)
        shown.is_valid()
        shown.add_error(None, words(refused))
        return Attempt(shown, code=409, differences=_differences(form, now))
    except Refused as refused:
        form.add_error(None, words(refused))
        return Attempt(form, code=status(refused))


def tried(
    request: HttpRequest,
    build: Callable[[Any], forms.Form],
    save: Callable[[Any], object],
    *,
    fresh: Callable[[], Mapping[str, Any]] = dict,
) -> Attempt:
    """The form as it is before anybody typed; of a POST, what became of the save. `build` makes it from data, or from None."""
    if request.method != "POST":
        return Attempt(build(None))
    return attempt(request, build(request.POST), save, fresh=fresh, again=build)


def _differences(form: forms.Form, now: Mapping[str, Any]) -> tuple[Difference, ...]:
    found = []
    for name, field in form.fields.items():
        if name == "seen" or name not in now:
            continue
        # A form that reads two fields as one, an amount and its currency, keeps only what it made of them.
        given = form.cleaned_data[name] if name in form.cleaned_data else field.clean(form[name].data)
        saved, typed = said(now[name], field), said(given, field)
        if saved != typed:
            found.append(Difference(str(field.label), saved or "–", typed or "–"))
    return tuple(found)


def said(value: Any, field: forms.Field | None = None) -> str:
    """A value in words, to be compared by eye."""
    if value is None or value == "":
        return ""
    if isinstance(value, Trilingual | Mapping):
        words = Trilingual.of(value)
        return " · ".join(f"{code}: {words.get(code)}" for code in words.languages())
    if isinstance(value, PartialDate):
        return format_date(value, current_language(), "text")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(row) for row in value))
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        options = {str(key): str(shown) for key, shown in list(field.choices)}  # type: ignore[arg-type]
        return options.get(str(value), str(value))
    text = str(value)
    if len(text) <= LONGEST:
        return text
    count = ngettext("%(count)s letter", "%(count)s letters", len(text)) % {"count": len(text)}
    return f"{text[:LONGEST]}… ({count})"
