"""What the record's own templates ask: `{% load record %}{% sheet document as sheet %}`."""

from django import template
from django.utils.translation import get_language, gettext

from songfai.record import queries
from songfai.record.differences import FieldChange, Mark
from songfai.record.models import Document

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet(context: template.Context, document: Document) -> queries.Sheet:
    """Where the document stands and what the person on this page may answer."""
    request = context.get("request")
    return queries.sheet(document, getattr(request, "seat", None), get_language() or "en")


@register.filter
def said(event: queries.Event) -> str:
    """`{{ event|said }}`: what kind of line it is, in the page's language."""
    return gettext(event.words)


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
