"""Who may do what with a work: one table for the works, one for the steps of a submission; and who reads how much of it.

Nobody examines or decides on a work of their own, nobody confirms the benefit of a work they entered for others, and a
ballot is run by the council, not by the office.
"""

from enum import IntEnum, StrEnum

from songfai.deadlines.permissions import Keeper, check_keeps
from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.programmes.models import Programme, Side
from songfai.programmes.permissions import own_side
from songfai.works.models import AuthorPair, Campaign, Mentorship, Submission, Work
from songfai.works.states import (
    BEFORE_COUNCIL,
    ELSEWHERE,
    FILEABLE,
    RECOGNITION,
    Barred,
    CouncilRole,
    Stage,
    Step,
)

# Whose part it is, beside the role's right.
OWN, OFFICE, OTHERS, COUNCIL, UNIT, SENDERS = "own", "office", "others", "council", "unit", "senders"
# As COUNCIL; where its chair and its secretary both have a conflict, another member: a ballot never stays open for ever.
ANY_MEMBER = "any_member"
# Whoever reads the work as it stands (READING) and is none of its authors.
READERS = "readers"
# Any member of its council who is no author and declared no conflict.
MEMBER = "member"

# What is done -> (the role's right, whose part it is). "works" is the right to have works of one's own.
TABLE: dict[str, tuple[str, str]] = {
    "write": ("works", OWN),
    "authors": ("works", OWN),
    "benefits": ("works", OWN),
    "papers": ("works", OWN),
    "file": ("works", OWN),
    "answer": ("works", OWN),
    Step.MEND: ("works", OWN),
    Step.WITHDRAW: ("works", OWN),
    # Its authors, or the unit that recognised it.
    "send_above": ("works", SENDERS),
    "confirm_benefit": ("confirm", OTHERS),
    "check_mark": ("registry", OFFICE),
    "agreement": ("record", OFFICE),
    "pay": ("record", OFFICE),
    "ask_mentor": ("works", SENDERS),
    "offer_help": ("works", READERS),
    "mark_read": ("works", READERS),
    "enter_campaign": ("works", SENDERS),
    Step.DEFECTS: ("registry", OFFICE),
    Step.ACCEPT: ("registry", OFFICE),
    Step.REJECT: ("registry", OFFICE),
    Step.CONVENE: ("registry", OFFICE),
    Step.SEND_UP: ("registry", OFFICE),
    Step.APPROVE: ("registry", OFFICE),
    Step.DECLINE: ("registry", OFFICE),
    Step.CERTIFY: ("registry", OFFICE),
    Step.OPEN: ("works", COUNCIL),
    Step.COUNT: ("works", COUNCIL),
    Step.CLOSE: ("works", COUNCIL),
    Step.ANNUL: ("works", ANY_MEMBER),
    "findings": ("works", COUNCIL),
    "judge": ("works", COUNCIL),
    "conclude": ("works", COUNCIL),
    "score": ("works", MEMBER),
    "declare": ("works", MEMBER),
    "reopen": ("works", COUNCIL),
    "tell_apart": ("works", COUNCIL),
    "letter": ("registry", OFFICE),
    Step.RECOGNISE: ("agree", OFFICE),
    Step.REFUSE: ("agree", OFFICE),
    Step.REVOKE: ("agree", OFFICE),
    Step.APPLY: ("record", UNIT),
    Step.TRANSFER: ("record", UNIT),
}
# What needs no work: -> the role's right.
AT_LARGE = {
    "begin": "works",
    "behalf": "record",
    "council": "registry",
    "regulation": "registry",
    "rates": "registry",
    "headings": "registry",
    "campaign": "registry",
    "persons": "registry",
    "release": "release",
}
RUNS_THE_BALLOT = {CouncilRole.CHAIR, CouncilRole.SECRETARY}


def is_author(seat: Seat, work: Work) -> bool:
    """Whether the person is one of the authors, from whatever seat. Reads work.authors."""
    return any(one.account_id == seat.account_id for one in work.authors.all())


def is_own(seat: Seat, work: Work) -> bool:
    """An author's own work, one the person entered, or one the person's unit entered for its authors."""
    if seat.account_id == work.entered_by_id or is_author(seat, work):
        return True
    return work.on_behalf and seat.acts_for(work.institution_id) and can(seat, "record")


