"""A line of a reading in words of the page's language. The source's own words stay in the source's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from songfai.kit.dates import PartialDate, Relative
from songfai.kit.errors import Refused
from songfai.kit.formats import format_date, format_relative, format_term
from songfai.kit.languages import Trilingual
from songfai.programmes import rules
from songfai.programmes.models import ReadingLine
from songfai.programmes.slots import (
    BEARER_WORDS,
    PARTY_WORDS,
    REVIEW_WORDS,
    SIGNATORY_WORDS,
    SLOTS,
    WHEN_WORDS,
)
from songfai.programmes.states import CommitmentType, Kind


@dataclass(frozen=True, slots=True)
class Context:
    """What the wording of one line needs from the others."""

    language: str
    source: str
    institutions: Mapping[int, Trilingual]
    fields: Mapping[str, Trilingual]
    term: Mapping[str, Any]
    signed_on: str


@dataclass(frozen=True, slots=True)
class Words:
    """`label` names the line, `text` is its value in `lang` ("" is the page's language), `why` what to know of it."""

    label: str
    text: str
    lang: str = ""
    why: str = ""
    side: str = ""


def words_of(line: ReadingLine, number: int, context: Context) -> Words:
    """`number` counts commitments."""
    value = line.value
    return _WORDINGS[line.slot](value, number, context)


def _title(value: Mapping[str, Any], number: int, context: Context) -> Words:
    return Words(_(SLOTS["title"].words), value["text"], value.get("language") or context.source)


def _kind(value: Mapping[str, Any], number: int, context: Context) -> Words:
    return Words(_(SLOTS["kind"].words), _(Kind(value["kind"]).words))


def _party(value: Mapping[str, Any], number: int, context: Context) -> Words:
    role = value.get("role") or ""
    tied = context.institutions.get(value.get("institution") or 0)
    if tied:
        why = _("In your list: %(name)s.") % {"name": tied.best(context.language)[0]}
    elif value.get("new"):
        name = Trilingual.of(value["new"]["name"]).best(context.language)[0]
        why = _("New institution, entered with the programme: %(name)s.") % {"name": name}
    else:
        why = _("Not yet tied to an institution: correct the line and choose one.")
    return Words(_(PARTY_WORDS[role]), value["name"], context.source, why, role)


def _signatory(value: Mapping[str, Any], number: int, context: Context) -> Words:
    text = ", ".join(part for part in (value["name"], value.get("title")) if part)
    return Words(_(SIGNATORY_WORDS[value.get("party") or ""]), text, context.source)


def _signed_on(value: Mapping[str, Any], number: int, context: Context) -> Words:
    why = ""
    date = PartialDate.of(value["date"])
    if date is not None and date.year is None:
        why = _("The text names no year.")
        if begins := _year(context.term.get("start")):
            why += " " + _("The term begins in %(year)s.") % {"year": begins}
    return Words(_(SLOTS["signed_on"].words), format_date(date, context.language, "text"), why=why)


def _year(code: str | None) -> int | None:
    date = PartialDate.of(code)
    return date.year if date else None


def _place(value: Mapping[str, Any], number: int, context: Context) -> Words:
    return Words(_(SLOTS["place"].words), value["name"], context.source)


def _period(slot: str) -> Any:
    def words(value: Mapping[str, Any], number: int, context: Context) -> Words:
        start, end = PartialDate.of(value.get("start")), PartialDate.of(value.get("end"))
        if start and end and start.precision == end.precision == "year":
            why = _("Day and month are not in the text: kept as years.")
            text = format_term(start, end, context.language)
        else:
            why = ""
            shown = [format_date(edge, context.language, "text") or "…" for edge in (start, end)]
            text = _("%(start)s to %(end)s") % {"start": shown[0], "end": shown[1]}
        return Words(_(SLOTS[slot].words), text, why=why)

    return words


def when_words(when: str, language: str) -> str:
    if not when:
        return _("no date in the text")
    if when in WHEN_WORDS:
        return _(WHEN_WORDS[when])
    try:
        if when.startswith("P"):
            return format_relative(Relative.parse_code(when), language)
        return format_date(PartialDate.parse_code(when), language, "text")
    except Refused:
        return when


def _review(value: Mapping[str, Any], number: int, context: Context) -> Words:
    return Words(
        _(REVIEW_WORDS[value["kind"]]),
        when_words(value.get("when") or "", context.language),
        why=_due(value, context),
    )


def _due(value: Mapping[str, Any], context: Context) -> str:
    """What the line will owe, when the term is known."""
    try:
        start, end = PartialDate.of(context.term.get("start")), PartialDate.of(context.term.get("end"))
        if start is None or end is None:
            return ""
        owed = rules.owed_for(value, start, end, PartialDate.of(context.signed_on))
    except Refused:
        return ""
    if not owed:
        return ""
    shown = format_date(owed[0].due_as_written or owed[0].due, context.language, "text")
    if len(owed) == 1:
        return _("Due: %(date)s.") % {"date": shown} + " " + _(owed[0].basis)
    return _("First due: %(date)s.") % {"date": shown} + " " + _(owed[0].basis)


def _field(value: Mapping[str, Any], number: int, context: Context) -> Words:
    tied = context.fields.get(value.get("field") or "")
    if tied:
        why = _("In the list: %(name)s.") % {"name": tied.best(context.language)[0]}
    else:
        why = _("Not in the list of fields: correct the line and choose one.")
    return Words(_(SLOTS["field"].words), value["name"], context.source, why)


def _commitment(value: Mapping[str, Any], number: int, context: Context) -> Words:
    label = _("Commitment %(number)s · %(type)s · %(bearer)s") % {
        "number": number,
        "type": _(CommitmentType(value["type"]).words),
        "bearer": _(BEARER_WORDS[value.get("party") or "both"]),
    }
    return Words(label, value["text"], value.get("language") or context.source)


LANGUAGE_WORDS = {"lo": "Lao", "vi": "Vietnamese", "en": "English"}


def _prevailing(value: Mapping[str, Any], number: int, context: Context) -> Words:
    code = value.get("language") or ""
    text = _(LANGUAGE_WORDS[code]) if code else _("None: all authentic texts are equal")
    return Words(_(SLOTS["prevailing"].words), text)


_WORDINGS = {
    "title": _title,
    "kind": _kind,
    "party": _party,
    "signatory": _signatory,
    "signed_on": _signed_on,
    "place": _place,
    "term": _period("term"),
    "focus": _period("focus"),
    "review": _review,
    "field": _field,
    "commitment": _commitment,
    "prevailing": _prevailing,
}
