"""Which works a person finds, and how much of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When

from songfai.kit.by_id import related
from songfai.kit.languages import Trilingual
from songfai.kit.money import sums as money_sums
from songfai.kit.partial_index import one_of
from songfai.kit.standing import standing
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.parties.queries import valid_on
from songfai.parties.states import Role
from songfai.works import rules
from songfai.works.models import (
    Author,
    Benefit,
    Check,
    Conflict,
    Member,
    Mentorship,
    Paper,
    Part,
    Submission,
    Voter,
    Work,
    WorkField,
    WorkFieldChange,
)
from songfai.works.permissions import PHASES, Reader, Reads, reads, reads_confidential, stages_read
from songfai.works.states import (
    ABOVE,
    AuthorRole,
    Barred,
    BenefitKind,
    Investor,
    PartKind,
    Scheme,
    Stage,
    WorkType,
)


def bodies_of(seat: Seat) -> frozenset[int]:
    """Whose registers a seat reads: its institution's, and those that one has taken over."""
    return seat.stands_for | {seat.institution_id}


def own_of(account: int) -> Q:
    """Those the person is an author of, or has entered."""
    authored = Author.objects.filter(account=account).values("work")
    return Q(entered_by=account) | Q(pk__in=authored)


def _before_council(seat: Seat) -> Q:
    """Those before a council the person sits on, and those it had as long as what it had them for lasts."""
    sits_on = Member.objects.filter(seat__account=seat.account_id).values("council")
    declared = Voter.objects.filter(member__seat__account=seat.account_id, barred=Barred.DECLARED)
    conflicts = Conflict.objects.filter(account=seat.account_id)
    out = Q(pk__in=declared.values("ballot__submission")) | Q(pk__in=conflicts.values("submission"))
    rows = Submission.objects.filter(council__in=sits_on, stage__in=sorted(stages_read(Reader.COUNCIL)))
    rows = rows.exclude(out & ~Q(stage__in=sorted(stages_read(Reader.CONFLICTED))))
    return Q(pk__in=rows.values("work"))


def _guided(seat: Seat) -> Q:
    """Those the person is asked to help with, or helps with."""
    rows = Mentorship.objects.filter(mentor=seat.account_id, ended_at=None)
    return Q(pk__in=rows.exclude(authors_agreed_at=None).values("work"))


def _sent_up(seat: Seat) -> Q:
    """Those a unit below has sent up to the seat's body. Named by number: few, and found by the index submissions_above."""
    rows = Submission.objects.filter(one_of("scheme", ABOVE), institution__in=bodies_of(seat))
    return Q(pk__in=rows.values("work"))


def _with_names(rows: QuerySet[Work]) -> QuerySet[Work]:
    return rows.select_related("institution", "unit").defer("search")


def works(seat: Seat | None) -> QuerySet[Work]:
    """What a person may see something of (how much, permissions.READING says): own works, those before the person's
    council, those the person helps with, and for who reads in the unit all that is filed there, also from a unit below; for
    who works there without reading what is recognised. A draft is its authors' and their mentor's alone; one that an
    officer entered for them is seen by the officers."""
    if seat is None or not can(seat, "works"):
        return Work.objects.none()
    seen = own_of(seat.account_id) | _before_council(seat) | _guided(seat)
    if can(seat, "read"):
        seen |= Q(institution__in=bodies_of(seat)) & ~Q(stage=Stage.DRAFT)
        seen |= _sent_up(seat)
    else:
        seen |= Q(institution__in=bodies_of(seat), stage__in=sorted(stages_read(Reader.WORKER)))
    if can(seat, "record"):
        seen |= Q(institution__in=bodies_of(seat), on_behalf=True)
    return _with_names(Work.objects.filter(seen))


def council_works(seat: Seat | None) -> QuerySet[Work]:
    """Those before a council the person sits on, and those it had that are recognised, of whatever unit."""
    if seat is None or not can(seat, "works"):
        return Work.objects.none()
    return _with_names(Work.objects.filter(_before_council(seat)))


def sent_up_works(seat: Seat | None) -> QuerySet[Work]:
    """Those a unit below has sent up to the seat's body, for their effect and scope of influence."""
    if seat is None or not can(seat, "read"):
        return Work.objects.none()
    return _with_names(Work.objects.filter(_sent_up(seat)))


def own_works(seat: Seat | None) -> QuerySet[Work]:
    if seat is None or not can(seat, "works"):
        return Work.objects.none()
    return _with_names(Work.objects.filter(own_of(seat.account_id)))