def conflicts(submission: Submission) -> set[int]:
    """Accounts of those who declared a conflict of interest with the work, in this ballot, in one before it or before any.
    Reads the ballots and their voters, and the conflicts."""
    before = {one.account_id for one in submission.conflicts.all()}
    return before | {
        one.member.seat.account_id
        for ballot in submission.ballots.all()
        for one in ballot.voters.all()
        if one.barred == Barred.DECLARED
    }


def council_role(seat: Seat, submission: Submission | None) -> str:
    """The person's role on the council the submission is with; "" for none, and for who declared a conflict: such a member
    neither votes nor runs anything of it. Reads council.members, and what `conflicts` does."""
    if submission is None or submission.council is None:
        return ""
    members = submission.council.members.all()
    role = next((one.role for one in members if one.seat.account_id == seat.account_id), "")
    return role if role and seat.account_id not in conflicts(submission) else ""


def _runs(seat: Seat, whose: str, submission: Submission | None) -> bool:
    role = council_role(seat, submission)
    if role in RUNS_THE_BALLOT or not role:
        return bool(role)
    assert submission is not None and submission.council is not None
    out = conflicts(submission)
    runners = {one.seat.account_id for one in submission.council.members.all() if one.role in RUNS_THE_BALLOT}
    return whose == ANY_MEMBER and bool(runners) and runners <= out


def _part(seat: Seat, whose: str, work: Work, submission: Submission | None) -> bool:
    if work.stage == Stage.PARTNER:
        return False
    if whose == OWN:
        return is_own(seat, work)
    if whose == READERS:
        return not is_own(seat, work) and reads(seat, work, submission) >= Reads.OPEN
    if whose == SENDERS:
        return is_own(seat, work) or (seat.acts_for(work.institution_id) and can(seat, "record"))
    if whose in (COUNCIL, ANY_MEMBER):
        return _runs(seat, whose, submission) and not is_author(seat, work)
    if whose == MEMBER:
        return council_role(seat, submission) != "" and not is_author(seat, work)
    if whose == OTHERS and seat.account_id == work.entered_by_id:
        return False
    body = submission.institution_id if submission else work.institution_id
    return seat.acts_for(body) and (whose == UNIT or not is_author(seat, work))


def may(seat: Seat | None, what: str, work: Work | None = None, submission: Submission | None = None) -> bool:
    if work is None:
        return can(seat, AT_LARGE[what])
    capability, whose = TABLE[what]
    return seat is not None and can(seat, capability) and _part(seat, whose, work, submission)


def check_may(seat: Seat, what: str, work: Work | None = None, submission: Submission | None = None) -> None:
    if work is None:
        check(seat, AT_LARGE[what])
        return
    capability, whose = TABLE[what]
    check(seat, capability)
    if _part(seat, whose, work, submission):
        return
    if work.stage == Stage.PARTNER:
        raise NotPermitted(
            "of_the_partner", N_("This work is the partner’s: it is read here, and changed there.")
        )
    if whose in (OFFICE, OTHERS) and is_author(seat, work):
        raise NotPermitted("own_work", N_("You are an author of this work: somebody else decides on it."))
    if whose == OTHERS and seat.account_id == work.entered_by_id:
        raise NotPermitted("entered_it", N_("You entered this work: somebody else confirms its benefit."))
    if whose in (COUNCIL, ANY_MEMBER, MEMBER):
        if submission is not None and seat.account_id in conflicts(submission):
            raise NotPermitted(
                "conflict",
                N_("You declared a conflict of interest: others of the council do this."),
            )
        if whose == MEMBER:
            raise NotPermitted(
                "no_scorer", N_("Only members of its council who may vote on the work score it.")
            )
        raise NotPermitted("council_runs_it", N_("Only the chair and the secretary of its council do this."))
    raise NotPermitted("not_yours", N_("This work is not yours, and not before your unit."))


def check_guides(seat: Seat, work: Work, mentorship: Mentorship) -> None:
    """A guidance is agreed to and ended by the authors of the work and by the mentor, nobody else."""
    check(seat, "works")
    if not (is_own(seat, work) or mentorship.mentor_id == seat.account_id):
        raise NotPermitted("not_yours", N_("This work is not yours, and not before your unit."))


def sees_pay(seat: Seat | None, work: Work) -> bool:
    """What the authors are owed: they themselves and the unit that owes it. Neither council nor mentor nor a level above."""
    if seat is None or not can(seat, "works"):
        return False
    return is_own(seat, work) or (can(seat, "read") and seat.acts_for(work.institution_id))


