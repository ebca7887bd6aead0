"""What is due in the recognition of works, for who must act: in the order of the days, the late ones too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from songfai.deadlines.models import Version
from songfai.deadlines.queries import rules as deadline_rules
from songfai.deadlines.queries import version_on
from songfai.kit.errors import N_
from songfai.kit.partial_index import one_of
from songfai.kit.standing import standing
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import CAPABILITIES, can
from songfai.parties.queries import holder_of, taken, valid_on
from songfai.works.models import Author, Member, Submission, Work
from songfai.works.permissions import RUNS_THE_BALLOT
from songfai.works.queries.councils import chain
from songfai.works.queries.works import bodies_of
from songfai.works.states import Stage

# What is owed in each state, in words. Where nobody waits for a day the state is not here.
OWED = {
    Stage.RECEIVED: N_("Check of form"),
    Stage.DEFECTS: N_("Mending by the authors"),
    Stage.ACCEPTED: N_("To be given to a council"),
    Stage.APPRAISAL: N_("Ballot of the council to be opened"),
    Stage.VOTING: N_("Ballot of the council to be closed"),
    Stage.VOTED: N_("Decision on recognition"),
    Stage.SUPERIOR: N_("Answer of the superior body"),
    Stage.APPROVED: N_("Decision on recognition"),
}
APPEAL = N_("Last day for a complaint against the decision")
# Who acts: at the body whoever has the right to (the office; the head, or who has a paper of authority), the authors, who
# runs the ballot.
AT_BODY = {
    Stage.RECEIVED: "registry",
    Stage.ACCEPTED: "registry",
    Stage.SUPERIOR: "registry",
    Stage.VOTED: "agree",
    Stage.APPROVED: "agree",
}
BY_AUTHORS = (Stage.DEFECTS,)
BY_COUNCIL = (Stage.APPRAISAL, Stage.VOTING)
TURNED_DOWN = (Stage.NOT_ACCEPTED, Stage.REFUSED)
# So many lines a page shows.
LINES = 20


@dataclass(frozen=True, slots=True)
class Clock:
    """A day by which somebody must act on a submission."""

    submission: Submission
    owed: str
    due: date
    late: bool


def clock_of(row: Submission, today: date) -> Clock:
    """The clock of a submission: what is owed now; of one that was turned down the time to complain."""
    if row.stage in TURNED_DOWN:
        assert row.appeal_by is not None
        return Clock(row, APPEAL, row.appeal_by, late=False)
    assert row.due is not None
    return Clock(row, OWED[Stage(row.stage)], row.due, late=row.due < today)


def _dated(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.filter(due__isnull=False).select_related("work").order_by("due", "work_id")


def at_body(seat: Seat, limit: int) -> list[Submission]:
    """What the office or the head of the seat's bodies owes: of each state the next, in the order of an index. Nobody acts on
    a work of their own."""
    stages = [stage for stage, right in AT_BODY.items() if can(seat, right)]
    bodies = bodies_of(seat)
    return [row for one in stages for row in _at_body(seat.account_id, stage=one, bodies=bodies, limit=limit)]


@standing
def _at_body(account: int, *, stage: str, bodies: frozenset[int], limit: int) -> QuerySet[Submission]:
    rows = Submission.objects.filter(institution__in=bodies, stage=stage)
    return _dated(rows.exclude(work__in=_works_of(account)))[:limit]


def _works_of(account: int) -> QuerySet[Author, Any]:
    return Author.objects.filter(account=account).values("work")


def of_authors(seat: Seat, limit: int) -> list[Submission]:
    """What the person, as an author or as the officer who entered it, owes."""
    return _to_mend(seat.account_id, limit=limit) + _entered_to_mend(seat.account_id, limit=limit)


@standing
def _to_mend(account: int, *, limit: int) -> QuerySet[Submission]:
    rows = Submission.objects.filter(work__in=_works_of(account), stage__in=BY_AUTHORS)
    return _dated(rows)[:limit]


@standing
def _entered_to_mend(account: int, *, limit: int) -> QuerySet[Submission]:
    """Asked of the few that are with their authors: an officer may have entered a hundred thousand."""
    entered = Exists(Work.objects.filter(pk=OuterRef("work"), entered_by=account))
    return _dated(Submission.objects.filter(one_of("stage", BY_AUTHORS), entered))[:limit]


def to_complain(seat: Seat, today: date) -> QuerySet[Submission]:
    """What was turned down of the person's own works, as long as a complaint is possible."""
    rows = Submission.objects.filter(
        work__in=_works_of(seat.account_id), stage__in=TURNED_DOWN, appeal_by__gte=today
    )
    return rows.select_related("work").order_by("appeal_by", "id")


def of_council(seat: Seat) -> QuerySet[Submission]:
    """Ballots the person is to open or close as chair or secretary."""
    runs = Member.objects.filter(seat__account=seat.account_id, role__in=sorted(RUNS_THE_BALLOT))
    rows = Submission.objects.filter(council__in=runs.values("council"), stage__in=BY_COUNCIL)
    # Who is an author, or has a conflict of interest, has no part in it.
    mine = _works_of(seat.account_id)
    return _dated(rows.exclude(work__in=mine).exclude(conflicts__account=seat.account_id))


def owing(body: Institution, today: date) -> list[Seat]:
    """The seats of all who may have a clock of the body to act on: those at it or at the one that has taken it over, the
    authors of what is to be mended, and who runs a ballot. A person acts from each seat for the same clocks but those of a body.
    """
    open_ = Submission.objects.filter(institution=body, due__isnull=False)
    mending = open_.filter(stage__in=BY_AUTHORS)
    ballots = open_.filter(stage__in=BY_COUNCIL)
    authors = Author.objects.filter(work__in=mending.values("work")).exclude(account=None)
    runs = Member.objects.filter(council__in=ballots.values("council"), role__in=sorted(RUNS_THE_BALLOT))
    persons = (
        Q(account__in=authors.values("account"))
        | Q(account__in=mending.values("work__entered_by"))
        | Q(account__in=runs.values("seat__account"))
    )
    roles = CAPABILITIES["registry"] | CAPABILITIES["agree"]
    seats = Seat.objects.filter(
        Q(institution=holder_of(body, today), role__in=sorted(roles)) | persons,
        valid_on(today),
        account__is_active=True,
    )
    rows = seats.select_related("account", "institution").order_by("id")
    return [taken(one, today) for one in rows]


def clocks(seat: Seat | None, today: date, limit: int = LINES) -> list[Clock]:
    """The next of all that waits for the person, the earliest day first; each kind from an index of its own."""
    if seat is None or not can(seat, "works"):
        return []
    kinds: Iterable[Iterable[Submission]] = (
        at_body(seat, limit),
        of_authors(seat, limit),
        of_council(seat)[:limit],
        to_complain(seat, today)[:limit],
    )
    found = {row.pk: clock_of(row, today) for rows in kinds for row in rows}
    return sorted(found.values(), key=lambda one: (one.due, one.submission.work_id))[:limit]


def limit_on(slug: str, day: date, institution: Institution) -> Version | None:
    """The limit of a rule of deadlines that applies on a day: the institution's own, that of a body above it, or the general
    one of its country. None where its country has no such rule."""
    rule = deadline_rules().filter(slug=f"{slug}-{institution.country.lower()}").first()
    if rule is None:
        return None
    for body in chain(institution):
        found = version_on(rule, day, body.pk)
        if found is not None and found.institution_id == body.pk:
            return found
    return version_on(rule, day)
