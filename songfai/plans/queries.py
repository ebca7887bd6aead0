"""Reads about plans and activities."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from songfai.kit.text import fold
from songfai.kit.word_index import RARE, ids_with
from songfai.kit.years import YearOf
from songfai.parties.models import Seat
from songfai.parties.queries import carriers
from songfai.plans.models import Activity, Evidence, Figure, Plan, PlanItem, Template
from songfai.plans.rules import CommitmentYear, cell_of_item, item_due
from songfai.plans.states import FINISHED, ActivityState
from songfai.plans.then import as_stood, formers_on, stood_otherwise
from songfai.programmes.answered import Named
from songfai.programmes.models import Programme
from songfai.programmes.queries import bodies_of, own_programmes, visible_to
from songfai.programmes.states import ObligationKind
from songfai.record.states import Stage


def plans_visible_to(seat: Seat, programme: Programme) -> QuerySet[Plan]:
    """Versions that were offered, and the drafts of one's own side."""
    return (
        Plan.objects.filter(programme=programme)
        .filter(Q(document__isnull=False) | Q(drafted_by__in=bodies_of(seat)))
        .select_related("document__standing", "drafted_by", "programme")
        .order_by("-year", "-version", "-id")
    )


def in_force(programme: Programme) -> QuerySet[Plan]:
    return Plan.objects.filter(programme=programme, document__standing__stage=Stage.IN_FORCE)


def current(programme: Programme, year: int) -> Plan | None:
    """The version of the year's plan that is in force."""
    return in_force(programme).filter(year=year).select_related("document__standing").first()


def reviewed_years(programme: Programme) -> set[int]:
    """Years whose annual review was held and signed: its directions can be carried into the next plan."""
    met = programme.obligations.filter(kind=ObligationKind.ANNUAL_REVIEW, met_on__isnull=False)
    return set(met.values_list("year", flat=True))


def sources_for(seat: Seat, plan: Plan) -> QuerySet[Plan]:
    """Plans in force that a draft can be filled from: of its own programme, then of similar ones of the institution."""
    return (
        Plan.objects.filter(
            programme__in=own_programmes(seat).order_by().values("pk"),
            document__standing__stage=Stage.IN_FORCE,
        )
        .select_related("programme", "document")
        .annotate(other=Case(When(programme=plan.programme_id, then=0), default=1))
        .order_by("other", "-year", "-id")
    )


def templates_for(seat: Seat, programme: Programme) -> QuerySet[Template]:
    """Templates of one's own institution: those of the programme, then those for all."""
    return (
        Template.objects.filter(institution__in=bodies_of(seat))
        .filter(Q(programme=programme) | Q(programme=None))
        .annotate(size=Count("items"), general=Case(When(programme=None, then=1), default=0))
        .order_by("general", "-saved_at", "-id")
    )


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    parties = [f"{name}_party__institution" for name in ("lead", "coordinator", "payer")]
    return plan.items.select_related("commitment", *parties).order_by("number", "id")


def activities_visible_to(seat: Seat) -> QuerySet[Activity]:
    return Activity.objects.filter(programme__in=visible_to(seat)).exclude(programme__document=None)


def holding(activities: QuerySet[Activity], words: Sequence[str]) -> QuerySet[Activity]:
    """Those in which every one of the folded words stands; a rare word is looked up, not read for (kit.word_index)."""
    rare = ids_with("plans_activity", words, RARE) if words else None
    if rare is not None:
        activities = activities.filter(pk__in=rare)
    for word in words:
        activities = activities.filter(search__contains=word)
    return activities


def activities_of(programme: Programme) -> QuerySet[Activity]:
    """Newest first, with what a page of one or a file of them tells; a list shows less (`listed`)."""
    return (
        Activity.objects.filter(programme=programme)
        .select_related(
            "commitment",
            "item__plan",
            "item__lead_party__institution",
            "unit",
            "person",
            "lead_party__institution",
            "coordinator_party__institution",
        )
        .prefetch_related(
            Prefetch("figures", Figure.objects.order_by("id")),
            Prefetch("evidence", Evidence.objects.select_related("file").order_by("dated", "id")),
        )
        .order_by("-starts_on", "-id")
    )


