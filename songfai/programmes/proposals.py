"""What the reader found becomes lines to confirm: values per slot, sides as letters, institutions matched by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from songfai.kit.text import fold

CLOSE, MARGIN = 0.8, 0.05


@dataclass(frozen=True, slots=True)
class Proposed:
    slot: str
    value: dict[str, Any]
    start: int | None
    end: int | None
    confidence: str


def match(name: str, known: Mapping[Any, Iterable[str]]) -> tuple[Any, bool]:
    """(key of the known thing of this name, whether letter by letter); (None, False) when none or two are close."""
    wanted = fold(name)
    scores: list[tuple[float, Any]] = []
    for key, names in known.items():
        folded = {fold(other) for other in names if other}
        if wanted in folded:
            return key, True
        scores.append((max((SequenceMatcher(None, wanted, o).ratio() for o in folded), default=0.0), key))
    scores.sort(key=lambda pair: -pair[0])
    if not scores or scores[0][0] < CLOSE:
        return None, False
    if len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN:
        return None, False
    return scores[0][1], False


def of_draft(
    draft: Mapping[str, Any], institutions: Mapping[int, Iterable[str]], fields: Mapping[str, Iterable[str]]
) -> list[Proposed]:
    """Lines in the order of the text. `draft` is the reader's JSON; both mappings go from a key to its names."""
    language = draft["language"]
    parties = draft.get("parties") or []
    letters = {fold(party["name"]): party["role"] for party in parties if party.get("role") in ("a", "b")}

    def letter(name: str | None) -> str:
        return letters.get(fold(name or ""), "")

    found: list[Proposed] = []

    def add(slot: str, item: Mapping[str, Any], value: dict[str, Any], confidence: str = "") -> None:
        start, end = item["span"]
        found.append(Proposed(slot, value, start, end, confidence or item["confidence"]))

    singles = {
        "title": lambda item: {"text": item["value"], "language": language},
        "kind": lambda item: {"kind": item["value"]},
        "signed_on": lambda item: {"date": item["value"]},
        "place": lambda item: {"name": item["value"]},
    }
    for slot, value_of in singles.items():
        if item := draft.get(slot):
            add(slot, item, value_of(item))
    for item in _periods(draft):
        slot = "focus" if item.get("label") == "focus" else "term"
        add(slot, item, {"start": item["start"], "end": item["end"]})
    for item in parties:
        institution, exact = match(item["name"], institutions)
        less = "likely" if institution and not exact and item["confidence"] == "sure" else ""
        role = item["role"] if item.get("role") in ("a", "b") else ""
        add("party", item, {"name": item["name"], "role": role, "institution": institution}, less)
    for item in draft.get("signatories") or []:
        value = {"name": item["name"], "title": item.get("title") or "", "party": letter(item.get("party"))}
        add("signatory", item, value)
    for item in draft.get("reviews") or []:
        add("review", item, {"kind": item["kind"], "when": item.get("when") or ""})
    for item in draft.get("fields") or []:
        add("field", item, {"name": item["name"], "field": match(item["name"], fields)[0]})
    for item in draft.get("commitments") or []:
        bearer = letter(item.get("party")) or "both"
        value = {"text": item["text"], "type": item["type"], "party": bearer, "language": language}
        add("commitment", item, value)
    return sorted(found, key=lambda line: (line.start or 0, line.end or 0))


def _periods(draft: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """One term and at most one focus period."""
    periods = draft.get("periods") or ([{**draft["period"], "label": "term"}] if draft.get("period") else [])
    kept: dict[str, Mapping[str, Any]] = {}
    for period in periods:
        kept.setdefault("focus" if period.get("label") == "focus" else "term", period)
    return list(kept.values())
