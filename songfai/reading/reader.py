"""A signed text, or a report of a signing, becomes a draft programme."""

from .commitments import commitments_of
from .dates import place_of, signed_on
from .draft import Draft, Period, SignedOn, Span
from .fields import fields_of
from .fold import fold
from .kinds import kind_of, title_of
from .lexicon import language_of, lexicon
from .parties import sides_of
from .rhythm import reviews_of
from .segment import sentences_of
from .sides import as_parties
from .signatures import signatories_of
from .structure import Document, document_of
from .term import periods_of

LANGUAGES = ("lo", "vi", "en")


def read(text: str, *, language: str | None = None) -> Draft:
    """Read `text` in Lao, Vietnamese or English; the language is told from the letters unless given."""
    folded = fold(text)
    code = language if language in LANGUAGES else language_of(folded.low)
    document = document_of(text, folded, lexicon(code))
    sides = sides_of(document)
    signed = signed_on(document)
    periods = periods_of(document, signed)
    draft = Draft(
        language=code,
        kind=kind_of(document),
        title=title_of(document),
        signed_on=signed,
        place=place_of(document),
        periods=periods,
        parties=as_parties(document, sides),
        signatories=signatories_of(document, sides),
        reviews=reviews_of(document),
        fields=fields_of(document),
        commitments=commitments_of(document, sides, _first_year(periods, signed)),
    )
    draft.unread.extend(_unread(document, draft))
    return draft


def _first_year(periods: list[Period], signed: SignedOn | None) -> int:
    """The year the programme begins in, as far as the text tells; else 0."""
    starts = [period.start[:4] for period in periods if period.label == "term"]
    starts += [signed.value[:4]] if signed and signed.value[:4].isdigit() else []
    return int(starts[0]) if starts else 0


def _spans(draft: Draft) -> list[Span]:
    single = [draft.kind, draft.title, draft.signed_on, draft.place]
    lists = (draft.periods, draft.parties, draft.signatories, draft.reviews, draft.fields, draft.commitments)
    return sorted(
        [value.span for value in single if value] + [value.span for values in lists for value in values]
    )


def _unread(document: Document, draft: Draft) -> list[Span]:
    """Sentences in which nothing was recognised; only lines without a word are left out."""
    spans, found, at = _spans(draft), [], 0
    reach = 0
    for block in document.blocks:
        if block.role == "separator":
            continue
        for sentence in sentences_of(document.folded, block.start, block.end):
            start, end = document.folded.span(*sentence)
            while at < len(spans) and spans[at][0] < end:
                reach = max(reach, spans[at][1])
                at += 1
            if reach <= start and end > start:
                found.append((start, end))
    return found
