"""Councils, the rules they work by, and ballots. What is in an urn is read nowhere but where it is counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet

from songfai.deadlines.states import Certainty
from songfai.kit import validity
from songfai.kit.languages import Trilingual
from songfai.kit.standing import standing
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.parties.queries import valid_on
from songfai.parties.states import Role
from songfai.people.models import Account
from songfai.works import rules
from songfai.works.models import Author, Ballot, Council, Criterion, Member, Regulation, Submission, Voter
from songfai.works.permissions import may
from songfai.works.queries.works import bodies_of
from songfai.works.states import TOGETHER, Barred, PointsUse, Scheme, Stage, Step


def chain(institution: Institution) -> Iterator[Institution]:
    """The unit itself, then the bodies above it on this server: a unit's own rule goes before the province's."""
    seen: set[int] = set()
    body: Institution | None = institution
    while body is not None and body.pk not in seen:
        seen.add(body.pk)
        yield body
        body = body.parent


def regulation_for(institution: Institution, day: date, scheme: Scheme = Scheme.BASE) -> Regulation | None:
    """The rules that apply on a day: the unit's own, those of a body above it, else those of its country's law."""
    rows = list(
        Regulation.objects.filter(
            Q(institution=None, country=institution.country)
            | Q(institution__in=[body.pk for body in chain(institution)]),
            scheme=scheme,
        ).order_by("id")
    )
    for body in chain(institution):
        if found := validity.on([row for row in rows if row.institution_id == body.pk], day):
            return found
    return validity.on([row for row in rows if row.institution_id is None], day)


def law_behind(regulation: Regulation) -> Regulation | None:
    """The law of its country on recognition by the unit, on its first day; None where it is a proposal only."""
    if regulation.valid_from is None:
        return None
    general = Regulation.objects.filter(institution=None, country=regulation.country, scheme=Scheme.BASE)
    law = validity.on(list(general.order_by("id")), regulation.valid_from)
    return law if law and law.certainty != Certainty.PROPOSAL else None


def regulations(seat: Seat | None) -> QuerySet[Regulation]:
    """The general ones, and those of the seat's own bodies and the bodies above them."""
    if seat is None or not can(seat, "works"):
        return Regulation.objects.none()
    bodies = bodies_of(seat) | {body.pk for body in chain(seat.institution)}
    return (
        Regulation.objects.filter(Q(institution=None) | Q(institution__in=bodies))
        .select_related("institution")
        .prefetch_related(Prefetch("criteria", Criterion.objects.order_by("position", "id")))
        .order_by("country", "institution", "valid_from", "id")
    )


def used(regulation: Regulation) -> bool:
    """Whether a submission was filed under it: from then on it stays as it is."""
    return Submission.objects.filter(regulation=regulation).exists()


def newest_use(regulation: Regulation) -> date | None:
    """The last day a work was filed under it."""
    return Submission.objects.filter(regulation=regulation).aggregate(day=Max("filed_on"))["day"]


def councils_of(seat: Seat | None) -> QuerySet[Council]:
    """Those of the seat's institution, for who reads there, and those the person sits on."""
    if seat is None or not can(seat, "works"):
        return Council.objects.none()
    seen = Q(pk__in=Member.objects.filter(seat__account=seat.account_id).values("council"))
    if can(seat, "read"):
        seen |= Q(institution__in=bodies_of(seat))
    members = Member.objects.select_related("seat__account__person", "seat__institution").order_by("id")
    return (
        Council.objects.filter(seen)
        .select_related("institution")
        .prefetch_related(Prefetch("members", members))
        .order_by("-decided_on", "-id")
    )


