"""Reads about commitments: how each stands today, and all that is known of one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from songfai.commitments.models import Indicator, Measurement, Remark, Statement, Target
from songfai.commitments.rules import Said, by_deadline, is_over, outcome, standing
from songfai.commitments.states import Stand, Word
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans.models import Activity, PlanItem
from songfai.plans.queries import Facts, activities_of, facts
from songfai.plans.rules import at_the_end, progress
from songfai.programmes.models import Answerable, Commitment, Programme, Side
from songfai.programmes.queries import visible_to, with_heirs_of
from songfai.programmes.states import Progress
from songfai.record.states import Stage

LATEST = 20


def began(programme: Programme) -> date:
    """The day from which silence is counted: the signature, else the first day of the term."""
    signed = programme.signed_on.first_day() if programme.signed_on else None
    day = signed or programme.term_start.first_day() or programme.term_start.due()
    assert day is not None, "a term begins in a known year"
    return day


def promised(commitment: Commitment, programme: Programme) -> date:
    """The day from which silence about a commitment is counted: that of the meeting it was promised in, if it was."""
    return commitment.promised_on or began(programme)


def cell(commitment: Commitment, programme: Programme, counted: Facts, year: int, today: date) -> Progress:
    """How a commitment stands in a year."""
    found = progress(
        counted.of(commitment.pk, year),
        year,
        today,
        last_evidence=counted.last_evidence.get(commitment.pk),
        since=promised(commitment, programme),
        asleep_after=programme.sleeps_after,
    )
    return at_the_end(found) if is_closed(programme, today) else found


def is_closed(programme: Programme, today: date) -> bool:
    """Whether both sides had closed it by that day."""
    return programme.closed_on is not None and programme.closed_on <= today


def over(commitment: Commitment, today: date) -> bool:
    return is_over(commitment.settled, commitment.carried_to, today)


def state_now(commitment: Commitment, programme: Programme, counted: Facts, today: date) -> Progress:
    """How it stands today: what an earlier year's plan still owes makes it late, whatever this year's plan says.

    So does its own deadline, once it has passed with nothing done. What both sides settled is neither late nor asleep; nor
    is anything in a programme both have closed.
    """
    if over(commitment, today):
        return Progress.DONE if commitment.settled == "done" else Progress.NOT_DUE
    done = commitment.pk in counted.finished
    if is_closed(programme, today):
        return Progress.DONE if done and not counted.owed.get(commitment.pk) else Progress.NOT_DONE
    if counted.owed.get(commitment.pk):
        return Progress.LATE
    return by_deadline(
        cell(commitment, programme, counted, today.year, today),
        due=commitment.due.due() if commitment.due else None,
        done=done,
        once=commitment.promised_on is not None,
        today=today,
    )


def stand_of(commitment: Commitment, programme: Programme, counted: Facts, today: date) -> Stand:
    """How it stands in all: what was settled by both, what the record shows, what a side warns of."""
    return standing(
        state_now(commitment, programme, counted, today),
        settled=commitment.settled,
        carried_to=commitment.carried_to,
        at_risk=commitment.at_risk,
        begun=commitment.pk in counted.begun,
        today=today,
    )


def stands(programme: Programme, commitments: Iterable[Commitment], today: date) -> dict[int, Stand]:
    """By the commitment's id; two queries for all of them."""
    counted = facts([programme], today)
    return {one.pk: stand_of(one, programme, counted, today) for one in commitments}


def commitments_visible_to(seat: Seat | None, programme: Programme) -> QuerySet[Commitment]:
    """Commitments of a programme that was offered; those of a draft are changed on its own pages."""
    answerables = Answerable.objects.select_related(
        "side__institution", "unit", "person", "party__institution"
    )
    seen = visible_to(seat).exclude(register=None).filter(pk=programme.pk).order_by().values("pk")
    return (
        Commitment.objects.filter(programme__in=seen)
        .select_related("field")
        .prefetch_related(Prefetch("answerables", answerables.order_by("side__position")))
    )


def statements_of(commitment: Commitment) -> list[Statement]:
    """All that was ever said, in the order of time; `taken_back_at` empty is what holds."""
    return list(commitment.statements.order_by("said_at", "id"))


def indicators_of(commitment: Commitment) -> QuerySet[Indicator]:
    return (
        commitment.indicators.filter(withdrawn_at=None)
        .select_related("commitment__programme")
        .prefetch_related(
            Prefetch("measurements", Measurement.objects.select_related("evidence").order_by("-on", "-id")),
            Prefetch("targets", Target.objects.filter(withdrawn_at=None).order_by("proposed_at", "id")),
        )
        .order_by("proposed_at", "id")
    )


def remark_of(commitment: Commitment, position: int) -> Remark | None:
    return remarks_of(commitment).get(position)


def remarks_of(commitment: Commitment) -> dict[int, Remark]:
    """What the sides have written and not written anew since, by their position."""
    return {one.side: one for one in commitment.remarks.filter(replaced_at=None)}


@dataclass(frozen=True, slots=True)
class SideView:
    """One side's part of the page of a commitment."""

    side: Side
    answerable: Answerable | None
    remark: Remark | None
    said: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Known:
    """All that the page of a commitment shows."""

    commitment: Commitment
    stand: Stand
    last_evidence: date | None
    sides: Sequence[SideView]
    history: Sequence[Statement]
    indicators: Sequence[Indicator]
    items: Sequence[PlanItem]
    activities: Sequence[Activity]


