"""The other side of a programme and its works: which bodies are of which side, what may be released, what was.

A work is compared with those of its own side and with what the other side has released, nothing else of that side: the
same rule whether the two sides have one server or two (docs/adr/0126).
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.novelty import queries as novelty
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.parties.queries import holder_of
from songfai.parties.rules import stands_for
from songfai.programmes.models import Programme, Side
from songfai.programmes.queries import in_force, side_of, that_promise, visible_to
from songfai.programmes.states import ABOUT_WORKS
from songfai.record.models import Log
from songfai.record.states import Stage as Standing
from songfai.works.models import Campaign, PartnerWork, Release, Submission, Work
from songfai.works.queries.councils import chain
from songfai.works.queries.of_year import with_those_below
from songfai.works.rules.releasing import MOST
from songfai.works.states import RECOGNITION, RELEASABLE, EntryState, Scheme, Stage
from songfai.works.terms import work_terms


def borne_by(side: Side, day: date) -> set[int]:
    """Who bears the side on the day, and those it has taken over: works stay where they were filed."""
    holder = holder_of(side.institution, day)
    return {side.institution_id, holder.pk} | set(stands_for(holder.pk, holder.answers, day))


def bodies_of_side(side: Side, day: date) -> list[int]:
    """Whose works are those of a side, as the annual report counts them: also those one and two steps below it."""
    return with_those_below(borne_by(side, day))


def is_on_this_server(programme: Programme, side: Side) -> bool:
    """Else what is said reaches it with a file."""
    return Log.objects.filter(register=programme.register_id, position=side.position, hosted=True).exists()


def counts_works(programme: Programme, day: date) -> bool:
    """Whether it promises campaigns, contests or awards: else its sides release no works (docs/adr/0125)."""
    return that_promise(Programme.objects.filter(pk=programme.pk), ABOUT_WORKS, day).exists()


def programmes_to_release_in(
    seat: Seat | None, day: date, only: Collection[int] | None = None
) -> list[Programme]:
    """In which the person may release works of the own side; then those that count no works any more, where the own side's
    are released still: they can be withdrawn. `only` names which of the latter are wanted."""
    if seat is None or not can(seat, "release"):
        return []
    rows = that_promise(in_force(seat), ABOUT_WORKS, day)
    counting = [one for one in rows if side_of(one, seat) is not None]
    standing = Release.objects.filter(withdrawn_at=None).order_by()
    if only is not None:
        standing = standing.filter(programme__in=only)
    places = set(standing.values_list("programme", "side").distinct())
    others = visible_to(seat).filter(pk__in={pk for pk, _side in places} - {one.pk for one in counting})
    still = [one for one in others if (side := side_of(one, seat)) and (one.pk, side.position) in places]
    return counting + still


# ---------------------------------------------------------------- with what a work is compared


@dataclass(frozen=True, slots=True)
class Around:
    """Of a body: the sides it is of, (programme, position), and the bodies of the sides opposite."""

    sides: frozenset[tuple[int, int]]
    apart: frozenset[int]


def around(institution: Institution, day: date) -> Around:
    """A side's own bodies are those one and two steps below it; so each body looks two steps up for its sides."""
    borne: set[int] = set()
    for body, _step in zip(chain(institution), range(3), strict=False):
        holder = holder_of(body, day)
        borne |= {body.pk, holder.pk} | stands_for(holder.pk, holder.answers, day)
    found = Side.objects.filter(
        institution__in=borne, programme__document__standing__stage=Standing.IN_FORCE
    ).order_by()
    own = frozenset(found.values_list("programme", "position"))
    if not own:
        return Around(own, frozenset())
    opposite = Side.objects.filter(programme__in={pk for pk, _position in own}).select_related("institution")
    others = [one for one in opposite if (one.programme_id, one.position) not in own]
    bodies = {pk for one in others for pk in borne_by(one, day)}
    ours = {one.institution_id for one in opposite if (one.programme_id, one.position) in own}
    return Around(own, frozenset(with_those_below(bodies)) - frozenset(with_those_below(ours | borne)))


def known_elsewhere(work: Work) -> tuple[date, date | None] | None:
    """The novelty date and the day of filing of a work without a submission here, by its paper or by the side that released
    it; None for every other one."""
    if work.stage == Stage.PARTNER:
        return work.partner.day, work.partner.filed_on
    return (work.past.day, None) if work.stage == Stage.PAST else None


Beside = Callable[[], Around]


def beside(institution: Institution, day: date) -> Beside:
    """`around`, asked when it is needed, and once."""
    return cache(lambda: around(institution, day))


# Of so many released works, the newest, that stand on one server twice, one is not counted.
DOUBLES = 256


