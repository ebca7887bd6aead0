"""What waits for a person, and how their programmes stand. Reads across all rooms below."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse

from songfai.commitments.queries import cell, is_closed, over, promised, state_now
from songfai.duties import queries as duties
from songfai.exchange.overview import open_incidents
from songfai.kit.languages import Trilingual
from songfai.kit.marks import Square
from songfai.parties.models import Seat
from songfai.plans.models import Activity, PlanItem
from songfai.plans.queries import Facts, facts, overdue_items, upcoming
from songfai.plans.rules import days_without_evidence, is_asleep
from songfai.programmes.amended import open_amendments
from songfai.programmes.models import Amendment, Answerable, Commitment, Obligation, Programme
from songfai.programmes.queries import visible_to, with_heirs_of
from songfai.programmes.states import Progress
from songfai.record import queries as record
from songfai.record.models import Document
from songfai.record.states import Stage
from songfai.reviews.queries import Ahead, ToClose, to_close, under_way, unsummed
from songfai.support import queries as support
from songfai.support.models import Support
from songfai.visits import queries as visits

SOON = timedelta(days=14)
# Programmes of the first page; the list of all has pages.
SHOWN = 20
DATES = 6
# Deliveries that are shown; what waits beyond them comes up as these are confirmed. One more is read, to say that there is.
MOST_DELIVERIES = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper the other side offered, or one's own that the other side still holds."""

    document: Document
    programme: Programme
    title: Trilingual
    address: str

    @property
    def stage(self) -> str:
        return self.document.standing.stage

    def is_own(self, seat: Seat) -> bool:
        """Whether the seat's side offered it."""
        offered_by = self.document.standing.offered_by
        side = next(one for one in self.programme.sides.all() if one.position == offered_by)
        return seat.acts_for(side.institution_id)


@dataclass(frozen=True, slots=True)
class Sleeping:
    commitment: Commitment
    programme: Programme
    days: int

    @property
    def answerables(self) -> Sequence[Answerable]:
        return list(self.commitment.answerables.all())