def may_run(seat: Seat | None, campaign: Campaign) -> bool:
    """Who launched a campaign keeps it: its targets and what counts in it."""
    return seat is not None and can(seat, "registry") and seat.acts_for(campaign.institution_id)


def check_judges(seat: Seat, campaign: Campaign, work: Work) -> None:
    """What counts is said by the office that launched the campaign, of nobody's own work."""
    check(seat, "registry")
    check_own(seat, campaign.institution_id)
    if is_author(seat, work):
        raise NotPermitted("own_work", N_("You are an author of this work: somebody else decides on it."))


def check_tells_persons(seat: Seat, pair: AuthorPair) -> None:
    """Whether two authors are one person says the office in whose register they are, and nobody of themselves."""
    check_may(seat, "persons")
    check_own(seat, pair.institution_id)
    if seat.account_id in (pair.one.account_id, pair.other.account_id):
        raise NotPermitted("own_person", N_("You are one of these authors: somebody else decides."))


def check_releases(seat: Seat, programme: Programme) -> Side:
    """What the own side tells the other one of its works is said by who may release for it. Returns that side."""
    check_may(seat, "release")
    side = own_side(programme, seat)
    if side is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this record."))
    return side


def check_own(seat: Seat, institution: int | None) -> None:
    """Councils and rules are kept by the institution they are of; the general rules by nobody here."""
    if institution is None or not seat.acts_for(institution):
        raise NotPermitted("other_unit", N_("This belongs to another institution."))


def check_keeps_data(by: Seat | Keeper, what: str, institution: int | None) -> None:
    """An institution's own rates and headings are kept by its office; those that count for everybody, by who keeps the
    server."""
    if isinstance(by, Keeper):
        check_keeps(by, institution)
        return
    check_may(by, what)
    check_own(by, institution)


# ---------------------------------------------------------------- who reads how much


class Reads(IntEnum):
    """How much of a work somebody reads. FILED: what was handed in, without its confidential parts, and no files. OPEN: the
    work as it stands, without what is confidential. ALL: that too."""

    NOTHING, FILED, OPEN, ALL = range(4)


class Reader(StrEnum):
    """Why somebody reads a work. Unit and office are those of the body that it was handed in to, of whichever level."""

    OWN = "own"  # its authors, who entered it, and the officers where it was entered for its authors
    MENTOR = "mentor"  # whom the authors have asked, until the guidance ends
    OFFICE = "office"
    UNIT = "unit"  # who reads in that body
    COUNCIL = "council"
    CONFLICTED = "conflicted"  # of the council, with a declared conflict of interest
    WORKER = "worker"  # who works in the unit that recognised it


PHASES: dict[str, frozenset[Stage]] = {
    "draft": frozenset({Stage.DRAFT}),
    "examined": frozenset({Stage.RECEIVED, Stage.DEFECTS, Stage.ACCEPTED}),
    "judged": frozenset(BEFORE_COUNCIL),
    "deciding": frozenset({Stage.SUPERIOR, Stage.APPROVED}),
    "in_force": frozenset(RECOGNITION),
    # It is its authors' again: they may reword it, and nobody reads over their shoulder.
    "returned": frozenset(FILEABLE - {Stage.DRAFT}),
    "revoked": frozenset({Stage.REVOKED}),
    # Recognised before this register, it has no submission here and belongs to the unit.
    "past": frozenset({Stage.PAST}),
    "partner": frozenset({Stage.PARTNER}),
}
# What is not published and not before anybody: it is compared as if all of it were confidential.
CLOSED = PHASES["returned"] | PHASES["revoked"]
_N, _F, _O, _A = Reads
# Reader -> what is read in each of PHASES, of the submission by which somebody is one. Circular 18/2013/TT-BKHCN, Article 6:
# the unit keeps the file, and what is marked confidential secret; the solution may be made known before the decision.
READING: dict[Reader, tuple[Reads, ...]] = {
    Reader.OWN: (_A, _A, _A, _A, _A, _A, _A, _A, _N),
    Reader.MENTOR: (_O, _O, _O, _O, _O, _O, _O, _N, _N),
    Reader.OFFICE: (_N, _A, _A, _A, _A, _F, _O, _A, _O),
    Reader.UNIT: (_N, _O, _O, _O, _O, _F, _O, _O, _O),
    Reader.COUNCIL: (_N, _N, _A, _O, _O, _N, _N, _N, _N),
    Reader.CONFLICTED: (_N, _N, _O, _N, _N, _N, _N, _N, _N),
    Reader.WORKER: (_N, _N, _N, _N, _O, _N, _N, _O, _O),
}


