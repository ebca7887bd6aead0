"""The facts of the term so far, counted from the recorded years and never typed again; kept as those of one year are.

Beside the sums of `compiled.py` the shape of `Review.facts` has:
    "commitments": [{.., "years": [{"year": 2024, the counted numbers, "agreed": rating, "differs": bool,
                                    "cause": {..}}]}]
    "years": [{"year": 2024, the counted numbers of all commitments, "minutes": {"version": 1, "sha256": hex}}]
    "undone": [{"id": "u01", "year": 2024, "commitment": 6, "title": {..}, "state": "cancelled" | "overdue",
                "due": "2024-12-31", "reason": {..}} or {.., "said": "as side 2 wrote it", "side": 2}]
    "unplanned": [{"id": "n06", "commitment": 6, "title": {..}, "reason_1": {..}, "reason_2": {..}}], where there are
                 any: commitments that came into no plan in force and of which nothing was done, with what each side gave
                 as the reason
What was never done is an item of a plan in force that is due and under which nothing was finished. Why: the reason
that the side wrote when it cancelled the activity, otherwise the cause both sides signed in the minutes of that year.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from songfai.commitments.queries import reasons_of
from songfai.plans.models import Activity, PlanItem
from songfai.plans.queries import facts
from songfai.plans.rules import CommitmentYear, item_due
from songfai.plans.states import FINISHED, ActivityState
from songfai.plans.then import as_stood, formers_on
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.queries import promised_until
from songfai.record.states import Stage
from songfai.reviews.compiled import COUNTED, activities_until, of_commitment, with_indicators, year_of
from songfai.reviews.indicator_facts import indicators_until
from songfai.reviews.models import Finding, Lesson, Review
from songfai.reviews.states import ReviewKind


def compiled_term(programme: Programme, first: int, last: int, cut_off: date) -> dict[str, Any]:
    """Count every year from `first` to `last` up to and including `cut_off`; a constant number of queries."""
    counted = facts([programme], cut_off)
    years = range(first, last + 1)
    rows: dict[int, list[Activity]] = defaultdict(list)
    for activity in activities_until(programme, cut_off):
        if year_of(activity) in years:
            rows[activity.commitment_id].append(activity)
    recorded = recorded_years(programme, years)
    findings = findings_of(recorded.values())
    kept = []
    commitments = list(promised_until(programme, cut_off))
    measured = indicators_until(commitments, last, cut_off)
    for commitment in commitments:
        by_year = {year: counted.of(commitment.pk, year) for year in years}
        one = of_commitment(commitment.number, _sum(by_year.values()), rows[commitment.pk], cut_off)
        one["years"] = [
            {"year": year} | _numbers(numbers) | _said(findings.get((year, commitment.number)))
            for year, numbers in by_year.items()
        ]
        kept.append(one | with_indicators(measured.get(commitment.pk)))
    never = [one for one in commitments if counted.never_planned(one.pk, last)]
    return with_unplanned(never, cut_off) | {
        "cut_off": cut_off.isoformat(),
        "commitments": kept,
        "years": [_year(year, kept, recorded.get(year)) for year in years],
        "undone": undone(programme, years, cut_off, findings),
    }


def with_unplanned(commitments: list[Commitment], cut_off: date) -> dict[str, Any]:
    """Nothing where there are none, so that facts without them stay as they were before these were kept."""
    if not commitments:
        return {}
    reasons = reasons_of(commitments, cut_off)
    rows = [
        {
            "id": f"n{one.number:02d}",
            "commitment": one.number,
            "title": (one.short or one.text).as_dict(),
            "reason_1": reasons[one.pk][0].as_dict(),
            "reason_2": reasons[one.pk][1].as_dict(),
        }
        for one in commitments
    ]
    return {"unplanned": [{name: value for name, value in row.items() if value} for row in rows]}


def recorded_years(programme: Programme, years: Iterable[int]) -> dict[int, Review]:
    """The annual reviews whose minutes both sides have signed, by year."""
    found = Review.objects.filter(
        programme=programme,
        kind=ReviewKind.ANNUAL,
        year__in=list(years),
        document__standing__stage=Stage.IN_FORCE,
    )
    return {one.year: one for one in found.select_related("document").order_by("year")}


def findings_of(reviews: Iterable[Review]) -> dict[tuple[int, int], Finding]:
    """What both sides said of each commitment in these reviews, by year and number."""
    rows = Finding.objects.filter(review__in=list(reviews)).select_related("review", "commitment")
    return {(one.review.year, one.commitment.number): one for one in rows}


def lessons_of(reviews: Iterable[Review]) -> list[Lesson]:
    """The lessons both sides signed in these years, each once, in the order of the years."""
    rows = Lesson.objects.filter(review__in=list(reviews)).order_by("review__year", "number", "id")
    once: dict[tuple[str, str, str], Lesson] = {}
    for one in rows:
        once.setdefault((one.text.lo, one.text.vi, one.text.en), one)
    return list(once.values())


def _numbers(numbers: CommitmentYear | SimpleNamespace) -> dict[str, int]:
    return {name: getattr(numbers, name) for name in COUNTED}


def _sum(years: Iterable[CommitmentYear]) -> SimpleNamespace:
    rows = list(years)
    return SimpleNamespace(**{name: sum(getattr(one, name) for one in rows) for name in COUNTED})


def _said(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {}
    said = {
        "agreed": finding.agreed,
        "differs": bool(finding.disagreement),
        "cause": finding.cause.as_dict(),
    }
    return {name: value for name, value in said.items() if value}


def _year(year: int, commitments: list[dict[str, Any]], review: Review | None) -> dict[str, Any]:
    rows = [one for kept in commitments for one in kept["years"] if one["year"] == year]
    found: dict[str, Any] = {"year": year} | {name: sum(one[name] for one in rows) for name in COUNTED}
    if review is not None and review.document is not None:
        found["minutes"] = {"version": review.document.version, "sha256": review.document.sha256}
    return found


# ---- What was never done ----------------------------------------------------------------------------------


def undone(
    programme: Programme, years: Iterable[int], cut_off: date, findings: dict[tuple[int, int], Finding]
) -> list[dict[str, Any]]:
    items = (
        PlanItem.objects.filter(
            plan__programme=programme,
            plan__year__in=list(years),
            plan__document__standing__stage=Stage.IN_FORCE,
        )
        .select_related("plan", "commitment")
        .order_by("plan__year", "commitment__number", "number", "id")
    )
    under: dict[Any, list[Activity]] = defaultdict(list)
    rows = Activity.objects.filter(programme=programme, starts_on__lte=cut_off).exclude(item=None)
    in_order = list(rows.select_related("item").order_by("starts_on", "id"))
    for activity in as_stood(in_order, formers_on([programme], cut_off), cut_off):
        assert activity.item is not None
        under[activity.item.key].append(activity)
    found: list[dict[str, Any]] = []
    for item in items:
        due = item_due(item.plan.year, item.quarter)
        own = under[item.key]
        if due >= cut_off or any(one.state in FINISHED and one.ends_on <= cut_off for one in own):
            continue
        cancelled = bool(own) and all(one.state == ActivityState.CANCELLED for one in own)
        line = {
            "id": f"u{len(found) + 1:02d}",
            "year": item.plan.year,
            "commitment": item.commitment.number,
            "title": item.title.as_dict(),
            "state": "cancelled" if cancelled else "overdue",
            "due": due.isoformat(),
        } | _why(own, findings.get((item.plan.year, item.commitment.number)))
        found.append({name: value for name, value in line.items() if value})
    return found


def _why(activities: list[Activity], finding: Finding | None) -> dict[str, Any]:
    """The reason one side wrote stands in its own language; the cause of the minutes is of both."""
    for one in activities:
        if one.state == ActivityState.CANCELLED and one.reason:
            return {"said": one.reason, "side": one.side}
    return {"reason": finding.cause.as_dict()} if finding is not None and finding.cause else {}