@dataclass(frozen=True, slots=True)
class Coming:
    """A date that lies ahead: the first day of an activity, or a date a programme owes."""

    day: date
    activity: Activity | None = None
    obligation: Obligation | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme in one line: where in its term it is, and how many commitments stand how."""

    programme: Programme
    obligations: Sequence[Obligation]
    counts: dict[Progress, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Trouble:
    """An open incident of a record: while it is open nothing is agreed there."""

    kind: str
    programme: Programme


@dataclass(frozen=True, slots=True)
class Desk:
    to_answer: list[Waiting]
    offered: list[Waiting]
    receipts: list[Waiting]
    incidents: list[Trouble]
    late_items: list[tuple[PlanItem, date]]
    duties: list[duties.Late]
    deliveries: list[Support]
    late: list[Obligation]
    due_soon: list[Obligation]
    ahead: list[Obligation]
    asleep: list[Sleeping]
    dates: list[Coming]
    reviews: list[Ahead]
    unsummed: list[Programme]
    to_close: list[ToClose]
    visits: list[visits.Ahead]
    programmes: list[Standing]
    further: int  # programmes that are not shown here


def last_day(programme: Programme) -> date:
    day = programme.term_end.due()
    assert day is not None, "a term ends in a known year"
    return day


def address_of(document: Document, programme: Programme) -> str:
    """The page of the matter a document belongs to."""
    if document.kind == "plan":
        return reverse("plans:plan", args=[programme.slug, document.plan.key])
    if document.kind == "minutes":
        return reverse("reviews:minutes", args=[programme.slug, document.review.code])
    if document.kind == "meeting":
        return reverse(
            "visits:meeting", args=[programme.slug, document.meeting.visit.key, document.meeting.key]
        )
    if document.kind == "amendment":
        return reverse("programmes:amendment", args=[programme.slug, document.amendment.key])
    return reverse("programmes:document", args=[programme.slug])


def desk(seat: Seat, today: date) -> Desk:
    """Everything on the first page, in a constant number of queries."""
    programmes = list(visible_to(seat, texts=False))
    # What both sides have closed owes nothing any more.
    in_force = [p for p in programmes if stage_of(p) == Stage.IN_FORCE and p.closed_on is None]
    counted = facts(in_force, today)
    commitments = commitments_of(in_force)
    obligations = list(
        Obligation.objects.filter(programme__in=in_force).select_related("programme").order_by("due", "id")
    )
    open_ones = [one for one in obligations if one.met_on is None]
    by_id = {p.pk: p for p in programmes}
    by_register = {p.register_id: p for p in programmes if p.register_id}
    late_duties = duties.late_of(in_force, today)
    # A date of the programme that a duty follows is told once, as the duty.
    followed = {one.duty.obligation_id for one in late_duties}
    pending = waiting(record.pending(seat.institution, seat.stands_for), by_id)
    by_stage = {stage: [one for one in pending if one.stage == stage] for stage in Stage}
    return Desk(
        to_answer=[one for one in by_stage[Stage.OFFERED] if not one.is_own(seat)],
        offered=[one for one in by_stage[Stage.OFFERED] if one.is_own(seat)],
        receipts=by_stage[Stage.ACCEPTED],
        incidents=[
            Trouble(one.kind, by_register[one.register_id])
            for one in open_incidents().filter(register__in=by_register)
        ],
        late_items=late_items(counted, today),
        duties=late_duties,
        deliveries=support.to_receive(in_force, seat, MOST_DELIVERIES + 1),
        late=[one for one in open_ones if one.due < today and one.pk not in followed],
        due_soon=[one for one in open_ones if today <= one.due <= today + SOON],
        ahead=[one for one in open_ones if one.due >= today][:6],
        asleep=sleeping(commitments, by_id, counted, today),
        dates=coming(upcoming(in_force, today, DATES), open_ones, today),
        reviews=under_way(in_force),
        unsummed=unsummed(in_force, today),
        to_close=[one for one in to_close(in_force, seat, today) if one.may_close],
        visits=visits.for_desk(in_force, seat, today),
        programmes=standings(programmes, obligations, commitments, counted, today),
        further=max(0, len(programmes) - SHOWN),
    )


def standings(
    programmes: Iterable[Programme],
    obligations: Iterable[Obligation],
    commitments: Iterable[Commitment],
    counted: Facts,
    today: date,
) -> list[Standing]:
    """As many programmes as the desk shows; those that nobody has closed come first."""
    dates, states = defaultdict(list), defaultdict(list)
    for obligation in obligations:
        dates[obligation.programme_id].append(obligation)
    for commitment in commitments:
        states[commitment.programme_id].append(commitment)
    shown = sorted(programmes, key=lambda one: one.closed_on is not None)[:SHOWN]
    return [
        Standing(one, dates[one.pk], Counter(state_now(each, one, counted, today) for each in states[one.pk]))
        for one in shown
    ]


def late_items(counted: Facts, today: date) -> list[tuple[PlanItem, date]]:
    """Overdue items of plans in force; nobody is late with what both sides have settled."""
    return [(item, due) for item, due in overdue_items(counted) if not over(item.commitment, today)]


def coming(activities: Iterable[Activity], obligations: Iterable[Obligation], today: date) -> list[Coming]:
    """The next dates of both kinds, in the order of the calendar."""
    dates = [Coming(one.starts_on, activity=one) for one in activities]
    dates += [Coming(one.due, obligation=one) for one in obligations if one.due >= today]
    return sorted(dates, key=lambda one: one.day)[:DATES]


def stage_of(programme: Programme) -> str:
    return programme.document.standing.stage if programme.document else "draft"


def waiting(documents: QuerySet[Document], programmes: dict[int, Programme]) -> list[Waiting]:
    """The documents as lines of the desk; those of programmes hidden from the seat are left out."""
    lines = []
    for document in documents.select_related(
        "register__matter", "plan", "review", "amendment", "meeting__visit"
    ):
        programme = programmes.get(document.register.matter.pk)
        if programme is not None:
            lines.append(
                Waiting(document, programme, record.title_of(document), address_of(document, programme))
            )
    return lines


def commitments_of(programmes: Iterable[Programme]) -> list[Commitment]:
    return list(Commitment.objects.filter(programme__in=list(programmes)).order_by("programme_id", "number"))


def sleeping(
    commitments: Iterable[Commitment], programmes: dict[int, Programme], counted: Facts, today: date
) -> list[Sleeping]:
    """Commitments nobody has shown evidence of for as long as the side that reads counts, longest first."""
    found = []
    for commitment in commitments:
        programme = programmes[commitment.programme_id]
        last, since = counted.last_evidence.get(commitment.pk), promised(commitment, programme)
        asleep = is_asleep(last, since, today, programme.sleeps_after)
        if asleep and state_now(commitment, programme, counted, today) == Progress.ASLEEP:
            days = days_without_evidence(last, since, today)
            found.append(Sleeping(commitment, programme, days))
    return sorted(found, key=lambda one: -one.days)


def with_answerables(found: list[Sleeping], today: date) -> list[Sleeping]:
    """Who answers is asked of these alone, and not at all while nothing sleeps."""
    answerables = Answerable.objects.select_related("side", "unit", "person", "party__institution")
    answerables = answerables.order_by("side__position")
    commitments = [one.commitment for one in found]
    prefetch_related_objects(commitments, Prefetch("answerables", answerables))
    with_heirs_of(commitments, today)
    return found


@dataclass(frozen=True, slots=True)
class GridRow:
    commitment: Commitment
    href: str
    cells: list[Square | None]  # None: a year before the meeting it was promised in

    @property
    def text(self) -> Trilingual:
        words = self.commitment.short or self.commitment.text
        return Trilingual(
            **{language: f"{self.commitment.number}. {text}" for language, text in words.as_dict().items()}
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """The programme page: counts come from the record on the day it is looked at."""

    programme: Programme
    obligations: list[Obligation]
    years: list[int]
    grid: list[GridRow]
    counts: dict[Progress, int]
    asleep: list[Sleeping]
    late_items: list[tuple[PlanItem, date]]
    late: list[Obligation]
    is_unsummed: bool
    to_close: list[ToClose]
    visits: visits.Overview
    amendments: list[Amendment]


def overview(programme: Programme, today: date, seat: Seat | None = None) -> Overview:
    counted = facts([programme], today)
    commitments = commitments_of([programme])
    for commitment in commitments:
        commitment.programme = programme
    years = list(range(programme.term_start.year, programme.term_end.year + 1))
    obligations = list(programme.obligations.order_by("due", "id"))
    owes = not is_closed(programme, today)
    return Overview(
        programme=programme,
        obligations=obligations,
        years=years,
        grid=[
            GridRow(
                commitment=each,
                href=reverse("commitments:commitment", args=[programme.slug, each.key]),
                cells=[_square(each, programme, counted, year, today) for year in years],
            )
            for each in commitments
        ],
        counts=Counter(state_now(c, programme, counted, today) for c in commitments),
        asleep=sleeping(commitments, {programme.pk: programme}, counted, today),
        late_items=late_items(counted, today) if owes else [],
        late=[one for one in obligations if owes and one.met_on is None and one.due < today],
        is_unsummed=stage_of(programme) == Stage.IN_FORCE and bool(unsummed([programme], today)),
        to_close=to_close([programme], seat, today),
        visits=visits.overview(programme, today),
        amendments=list(open_amendments(programme)) if getattr(programme, "is_amended", True) else [],
    )


def _square(
    commitment: Commitment, programme: Programme, counted: Facts, year: int, today: date
) -> Square | None:
    if commitment.promised_on is not None and year < commitment.promised_on.year:
        return None
    now = year == today.year
    state = (
        state_now(commitment, programme, counted, today)
        if now
        else cell(commitment, programme, counted, year, today)
    )
    here = counted.of(commitment.pk, year)
    late = here.owed + (counted.owed.get(commitment.pk, 0) if now else 0)
    # Late by its own deadline only, with nothing in a plan: there is no number to say.
    number = {Progress.DONE: here.done or "", Progress.LATE: late or "", Progress.ON_TRACK: here.in_time}.get(
        state, ""
    )
    return Square(state, number)