def stages_read(reader: Reader) -> frozenset[Stage]:
    """The states of a submission in which such a reader reads anything of it."""
    rows = zip(PHASES.values(), READING[reader], strict=True)
    return frozenset(stage for stages, much in rows if much for stage in stages)


def _phase(work: Work, submission: Submission | None) -> int:
    without = work.stage if work.stage in ELSEWHERE else Stage.DRAFT
    stage = submission.stage if submission else without
    return next(at for at, stages in enumerate(PHASES.values()) if stage in stages)


def readers(seat: Seat, work: Work, submission: Submission | None) -> set[Reader]:
    """As what a person reads a work by one submission. Reads authors, mentorships, and of the submission the council and
    what `conflicts` reads."""
    found: set[Reader] = set()
    if is_own(seat, work):
        found.add(Reader.OWN)
    asked = (one for one in work.mentorships.all() if one.mentor_id == seat.account_id)
    if any(one.authors_agreed_at and not one.ended_at for one in asked):
        found.add(Reader.MENTOR)
    if submission is None and work.stage not in ELSEWHERE:
        return found
    if seat.acts_for(submission.institution_id if submission else work.institution_id):
        if can(seat, "registry"):
            found.add(Reader.OFFICE)
        if can(seat, "read"):
            found.add(Reader.UNIT)
        if submission is None or not submission.above:
            found.add(Reader.WORKER)
    if submission is None:
        return found
    if council_role(seat, submission):
        found.add(Reader.COUNCIL)
    elif submission.council is not None and seat.account_id in conflicts(submission):
        found.add(Reader.CONFLICTED)
    return found


def reads_by(seat: Seat | None, work: Work, submission: Submission | None) -> Reads:
    """How much a person reads of a work by one of its submissions."""
    if seat is None or not can(seat, "works"):
        return Reads.NOTHING
    at = _phase(work, submission)
    return max((READING[one][at] for one in readers(seat, work, submission)), default=Reads.NOTHING)


def reads(seat: Seat | None, work: Work, submission: Submission | None) -> Reads:
    """How much a person reads on the page of a submission: by itself, or what is open of it by another one that counts:
    who examines its effect reads the work, and the unit what was sent above it. Reads work.submissions."""
    own = reads_by(seat, work, submission)
    if own >= Reads.OPEN:
        return own
    rows = sorted(work.submissions.all(), key=lambda one: -one.pk)
    base = next((one for one in rows if not one.above), None)
    count = [one for one in rows if one.above or one is base]
    others = max((reads_by(seat, work, one) for one in count), default=Reads.NOTHING)
    return max(own, min(others, Reads.OPEN))


def reads_confidential(seat: Seat | None, work: Work, submission: Submission | None) -> bool:
    """Whether a person reads what is confidential, on the page of this submission. No other one opens it."""
    return reads_by(seat, work, submission) == Reads.ALL


def reads_as_council(seat: Seat | None, work: Work, submission: Submission | None) -> bool:
    """Whether what is confidential is open to a person by nothing but a place on the council: that is kept as a fact."""
    if seat is None or submission is None or not reads_confidential(seat, work, submission):
        return False
    at = _phase(work, submission)
    return {one for one in readers(seat, work, submission) if READING[one][at] == Reads.ALL} == {
        Reader.COUNCIL
    }


def reads_minutes(seat: Seat | None, submission: Submission) -> bool:
    """Its council and the office of the body that decides; no author, and nobody who declared a conflict."""
    if seat is None or is_author(seat, submission.work) or seat.account_id in conflicts(submission):
        return False
    if council_role(seat, submission):
        return True
    return can(seat, "registry") and seat.acts_for(submission.institution_id)


def check_compares(seat: Seat | None, work: Work, submission: Submission | None) -> None:
    """What is the same as in earlier works is shown to those who read all of this one."""
    if not reads_confidential(seat, work, submission):
        raise NotPermitted(
            "not_compared_for_you",
            N_(
                "Only the authors, the office that examines the work and its council see what it is compared with."
            ),
        )
