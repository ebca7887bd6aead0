"""Campaigns as people read them: their counts, never the works themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from songfai.kit.paging import Page, pack, read_mark, unknown
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.works import rules
from songfai.works.models import Campaign, CampaignDay, CampaignUnit, Entry, EntryPair, Work
from songfai.works.permissions import may_run
from songfai.works.queries.councils import chain
from songfai.works.queries.marks import marks_of
from songfai.works.queries.works import bodies_of
from songfai.works.states import Counting, Entrants, EntryState, Mark, Stage

# Lines of a ranking that a page shows, and days of its picture.
LINES, DAYS = 200, 60
# From so many per cent of the same wording on two entries are shown to the office as nearly the same.
NEARLY = 60


def launched() -> QuerySet[Campaign]:
    return Campaign.objects.exclude(launched_at=None).select_related("institution").order_by("-opens", "-id")


def campaigns(seat: Seat | None) -> QuerySet[Campaign]:
    """Every campaign that was launched, which is public; a draft is its office's alone."""
    if seat is None or not can(seat, "works"):
        return Campaign.objects.none()
    seen = ~Q(launched_at=None)
    if can(seat, "registry"):
        seen |= Q(institution__in=bodies_of(seat))
    return Campaign.objects.filter(seen).select_related("institution").order_by("-opens", "-id")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of the ranking: its place (lines of the same number share one) and how far its target is reached."""

    place: int
    line: CampaignUnit
    percent: int | None


def ranking(request: HttpRequest, campaign: Campaign) -> Page[Ranked]:
    """A page of the units, those with most entries that count first. Read from an index; on a later page the places are
    counted from it, never taken from the address."""
    rows = campaign.lines.select_related("institution", "unit").order_by("-valid", "id")
    mark = request.GET.get("after", "")
    if mark:
        valid, last = read_mark(mark, 2)
        rows = rows.filter(_below(valid, last))
    found = list(rows[: LINES + 1])
    more, found = len(found) > LINES, found[:LINES]
    places = _places(
        [one.valid for one in found], *(_above(campaign, found[0]) if mark and found else (0, 0))
    )
    query = request.GET.copy()
    if more:
        query["after"] = pack([found[-1].valid, found[-1].pk])
    ranked = [Ranked(place, one, reached(one)) for place, one in zip(places, found, strict=True)]
    return Page(ranked, query.urlencode() if more else "", is_first=not mark)


def _below(valid: object, last: object) -> Q:
    """Further down than a line. Refused: page_unknown."""
    if (
        not isinstance(valid, int)
        or not isinstance(last, int)
        or not (0 <= valid < 2**31 and 0 <= last < 2**63)
    ):
        raise unknown()
    return Q(valid__lt=valid) | Q(valid=valid, pk__gt=last)


def _above(campaign: Campaign, line: CampaignUnit) -> tuple[int, int]:
    """How many lines have more entries that count, and how many with as many stand above it."""
    more = campaign.lines.filter(valid__gt=line.valid).count()
    return more, campaign.lines.filter(valid=line.valid, pk__lt=line.pk).count()


def _places(numbers: Sequence[int], more: int, equal: int) -> list[int]:
    """Lines with the same number share the place of the first of them."""
    places, place = [], more + 1
    for at, number in enumerate(numbers):
        if at and number != numbers[at - 1]:
            place = more + equal + at + 1
        places.append(place)
    return places


def reached(line: CampaignUnit) -> int | None:
    """Whole per cent of the target, never rounded up."""
    return 100 * line.valid // line.target if line.target else None


def lines_of(seat: Seat, campaign: Campaign) -> list[Ranked]:
    """The first lines of the person's own institution, without a place: one more than a page shows where there are more."""
    return [Ranked(0, one, reached(one)) for one in every_line_of(seat, campaign)[: LINES + 1]]


def every_line_of(seat: Seat, campaign: Campaign) -> QuerySet[CampaignUnit]:
    """All lines of the person's own institution."""
    rows = campaign.lines.filter(institution__in=bodies_of(seat)).select_related("institution", "unit")
    return rows.order_by("id")


