"""What the record's own templates ask: `{% load record %}{% sheet document as sheet %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from songfai.kit.errors import N_
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.refusals import words
from songfai.people.consent import COMMAND, PASSKEY, PASSWORD
from songfai.record import queries
from songfai.record.differences import FieldChange, Mark
from songfai.record.models import Document
from songfai.record.states import Stage

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet(context: template.Context, document: Document) -> queries.Sheet:
    """Where the document stands and what the person on this page may answer."""
    request = context.get("request")
    return queries.sheet(document, getattr(request, "seat", None), get_language() or "en")


@register.simple_tag
def hindrance(sheet: queries.Sheet) -> str:
    """`{% hindrance sheet as why %}`: why nothing can be answered now, in the reader's language, or ""."""
    if sheet.own is None or sheet.standing.stage != Stage.OFFERED:
        return ""
    refused = queries.hindrance(sheet.document.register, sheet.own.position)
    return words(refused) if refused else ""


@register.filter
def called_on(side: Any, day: date | datetime | None) -> Trilingual:
    """`{% side own name=own|called_on:event.at %}`: the body that bore the side on the day of what is told."""
    return side.name_on(day)


@register.filter
def said(event: queries.Event) -> str:
    """`{{ event|said }}`: what kind of line it is, in the page's language."""
    return gettext(event.words)


METHODS = {
    PASSKEY: N_("with a passkey"),
    PASSWORD: N_("with the password"),
    COMMAND: N_("by a command on the server"),
}


@register.filter
def how(event: queries.Event) -> str:
    """`{{ event|how }}`: how the person proved that they were there, or ""."""
    return gettext(METHODS[event.method]) if event.method in METHODS else ""


@register.simple_tag(takes_context=True)
def checked(context: template.Context, sha256: str, draft: str = "") -> queries.Checked | None:
    """`{% checked sha256 draft as checked %}`: who of one's own side has checked a text, and whether this person wrote in it,
    where the side wants two persons."""
    return queries.checked(sha256, getattr(context.get("request"), "seat", None), draft)


@register.simple_tag
def words_in(sha256: str) -> dict[str, list[str]]:
    """`{% words_in sha256 as said %}`: the six words of a hash, in the page's language and in the other two."""
    own = get_language() or "en"
    return {one: queries.words_of(sha256, one) for one in dict.fromkeys([own, *LANGUAGES])}


@register.filter
def first_words(said: dict[str, list[str]]) -> str:
    """`{{ said|first_words }}`: the words in the page's own language, on one line."""
    return " · ".join(next(iter(said.values()), []))


@register.filter
def read_in(fields: tuple[FieldChange, ...], side: str) -> list[tuple[FieldChange, tuple[Mark, ...]]]:
    """`{% for field, marks in change.fields|read_in:"old" %}`: the fields a version has, with their marks.

    A text that is the same in both is read in the page's language only; what differs, in every language.
    """
    shown = []
    for field in fields:
        value, marks = (field.old, field.old_marks) if side == "old" else (field.new, field.new_marks)
        if value is None or (field.same and field.language not in ("", get_language())):
            continue
        shown.append((field, marks))
    return shown
