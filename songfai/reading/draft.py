"""What the reader proposes. Spans are character offsets into the text as given."""

from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
Confidence = Literal["sure", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Value:
    value: str
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "span": list(self.span), "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class SignedOn:
    """`value` is "2024-08-01", "2024-08", "2024"; "--08-01" or "--08" where the text names no year."""

    value: str
    precision: Literal["day", "month", "year"]
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "precision": self.precision,
            "span": list(self.span),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Period:
    """From and to as partial dates: "2024", "2024-03" or "2024-08-01"."""

    start: str
    end: str
    label: Literal["term", "focus"]
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "label": self.label,
            "span": list(self.span),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Party:
    """`role` is "a" for the side named first, "b" for the second, then "c", "d" ..."""

    name: str
    role: str
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "role": self.role, "span": list(self.span), "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    title: str | None
    party: str | None
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "party": self.party,
            "span": list(self.span),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Review:
    """`when`: "every_year", "every_quarter", "every_6_months", "P3Y", "2030", "../2030", "2027-08" or None."""

    kind: str
    when: str | None
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "when": self.when, "span": list(self.span), "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "span": list(self.span), "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Commitment:
    """`party` is the name of the side that answers for it, or "both"."""

    text: str
    type: str
    party: str
    span: Span
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "type": self.type,
            "party": self.party,
            "span": list(self.span),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Draft:
    language: str
    kind: Value | None = None
    title: Value | None = None
    signed_on: SignedOn | None = None
    place: Value | None = None
    periods: list[Period] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    @property
    def period(self) -> Period | None:
        """The term of the programme, never its focus period."""
        return next((period for period in self.periods if period.label == "term"), None)

    def as_json(self) -> dict[str, Any]:
        def one(value: Any) -> Any:
            return value.as_json() if value is not None else None

        return {
            "language": self.language,
            "kind": one(self.kind),
            "title": one(self.title),
            "signed_on": one(self.signed_on),
            "place": one(self.place),
            "period": one(self.period),
            "periods": [one(value) for value in self.periods],
            "parties": [one(value) for value in self.parties],
            "signatories": [one(value) for value in self.signatories],
            "reviews": [one(value) for value in self.reviews],
            "fields": [one(value) for value in self.fields],
            "commitments": [one(value) for value in self.commitments],
            "unread": [list(span) for span in self.unread],
        }
