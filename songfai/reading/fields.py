"""Fields of cooperation named in a list."""

import re

from .draft import Field
from .structure import Document


def fields_of(document: Document) -> list[Field]:
    found: list[Field] = []
    for block in document.blocks:
        if block.role in ("ground", "source", "caption", "recipients", "signature"):
            continue
        for pattern in document.lexicon.patterns("FIELDS"):
            for match in pattern.finditer(document.folded.low, block.start, block.end):
                found += _split(document, *match.span("list"))
    first = {field.name.lower(): field for field in reversed(found)}
    return sorted(first.values(), key=lambda field: field.span)[:16]


def _split(document: Document, start: int, end: int) -> list[Field]:
    low, at = document.folded.low, start
    fields: list[Field] = []
    cuts = [match.span() for match in document.lexicon.pattern("FIELD_SPLIT").finditer(low, start, end)]
    for first, last in [*cuts, (end, end)]:
        name = document.said(at, first).strip(" .,;:-…")
        if 2 < len(name) <= 70 and re.search(r"[^\W\d_]", name):
            fields.append(
                Field(name, document.folded.span(at, first), "likely" if len(cuts) > 0 else "guess")
            )
        at = last
    return fields if len(fields) <= 12 else []