def own_lists(seat: Seat | None) -> list[QuerySet[Work]]:
    """The same as two lists, of what the person has entered and is an author of, each found by an index in the order of the
    days: an officer may have entered a hundred thousand."""
    if seat is None or not can(seat, "works"):
        return []
    authored = Author.objects.filter(account=seat.account_id).values("work")
    return [
        _with_names(Work.objects.filter(entered_by=seat.account_id)),
        _with_names(Work.objects.filter(pk__in=authored)),
    ]


def beside_register(seat: Seat) -> QuerySet[Work]:
    """What a person may see beside the register of the own unit: own works, those before the person's councils, those
    helped with, those sent up. Each kind is found by an index of its own."""
    seen = own_of(seat.account_id) | _before_council(seat) | _guided(seat)
    return Work.objects.filter(seen | _sent_up(seat) if can(seat, "read") else seen)


def submissions(seat: Seat | None) -> QuerySet[Submission]:
    """Those of the works a person may see, of every level."""
    seen = works(seat).order_by().values("pk")
    return Submission.objects.filter(work__in=seen).select_related("institution").order_by("id")


def with_all(rows: QuerySet[Work]) -> QuerySet[Work]:
    """With authors, fields and submissions, as one page of a work needs them. Its description is read by `parts_for`."""
    submissions = Submission.objects.select_related("institution", "regulation", "council").prefetch_related(
        "moves",
        "council__members__seat__account__person",
        "certificates__author",
        "uses",
        "findings__criterion",
        "judgements__earlier",
        "apart__account__person",
        "conflicts",
        "conclusions",
        Prefetch("ballots__voters", Voter.objects.select_related("member__seat").order_by("id")),
    )
    return rows.prefetch_related(
        "fields",
        "mentorships",
        Prefetch("checks", Check.objects.order_by("id")),
        Prefetch(
            "authors",
            Author.objects.select_related("account__person", "home")
            .prefetch_related("objections")
            .order_by("id"),
        ),
        Prefetch("submissions", submissions.order_by("-id")),
    )


def latest(work: Work) -> Submission | None:
    """The newest submission to the base unit; reads what `with_all` fetched."""
    return next((one for one in related(work, "submissions") if not one.above), None)


def above(work: Work) -> list[Submission]:
    """Those to the levels above the base unit, newest first; reads what `with_all` fetched."""
    return [one for one in work.submissions.all() if one.above]


def parts_for(seat: Seat | None, work: Work, submission: Submission | None) -> list[Part]:
    """The description as the person may read it: of a confidential part others only learn that it exists. Who may not read
    the work as it stands reads what was handed in."""
    if reads_confidential(seat, work, submission):
        return list(work.parts.order_by("id"))
    much = reads(seat, work, submission)
    if much == Reads.FILED and submission is not None:
        return handed_in_of(work, submission)
    if much == Reads.NOTHING:
        return []
    rows = work.parts.order_by("id")
    hidden = rows.filter(confidential=True).values_list("kind", flat=True)
    return list(rows.filter(confidential=False)) + [_hidden(work, kind) for kind in hidden]


def _hidden(work: Work, kind: str) -> Part:
    return Part(work=work, kind=kind, confidential=True)


def handed_in_of(work: Work, submission: Submission) -> list[Part]:
    """The description as it was handed in. What was confidential then or is now is not in it."""
    secret = set(submission.filed.get("confidential", ()))
    secret |= set(work.parts.filter(confidential=True).values_list("kind", flat=True))
    written = submission.filed.get("parts", {})
    return [
        _hidden(work, kind)
        if kind in secret
        else Part(work=work, kind=kind, text=Trilingual.of(written[kind]))
        for kind in PartKind
        if kind in written
    ]


def papers_for(seat: Seat | None, work: Work, submission: Submission | None) -> QuerySet[Paper]:
    """The files the person may open; none for who reads only what was handed in: they may be others by now."""
    rows = work.papers.select_related("file").order_by("id")
    if reads_confidential(seat, work, submission):
        return rows
    return rows.filter(confidential=False) if reads(seat, work, submission) >= Reads.OPEN else rows.none()


def fields_of_works() -> QuerySet[WorkField]:
    """All, also those that were ended: works keep the field they were given."""
    return WorkField.objects.order_by("position", "id")


def fields_on(day: date) -> QuerySet[WorkField]:
    """Those a work may be given on a day."""
    return fields_of_works().filter(Q(ended_on=None) | Q(ended_on__gte=day))


def fields_with_history() -> QuerySet[WorkField]:
    return fields_of_works().prefetch_related(Prefetch("changes", WorkFieldChange.objects.order_by("-id")))


# ---------------------------------------------------------------- lists


