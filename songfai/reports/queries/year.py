"""Gathering a programme's year from the rooms below. Reads only what both sides share, and of works how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from songfai.commitments.queries import over, reasons_of, said_of
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.queries import Bearing, Lineage, lineage, valid_on
from songfai.parties.states import Role
from songfai.plans.models import Activity, Evidence, Plan, PlanItem
from songfai.plans.models import Figure as ActivityFigure
from songfai.plans.queries import Facts, facts
from songfai.plans.rules import cell_of_item, days_without_evidence, item_due, progress, require_year_in_term
from songfai.plans.states import FINISHED, ActivityState
from songfai.plans.then import as_stood, formers_on
from songfai.programmes.models import Answerable, Answered, Commitment, Programme, Side
from songfai.programmes.queries import promised_until
from songfai.programmes.states import Progress
from songfai.record.states import Stage
from songfai.reports.counting import counted
from songfai.reports.counting_signed import as_signed
from songfai.reports.facts import (
    ActivityFacts,
    AnnualFacts,
    CommitmentFacts,
    ItemFacts,
    Measure,
    NextDate,
    SideFacts,
    Unplanned,
)
from songfai.reports.figures import Figure
from songfai.reports.queries.indicators import indicators_of_year
from songfai.reports.queries.minutes import a_year_before, agreed_paper, review_facts, reviews_of, signed_of
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.visits_of_year import visits_of_year
from songfai.reports.queries.works_of_year import works_of_programme
from songfai.reviews.queries import for_report
from songfai.reviews.rules import usual_cut_off


def require_year(programme: Programme, year: int) -> None:
    """Refused("year_outside_term") for a year the programme does not cover."""
    require_year_in_term(year, programme.term_start.year or year, programme.term_end.year or year)


def usual_cut_off_of(programme: Programme, year: int, today: date) -> date:
    """That of the year's review when it has been opened, else the end of the year, or today while it runs."""
    kept = reviews_of(programme, year).get(year)
    return kept.cut_off if kept else usual_cut_off(year, today)


def gather(programme: Programme, year: int, cut_off: date, at: datetime) -> AnnualFacts:
    """Everything a report of the year says, as of the end of `cut_off`; a constant number of queries.

    `at` is the moment of compiling, in local time. Whether somebody may see the programme is asked before
    (programmes.queries.visible_to). Ratings, lessons and directions come from minutes in force alone.
    """
    require_year(programme, year)
    years = (year - 1, year)
    reviews = reviews_of(programme, year)
    last_cut_off = reviews[year - 1].cut_off if year - 1 in reviews else a_year_before(cut_off)
    plans = {plan.year: plan for plan in _plans(programme, years)}
    formers = formers_on([programme], cut_off)
    rows = list(as_stood(list(_activities(programme, years, cut_off)), formers, cut_off))
    planned = {(item.key, plan.year) for plan in plans.values() for item in plan.items.all()}
    knowledge = facts([programme], cut_off)
    commitments = list(_commitments(programme, cut_off))
    said_of(commitments, cut_off)  # what both sides settle afterwards does not change the year
    writing = writers([programme], lineage(), cut_off, at.date())
    sides = writing.sides_of(programme)
    known_units = _units_on(programme, cut_off)
    review = for_report(programme, year)
    gathered = AnnualFacts(
        slug=programme.slug,
        title=programme.title,
        kind=programme.kind,
        sides=(sides[0], sides[1]),
        year=year,
        cut_off=cut_off,
        signed_on=programme.signed_on,
        signed_at=programme.signed_at,
        term=(programme.term_start, programme.term_end),
        agreement=agreed_paper(programme.document),
        plan=agreed_paper(plans[year].document) if year in plans else None,
        asleep_after=programme.asleep_after,
        commitments=tuple(
            _commitment(each, programme, knowledge, year, cut_off, known_units) for each in commitments
        ),
        items=_items(plans.get(year), rows, cut_off),
        activities=tuple(_activity(row, cut_off, planned) for row in rows if _year_of(row) == year),
        review=review_facts(review),
        next_dates=_next_dates(programme, at.date()),
        visits=visits_of_year(programme, year, cut_off),
        works=works_of_programme(programme, commitments, year, cut_off),
        compiled_at=at,
        indicators=indicators_of_year(review, commitments, year, cut_off),
        unplanned=_unplanned(
            [one for one in commitments if year in plans and knowledge.never_planned(one.pk, year)], cut_off
        ),
    )
    last_rows = [row for row in rows if _year_of(row) == year - 1 and row.starts_on <= last_cut_off]
    recounted = counted(
        gathered,
        _items(plans.get(year - 1), rows, last_cut_off),
        [_activity(row, last_cut_off, planned) for row in last_rows],
        last_cut_off,
    )
    return as_signed(
        recounted, signed_of(reviews.get(year), cut_off), signed_of(reviews.get(year - 1), last_cut_off)
    )