def sittings(institution: Institution, day: date) -> QuerySet[Council]:
    """The councils of an institution that sit on a day."""
    return Council.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), institution=institution, decided_on__lte=day
    ).order_by("-id")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member as the council would vote on a work: with a vote, or barred and why."""

    member: Member
    barred: str
    reason: str = ""


def sitting(submission: Submission, day: date) -> list[Sitting]:
    """The members of its council on a day, each person once, however many seats."""
    assert submission.council is not None
    members = submission.council.members.select_related("seat__account").order_by("id")
    persons = list({one.seat.account_id: one for one in reversed(members)}.values())[::-1]
    authors = set(submission.work.authors.exclude(account=None).values_list("account", flat=True))
    declared = Voter.objects.filter(ballot__submission=submission, barred=Barred.DECLARED)
    reasons = dict(declared.order_by("id").values_list("member__seat__account", "barred_reason"))
    reasons |= dict(submission.conflicts.order_by("id").values_list("account", "reason"))
    here = acting(persons, day)
    found = []
    for one in persons:
        account = one.seat.account_id
        conflict = account in reasons
        barred = rules.why_barred(author=account in authors, conflict=conflict, gone=one.pk not in here)
        found.append(Sitting(one, barred, reasons[account] if barred == Barred.DECLARED else ""))
    return found


@dataclass(frozen=True, slots=True)
class Namesake:
    """An author without an account, and a member of the council who has the same name."""

    author: Author
    member: Member

    @property
    def name(self) -> str:
        return str(self.member)


def namesakes(submission: Submission) -> list[Namesake]:
    """Those nobody has told apart yet. Reads the authors, and the members with their persons."""
    assert submission.council is not None
    authors = [one for one in submission.work.authors.all() if one.account_id is None]
    if not authors:
        return []
    apart = {(one.author_id, one.account_id) for one in submission.apart.all()}
    return [
        Namesake(author, member)
        for author in authors
        for member in submission.council.members.all()
        if (author.pk, member.seat.account_id) not in apart
        and (person := member.seat.account.person)
        and rules.same_name(author.name.as_dict(), person.name.as_dict())
    ]


def namesake_here(author: Author, day: date) -> Account | None:
    """Somebody who acts at the work's institution and has the name of an author without an account."""
    seats = Seat.objects.filter(
        valid_on(day), institution=author.work.institution_id, account__is_active=True
    ).select_related("account__person")
    written = author.name.as_dict()
    for one in seats.order_by("id"):
        person = one.account.person
        if person and rules.same_name(written, person.name.as_dict()):
            return one.account
    return None


class NamesHere:
    """The names of those who act at an institution, asked for those of many authors."""

    def __init__(self, names: Iterable[Mapping[str, str]]) -> None:
        self._by_key: dict[str, list[Mapping[str, str]]] = {}
        for name in names:
            for key in rules.likely_keys(name):
                self._by_key.setdefault(key, []).append(name)

    def has(self, name: Trilingual) -> bool:
        written = name.as_dict()
        found = (other for key in rules.likely_keys(written) for other in self._by_key.get(key, ()))
        return any(rules.same_name(written, other) for other in found)


def names_here(institution: int, day: date) -> NamesHere:
    """As `namesake_here`, read once for many authors."""
    seats = Seat.objects.filter(
        valid_on(day), institution=institution, account__is_active=True, account__person__isnull=False
    )
    people = {one.account.person_id: one.account.person for one in seats.select_related("account__person")}
    return NamesHere(person.name.as_dict() for person in people.values() if person)


def acting(members: Iterable[Member], day: date) -> set[int]:
    """Those who still act on a day for the institution they were seated from, in whatever role."""
    rows = list(members)
    seats = Seat.objects.filter(
        valid_on(day), account__in=[one.seat.account_id for one in rows], account__is_active=True
    )
    now = set(seats.exclude(role=Role.ADMINISTRATOR).values_list("account", "institution"))
    return {one.pk for one in rows if (one.seat.account_id, one.seat.institution_id) in now}


