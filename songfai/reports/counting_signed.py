"""The numbers of a year as both sides signed them in its minutes. Plain Python on facts and on `Review.facts`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.reports.counting import changes, share
from songfai.reports.facts import AnnualFacts, Cells, YearTotals
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
        replace(each, signed=sums.get(_kind(each.label, each.unit, each.is_estimate), Decimal(0)))
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


def _sums(rows: Iterable[Signed]) -> dict[tuple[str, str, bool], Decimal]:
    found: dict[tuple[str, str, bool], Decimal] = defaultdict(Decimal)
    for row in rows:
        for one in row["figures"]:
            kind = _kind(Trilingual.of(one["label"]), Trilingual.of(one["unit"]), bool(one.get("estimate")))
            found[kind] += Decimal(one["value"])
    return found


def _kind(label: Trilingual, unit: Trilingual, is_estimate: bool) -> tuple[str, str, bool]:
    return str(label).casefold(), str(unit).casefold(), is_estimate
