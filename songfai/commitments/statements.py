"""What a side says of a commitment, as one statement in its own log: its words, its remark, the indicators it proposes, those
of the other side it agrees to, what it measured. Who said it stays at home.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from songfai.commitments.models import Indicator, Measurement, Target
from songfai.commitments.queries import remark_of, statements_holding
from songfai.commitments.states import Better
from songfai.files.terms import as_attachment
from songfai.parties.models import Seat
from songfai.plans.terms import written
from songfai.programmes.models import Commitment
from songfai.programmes.terms import commitment_id
from songfai.record import actions as record
from songfai.record import canonical, entries
from songfai.record.canonical import filled

KIND = "commitment"
REMARK = ("resources", "difficulties", "recommendations")


def thread_name(commitment: Commitment) -> str:
    return f"commitment/{commitment_id(commitment.number)}"


def indicator_terms(indicator: Indicator) -> dict[str, Any]:
    """What is agreed to, as a document says it back: it never changes once it was proposed."""
    terms = filled(
        {
            "id": indicator.key.hex,
            "text": indicator.text.as_dict(),
            "unit": indicator.unit.as_dict(),
            "baseline": written(indicator.baseline) if indicator.baseline is not None else None,
            "target": written(indicator.target),
            "by": indicator.by_when.code if indicator.by_when else None,
            "years": [
                {"id": f"y{year}", "target": written(Decimal(value))}
                for year, value in sorted(indicator.yearly.items())
            ],
            "baseline_on": indicator.baseline_on.code if indicator.baseline_on else None,
            # More is what an indicator wants unless it says otherwise.
            "better": indicator.better if indicator.better == Better.LESS else None,
            "source": indicator.source.as_dict(),
            "split": indicator.split.as_dict(),
        }
    )
    said: dict[str, Any] = canonical.read_back(canonical.written(terms))
    return said


def indicator_hash(indicator: Indicator) -> str:
    return _hash(indicator_terms(indicator))


def target_terms(target: Target) -> dict[str, Any]:
    """Another target, as a document says it; it never changes once it was proposed."""
    terms = filled(
        {
            "id": target.key.hex,
            "indicator": target.indicator.key.hex,
            "year": target.year,
            "value": written(target.value),
            "reason": target.reason.as_dict(),
        }
    )
    said: dict[str, Any] = canonical.read_back(canonical.written(terms))
    return said


def target_hash(target: Target) -> str:
    return _hash(target_terms(target))


def _hash(terms: dict[str, Any]) -> str:
    text = json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def numbered(indicators: Iterable[Indicator], position: int) -> list[tuple[str, Measurement]]:
    """The figures one side entered, each with the name by which both logs call it: the indicator and a number."""
    return [
        (f"{indicator.key.hex}-{number:03d}", one)
        for indicator in indicators
        for number, one in enumerate(
            indicator.measurements.filter(side=position).select_related("evidence").order_by("said_at", "id"),
            1,
        )
    ]


def commitment_terms(commitment: Commitment, position: int) -> dict[str, Any]:
    remark = remark_of(commitment, position)
    indicators = list(commitment.indicators.order_by("proposed_at", "id"))
    agreed = [one for one in indicators if one.side != position and one.agreed_at is not None]
    targets = list(
        Target.objects.filter(indicator__in=indicators)
        .select_related("indicator")
        .order_by("proposed_at", "id")
    )
    theirs = [one for one in targets if one.side != position and one.agreed_at is not None]
    return filled(
        {
            "commitment": commitment_id(commitment.number),
            "words": [
                filled({"id": one.word, "year": one.year, "reason": one.reason.as_dict()})
                for one in statements_holding(commitment).filter(side=position)
            ],
            "remark": filled({name: getattr(remark, name).as_dict() for name in REMARK}) if remark else None,
            "indicators": [
                indicator_terms(one)
                | {"at": entries.as_text(one.proposed_at)}
                | ({"withdrawn": True} if one.withdrawn_at else {})
                for one in indicators
                if one.side == position
            ],
            "agreed": [{"id": one.key.hex, "sha256": indicator_hash(one)} for one in agreed],
            "targets": [
                target_terms(one)
                | {"at": entries.as_text(one.proposed_at)}
                | ({"withdrawn": True} if one.withdrawn_at else {})
                for one in targets
                if one.side == position
            ],
            "agreed_targets": [{"id": one.key.hex, "sha256": target_hash(one)} for one in theirs],
            "measured": [_measured(name, one) for name, one in numbered(indicators, position)],
            "confirmed": [
                {"id": name}
                for name, one in numbered(indicators, 3 - position)
                if one.confirmed_at is not None
            ],
        }
    )


def _crossing(commitment: Commitment, position: int) -> list[tuple[str, Measurement]]:
    """The side's figures whose evidence goes to the other side's server."""
    crossing = Measurement.objects.filter(side=position, crosses=True)
    indicators = commitment.indicators.filter(pk__in=crossing.values("indicator"))
    return [(name, one) for name, one in numbered(indicators, position) if one.crosses]


def _measured(name: str, one: Measurement) -> dict[str, Any]:
    return filled(
        {
            "id": name,
            "value": written(one.value),
            "on": one.on.isoformat(),
            "source": one.source,
            "estimate": one.is_estimate or None,
            # A part the side has no number for keeps its place.
            "parts": [{"id": f"p{at:02d}", "value": part} for at, part in enumerate(one.parts, 1) if part],
            "sha256": one.evidence.sha256 if one.evidence and one.crosses else None,
        }
    )


def say_commitment(commitment: Commitment, position: int, by: Seat, at: datetime) -> None:
    """Called at the end of every action by which a side says something of a commitment."""
    register = commitment.programme.register
    assert register is not None  # nothing is said of it before the programme is in force
    record.state(
        register=register,
        position=position,
        kind=KIND,
        name=thread_name(commitment),
        title=commitment.text,
        terms=commitment_terms(commitment, position),
        attachments=[
            as_attachment(name, one.evidence)
            for name, one in _crossing(commitment, position)
            if one.evidence is not None
        ],
        by=by,
        at=at,
    )
