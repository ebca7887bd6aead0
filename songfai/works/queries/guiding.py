"""Who helps with a work, what they wrote to each other, and which works somebody could help with."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from songfai.parties.models import Seat
from songfai.works.models import Advice, Benefit, Mentorship, Reading, Work, WorkField
from songfai.works.permissions import PHASES, is_own
from songfai.works.queries.works import own_works, works
from songfai.works.states import BenefitKind, Stage

# What may still become better by help, and what is worth carrying on.
WORTH = sorted(set(Stage) - {Stage.DRAFT, Stage.REVOKED} - PHASES["returned"])


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


def asked_for_help(seat: Seat | None) -> QuerySet[Mentorship]:
    """Guidance that waits for this person's word: as mentor, or as one of the authors."""
    if seat is None:
        return Mentorship.objects.none()
    rows = Mentorship.objects.filter(ended_at=None).select_related("work", "mentor__person")
    as_mentor = rows.filter(mentor=seat.account_id, mentor_agreed_at=None).exclude(authors_agreed_at=None)
    as_author = rows.filter(authors_agreed_at=None, work__in=own_works(seat).order_by().values("pk"))
    return (as_mentor | as_author).order_by("id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`since`: handed in from that year on. `benefit`: a kind, or "confirmed"."""

    field: WorkField | None = None
    since: int | None = None
    benefit: str = ""
    unread: bool = False
    by_nobody: bool = False


def worth_helping(seat: Seat | None, wanted: Wanted) -> QuerySet[Work]:
    """Works the person may see and is no author of, with how many have read each (`read_by`) and whether the person
    has (`read_by_me`)."""
    rows = works(seat).filter(stage__in=WORTH)
    if seat is None:
        return rows
    rows = rows.exclude(pk__in=own_works(seat).order_by().values("pk"))
    mine = Reading.objects.filter(work=OuterRef("pk"), account=seat.account_id)
    # Counted for the rows of the page alone, not for the whole register.
    count = Reading.objects.filter(work=OuterRef("pk")).order_by().values("work").annotate(n=Count("pk"))
    rows = rows.annotate(read_by_me=Exists(mine), read_by=Coalesce(Subquery(count.values("n")), 0))
    if wanted.field is not None:
        rows = rows.filter(pk__in=Work.fields.through.objects.filter(workfield=wanted.field).values("work"))
    if wanted.since is not None:
        rows = rows.filter(listed_on__year__gte=wanted.since)
    if wanted.benefit == "confirmed":
        rows = rows.filter(pk__in=Benefit.objects.exclude(confirmed_at=None).values("work"))
    elif wanted.benefit in set(BenefitKind):
        rows = rows.filter(pk__in=Benefit.objects.filter(kind=wanted.benefit).values("work"))
    if wanted.unread:
        rows = rows.filter(read_by_me=False)
    if wanted.by_nobody:
        rows = rows.exclude(pk__in=Reading.objects.values("work"))
    return rows
