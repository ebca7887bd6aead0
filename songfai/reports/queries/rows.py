"""The rows behind a figure of a report: of one programme, or of all programmes of a portfolio."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from songfai.commitments.models import Measurement
from songfai.commitments.states import FigureState
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.plans.models import Activity, PlanItem
from songfai.plans.rules import item_due
from songfai.plans.states import ActivityState
from songfai.plans.terms import written
from songfai.programmes.models import Commitment, Programme
from songfai.record.states import Stage
from songfai.reports.facts import Measure
from songfai.reports.figures import Figure
from songfai.reports.wording import Speaker
from songfai.reviews.models import Information
from songfai.support.models import Support
from songfai.support.states import SupportState
from songfai.visits.models import Meeting, Promise, Visit
from songfai.visits.states import VisitState


@dataclass(frozen=True, slots=True)
class Row:
    """One row a figure was counted from. `letter` and `state` are empty where the row has none.

    `state` is a word of a state (kit.states), to be translated for the reader.
    """

    number: str
    title: Trilingual
    commitment: int | None  # a visit may carry out several
    address: str
    letter: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = ""
    evidence: int | None = None
    measures: tuple[Measure, ...] = ()
    programme: Trilingual = Trilingual()


Programmes = Sequence[Programme]


def rows_behind(programmes: Programme | Programmes, figure: Figure) -> list[Row]:
    """In the order of time or number; two or three queries. Of several programmes each row names its own."""
    several = not isinstance(programmes, Programme)
    found = ROWS[figure.table](list(programmes) if several else [programmes], figure.keys)  # type: ignore[arg-type, list-item]
    return [row if several else _bare(row) for row in found]


def _bare(row: Row) -> Row:
    """Without the name of a programme that the page names already."""
    values = {name: getattr(row, name) for name in Row.__dataclass_fields__ if name != "programme"}
    return Row(**values)


def _activity_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    rows = (
        Activity.objects.filter(programme__in=programmes, key__in=keys)
        .select_related("commitment", "programme")
        .prefetch_related("figures", "evidence")
        .order_by("starts_on", "id")
    )
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=row.commitment.number,
            address=reverse("plans:activity", args=[row.programme.slug, row.key]),
            letter=row.letter,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            state=ActivityState(row.state).words,
            evidence=len(row.evidence.all()),
            measures=tuple(
                Measure(each.label, each.value, each.unit, each.is_estimate, each.definition)
                for each in row.figures.all()
            ),
            programme=row.programme.title,
        )
        for number, row in enumerate(rows, 1)
    ]


def _item_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    rows = (
        PlanItem.objects.filter(
            plan__programme__in=programmes, plan__document__standing__stage=Stage.IN_FORCE, key__in=keys
        )
        .select_related("plan__programme", "commitment")
        .order_by("plan__year", "number", "id")
    )
    return [
        Row(
            number=f"{item.plan.year}.{item.number}",
            title=item.title,
            commitment=item.commitment.number,
            address=reverse("plans:plan", args=[item.plan.programme.slug, item.plan.key]),
            ends_on=item_due(item.plan.year, item.quarter),
            programme=item.plan.programme.title,
        )
        for item in rows
    ]


def _commitment_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    """`keys` are numbers, or "slug:number" where there are several programmes."""
    wanted = {(slug, int(number)) for slug, _colon, number in (key.rpartition(":") for key in keys)}
    rows = (
        Commitment.objects.filter(programme__in=programmes, number__in={number for _slug, number in wanted})
        .select_related("programme")
        .order_by("programme_id", "number")
    )
    return [
        Row(
            str(row.number),
            row.short or row.text,
            row.number,
            reverse("commitments:commitment", args=[row.programme.slug, row.key]),
            programme=row.programme.title,
        )
        for row in rows
        if (row.programme.slug, row.number) in wanted or ("", row.number) in wanted
    ]


def _visit_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    rows = Visit.objects.filter(programme__in=programmes, key__in=keys).select_related("programme")
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=None,
            address=reverse("visits:visit", args=[row.programme.slug, row.key]),
            # What a further party hosted or gave is in no side's colour.
            letter="" if row.host_party_id else "ab"[row.host - 1],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            state=VisitState(row.state).words,
            programme=row.programme.title,
        )
        for number, row in enumerate(rows.order_by("starts_on", "id"), 1)
    ]


def _support_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    rows = Support.objects.filter(programme__in=programmes, key__in=keys).select_related(
        "programme", "commitment"
    )
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=row.commitment.number if row.commitment else None,
            address=reverse("support:support", args=[row.programme.slug, row.key]),
            letter="" if row.giver_party_id else "ab"[row.giver - 1],
            ends_on=row.received_on or row.delivered_on,
            state=SupportState(row.state).words,
            programme=row.programme.title,
        )
        for number, row in enumerate(rows.order_by("programme_id", "year", "id"), 1)
    ]


def _meeting_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    rows = Meeting.objects.filter(visit__programme__in=programmes, key__in=keys)
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=None,
            address=reverse("visits:meeting", args=[row.visit.programme.slug, row.visit.key, row.key]),
            starts_on=row.held_on,
            ends_on=row.held_on,
            programme=row.visit.programme.title,
        )
        for number, row in enumerate(
            rows.select_related("visit__programme").order_by("held_on", "starts_at", "id"), 1
        )
    ]


def _promise_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    """`keys` are "meeting key:number of the promise"."""
    wanted = {tuple(key.rpartition(":")[::2]) for key in keys}
    rows = (
        Promise.objects.filter(
            meeting__visit__programme__in=programmes, meeting__key__in={meeting for meeting, _n in wanted}
        )
        .select_related("meeting__visit__programme", "commitment")
        .order_by("meeting__held_on", "meeting__id", "number", "id")
    )
    return [
        Row(
            number=str(row.number),
            title=row.text,
            commitment=row.commitment.number if row.commitment else None,
            address=_promise_address(row),
            ends_on=row.due.due() if row.due else None,
            programme=row.meeting.visit.programme.title,
        )
        for row in rows
        if (str(row.meeting.key), str(row.number)) in wanted
    ]


def _promise_address(row: Promise) -> str:
    visit = row.meeting.visit
    if row.commitment:
        return reverse("commitments:commitment", args=[visit.programme.slug, row.commitment.key])
    return reverse("visits:meeting", args=[visit.programme.slug, visit.key, row.meeting.key])


def _told_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    """`keys` are "year:position:heading": what a side handed over on its year, as the document it is."""
    found = []
    for key in keys:
        year, position, heading = key.split(":")
        rows = Information.objects.filter(programme__in=programmes, year=int(year), position=int(position))
        for row in rows.exclude(document=None).select_related("programme"):
            handed = timezone.localdate(row.handed_at) if row.handed_at else None
            found.append(
                Row(
                    number=year,
                    title=Trilingual(**{
                        language: Speaker(language).word("information.row", year=row.year) for language in LANGUAGES
                    }),
                    commitment=None,
                    address=reverse("reviews:information", args=[row.programme.slug, row.year]) + f"#h-{heading}",
                    letter="ab"[row.position - 1],
                    ends_on=handed,
                    programme=row.programme.title,
                )
            )  # fmt: skip
    return found


def _indicator_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    """`keys` are "indicator:side:day:measured or estimate:value": the figure as its side entered it."""
    wanted = {tuple(key.split(":")) for key in keys}
    rows = (
        Measurement.objects.filter(
            indicator__commitment__programme__in=programmes,
            indicator__key__in={UUID(hex=key) for key, *_rest in wanted},
        )
        .select_related("indicator__commitment__programme")
        .order_by("on", "id")
    )
    return [
        Row(
            number=str(row.indicator.commitment.number),
            title=row.indicator.text,
            commitment=row.indicator.commitment.number,
            address=reverse(
                "commitments:commitment",
                args=[row.indicator.commitment.programme.slug, row.indicator.commitment.key],
            ),
            letter=row.letter,
            ends_on=row.on,
            state=FigureState.CONFIRMED.words if row.confirmed_at else FigureState.UNCONFIRMED.words,
            measures=(Measure(_kind(row.is_estimate), row.value, row.indicator.unit),),
            programme=row.indicator.commitment.programme.title,
        )
        for row in rows
        if (
            row.indicator.key.hex,
            str(row.side),
            row.on.isoformat(),
            "estimate" if row.is_estimate else "measured",
            written(row.value),
        )
        in wanted
    ]


def _kind(is_estimate: bool) -> Trilingual:
    word = "indicators.column.estimated" if is_estimate else "indicators.column.measured"
    return Trilingual(**{language: Speaker(language).word(word) for language in LANGUAGES})


def _no_rows(programmes: Programmes, keys: Sequence[str]) -> list[Row]:
    """Works are told as numbers: who reads the register of a side opens them there."""
    return []


ROWS = {
    "works": _no_rows,
    "indicators": _indicator_rows,
    "told": _told_rows,
    "visits": _visit_rows,
    "activities": _activity_rows,
    "items": _item_rows,
    "commitments": _commitment_rows,
    "findings": _commitment_rows,
    "support": _support_rows,
    "meetings": _meeting_rows,
    "promises": _promise_rows,
}