def known_of(commitment: Commitment, programme: Programme, today: date) -> Known:
    """In a constant number of queries; the newest activities only."""
    counted = facts([programme], today)
    statements = statements_of(commitment)
    remarks = remarks_of(commitment)
    with_heirs_of([commitment], today)
    named = {one.side_id: one for one in commitment.answerables.all()}
    items = (
        PlanItem.objects.filter(commitment=commitment, plan__document__standing__stage=Stage.IN_FORCE)
        .select_related("plan")
        .order_by("-plan__year", "number")
    )
    return Known(
        commitment=commitment,
        stand=stand_of(commitment, programme, counted, today),
        last_evidence=counted.last_evidence.get(commitment.pk),
        sides=[
            SideView(
                side,
                named.get(side.pk),
                remarks.get(side.position),
                [one for one in statements if one.side == side.position and one.taken_back_at is None],
            )
            for side in programme.sides.all()
        ],
        history=[one for one in statements if one.taken_back_at is not None],
        indicators=list(indicators_of(commitment)),
        items=list(items[: 2 * LATEST]),
        activities=list(activities_of(programme).filter(commitment=commitment)[:LATEST]),
    )


def statement_of(commitment: Commitment, key: int) -> Statement | None:
    return commitment.statements.filter(pk=key).first()


def indicator_of(commitment: Commitment, key: UUID) -> Indicator | None:
    return indicators_of(commitment).filter(key=key).first()


def target_of(indicator: Indicator, key: UUID) -> Target | None:
    return indicator.targets.filter(key=key, withdrawn_at=None).first()


def measurement_of(indicator: Indicator, key: int) -> Measurement | None:
    return indicator.measurements.filter(pk=key).first()


def statements_holding(commitment: Commitment) -> QuerySet[Statement]:
    return commitment.statements.filter(taken_back_at=None)


def _over(day: date) -> datetime:
    """When a day has ended, in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _written_on(day: date) -> Q:
    """Remarks written by the end of a day and not replaced by then."""
    over = _over(day)
    return Q(written_at__lt=over) & (Q(replaced_at=None) | Q(replaced_at__gte=over))


def _held_on(day: date) -> Q:
    """Statements made by the end of a day and not taken back by then."""
    over = _over(day)
    return Q(said_at__lt=over) & (Q(taken_back_at=None) | Q(taken_back_at__gte=over))


def said_of(commitments: Iterable[Commitment], day: date) -> tuple[QuerySet[Remark], list[Statement]]:
    """What both sides say of many commitments, by the order of the sides; remarks and statements as they stood on a day, and
    each commitment then says what they had come to by that day."""
    commitments = list(commitments)
    found = list(
        Statement.objects.filter(_held_on(day), commitment__in=commitments).order_by("side", "said_at", "id")
    )
    of_each: dict[int, list[Said]] = defaultdict(list)
    for one in found:
        of_each[one.commitment_id].append(Said(one.side, Word(one.word), one.year))
    for commitment in commitments:
        came_to = outcome(of_each[commitment.pk])
        commitment.settled = came_to.settled or ""
        commitment.carried_to, commitment.at_risk = came_to.carried_to, came_to.at_risk
    return Remark.objects.filter(_written_on(day), commitment__in=commitments).order_by("side"), found


def reasons_of(commitments: Iterable[Commitment], day: date) -> dict[int, tuple[Trilingual, Trilingual]]:
    """Why a commitment stands still, as each side said it by a day: the reason of its newest statement that held then,
    else the difficulties that stood then. In the order of the sides, by commitment; two queries."""
    commitments = list(commitments)
    found: dict[int, list[Trilingual]] = {one.pk: [Trilingual(), Trilingual()] for one in commitments}
    for remark in Remark.objects.filter(_written_on(day), commitment__in=commitments):
        found[remark.commitment_id][remark.side - 1] = remark.difficulties
    said = Statement.objects.filter(_held_on(day), commitment__in=commitments).order_by("said_at", "id")
    for statement in said:
        if statement.reason:
            found[statement.commitment_id][statement.side - 1] = statement.reason
    return {key: (first, second) for key, (first, second) in found.items()}


def agreed_indicators(commitments: Iterable[Commitment], day: date | None = None) -> QuerySet[Indicator]:
    """With their targets, and their figures, the newest first; on a day those both had agreed by its end, with the targets
    agreed and the figures measured by then."""
    rows = Indicator.objects.filter(commitment__in=list(commitments), agreed_at__isnull=False)
    measured, targets = Measurement.objects.select_related("evidence"), Target.objects.all()
    if day is None:
        rows, targets = rows.filter(withdrawn_at=None), targets.filter(withdrawn_at=None)
    else:
        over = _over(day)
        held = Q(agreed_at__lt=over) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=over))
        rows, targets, measured = rows.filter(held), targets.filter(held), measured.filter(on__lte=day)
    return rows.prefetch_related(
        Prefetch("measurements", measured.order_by("-on", "-id")),
        Prefetch("targets", targets.order_by("proposed_at", "id")),
    ).order_by("proposed_at", "id")
