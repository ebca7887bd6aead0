"""Who helps with a work, what they wrote to each other, and which works somebody could help with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from songfai.kit.standing import standing
from songfai.kit.streams import Streams
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.works.models import Advice, Author, Benefit, Mentorship, Reading, Work, WorkField
from songfai.works.models.works import CARRIED
from songfai.works.permissions import PHASES, is_own
from songfai.works.queries.register import NAMED
from songfai.works.queries.works import bodies_of, own_of
from songfai.works.states import ELSEWHERE, RECOGNITION, BenefitKind, Stage

# What may still become better by help, and what is worth carrying on.
WORTH = sorted(set(Stage) - {Stage.DRAFT, Stage.REVOKED, *ELSEWHERE} - PHASES["returned"])


def mentors_of(work: Work) -> QuerySet[Mentorship]:
    return work.mentorships.filter(ended_at=None).select_related("mentor__person", "work").order_by("id")


def is_mentor(seat: Seat | None, work: Work) -> bool:
    """Of a guidance both sides agreed to."""
    return seat is not None and any(
        one.active and one.mentor_id == seat.account_id for one in work.mentorships.all()
    )


def thread_of(seat: Seat | None, work: Work) -> QuerySet[Advice]:
    """Questions and advice, for the authors and their mentors alone."""
    if seat is None or not (is_own(seat, work) or is_mentor(seat, work)):
        return Advice.objects.none()
    return work.advice.select_related("account__person").order_by("id")


def asked_for_help(seat: Seat | None, most: int | None = None) -> list[Mentorship]:
    """Guidance that waits for this person's word: as mentor, or as one of the authors."""
    if seat is None:
        return []
    return _asked_for_help(seat.account_id, authors=can(seat, "works"), most=most)


@standing
def _asked_for_help(account: int, *, authors: bool, most: int | None) -> QuerySet[Mentorship]:
    rows = Mentorship.objects.filter(ended_at=None).select_related("work", "mentor__person")
    as_mentor = rows.filter(mentor=account, mentor_agreed_at=None).exclude(authors_agreed_at=None)
    own = Work.objects.filter(own_of(account), pk=OuterRef("work")) if authors else Work.objects.none()
    # Asked of each guidance that waits, which are few: an officer may have entered the works of a whole unit.
    as_author = rows.filter(Exists(own), authors_agreed_at=None)
    return (as_mentor | as_author).order_by("id")[:most]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`since`: handed in from that year on. `benefit`: a kind, or "confirmed"."""

    field: WorkField | None = None
    since: int | None = None
    benefit: str = ""
    unread: bool = False
    by_nobody: bool = False


def worth_helping(seat: Seat | None, wanted: Wanted) -> Streams[Work]:
    """Works of the own register the person reads as they stand and has no part in: for who reads there what is handed in, for
    everybody who works there what is recognised. A page looks through so many entries of an index, however many works
    there are."""
    if seat is None or not can(seat, "works"):
        return Streams(None)
    rows = Work.objects.all()
    if wanted.since is not None:
        rows = rows.filter(listed_on__gte=date(wanted.since, 1, 1))
    authored = Author.objects.filter(account=seat.account_id).values_list("work", flat=True)
    stages = WORTH if can(seat, "read") else sorted(RECOGNITION)
    passing = [Q(stage__in=stages), ~Q(entered_by=seat.account_id)]
    if own := list(authored[:NAMED]):
        passing.append(~Q(pk__in=own))
    return Streams(
        rows,
        _narrowed(seat, wanted),
        passing,
        CARRIED,
        by="institution",
        values=sorted(bodies_of(seat)),
        day="listed_on",
    )


def _narrowed(seat: Seat, wanted: Wanted) -> list[Q]:
    """What is asked of the works themselves, each by an index of what it is asked of."""
    narrow: list[QuerySet[Any]] = []
    benefits = Benefit.objects.filter(work=OuterRef("pk"))
    if wanted.field is not None:
        links = Work.fields.through.objects.filter(work=OuterRef("pk"), workfield=wanted.field)
        narrow.append(links)
    if wanted.benefit == "confirmed":
        narrow.append(benefits.exclude(confirmed_at=None))
    elif wanted.benefit in set(BenefitKind):
        narrow.append(benefits.filter(kind=wanted.benefit))
    found = [Q(Exists(rows)) for rows in narrow]
    readings = Reading.objects.filter(work=OuterRef("pk"))
    if wanted.unread:
        found.append(~Q(Exists(readings.filter(account=seat.account_id))))
    if wanted.by_nobody:
        found.append(~Q(Exists(readings)))
    return found


@dataclass(frozen=True, slots=True)
class Help:
    """A line of the works worth helping with: how many have read it, and whether the person has."""

    work: Work
    benefits: list[Benefit]
    read_by: int
    read_by_me: bool


def with_help(seat: Seat, rows: Sequence[Work]) -> list[Help]:
    """Lines of a page; two statements, however many they are."""
    benefits: dict[int, list[Benefit]] = {row.pk: [] for row in rows}
    for one in Benefit.objects.filter(work__in=list(benefits)).order_by("year", "id"):
        benefits[one.work_id].append(one)
    readers: dict[int, set[int]] = {row.pk: set() for row in rows}
    for work, account in Reading.objects.filter(work__in=list(readers)).values_list("work", "account"):
        readers[work].add(account)
    return [
        Help(row, benefits[row.pk], len(readers[row.pk]), seat.account_id in readers[row.pk]) for row in rows
    ]
