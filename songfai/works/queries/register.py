"""The register of a unit's works: any filter, any depth, a million rows; and its figures, counted from an index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from songfai.kit.by_id import by_id, give
from songfai.kit.standing import standing
from songfai.kit.streams import BUDGET, Key, Streams, passed
from songfai.kit.text import fold
from songfai.kit.word_index import LEAST, ids_with_short
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.works.models import Author, PartnerWork, Submission, Work, WorkField
from songfai.works.models.works import CARRIED
from songfai.works.queries.narrowing import Filter, narrowed, stages_of
from songfai.works.queries.works import as_handed_in, bodies_of, own_works
from songfai.works.states import CREATORS, ELSEWHERE, GROUPS, RUNNING, Stage

# So many works of one's own, or late ones, are named by their numbers.
NAMED = 2000
# What a line of the register tells of a work.
SHOWN = ("key", "institution", "unit", "stage", "level", "title", "type", "listed_on")


def streams_of(seat: Seat | None, wanted: Filter, today: date) -> Streams[Work]:
    """What a person may see of the register, narrowed. Who reads in the unit sees all that was filed there, and drafts that
    are the person's own or that an officer entered; who does not read sees the own works."""
    if seat is None or wanted.impossible or not can(seat, "works"):
        return Streams(None)
    rows = Work.objects.all()
    if wanted.year is not None:
        rows = rows.filter(listed_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    narrow, passing = _conditions(wanted)
    kept = _bodies(seat, wanted)
    if not can(seat, "read"):
        own = narrowed(own_works(seat), wanted, today).order_by("-listed_on", "-id")
        ids = list(own.values_list("pk", flat=True)[:NAMED])
        return Streams(rows.filter(pk__in=ids), day="listed_on", few=True) if ids else Streams(None)
    passing.append(_seen(seat))
    words = fold(wanted.text).split()
    few = ids_with_short("works_work", words, BUDGET)
    # Where the index has found the words, those too short for it are still asked of the rows.
    narrow += [Q(search__contains=word) for word in words if few is None or len(word) < LEAST]
    if wanted.late:
        late = Submission.objects.filter(due__lt=today, stage__in=sorted(RUNNING))
        if few is None:
            few = _named(late.filter(institution__in=kept))
        passing.append(Q(Exists(late.filter(work=OuterRef("pk")))))
    if wanted.unit is not None:
        if wanted.unit.institution_id not in kept:
            return Streams(None)
        # The works of a unit are those of its institution.
        rows = rows.filter(unit=wanted.unit)
    if few is not None:
        rows = rows.filter(pk__in=few, institution__in=kept)
        return Streams(rows, narrow, passing, CARRIED, day="listed_on", few=True) if few else Streams(None)
    if wanted.unit is not None:
        return Streams(rows, narrow, passing, CARRIED, day="listed_on")
    if wanted.stage and wanted.stage not in GROUPS:
        rows = rows.filter(stage=wanted.stage)
    return Streams(rows, narrow, passing, CARRIED, by="institution", values=kept, day="listed_on")


def _bodies(seat: Seat, wanted: Filter) -> list[int]:
    return sorted(pk for pk in bodies_of(seat) if wanted.body is None or pk == wanted.body.pk)


def _seen(seat: Seat) -> Q:
    """Of the unit's works: what was filed, and the drafts the person has a part in."""
    seen = ~Q(stage=Stage.DRAFT) | Q(entered_by=seat.account_id)
    if can(seat, "record"):
        seen |= Q(on_behalf=True)
    if named := _own_drafts(seat.account_id):
        seen |= Q(pk__in=named)
    return seen


@standing
def _own_drafts(account: int) -> QuerySet[Author, int]:
    drafts = Author.objects.filter(account=account, work__stage=Stage.DRAFT)
    return drafts.order_by().values_list("work", flat=True)[:NAMED]


def _conditions(wanted: Filter) -> tuple[list[Q], list[Q]]:
    """What is asked of each row, but for the words, and what the index and other tables can answer."""
    narrow: list[Q] = []
    passing: list[Q] = []
    if wanted.field is not None:
        links = Work.fields.through.objects.filter(work=OuterRef("pk"), workfield=wanted.field)
        passing.append(Q(Exists(links)))
    if wanted.stage:
        passing.append(Q(stage__in=sorted(stages_of(wanted.stage))))
        if wanted.stage == Stage.PARTNER:
            narrow.append(Q(partner__withdrawn_at=None))
    else:
        # Of the partner's works a list is told where it is asked for them: these are not the unit's.
        passing.append(~Q(stage=Stage.PARTNER))
    if wanted.type:
        passing.append(Q(type=wanted.type))
    if wanted.level:
        passing.append(Q(level=wanted.level))
    if wanted.no_unit:
        passing.append(Q(unit=None))
    return narrow, passing


def _named(late: QuerySet[Submission]) -> list[int] | None:
    """The works of these submissions, where they are a few."""
    found = list(late.order_by().values_list("work", flat=True)[: NAMED + 1])
    return found if len(found) <= NAMED else None


def every(streams: Streams[Work], seat: Seat | None, size: int = 1000) -> Iterator[list[Work]]:
    """All rows of the streams, newest first, some hundred at a time, as the person has them in the list; nothing is left out
    however rare they are."""
    after: Key | None = None
    while True:
        keys, end = passed(streams, after, size)
        rows = shown([pk for _day, pk in keys[:size]], seat)
        if keys:
            yield [rows[pk] for _day, pk in keys[:size] if pk in rows]
        after = keys[size - 1] if len(keys) > size else end
        if after is None:
            return


def shown(ids: Sequence[int], seat: Seat | None) -> dict[int, Work]:
    """The lines of the register: works with their first authors, their fields and the newest submission, as `with_list` has
    them, and as the person reads them; a unit or a body that fifty rows have is read once."""
    rows = by_id(Work, SHOWN, ids)
    units = {row.pk: row for row in by_id(Unit, ("name",), {row.unit_id for row in rows})}
    named = {
        row.pk: row
        for row in by_id(
            Institution, ("name", "short_name", "over_time"), {row.institution_id for row in rows}
        )
    }
    authors: dict[int, list[Author]] = {pk: [] for pk in ids}
    for author in by_id(Author, ("work", "name"), ids, key="work"):
        authors[author.work_id].append(author)
    fields = _fields_of(ids)
    submissions: dict[int, list[Submission]] = {pk: [] for pk in ids}
    columns = ("work", "scheme", "year", "number", "filed_on", "due", "stage")
    for submission in by_id(Submission, columns, ids, key="work"):
        submissions[submission.work_id].insert(0, submission)
    released = [row.pk for row in rows if row.stage == Stage.PARTNER]
    says = ("work", "body", "unit_then", "filed_on")
    told = {one.work_id: one for one in by_id(PartnerWork, says, released, key="work")} if released else {}
    for row in rows:
        if row.pk in told:
            row.partner = told[row.pk]
        row.institution = named[row.institution_id]
        row.unit = units.get(row.unit_id) if row.unit_id else None
        give(row, authors=authors[row.id], fields=fields[row.id], submissions=submissions[row.id])
    as_handed_in(rows, seat)
    return {row.pk: row for row in rows}


def _fields_of(ids: Sequence[int]) -> dict[int, list[WorkField]]:
    found: dict[int, list[WorkField]] = {pk: [] for pk in ids}
    links = list(by_id(Work.fields.through, ("work", "workfield"), ids, key="work"))
    known = {
        row.pk: row for row in by_id(WorkField, ("name", "position"), {one.workfield_id for one in links})
    }
    for one in sorted(links, key=lambda one: known[one.workfield_id].position):
        found[one.work_id].append(known[one.workfield_id])
    return found


def years(seat: Seat | None, today: date) -> list[int]:
    """From the first work of the unit to this year, newest first: two look-ups, not a walk."""
    if seat is None:
        return []
    first = min((day for body in bodies_of(seat) for day in _first_day(body)), default=today)
    return list(range(max(today.year, first.year), first.year - 1, -1))


@standing
def _first_day(body: int) -> QuerySet[Work, date]:
    rows = Work.objects.filter(institution=body).order_by("listed_on", "id")
    return rows.values_list("listed_on", flat=True)[:1]


def has_more_units(seat: Seat | None, most: int) -> bool:
    """Whether there are more of `units_of` than so many."""
    return seat is not None and len(_units_listed(bodies=bodies_of(seat), most=most + 1)) > most


@standing
def _units_listed(*, bodies: frozenset[int], most: int) -> QuerySet[Unit, int]:
    return Unit.objects.filter(institution__in=bodies).order_by("id").values_list("pk", flat=True)[:most]


def units_of(seat: Seat | None) -> QuerySet[Unit]:
    """All units of the institution, also those that were closed: works stay where they were made."""
    return (
        Unit.objects.filter(institution__in=bodies_of(seat) if seat else ())
        .order_by("id")
        .only("name", "valid_to", "institution")
    )


def bodies(seat: Seat | None) -> QuerySet[Institution]:
    """The institution, and those whose register it has taken over."""
    return Institution.objects.filter(pk__in=bodies_of(seat) if seat else ()).order_by("id")


# ---------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class Figures:
    """Works of one unit as it was when they were made: `counts` by the names of GROUPS. Without a unit they were entered
    for the institution itself."""

    institution: Institution
    unit: Unit | None
    counts: dict[str, int]


def figures(seat: Seat | None, wanted: Filter) -> list[Figures]:
    """Filed works by unit, each counted once, in its newest state; drafts are not counted. One statement counts them all.

    A work belongs for good to the unit it was entered in: one that was closed or carried on by another keeps its own line.
    """
    if seat is None or wanted.impossible or not can(seat, "read"):
        return []
    found: dict[tuple[int, int | None], dict[str, int]] = {}
    for body in _bodies(seat, wanted):
        for unit, stage, number in _counts_of(body, wanted):
            line = found.setdefault((body, unit), dict.fromkeys(GROUPS, 0))
            for name, (_words, stages) in GROUPS.items():
                line[name] += number if stage in stages else 0
    units = {row.pk: row for row in _units({unit for _body, unit in found})}
    named = {row.pk: row for row in Institution.objects.filter(pk__in={body for body, _unit in found})}
    rows = [
        Figures(named[body], units[unit] if unit else None, counts) for (body, unit), counts in found.items()
    ]
    return sorted(rows, key=lambda one: (-one.counts["filed"], one.unit.pk if one.unit else 0))


def _units(ids: set[int | None]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in={pk for pk in ids if pk is not None}).select_related("succeeded_by")


def _counts_of(body: int, wanted: Filter) -> Iterator[tuple[int | None, str, int]]:
    narrow, passing = _conditions(wanted)
    # What was recognised before this register was decided elsewhere: `recognised_before` counts it.
    neither = [Stage.DRAFT, *ELSEWHERE]
    rows = Work.objects.filter(~Q(stage__in=neither), *narrow, *passing, institution=body)
    if wanted.year is not None:
        rows = rows.filter(listed_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.unit is not None:
        rows = rows.filter(unit=wanted.unit)
    counts: Any = rows.order_by().values_list("unit", "stage").annotate(number=Count("pk"))
    yield from counts


def recognised_before(seat: Seat | None, wanted: Filter) -> int:
    """Works recognised on paper before this register, by the same filter: told beside the figures, never in them."""
    if seat is None or wanted.impossible or wanted.stage or not can(seat, "read"):
        return 0
    narrow, passing = _conditions(wanted)
    rows = Work.objects.filter(*narrow, *passing, institution__in=_bodies(seat, wanted), stage=Stage.PAST)
    if wanted.year is not None:
        rows = rows.filter(listed_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.unit is not None:
        rows = rows.filter(unit=wanted.unit)
    return rows.count()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another institution whose people are co-authors of works filed here: how many works, and how many persons."""

    institution: Institution
    works: int
    persons: int


def figures_elsewhere(seat: Seat | None, wanted: Filter) -> list[Elsewhere]:
    """Of the works that `figures` counts: those with co-authors of other institutions, by the institution they acted for when
    the work was handed in. Those with most works first."""
    if seat is None or wanted.impossible or not can(seat, "read"):
        return []
    narrow, passing = _conditions(wanted)
    works = Work.objects.filter(
        ~Q(stage=Stage.DRAFT), *narrow, *passing, institution__in=_bodies(seat, wanted)
    )
    if wanted.year is not None:
        works = works.filter(listed_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.unit is not None:
        works = works.filter(unit=wanted.unit)
    # Asked of the authors who have another institution: few, and found by an index.
    counted = Exists(works.order_by().filter(pk=OuterRef("work")))
    rows = Author.objects.filter(counted, home__isnull=False, role__in=sorted(CREATORS))
    counts: Any = rows.order_by().values("home")
    counts = counts.annotate(works=Count("work", distinct=True), persons=Count("account", distinct=True))
    found = {one["home"]: (one["works"], one["persons"]) for one in counts}
    named = Institution.objects.in_bulk(found)
    lines = [Elsewhere(named[pk], works, persons) for pk, (works, persons) in found.items()]
    return sorted(lines, key=lambda one: (-one.works, one.institution.pk))
