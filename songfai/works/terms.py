"""A recognised work as one side states it to the other (record-formats, kind `work`).

Nothing confidential is in it, no file, no name of an author, and nothing of who decided: what crosses is what a solution is,
of which unit, since when, and by which decision it was recognised.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.utils import timezone

from songfai.kit.languages import language_of_country
from songfai.record.canonical import filled
from songfai.works.models import Benefit, Submission, Work
from songfai.works.states import RECOGNITION, PartKind, Stage

KIND = "work"
WITHDRAWN: dict[str, Any] = {"withdrawn": True}


def work_name(work: Work) -> str:
    """Its thread within the side."""
    return f"{KIND}/{work.key.hex}"


def work_terms(work: Work) -> dict[str, Any]:
    """Reads parts, benefits with what they said before, fields, submissions, unit, institution and past of the work, as they
    were fetched."""
    said = _recognised_before(work) if work.stage == Stage.PAST else _recognised_here(work)
    parts = _parts(work)
    terms: dict[str, Any] = {
        "type": work.type,
        "fields": [{"id": one.slug, "name": one.name.as_dict()} for one in work.fields.all()],
        "first_applied": work.first_applied.code if work.first_applied else "",
        "body": work.institution.name.as_dict(),
        "parts": [{"id": kind, "text": text} for kind, text in parts.items()],
        "benefits": _benefits(work),
        **said,
    }
    return filled(terms)


def seen_of(works: Iterable[Work]) -> str:
    """How many works, and a mark of all that is told of them: what somebody has looked at before it is released."""
    told = sorted((work.key.hex, work.title.as_dict(), work_terms(work)) for work in works)
    said = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return f"{len(told)}:{sha256(said.encode()).hexdigest()}"


def _recognised_here(work: Work) -> dict[str, Any]:
    submission = _recognition_of(work)
    assert submission.decided_on is not None  # constraint recognised_by_a_decision
    return {
        "unit": work.unit.name.as_dict() if work.unit else {},
        "filed_on": submission.filed_on.isoformat(),
        "novelty_on": submission.filed["novelty"],
        "decision": {"number": submission.decision, "on": submission.decided_on.isoformat()},
        "level": work.level,
    }


def _recognised_before(work: Work) -> dict[str, Any]:
    """By the paper: it was never filed here."""
    past = work.past
    decided = {"number": past.decision, "on": past.decided_on.code if past.decided_on else ""}
    unit = work.unit.name.as_dict() if work.unit else {}
    return {
        "unit": unit
        or ({language_of_country(work.institution.country): past.unit_then} if past.unit_then else {}),
        "novelty_on": past.day.isoformat(),
        "decision": filled(decided),
        "level": past.level,
    }


def _recognition_of(work: Work) -> Submission:
    return next(one for one in work.submissions.all() if not one.above and one.stage in RECOGNITION)


def _secret(work: Work) -> set[str]:
    """What was confidential when it was handed in, or is now."""
    now = {part.kind for part in work.parts.all() if part.confidential}
    return now if work.stage == Stage.PAST else now | set(_recognition_of(work).filed.get("confidential", ()))


def _parts(work: Work) -> dict[str, dict[str, str]]:
    """The description as it was handed in, in every language, without its confidential parts."""
    secret = _secret(work)
    if work.stage == Stage.PAST:
        written = {part.kind: part.text.as_dict() for part in work.parts.all()}
    else:
        written = _recognition_of(work).filed.get("parts", {})
    found = {
        kind: {language: text for language, text in (written.get(kind) or {}).items() if text}
        for kind in PartKind
        if kind not in secret
    }
    return {str(kind): text for kind, text in found.items() if text}


def _benefits(work: Work) -> list[dict[str, Any]]:
    """Year by year, measured and estimated apart; none of it where the part on the benefit is confidential."""
    if PartKind.BENEFIT in _secret(work):
        return []
    rows = sorted(work.benefits.all(), key=lambda one: (one.year, one.pk))
    return [
        {
            "id": f"b{number:03d}",
            "year": one.year,
            "kind": one.kind,
            "confirmed": one.confirmed_at is not None,
            **({"money": {"minor": one.minor, "cur": one.currency}} if one.minor is not None else {}),
            **_corrected(one),
        }
        for number, one in enumerate(rows, 1)
    ]


def _corrected(benefit: Benefit) -> dict[str, str]:
    """The day on which a figure that was stood for was last put right. What it said before stands in an earlier statement
    wherever it has crossed; who was wrong, and why, is not told."""
    days = [timezone.localdate(one.corrected_at) for one in benefit.before.all()]
    return {"corrected": max(days).isoformat()} if days else {}