def find_seat(email: str, institution: Institution, day: date) -> Seat | None:
    """The seat somebody with this address acts from today: at the institution if there is one, else elsewhere."""
    rows = list(
        Seat.objects.filter(valid_on(day), account__email=email.strip().lower(), account__is_active=True)
        .exclude(role=Role.ADMINISTRATOR)
        .select_related("account__person", "institution")
        .order_by("id")
    )
    here = [row for row in rows if row.institution_id == institution.pk]
    return next(iter(here or rows), None)


# ---------------------------------------------------------------- ballots


def ballot_of(submission: Submission) -> Ballot | None:
    """The ballot that is open, else the last that was counted."""
    rows = list(submission.ballots.all())
    running = [row for row in rows if row.closed_on is None and not row.annulled]
    return next(iter(running or [row for row in reversed(rows) if row.closed_on]), None)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted, of how many who may; who has not; who is barred and why. Never what anybody voted."""

    voted: int
    entitled: int
    waiting: list[Voter]
    barred: list[Voter]


def result_of(ballot: Ballot) -> Turnout:
    rows = list(ballot.voters.select_related("member__seat__account__person").order_by("id"))
    may_vote = [row for row in rows if not row.barred]
    return Turnout(
        voted=sum(row.voted for row in may_vote),
        entitled=len(may_vote),
        waiting=[row for row in may_vote if not row.voted],
        barred=[row for row in rows if row.barred],
    )


def voter_of(seat: Seat | None, ballot: Ballot | None) -> Voter | None:
    """The person's own line on the list of an open ballot."""
    if seat is None or ballot is None or ballot.closed_on is not None or ballot.annulled:
        return None
    return (
        ballot.voters.filter(member__seat__account=seat.account_id).select_related("ballot", "member").first()
    )


def to_vote(seat: Seat | None, most: int | None = None) -> list[Submission]:
    """Works on whose open ballot the person has still to vote."""
    return _to_vote(seat.account_id, most=most) if seat is not None and can(seat, "works") else []


@standing
def _to_vote(account: int, *, most: int | None) -> QuerySet[Submission]:
    mine = Voter.objects.filter(
        member__seat__account=account,
        barred="",
        voted=False,
        ballot__closed_on=None,
        ballot__annulled=False,
    )
    return (
        Submission.objects.filter(stage=Stage.VOTING, ballots__in=mine.values("ballot"))
        .select_related("work__institution")
        .order_by("id")[:most]
    )


# ---------------------------------------------------------------- several works in one session

# More than a session decides; the rest comes when these are done.
MOST_TOGETHER = 100


def for_session(seat: Seat, council: Council) -> dict[Step, list[Submission]]:
    """The works a person may take each step of states.TOGETHER with, before this council or to be given to it; oldest
    due first, at most MOST_TOGETHER of each."""
    waiting = Q(council=council, stage__in=[Stage.APPRAISAL, Stage.VOTING])
    if seat.acts_for(council.institution_id):
        waiting |= Q(institution=council.institution_id, stage=Stage.ACCEPTED)
    rows = (
        Submission.objects.filter(waiting)
        .select_related("work__institution", "institution", "council", "regulation")
        .prefetch_related(
            Prefetch("work__authors", Author.objects.order_by("id")),
            "council__members__seat",
            "conflicts",
            Prefetch("ballots__voters", Voter.objects.select_related("member__seat").order_by("id")),
        )
        .order_by("due", "id")
    )
    found: dict[Step, list[Submission]] = {}
    for step, stage in TOGETHER.items():
        possible = rows.filter(stage=stage)
        if stage == Stage.APPRAISAL:
            alone = Q(regulation__rubric__use=PointsUse.DECIDE, regulation__rubric__items__isnull=False)
            deciding = Submission.objects.filter(alone, council=council).values("pk")
            possible = (
                possible.filter(pk__in=deciding) if step == Step.COUNT else possible.exclude(pk__in=deciding)
            )
        found[step] = [one for one in possible[:MOST_TOGETHER] if may(seat, step, one.work, one)]
    return found
