"""Counting a year's plan items and activities into figures. Plain Python on facts; the rules of the cells are those of plans."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from songfai.kit.languages import Trilingual
from songfai.reports.facts import (
    ActivityFacts,
    AnnualFacts,
    Cells,
    CommitmentFacts,
    FindingFacts,
    ItemFacts,
    Measure,
    MeasureTotal,
    YearTotals,
)
from songfai.reports.figures import Figure, count

FINISHED = ("done", "done_otherwise")
COMPARED = ("planned", "done", "on_time", "late", "overdue", "off_plan", "activities", "evidence")


def cells(name: str, items: Sequence[ItemFacts], activities: Sequence[ActivityFacts]) -> Cells:
    """The figures named `name`.planned, `name`.done ... of these items and activities."""

    def of(part: str, *wanted: str) -> Figure:
        return count(f"{name}.{part}", "items", tuple(item.key for item in items if item.cell in wanted))

    finished = [activity for activity in activities if activity.state in FINISHED]
    # As the minutes count it: evidence of whatever was not cancelled, finished or not.
    shown = [activity for activity in activities if activity.evidence and activity.state != "cancelled"]
    return Cells(
        planned=count(f"{name}.planned", "items", tuple(item.key for item in items)),
        done=of("done", "on_time", "late"),
        on_time=of("on_time", "on_time"),
        late=of("late", "late"),
        open=of("open", "in_time", "overdue"),
        in_time=of("in_time", "in_time"),
        overdue=of("overdue", "overdue"),
        off_plan=count(
            f"{name}.off_plan", "activities", tuple(each.key for each in finished if not each.on_plan)
        ),
        activities=count(f"{name}.activities", "activities", tuple(each.key for each in finished)),
        evidence=Figure(
            f"{name}.evidence",
            sum(each.evidence for each in shown),
            "activities",
            tuple(each.key for each in shown),
        ),
    )


def totals(
    name: str, year: int, cut_off: date, items: Sequence[ItemFacts], activities: Sequence[ActivityFacts]
) -> YearTotals:
    counted = cells(name, items, activities)
    confirmed = (each.key for each in activities if each.state in FINISHED and each.confirmed)
    cancelled = (each.key for each in activities if each.state == "cancelled")
    return YearTotals(
        year=year,
        cut_off=cut_off,
        cells=counted,
        confirmed=count(f"{name}.confirmed", "activities", tuple(confirmed)),
        cancelled=count(f"{name}.cancelled", "activities", tuple(cancelled)),
        share=Figure(
            f"{name}.share", share(counted.done.value, counted.planned.value), "items", counted.done.keys
        ),
    )


def share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """In percent with one digit after the mark, half rounded up; 0 of nothing."""
    if not whole:
        return Decimal(0)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def changes(now: YearTotals, before: YearTotals) -> tuple[Figure, ...]:
    """This year's figures less those of the year before; a difference of shares is in percentage points."""
    pairs = [(name, getattr(now.cells, name), getattr(before.cells, name)) for name in COMPARED]
    pairs.append(("share", now.share, before.share))
    return tuple(
        Figure(f"change.{name}", this.value - last.value, this.table, last.keys + this.keys)
        for name, this, last in pairs
    )


def measures(activities: Iterable[ActivityFacts]) -> tuple[MeasureTotal, ...]:
    """What finished activities counted, summed by what it is and its unit, in the order first met. An estimate is never
    added to what was measured: it has a sum of its own."""
    rows: dict[tuple[str, str, bool], list[tuple[ActivityFacts, Decimal]]] = {}
    named: dict[tuple[str, str, bool], Measure] = {}
    told: dict[tuple[str, str, bool], dict[Trilingual, None]] = {}
    for activity in activities:
        for measure in activity.measures if activity.state in FINISHED else ():
            kind = (str(measure.label).casefold(), str(measure.unit).casefold(), measure.is_estimate)
            if measure.definition:
                told.setdefault(kind, {}).setdefault(measure.definition)
            rows.setdefault(kind, []).append((activity, measure.value))
            named.setdefault(kind, measure)
    return tuple(
        MeasureTotal(
            label=named[kind].label,
            unit=named[kind].unit,
            side_1=_sum(f"measure.{number}.side_1", [row for row in given if row[0].side == 1]),
            side_2=_sum(f"measure.{number}.side_2", [row for row in given if row[0].side == 2]),
            total=_sum(f"measure.{number}.total", given),
            is_estimate=kind[2],
            definitions=tuple(told.get(kind, ())),
        )
        for number, (kind, given) in enumerate(rows.items(), 1)
    )


def _sum(name: str, rows: list[tuple[ActivityFacts, Decimal]]) -> Figure:
    keys = dict.fromkeys(activity.key for activity, _value in rows)
    return Figure(name, sum((value for _activity, value in rows), Decimal(0)), "activities", tuple(keys))


class Delegation(Protocol):
    """A visit as its persons are counted."""

    @property
    def persons(self) -> tuple[int, ...] | tuple[str, ...]: ...

    @property
    def unnamed(self) -> int: ...


def travelled(visits: Iterable[Delegation]) -> int:
    """How many persons went: each once, however often; a place whose person is not known counts as one."""
    visits = list(visits)
    return len({person for one in visits for person in one.persons}) + sum(one.unnamed for one in visits)


def findings_figures(findings: Iterable[FindingFacts]) -> dict[str, Figure]:
    """How many commitments were rated, how many alike, how many are left as a difference of opinion."""
    rated = [each for each in findings if each.rating_1 or each.rating_2 or each.agreed]

    def of(name: str, wanted: Iterable[FindingFacts]) -> Figure:
        return count(f"review.{name}", "findings", tuple(str(each.commitment) for each in wanted))

    return {
        "rated": of("rated", rated),
        "agreed": of("agreed", [each for each in rated if each.agreed]),
        "differing": of("differing", [each for each in rated if not each.agreed]),
    }


def counted(
    facts: AnnualFacts,
    last_items: Sequence[ItemFacts],
    last_activities: Sequence[ActivityFacts],
    last_cut_off: date,
) -> AnnualFacts:
    """The facts with every figure worked out from their items and activities, and from those of the year before."""
    total = totals("total", facts.year, facts.cut_off, facts.items, facts.activities)
    before = None
    if last_items or last_activities:
        before = totals("previous", facts.year - 1, last_cut_off, last_items, last_activities)
    sleeping = tuple(str(each.number) for each in facts.commitments if each.asleep)
    return replace(
        facts,
        commitments=tuple(_of_commitment(each, facts) for each in facts.commitments),
        total=total,
        previous=before,
        changes=changes(total, before) if before else (),
        measures=measures(facts.activities),
        asleep=count("total.asleep", "commitments", sleeping),
    )


def _of_commitment(commitment: CommitmentFacts, facts: AnnualFacts) -> CommitmentFacts:
    items = [item for item in facts.items if item.commitment == commitment.number]
    activities = [each for each in facts.activities if each.commitment == commitment.number]
    return replace(commitment, cells=cells(f"c{commitment.number}", items, activities))
