"""Indicators as a review keeps them: what both sides agreed to measure, the targets, every figure up to the cut-off.

Shape of "indicators" of a commitment, frozen in `Review.facts` and signed with the minutes; empty values are left out:
    [{"id": "i01-" + key in hex, "text": {..}, "unit": {..}, "better": "more" | "less",
      "target": "60", "by": "2028", "baseline": "12", "baseline_on": "2023", "source": {..},
      "targets": [{"id": "t01", "year": 2025, "value": "20", "reason": {..}, "since": "2025-02-01"}],
      "figures": [{"id": "m001", "side": 1, "value": "25", "on": "2025-11-30", "estimate": True,
                   "confirmed": "2025-12-04", "source": "as its side wrote it",
                   "parts": [{"id": "p01", "dimension": {..}, "part": {..}, "value": "10"}]}]}]
"target" is the one first agreed; "targets" are those agreed later, of the whole or of a year, the oldest first.
An indicator or a target agreed after the cut-off does not count: nobody moves it once the year is over. A figure counts for
the day it was measured on, as an activity does for its own days, however late it is entered; it stands as confirmed when the
other side had confirmed it by the cut-off (docs/adr/0141).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from songfai.commitments.models import Indicator, Measurement
from songfai.commitments.queries import agreed_indicators
from songfai.commitments.states import Better
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.languages import LANGUAGES
from songfai.plans.terms import written
from songfai.programmes.models import Commitment
from songfai.record.canonical import filled

# What reads each member of a row.
Form = Mapping[str, Callable[[Any], Any]]


def indicators_until(
    commitments: Sequence[Commitment], last_year: int, cut_off: date
) -> dict[int, list[dict[str, Any]]]:
    """By the row of the commitment, for the years up to `last_year`; three queries for any number of commitments."""
    until = min(cut_off, date(last_year, 12, 31))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in agreed_indicators(commitments, cut_off):
        own = found[row.commitment_id]
        own.append(_indicator(row, f"i{len(own) + 1:02d}-{row.key.hex}", until, cut_off))
    return found


def _indicator(row: Indicator, name: str, until: date, cut_off: date) -> dict[str, Any]:
    targets = [
        (one, timezone.localdate(one.agreed_at)) for one in row.agreed_targets if one.agreed_at is not None
    ]
    figures = sorted(
        (one for one in row.measurements.all() if one.on <= until), key=lambda one: (one.on, one.pk)
    )
    return filled(
        {
            "id": name,
            "text": row.text.as_dict(),
            "unit": row.unit.as_dict(),
            "better": row.better,
            "target": written(row.target),
            "by": row.by_when.code if row.by_when else None,
            "baseline": written(row.baseline) if row.baseline is not None else None,
            "baseline_on": row.baseline_on.code if row.baseline_on else None,
            "source": row.source.as_dict(),
            "targets": [
                filled(
                    {
                        "id": f"t{number:02d}",
                        "year": one.year,
                        "value": written(one.value),
                        "reason": one.reason.as_dict(),
                        "since": since.isoformat(),
                    }
                )
                for number, (one, since) in enumerate(targets, 1)
                if since <= cut_off
            ],
            "figures": [
                _figure(row, one, f"m{number:03d}", cut_off) for number, one in enumerate(figures, 1)
            ],
        }
    )


def _figure(row: Indicator, one: Measurement, name: str, cut_off: date) -> dict[str, Any]:
    one.indicator = row  # what its parts are read by, without a query for each figure
    parts = [
        (dimension, part, value)
        for dimension, parts in one.shown_parts
        for part, value in parts
        if value is not None
    ]
    confirmed = timezone.localdate(one.confirmed_at) if one.confirmed_at else None
    return filled(
        {
            "id": name,
            "side": one.side,
            "value": written(one.value),
            "on": one.on.isoformat(),
            "estimate": one.is_estimate or None,
            "confirmed": confirmed.isoformat() if confirmed is not None and confirmed <= cut_off else None,
            "source": one.source,
            "parts": [
                filled(
                    {
                        "id": f"p{number:02d}",
                        "dimension": dimension.as_dict(),
                        "part": part.as_dict(),
                        "value": written(value),
                    }
                )
                for number, (dimension, part, value) in enumerate(parts, 1)
            ],
        }
    )


# ---- Taken in from signed minutes ---------------------------------------------------------------------------


def indicators_taken(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The indicators of a commitment as minutes that the other side has signed keep them, member by member.

    LookupError, TypeError, ValueError or ArithmeticError for what is not of the form above: it would be met only by those who
    read a report. What this version does not know stays in the document.
    """
    return [_taken(row, INDICATOR, ("text", "unit", "better", "target")) for row in rows]


def _taken(row: dict[str, Any], form: Form, needs: Sequence[str]) -> dict[str, Any]:
    if missing := [name for name in ("id", *needs) if name not in row]:
        raise KeyError(*missing)
    return {name: read(row[name]) for name, read in form.items() if name in row}


def _words(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {language: str(value[language]) for language in LANGUAGES if language in value}


def _number(value: Any) -> str:
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= 10**15 or written(number) != value:
        raise ValueError(value)
    return written(number)


def _day(value: Any) -> str:
    return date.fromisoformat(value).isoformat()


def _when(value: Any) -> str:
    try:
        return PartialDate.parse_code(value).code
    except Refused as refused:
        raise ValueError(value) from refused


def _name(value: Any) -> str:
    """Number and key of an indicator: rows behind its figures are looked for by the key."""
    number, key = value.split("-")
    return f"{number}-{UUID(hex=key).hex}"


def _side(value: Any) -> int:
    if value not in (1, 2):
        raise ValueError(value)
    return int(value)


PART: Form = {"id": str, "dimension": _words, "part": _words, "value": _number}
FIGURE: Form = {
    "id": str, "side": _side, "value": _number, "on": _day, "estimate": bool, "confirmed": _day, "source": str,
    "parts": lambda rows: [_taken(row, PART, ("part", "value")) for row in rows],
}  # fmt: skip
TARGET: Form = {"id": str, "year": int, "value": _number, "reason": _words, "since": _day}
INDICATOR: Form = {
    "id": _name, "text": _words, "unit": _words, "better": lambda value: str(Better(value)), "target": _number, "by": _when,
    "baseline": _number, "baseline_on": _when, "source": _words,
    "targets": lambda rows: [_taken(row, TARGET, ("value", "since")) for row in rows],
    "figures": lambda rows: [_taken(row, FIGURE, ("side", "value", "on")) for row in rows],
}  # fmt: skip
