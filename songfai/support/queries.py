"""Reads about support, rates and the balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from songfai.kit import validity
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.models import Activity
from songfai.plans.states import FINISHED
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.programmes.states import CommitmentType
from songfai.support import balance
from songfai.support.balance import Apart, Line, Unit
from songfai.support.measures import MEASURES, given
from songfai.support.models import Agreed, Paper, Payment, Rate, RateTable, RateVersion, Support
from songfai.support.states import AHEAD, AgreedState, RateState, SupportState

# Activities of these kinds bring something that the balance counts.
GIVING = (CommitmentType.COURSE, CommitmentType.STUDENTS, CommitmentType.SUPPORT, CommitmentType.EXPERIENCE)


def support_of(programme: Programme) -> QuerySet[Support]:
    """Newest year first, with what a list shows of each."""
    return (
        Support.objects.filter(programme=programme)
        .select_related("commitment", "activity", "giver_party__institution", "receiver_party__institution")
        .prefetch_related(
            Prefetch("papers", Paper.objects.select_related("file").order_by("dated", "id")),
            Prefetch(
                "payments", Payment.objects.select_related("rate__version__table").order_by("paid_on", "id")
            ),
        )
        .order_by("-year", "-id")
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of support is narrowed to. Empty values do not narrow."""

    text: str = ""
    year: int | None = None
    kind: str = ""
    state: str = ""
    giver: int | None = None


def narrowed(rows: QuerySet[Support], wanted: Filter) -> QuerySet[Support]:
    if wanted.text:
        rows = rows.filter(search__contains=fold(wanted.text))
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.giver:
        rows = rows.filter(giver=wanted.giver)
    return rows


def not_entered(programme: Programme, limit: int) -> list[Activity]:
    """Finished activities of kinds that give something, of which no support is entered yet."""
    return list(
        Activity.objects.filter(programme=programme, kind__in=GIVING, state__in=FINISHED, support=None)
        .select_related("item", "commitment")
        .prefetch_related("figures")
        .order_by("-starts_on", "-id")[:limit]
    )


def activities_to_choose(programme: Programme) -> QuerySet[Activity]:
    return Activity.objects.filter(programme=programme, state__in=FINISHED).order_by("-starts_on", "-id")


# ---------------------------------------------------------------- the balance


def agreed_units(programme: Programme) -> dict[str, Unit]:
    """Measure -> the unit both sides agreed."""
    rows = Agreed.objects.filter(programme=programme, state=AgreedState.AGREED)
    return {one.measure: Unit(one.unit, one.per, one.counted) for one in rows}


def agreements_of(programme: Programme) -> QuerySet[Agreed]:
    return Agreed.objects.filter(programme=programme).order_by("measure", "id")


def years_of(programme: Programme) -> list[int]:
    first, last = programme.term_start.year, programme.term_end.year
    assert first is not None, "a term begins in a known year"
    assert last is not None, "a term ends in a known year"
    return list(range(first, last + 1))


def balance_of(programme: Programme, years: list[int], agreed: dict[str, Unit]) -> list[Line]:
    """What the sides gave one another, in the units they have `agreed` (agreed_units)."""
    return whole_balance(programme, years, agreed)[0]


def whole_balance(
    programme: Programme, years: list[int], agreed: dict[str, Unit]
) -> tuple[list[Line], list[Apart]]:
    """The balance of the sides, and beside it what further parties gave and received. Two queries, whatever there is to
    count."""
    all_given = given(programme, years)
    between = all_given.between_sides()
    numbers = {measure.slug: measure.numbers(between) for measure in MEASURES}
    beside = balance.apart(MEASURES, all_given, years, agreed)
    return balance.lines(MEASURES, numbers, years, agreed), beside


def waiting_for_receipt(programme: Programme) -> int:
    """How many lines are promised or delivered and not yet confirmed, counted up to a hundred."""
    rows = Support.objects.filter(programme=programme, state__in=AHEAD).order_by()
    return rows[:100].count()


def to_receive(programmes: Iterable[Programme], seat: Seat, limit: int = 20) -> list[Support]:
    """What the other side has delivered and the seat's own side has not confirmed yet, the oldest first; one query."""
    by_id = {programme.pk: programme for programme in programmes}
    own: dict[int, list[int]] = {1: [], 2: []}
    for programme in by_id.values():
        if side := side_of(programme, seat):
            own[side.position].append(programme.pk)
    theirs = Q(programme__in=own[1], giver=2) | Q(programme__in=own[2], giver=1)
    rows = Support.objects.filter(theirs, state=SupportState.DELIVERED)
    rows = rows.select_related("giver_party__institution", "receiver_party__institution")
    rows = rows.order_by("delivered_on", "id")[:limit]
    found = list(rows)
    for row in found:
        row.programme = by_id[row.programme_id]
    return found


# ---------------------------------------------------------------- rates


def rate_tables(institution_id: int | None, whole: bool = False) -> QuerySet[RateTable]:
    """Common tables and the institution's own (`whole`: every institution's), with versions and rates."""
    tables = RateTable.objects.all()
    if not whole:
        tables = tables.filter(Q(institution=None) | Q(institution=institution_id))
    return (
        tables.select_related("institution")
        .prefetch_related(
            Prefetch("versions", RateVersion.objects.order_by(F("valid_from").asc(nulls_first=True), "id")),
            Prefetch("versions__rates", Rate.objects.order_by("position", "id")),
        )
        .order_by("slug")
    )


def usable_rates(institution_id: int | None) -> QuerySet[Rate]:
    """Rates one may choose for a payment: not those of a draft."""
    return (
        Rate.objects.filter(
            Q(version__table__institution=None) | Q(version__table__institution=institution_id)
        )
        .exclude(version__state=RateState.DRAFT)
        .select_related("version__table")
        .order_by("version__table__slug", "-version__valid_from", "position", "id")
    )


def version_on(table: RateTable, day: date) -> RateVersion | None:
    """The version that applies on a day, drafts left out. Reads table.versions."""
    return validity.on([one for one in table.versions.all() if one.state != RateState.DRAFT], day)


def versions_beside(version: RateVersion) -> QuerySet[RateVersion]:
    return (
        RateVersion.objects.filter(table=version.table_id)
        .exclude(pk=version.pk)
        .exclude(state=RateState.DRAFT)
    )
