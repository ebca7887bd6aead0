"""The facts of a year as they are kept with a review: counted from the record at a cut-off, then frozen.

Shape of `Review.facts`:
    {"cut_off": "2025-12-31", "compiled_by": name,
     "plan": {"key": uuid, "version": 2, "sha256": hex} when a plan of the year is in force,
     "commitments": [{"id": "c01", "number": 1, "planned": 2, "on_time": 1, "late": 0, "in_time": 0, "overdue": 1,
                      "off_plan": 0, "done": 1, "activities": 3, "evidence": 4, "last_evidence": "2025-11-02",
                      "keys": [activity keys], "evidence_keys": [keys of activities that have evidence],
                      "figures": [{"label": {..}, "unit": {..}, "value": "24", "side_1": "20", "side_2": "4",
                                   "keys": [activity keys], the sides being those that recorded it,
                                   "estimate": True where it was estimated}],
                      "indicators": [as `indicator_facts` has them, where both sides have agreed on some]}]}
Every number is that of the day it was compiled; the keys lead to the rows it was counted from.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.kit.text import fold
from songfai.plans.models import Activity, Evidence, Figure
from songfai.plans.queries import current, facts
from songfai.plans.rules import CommitmentYear
from songfai.plans.states import FINISHED, ActivityState
from songfai.plans.terms import written
from songfai.plans.then import as_stood, formers_on, stood_otherwise
from songfai.programmes.models import Programme
from songfai.programmes.queries import promised_until
from songfai.programmes.terms import commitment_id
from songfai.reviews.indicator_facts import indicators_until

COUNTED = ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "done", "activities")


def compiled(programme: Programme, year: int, cut_off: date) -> dict[str, Any]:
    """Count the year's facts up to and including `cut_off`; a constant number of queries."""
    counted = facts([programme], cut_off)
    rows: dict[int, list[Activity]] = defaultdict(list)
    for activity in activities_until(programme, cut_off):
        if year_of(activity) == year:
            rows[activity.commitment_id].append(activity)
    plan = current(programme, year)
    commitments = list(promised_until(programme, cut_off))
    measured = indicators_until(commitments, year, cut_off)
    kept: dict[str, Any] = {
        "cut_off": cut_off.isoformat(),
        "commitments": [
            of_commitment(
                commitment.number,
                counted.of(commitment.pk, year),
                rows[commitment.pk],
                cut_off,
            )
            | with_indicators(measured.get(commitment.pk))
            for commitment in commitments
        ],
    }
    if plan is not None and plan.document is not None:
        kept["plan"] = {"key": str(plan.key), "version": plan.version, "sha256": plan.document.sha256}
    return kept


def with_indicators(measured: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Nothing where there are none, so that facts without indicators stay as they were before these were kept."""
    return {"indicators": measured} if measured else {}


def year_of(activity: Activity) -> int:
    """An activity counts for the year of its plan; one without an item for the year in which it began."""
    return activity.item.plan.year if activity.item else activity.starts_on.year


def activities_until(programme: Programme, cut_off: date) -> list[Activity]:
    """Those that were not cancelled by the end of the day, as they stood then, with figures and evidence."""
    formers = formers_on([programme], cut_off)
    rows = (
        alive_until(programme, cut_off)
        .select_related("item__plan")
        .prefetch_related(
            Prefetch("figures", Figure.objects.order_by("id")),
            Prefetch("evidence", Evidence.objects.filter(dated__lte=cut_off).order_by("id")),
        )
        .order_by("starts_on", "id")
    )
    return list(as_stood(list(rows), formers, cut_off))


def alive_until(programme: Programme, cut_off: date) -> QuerySet[Activity]:
    """Begun, and not cancelled as of the end of the day (`plans.then`), whatever is said of them now."""
    otherwise = stood_otherwise(cut_off).filter(activity=OuterRef("pk"))
    cancelled = Q(state=ActivityState.CANCELLED)
    took_place = Q(state__in=FINISHED, ends_on__lte=cut_off)
    return Activity.objects.filter(
        ~cancelled | Exists(otherwise.exclude(cancelled)),
        ~Exists(otherwise.filter(cancelled)) | took_place,
        programme=programme,
        starts_on__lte=cut_off,
    )


def of_commitment(
    number: int, year: CommitmentYear | SimpleNamespace, activities: list[Activity], cut_off: date
) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": commitment_id(number), "number": number}
    kept |= {name: getattr(year, name) for name in COUNTED}
    dated = [evidence.dated for activity in activities for evidence in activity.evidence.all()]
    finished = [row for row in activities if row.state in FINISHED and row.ends_on <= cut_off]
    kept |= {
        "keys": [str(activity.key) for activity in activities],
        "evidence": len(dated),
        "evidence_keys": [str(activity.key) for activity in activities if activity.evidence.all()],
        "figures": _sums(finished),
    }
    if dated:
        kept["last_evidence"] = max(dated).isoformat()
    return kept


def _sums(activities: Iterable[Activity]) -> list[dict[str, Any]]:
    """Figures of finished activities, added up where what is counted and its unit are the same words, in all and by the
    side that recorded them; estimates by themselves."""
    totals: dict[tuple[str, str, bool], Decimal] = defaultdict(Decimal)
    by_side: dict[tuple[str, str, bool], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    words: dict[tuple[str, str, bool], Figure] = {}
    keys: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for activity in activities:
        for figure in activity.figures.all():
            words_of = (fold(figure.label.best("vi")[0]), fold(figure.unit.best("vi")[0]))
            place = (*words_of, figure.is_estimate)
            totals[place] += figure.value
            by_side[place][activity.side - 1] += figure.value
            words.setdefault(place, figure)
            if str(activity.key) not in keys[place]:
                keys[place].append(str(activity.key))
    return [
        {
            "label": words[place].label.as_dict(),
            "unit": words[place].unit.as_dict(),
            "value": written(total),
            "side_1": written(by_side[place][0]),
            "side_2": written(by_side[place][1]),
            "keys": keys[place],
        }
        | ({"estimate": True} if place[2] else {})
        for place, total in totals.items()
    ]
