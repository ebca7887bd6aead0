"""The numbers of a year as both sides signed them in its minutes. Plain Python on facts and on `Review.facts`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.reports.counting import changes, share
from songfai.reports.facts import AnnualFacts, Cells, MeasureTotal, YearTotals
from songfai.reports.figures import Figure, figures

SIGNED = ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "activities", "evidence")
Signed = Mapping[str, Any]


def as_signed(facts: AnnualFacts, now: Signed | None, last: Signed | None) -> AnnualFacts:
    """Facts with the numbers the minutes hold, of the year and of the one before; None where none are in force for the
    cut-off date of the facts.

    The keys stay those of the rows the record gives today. `moved` names the numbers that are others by now.
    """
    told = facts
    if now is not None:
        told = _of_year(told, {row["number"]: row for row in now["commitments"]})
    if last is not None and told.previous:
        told = replace(told, previous=_totals(told.previous, last["commitments"]))
    if told.previous:
        told = replace(told, changes=changes(told.total, told.previous))
    counted = {each.name: each.value for each in figures(facts)}
    moved = tuple(each.name for each in figures(told) if counted[each.name] != each.value)
    return replace(told, moved=moved)


def _of_year(facts: AnnualFacts, kept: Mapping[int, Signed]) -> AnnualFacts:
    commitments = tuple(
        replace(each, cells=_cells(each.cells, kept[each.number].__getitem__))
        if each.number in kept
        else each
        for each in facts.commitments
    )
    sums = _sums(kept.values())
    measures = tuple(
        _measure(each, sums.get(_kind(each.label, each.unit, each.is_estimate), NOTHING))
        for each in facts.measures
    )
    return replace(
        facts, commitments=commitments, total=_totals(facts.total, list(kept.values())), measures=measures
    )


def _totals(totals: YearTotals, rows: Sequence[Signed]) -> YearTotals:
    cells = _cells(totals.cells, lambda name: sum(row[name] for row in rows))
    return replace(
        totals, cells=cells, share=replace(totals.share, value=share(cells.done.value, cells.planned.value))
    )


def _cells(cells: Cells, signed: Callable[[str], int]) -> Cells:
    kept = {name: signed(name) for name in SIGNED}
    # Of the plan alone; what the minutes call done counts what was done off plan too.
    kept |= {"done": kept["on_time"] + kept["late"], "open": kept["in_time"] + kept["overdue"]}
    return Cells(**{one.name: _valued(getattr(cells, one.name), kept[one.name]) for one in fields(Cells)})


def _valued(figure: Figure, value: int) -> Figure:
    return replace(figure, value=value)


@dataclass(slots=True)
class _Sum:
    """All of one thing in the minutes; `by_side` is None as soon as some minutes do not tell it by side."""

    total: Decimal = Decimal(0)
    by_side: tuple[Decimal, Decimal] | None = (Decimal(0), Decimal(0))

    def add(self, figure: Mapping[str, Any]) -> None:
        self.total += Decimal(figure["value"])
        if self.by_side is None or "side_1" not in figure:
            self.by_side = None
        else:
            first, second = self.by_side
            self.by_side = first + Decimal(figure["side_1"]), second + Decimal(figure["side_2"])


NOTHING = _Sum(by_side=None)


def _sums(rows: Iterable[Signed]) -> dict[tuple[str, str, bool], _Sum]:
    found: dict[tuple[str, str, bool], _Sum] = defaultdict(_Sum)
    for row in rows:
        for one in row["figures"]:
            kind = _kind(Trilingual.of(one["label"]), Trilingual.of(one["unit"]), bool(one.get("estimate")))
            found[kind].add(one)
    return found


def _measure(measure: MeasureTotal, signed: _Sum) -> MeasureTotal:
    """With the numbers of the minutes where they tell it by side; else the record's, and the sum that was signed."""
    if signed.by_side is None:
        return replace(measure, signed=signed.total)
    first, second = signed.by_side
    recorded = measure.total.value
    return replace(
        measure,
        side_1=replace(measure.side_1, value=first),
        side_2=replace(measure.side_2, value=second),
        total=replace(measure.total, value=signed.total),
        signed=signed.total,
        recorded=Decimal(recorded) if recorded != signed.total else None,
    )


def _kind(label: Trilingual, unit: Trilingual, is_estimate: bool) -> tuple[str, str, bool]:
    return str(label).casefold(), str(unit).casefold(), is_estimate