def totals(campaign: Campaign) -> dict[str, int]:
    """{state or "target": number}, over the lines of the campaign."""
    sums = campaign.lines.aggregate(**{name: Sum(name) for name in ("target", *EntryState)})
    return {str(name): number or 0 for name, number in sums.items()}


def days_of(campaign: Campaign, today: date) -> list[CampaignDay]:
    """The last days of the campaign up to today, those on which nothing was entered too."""
    last = min(today, campaign.closes)
    first = max(campaign.opens, last - timedelta(days=DAYS - 1))
    known = {one.day: one for one in campaign.days.filter(day__range=(first, last))}
    span = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [known.get(day) or CampaignDay(campaign=campaign, day=day) for day in span]


# Who a target is set for: a body, or a unit of the institution that runs the campaign.
Taker = tuple[Institution, Unit | None]


def takers(campaign: Campaign) -> tuple[QuerySet[Institution], QuerySet[Unit]]:
    """Who may be given a target: the institution, the bodies one and two steps below it, and its own units."""
    own = campaign.institution_id
    below = Q(pk=own) | Q(parent=own) | Q(parent__parent=own)
    units = Unit.objects.filter(institution=own, valid_to=None)
    return Institution.objects.filter(below).order_by("id"), units.order_by("id")


def targets_of(campaign: Campaign, of: Iterable[Taker]) -> dict[Taker, int | None]:
    """The targets set for some of them; one query."""
    asked = {(body.pk, unit.pk if unit else None): (body, unit) for body, unit in of}
    units = [unit for _body, unit in asked if unit is not None]
    own = Q(unit__in=units) | Q(unit=None, institution__in=[body for body, unit in asked if unit is None])
    rows = campaign.lines.filter(own).order_by().values_list("institution", "unit", "target")
    return {asked[body, unit]: target for body, unit, target in rows if (body, unit) in asked}


def open_to(work: Work, day: date) -> QuerySet[Campaign]:
    """Campaigns that run today, are for the work's institution, and do not count the work yet."""
    bodies = [one.pk for one in chain(work.institution)]
    counted = Entry.objects.filter(work=work).exclude(state=EntryState.WITHDRAWN).values("campaign")
    running = launched().filter(institution__in=bodies, opens__lte=day, closes__gte=day)
    return running.exclude(pk__in=counted)


def entries_of(work: Work) -> QuerySet[Entry]:
    """The campaigns the work was entered in."""
    return Entry.objects.filter(work=work).select_related("campaign__institution").order_by("id")


def entries(seat: Seat | None, campaign: Campaign) -> QuerySet[Entry]:
    """Every entry, for the office that launched it. It reads titles and authors, nothing of the description."""
    if not may_run(seat, campaign):
        return Entry.objects.none()
    rows = Entry.objects.filter(campaign=campaign).select_related("work", "line__institution", "line__unit")
    return rows.defer("work__search").prefetch_related("work__authors")


def alike(seat: Seat | None, campaign: Campaign) -> QuerySet[EntryPair]:
    """Entries with nearly the same text that both count, for the office that launched the campaign: their titles, authors and
    units, nothing of the description. Those with most of the same wording first."""
    if not may_run(seat, campaign):
        return EntryPair.objects.none()
    rows = EntryPair.objects.filter(
        campaign=campaign, one__state=EntryState.VALID, other__state=EntryState.VALID
    )
    named = [
        f"{side}__{name}" for side in ("one", "other") for name in ("work", "line__institution", "line__unit")
    ]
    return (
        rows.select_related(*named)
        .defer("one__work__search", "other__work__search")
        .prefetch_related("one__work__authors", "other__work__authors")
    )


def asked_by(campaign: Campaign) -> rules.Asked:
    return rules.Asked(
        Entrants(campaign.entrants), Counting(campaign.counting), campaign.applied_from, campaign.applied_to
    )


def offered_by(work: Work) -> rules.Offered:
    known = work.first_applied
    first, last = (known.first_day(), known.last_day()) if known else (None, None)
    return rules.Offered(
        Stage(work.stage),
        marks_of(work)[Mark.UNION].holds,
        (first, last) if first and last else None,
    )