def as_handed_in(rows: Iterable[Work], seat: Seat | None) -> None:
    """Works that came back to their authors stand in every list under the title and the authors they were handed in with, but
    for their authors, who entered them and their mentors: these read them as they stand (docs/adr/0112)."""
    back = {row.pk: row for row in rows if row.stage in PHASES["returned"]}
    if not back:
        return
    if seat is not None:
        as_it_stands = own_of(seat.account_id) | _guided(seat)
        if can(seat, "record"):
            as_it_stands |= Q(institution__in=bodies_of(seat), on_behalf=True)
        # As a value: a condition SQLite would look up by itself, in all that the person ever entered and the body ever had.
        reads = Case(When(as_it_stands, then=Value(True)), default=Value(False))
        mine = set(
            Work.objects.alias(reads=reads).filter(reads=True, pk__in=back).values_list("pk", flat=True)
        )
        back = {pk: row for pk, row in back.items() if pk not in mine}
    filed = Submission.objects.filter(work__in=back, scheme=Scheme.BASE).order_by("id")
    for pk, title, authors in filed.values_list("work", "filed__title", "filed__authors"):
        if title:
            back[pk].title = Trilingual.of(title)
        named = [Author(name=Trilingual.of(one["name"]), role=one["role"]) for one in authors or ()]
        known = getattr(back[pk], "_prefetched_objects_cache", {})
        if "authors" in known:
            known["authors"] = named


def with_list(rows: QuerySet[Work]) -> QuerySet[Work]:
    """With what a line of the list tells: authors, fields, the newest submission."""
    return rows.prefetch_related(
        "authors", "fields", Prefetch("submissions", Submission.objects.order_by("-id"))
    )


def waiting_confirmation(seat: Seat | None, most: int | None = None) -> list[Author]:
    """Shares the person has still to confirm, in works that are not with a unit yet."""
    return _to_confirm(seat.account_id, most=most) if seat is not None and can(seat, "works") else []


@standing
def _to_confirm(account: int, *, most: int | None) -> QuerySet[Author]:
    open_works = [Stage.DRAFT, Stage.DEFECTS, Stage.NOT_ACCEPTED, Stage.REFUSED, Stage.WITHDRAWN]
    return (
        Author.objects.filter(account=account, confirmed="", work__stage__in=open_works)
        .exclude(role=AuthorRole.HELPER)
        .select_related("work")
        .order_by("id")[:most]
    )


# ---------------------------------------------------------------- what a submission is checked by


def shares_of(authors: Iterable[Author]) -> list[rules.Share]:
    return [rules.Share(AuthorRole(one.role), one.share, bool(one.confirmed)) for one in authors]


def filing_of(work: Work, today: date) -> rules.Filing:
    first = work.first_applied.first_day() if work.first_applied else None
    return rules.Filing(
        type=WorkType(work.type) if work.type else "",
        fields=work.fields.count(),
        first_applied=first,
        parts={one.kind for one in work.parts.all() if one.text},
        shares=shares_of(work.authors.all()),
        benefits=work.benefits.count(),
        ip_status=work.ip_status,
        today=today,
        investor_missing=work.invested_by == Investor.OTHER and not work.investor,
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of one kind: measured or estimated, confirmed or not, in one currency."""

    kind: BenefitKind
    confirmed: bool
    currency: str
    minor: int


def benefits_of(work: Work) -> tuple[list[Benefit], list[Sum]]:
    """Every year's benefit, and the sums that may be made: never across kinds, confirmations or currencies."""
    rows = list(work.benefits.prefetch_related("before").order_by("year", "id"))
    found: dict[tuple[BenefitKind, bool], list[tuple[int, str]]] = {}
    for one in rows:
        if one.minor is not None:
            key = (BenefitKind(one.kind), one.confirmed_at is not None)
            found.setdefault(key, []).append((one.minor, one.currency))
    order = [(kind, sure) for kind in BenefitKind for sure in (True, False)]
    return rows, [
        Sum(kind, sure, currency, minor)
        for kind, sure in order
        for currency, minor in money_sums(found.get((kind, sure), [])).items()
    ]


def homes_of(accounts: Iterable[int], institution: int, day: date) -> dict[int, Institution | None]:
    """Where each account acts on a day: None at the institution itself, and for who acts nowhere; else the oldest other seat."""
    named = set(accounts)
    seats = Seat.objects.filter(valid_on(day), account__in=named).exclude(role=Role.ADMINISTRATOR)
    found: dict[int, Institution | None] = {}
    for one in seats.select_related("institution").order_by("id"):
        if one.institution_id == institution:
            found[one.account_id] = None
        else:
            found.setdefault(one.account_id, one.institution)
    return {account: found.get(account) for account in named}