def doubles(here: Beside | None = None) -> list[str]:
    """Where both sides have one server a released work stands on it twice, as itself and as the partner's copy. The keys of those
    of the two that a body is not compared with: they make no wording common. Without a body the copies are left out."""
    rows = Release.objects.filter(withdrawn_at=None).order_by("-id")
    released = {
        (programme, side, key): institution
        for programme, side, key, institution in rows.values_list(
            "programme", "side", "work__key", "work__institution"
        )[:DOUBLES]
    }
    if not released:
        return []
    copies = PartnerWork.objects.filter(
        programme__in={programme for programme, _side, _key in released},
        side__in=(1, 2),
        origin_key__in={key for _programme, _side, key in released},
        withdrawn_at=None,
    )
    found = []
    told = copies.order_by().values_list("programme", "side", "origin_key", "work__key")
    for programme, side, original, copy in told:
        institution = released.get((programme, side, original))
        if institution is not None:
            reads_the_copy = here is not None and institution in here().apart
            found.append(str(original if reads_the_copy else copy))
    return found


def compared_by(here: Beside) -> novelty.Reader:
    """Of these texts, those that a work of the body is compared with."""

    def among(keys: Collection[str]) -> Collection[str]:
        found = Work.objects.filter(key__in=keys).order_by()
        rows = found.values_list("key", "stage", "institution", "partner__programme", "partner__side")
        return [
            str(key)
            for key, stage, body, programme, side in rows
            if ((programme, 3 - side) in here().sides if stage == Stage.PARTNER else body not in here().apart)
        ]

    return among


# ---------------------------------------------------------------- what is released


def releasable(
    side: Side, day: date, *, year: int | None = None, campaign: Campaign | None = None
) -> QuerySet[Work]:
    """Recognised works of a side; of the year of their decision, or of those a campaign has."""
    rows = Work.objects.filter(institution__in=bodies_of_side(side, day), stage__in=sorted(RELEASABLE))
    if year is not None:
        within = (date(year, 1, 1), date(year, 12, 31))
        decided = Submission.objects.filter(
            work=OuterRef("pk"), scheme=Scheme.BASE, stage__in=sorted(RECOGNITION), decided_on__range=within
        )
        rows = rows.filter(Exists(decided) | Q(stage=Stage.PAST, listed_on__range=within))
    if campaign is not None:
        rows = rows.filter(pk__in=campaign.entries.filter(state=EntryState.VALID).values("work"))
    return rows


def with_terms(rows: QuerySet[Work]) -> QuerySet[Work]:
    """With what `work_terms` reads."""
    submissions = Submission.objects.order_by("-id")
    return (
        rows.select_related("institution", "unit", "past")
        .defer("search")
        .prefetch_related("parts", "benefits__before", "fields", Prefetch("submissions", submissions))
    )


def not_released(rows: QuerySet[Work], programme: Programme) -> QuerySet[Work]:
    standing = Release.objects.filter(programme=programme, withdrawn_at=None).order_by()
    return rows.exclude(pk__in=standing.values("work"))


def with_release(rows: QuerySet[Work], programme: Programme) -> QuerySet[Work]:
    """With what was released of each in this programme, as `work.releases`."""
    return rows.prefetch_related(Prefetch("releases", Release.objects.filter(programme=programme)))


def releases_of(work: Work) -> list[Release]:
    """Where it is released, or was."""
    return list(work.releases.select_related("programme").order_by("id"))


def releases_in(programme: Programme, side: Side) -> QuerySet[Release]:
    """What a side has released, also of works whose recognition was revoked since."""
    return Release.objects.filter(programme=programme, side=side.position).select_related("work", "programme")


def released_off_the_list(programme: Programme, side: Side, day: date) -> list[Release]:
    """Released works whose recognition was revoked since, or whose body is not of the side any more: no list of works has
    them, and their release is to be withdrawn."""
    rows = releases_in(programme, side).filter(withdrawn_at=None)
    rows = rows.exclude(work__in=releasable(side, day).order_by().values("pk"))
    return list(rows.select_related("work__institution").order_by("id"))


def campaigns_of_side(side: Side, day: date) -> QuerySet[Campaign]:
    rows = Campaign.objects.filter(institution__in=bodies_of_side(side, day)).exclude(launched_at=None)
    return rows.order_by("-opens", "-id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Recognised works that are not released yet: at most MOST of them, with the bytes they take in the record."""

    works: list[Work]
    size: int
    more: bool


def waiting(rows: QuerySet[Work], programme: Programme) -> Waiting:
    found = list(with_terms(not_released(rows, programme)).order_by("listed_on", "id")[: MOST + 1])
    kept = found[:MOST]
    return Waiting(kept, size_of(kept), len(found) > MOST)


def size_of(works: Iterable[Work]) -> int:
    """Bytes of what is told of them, without the frame of the record."""
    return sum(len(json.dumps(work_terms(one), ensure_ascii=False).encode()) for one in works)