# ---- Plans and activities ---------------------------------------------------------------------------------


def _plans(programme: Programme, years: Iterable[int]) -> Iterable[Plan]:
    items = PlanItem.objects.select_related("commitment", "lead_party__institution").order_by("number", "id")
    return (
        Plan.objects.filter(programme=programme, year__in=years, document__standing__stage=Stage.IN_FORCE)
        .select_related("document__standing")
        .defer("document__body")
        .prefetch_related(Prefetch("items", items))
    )


def _activities(programme: Programme, years: Sequence[int], until: date) -> Iterable[Activity]:
    of_years = Q(item__plan__year__in=years) | Q(
        item=None, starts_on__gte=date(years[0], 1, 1), starts_on__lte=date(years[-1], 12, 31)
    )
    return (
        Activity.objects.filter(of_years, programme=programme, starts_on__lte=until)
        .select_related("commitment", "item__plan")
        .prefetch_related(
            Prefetch("figures", ActivityFigure.objects.order_by("id")),
            Prefetch("evidence", Evidence.objects.filter(dated__lte=until).order_by("dated", "id")),
        )
        .order_by("starts_on", "id")
    )


def _year_of(row: Activity) -> int:
    """An activity counts for the year of its plan; one without an item for the year in which it began."""
    return row.item.plan.year if row.item else row.starts_on.year


def _is_finished(row: Activity, until: date) -> bool:
    return row.state in FINISHED and row.ends_on <= until


def _items(plan: Plan | None, rows: Sequence[Activity], until: date) -> tuple[ItemFacts, ...]:
    """The lines of the plan in force, each in its cell; an item is finished by its first finished activity."""
    if plan is None:
        return ()
    under: dict[object, list[Activity]] = {}
    for row in rows:
        if row.item and row.item.plan.year == plan.year:
            under.setdefault(row.item.key, []).append(row)
    found = []
    for item in plan.items.all():
        own = under.get(item.key, [])
        finished = min((row.ends_on for row in own if _is_finished(row, until)), default=None)
        due = item_due(plan.year, item.quarter)
        found.append(
            ItemFacts(
                key=str(item.key),
                number=item.number,
                commitment=item.commitment.number,
                title=item.title,
                due=due,
                cell=cell_of_item(due, finished, until),  # type: ignore[arg-type]
                lead=item.lead,
                lead_party=name_of(item.lead_party),
                finished_on=finished,
                cancelled=bool(own) and all(row.state == ActivityState.CANCELLED for row in own),
            )
        )
    return tuple(found)


def _unplanned(commitments: Sequence[Commitment], cut_off: date) -> tuple[Unplanned, ...]:
    reasons = reasons_of(commitments, cut_off)
    return tuple(Unplanned(one.number, one.short or one.text, reasons[one.pk]) for one in commitments)


def _activity(row: Activity, until: date, planned: set[tuple[UUID, int]]) -> ActivityFacts:
    """`planned` are the items of the plans in force: what is not under one of them was done off plan."""
    unfinished = row.state in FINISHED and not _is_finished(row, until)
    return ActivityFacts(
        key=str(row.key),
        commitment=row.commitment.number,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        side=row.side,
        state=ActivityState.IN_PROGRESS if unfinished else row.state,
        place=row.place,
        on_plan=row.item is not None and (row.item.key, row.item.plan.year) in planned,
        result=row.result,
        reason=row.reason,
        measures=tuple(
            Measure(each.label, each.value, each.unit, each.is_estimate, each.definition)
            for each in row.figures.all()
        ),
        evidence=sum(each.dated <= until for each in row.evidence.all()),
        confirmed=row.confirmed_at is not None,
    )


# ---- The programme ----------------------------------------------------------------------------------------


def _commitments(programme: Programme, until: date) -> Iterable[Commitment]:
    return promised_until(programme, until)


def _units_on(programme: Programme, day: date) -> dict[int, list[Trilingual]]:
    """Commitment -> the units that answered for it on the day, in the order of the sides."""
    then = Q(since=None) | Q(since__lte=day)
    now = Answerable.objects.filter(then, commitment__programme=programme)
    before = Answered.objects.filter(then, commitment__programme=programme, until__gte=day)
    rows: list[Answerable | Answered] = [
        *now.select_related("unit", "side").exclude(unit=None),
        *before.select_related("unit", "side").exclude(unit=None),
    ]
    found: dict[int, list[Trilingual]] = {}
    for row in sorted(rows, key=lambda row: row.side.position):
        if row.commitment_id is not None and row.unit is not None:
            found.setdefault(row.commitment_id, []).append(row.unit.name)
    return found