def listed(programme: Programme) -> QuerySet[Activity]:
    """Newest first, with no more than a page of them shows: fifty rows of the bodies and units behind them cost more than the
    page itself. Papers are counted of the rows that are shown: joined and grouped, all activities of the programme would be
    read and sorted for one page."""
    papers = (
        Evidence.objects.filter(activity=OuterRef("pk"))
        .order_by()
        .values("activity")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Activity.objects.filter(programme=programme)
        .select_related("commitment")
        .only(
            "key",
            "side",
            "title",
            "starts_on",
            "ends_on",
            "place",
            "state",
            "item",
            "programme",
            "commitment__number",
        )
        .prefetch_related(
            Prefetch("figures", Figure.objects.only("activity", "label", "value", "unit").order_by("id"))
        )
        .annotate(papers=Coalesce(Subquery(papers), 0))
        .order_by("-starts_on", "-id")
    )


def who_answers(activity: Activity) -> Named | None:
    """The unit and the person an activity names; of a unit that had ended by its first day, which carries on for it, if any.
    No query while the unit lives; else the two of parties.queries.carriers."""
    unit, person, field_id = activity.unit, activity.person, activity.commitment.field_id
    if unit is None:
        return Named(None, person, None, None) if person else None
    carried = carriers([(unit, field_id)], activity.starts_on)
    place = unit.pk, field_id
    return Named(unit, person, None, None, heir=carried.get(place), ended=place in carried)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of activities is narrowed to. Empty values do not narrow."""

    text: str = ""
    year: int | None = None
    commitment: int | None = None
    state: str = ""
    side: int | None = None
    keys: tuple[UUID, ...] = ()


def narrowed(activities: QuerySet[Activity], wanted: Filter) -> QuerySet[Activity]:
    if wanted.text:
        activities = activities.filter(search__contains=fold(wanted.text))
    if wanted.year:
        activities = activities.filter(
            starts_on__gte=date(wanted.year, 1, 1), starts_on__lte=date(wanted.year, 12, 31)
        )
    if wanted.commitment:
        activities = activities.filter(commitment__number=wanted.commitment)
    if wanted.state:
        activities = activities.filter(state=wanted.state)
    if wanted.side:
        activities = activities.filter(side=wanted.side)
    if wanted.keys:
        activities = activities.filter(key__in=wanted.keys)
    return activities


@dataclass(frozen=True, slots=True)
class Facts:
    """Counted facts of programmes up to a day: by (commitment id, year), and the newest evidence of each."""

    until: date
    years: dict[tuple[int, int], CommitmentYear]
    last_evidence: dict[int, date]
    # Items of earlier years, by commitment, that are neither done nor cancelled: they are late until they are.
    owed: dict[int, int] = field(default_factory=dict)
    # Items, by key and year, whose quarter is over, under which nothing was finished and that were not given up.
    overdue: frozenset[tuple[UUID, int]] = frozenset()

    # Commitments under which there was any activity, and under which anything was finished, in whatever year.
    begun: frozenset[int] = frozenset()
    finished: frozenset[int] = frozenset()

    def of(self, commitment_id: int, year: int) -> CommitmentYear:
        return self.years.get((commitment_id, year), CommitmentYear())

    def never_planned(self, commitment_id: int, until: int) -> bool:
        """Whether it came into no plan in force up to a year, and nothing was done of it without one either."""
        own = [one for (key, year), one in self.years.items() if key == commitment_id and year <= until]
        return not any(one.planned or one.done or one.off_plan for one in own)


def facts(programmes: Iterable[Programme], until: date) -> Facts:
    """Count plan items and activities up to and including `until`, in three queries for any number of programmes, four where
    some stand otherwise since (plans.then). The database adds the activities up by item and year: years of them are a few rows
    for each commitment.

    An item counts once, by the first finished activity under it in any version of the plan; finished
    activities without an item in the plan in force count as off plan.
    """
    programmes = list(programmes)
    items = PlanItem.objects.filter(
        plan__programme__in=programmes, plan__document__standing__stage=Stage.IN_FORCE
    ).values_list("key", "commitment_id", "plan__year", "quarter")
    formers = formers_on(programmes, until)
    begun = Activity.objects.filter(programme__in=programmes, starts_on__lte=until).order_by()
    # Asked in the database: of a year long past, most activities stand otherwise by now.
    otherwise = Exists(stood_otherwise(until).filter(activity=OuterRef("pk")).order_by())
    cancelled = Q(state=ActivityState.CANCELLED)
    over = Q(state__in=FINISHED, ends_on__lte=until)
    # The newest evidence may be younger than the day; then the newest of the day is looked for.
    of_day = (
        Evidence.objects.filter(activity=OuterRef("pk"), dated__lte=until).order_by("-dated").values("dated")
    )
    rows = (
        begun.filter(~otherwise)
        .annotate(
            own_year=Case(When(item=None, then=YearOf("starts_on"))),
            shown_on=Case(
                When(evidence_at__lte=until, then="evidence_at"),
                When(evidence_at__gt=until, then=Subquery(of_day[:1])),
            ),
        )
        .values("commitment_id", "item__key", "item__plan__year", "own_year")
        .annotate(
            alive=Count("pk", filter=~cancelled),
            cancelled=Count("pk", filter=cancelled),
            finished=Count("pk", filter=over),
            finished_on=Min("ends_on", filter=over),
            newest=Max("shown_on"),
            attested=Max("attested_on", filter=Q(attested_on__lte=until)),
        )
        .values_list(
            "commitment_id", "item__key", "item__plan__year", "own_year",
            "alive", "cancelled", "finished", "finished_on", "newest", "attested",
        )
    )  # fmt: skip
    moved = begun.filter(otherwise).select_related("item__plan").annotate(shown_on=Subquery(of_day[:1]))
    stood = as_stood(list(moved), formers, until) if formers else ()
    return _counted(list(items), [*rows, *(_alone(one, until) for one in stood)], until)


def _alone(row: Activity, until: date) -> tuple:
    """One activity as a row of those the database adds up."""
    given_up = row.state == ActivityState.CANCELLED
    done = row.state in FINISHED and row.ends_on <= until
    item, own_year = row.item, None if row.item else row.starts_on.year
    attested = row.attested_on if row.attested_on and row.attested_on <= until else None
    return (
        row.commitment_id, item and item.key, item and item.plan.year, own_year, int(not given_up), int(given_up),
        int(done), row.ends_on if done else None, row.__dict__["shown_on"], attested,
    )  # fmt: skip


def _counted(items: list[tuple], rows: Iterable[tuple], until: date) -> Facts:
    planned = {(key, year) for key, _commitment, year, _quarter in items}
    finished: dict[tuple[UUID, int], date] = {}
    years: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    last: dict[int, date] = {}
    cancelled: set[tuple[UUID, int]] = set()
    pursued: set[tuple[UUID, int]] = set()
    for commitment, key, plan_year, own_year, alive, given_up, done, done_on, shown, attested in rows:
        place = commitment, plan_year or own_year
        if alive:
            years[place]["activities"] += alive
            pursued.add((key, plan_year))
        if given_up:
            cancelled.add((key, plan_year))
        for day in (shown, attested):
            if day:
                last[commitment] = max(last.get(commitment, day), day)
        if not done:
            continue
        if (key, plan_year) in planned:
            finished[key, plan_year] = min(finished.get((key, plan_year), done_on), done_on)
        else:
            years[place]["off_plan"] += done
    owed: dict[int, int] = defaultdict(int)
    overdue: set[tuple[UUID, int]] = set()
    given = cancelled - pursued
    for key, commitment, year, quarter in items:
        cell = cell_of_item(item_due(year, quarter), finished.get((key, year)), until)
        counts = years[commitment, year]
        counts.update(("planned", cell))
        if cell != "overdue":
            continue
        if (key, year) in given:
            counts["given_up"] += year == until.year
        else:
            overdue.add((key, year))
            owed[commitment] += year < until.year
    told = {place: CommitmentYear(**counts) for place, counts in years.items()}
    return Facts(
        until,
        told,
        last,
        dict(owed),
        frozenset(overdue),
        begun=frozenset(pk for (pk, _year), one in told.items() if one.activities),
        finished=frozenset(pk for (pk, _year), one in told.items() if one.done),
    )


# A plan may be years behind: of its items, plans and programmes only what is shown of them is read.
OVERDUE = (
    "key", "number", "title", "quarter", "plan__key", "plan__year", "plan__programme__slug", "plan__programme__title",
    "commitment__settled", "commitment__carried_to",
)  # fmt: skip


def overdue_items(counted: Facts) -> list[tuple[PlanItem, date]]:
    """Items of plans in force that `facts` found overdue, with the day each was due and what a page says of it; one
    query."""
    items = (
        PlanItem.objects.filter(
            key__in={key for key, _year in counted.overdue}, plan__document__standing__stage=Stage.IN_FORCE
        )
        .select_related("plan__programme", "commitment")
        .only(*OVERDUE)
        .order_by("plan__year", "quarter", "number")
    )
    return [
        (item, item_due(item.plan.year, item.quarter))
        for item in items
        if (item.key, item.plan.year) in counted.overdue
    ]


def upcoming(programmes: Iterable[Programme], from_day: date, limit: int) -> QuerySet[Activity]:
    """The next activities that have not begun."""
    return (
        Activity.objects.filter(
            programme__in=programmes, starts_on__gte=from_day, state=ActivityState.PLANNED
        )
        .select_related("programme")
        .order_by("starts_on", "id")[:limit]
    )