def _commitment(
    row: Commitment,
    programme: Programme,
    known: Facts,
    year: int,
    until: date,
    units: dict[int, list[Trilingual]],
) -> CommitmentFacts:
    last = known.last_evidence.get(row.pk)
    return CommitmentFacts(
        number=row.number,
        text=row.text,
        short=row.short,
        bearer=row.bearer,
        last_evidence=last,
        asleep=_asleep(row, programme, known, year, until),
        units=tuple(units.get(row.pk, ())),
    )


def _asleep(row: Commitment, programme: Programme, known: Facts, year: int, until: date) -> Figure | None:
    """Days without new evidence, for a commitment the grid shows as asleep on the cut-off date."""
    if over(row, until):
        return None  # what both sides have settled is nobody's to wake
    last, since = known.last_evidence.get(row.pk), row.promised_on or _began(programme)
    state = progress(
        known.of(row.pk, year),
        year,
        until,
        last_evidence=last,
        since=since,
        asleep_after=programme.asleep_after,
    )
    if state != Progress.ASLEEP:
        return None
    days = days_without_evidence(last, since, min(until, date(year, 12, 31)))
    return Figure(f"c{row.number}.asleep", days, "commitments", (str(row.number),))


def _began(programme: Programme) -> date:
    """The day from which silence is counted: the signature, else the first day of the term."""
    signed = programme.signed_on.first_day() if programme.signed_on else None
    return signed or programme.term_start.first_day() or date(programme.term_start.year or 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Writers:
    """Who writes a paper: the body that bears each side on the day it is compiled."""

    line: Lineage
    until: date
    day: date
    leaders: dict[int, Seat]

    def sides_of(self, programme: Programme) -> list[SideFacts]:
        return [
            _side(side, self._on(side, self.day), self._on(side, self.until), self.leaders)
            for side in programme.sides.all()
        ]

    def _on(self, side: Side, day: date) -> Bearing:
        return self.line.bearing(side.institution, None, day)


def writers(
    programmes: Iterable[Programme],
    line: Lineage,
    until: date,
    day: date,
    issuer: Institution | None = None,
) -> Writers:
    """Of several programmes, and of the body that issues the paper, in one query for all leaders; what is told is told as
    of `until`, written on `day`."""
    bearing = [
        line.bearing(side.institution, None, day).institution
        for one in programmes
        for side in one.sides.all()
    ]
    return Writers(line, until, day, leaders_of([one for one in (*bearing, issuer) if one], day))


def _side(side: Side, writer: Bearing, then: Bearing, leaders: dict[int, Seat]) -> SideFacts:
    """A paper is written by the body that bears the side on the day it is compiled; what it tells is told of the body
    as it was called on the cut-off date."""
    body, was = writer.institution or side.institution, then.institution or side.institution
    leader = leaders.get(body.pk)
    person = leader.account.person if leader else None
    return SideFacts(
        position=side.position,
        name=body.name_on(writer.day),
        short=was.short_name_on(then.day),
        country=body.country,
        place=body.place,
        parent=body.parent_name,
        symbol=body.symbol,
        unit=side.unit.name if side.unit else Trilingual(),
        leader=person.name if person else Trilingual(),
        post=leader.post if leader and leader.post else side.signatory_post,
    )


def leaders_of(bodies: Iterable[Institution], day: date) -> dict[int, Seat]:
    """Who signs for each body now; the person who signed the programme may have left since."""
    seats = Seat.objects.filter(
        valid_on(day), institution__in=list(bodies), role=Role.LEADER, account__is_active=True
    )
    found: dict[int, Seat] = {}
    for seat in seats.select_related("account__person").order_by("id"):
        found.setdefault(seat.institution_id, seat)
    return found


def _next_dates(programme: Programme, today: date) -> tuple[NextDate, ...]:
    """Every date that was missed, and the next one of each kind."""
    found: list[NextDate] = []
    ahead = set()
    for each in programme.obligations.filter(met_on=None).order_by("due", "id"):
        if each.due < today or each.kind not in ahead:
            found.append(NextDate(each.kind, each.due, each.due < today))
        if each.due >= today:
            ahead.add(each.kind)
    return tuple(found)
