"""The facts of a council's papers: what it recorded of a submission, and what was decided.

The list of a ballot tells who sat and who was barred. The urn and who has voted are not read here.
"""

from datetime import datetime

from songfai.kit.languages import Trilingual
from songfai.people.models import Account
from songfai.reports.council_facts import (
    CriterionPoints,
    DecisionFacts,
    FindingFacts,
    JudgedFacts,
    MemberFacts,
    MinutesFacts,
    PointsFacts,
    RefusalFacts,
    SessionFacts,
    SheetFacts,
    SummaryFacts,
    VotesFacts,
    WorkFacts,
)
from songfai.reports.queries.works import authors_of, issuer_of
from songfai.works.models import Ballot, Submission, Voter
from songfai.works.queries import (
    Session,
    conclusion_of,
    counted_ballot,
    investor_of,
    letter_of,
    session_of,
    signer_of,
    tally_of,
)
from songfai.works.rules import points_together
from songfai.works.states import RECOGNITION, Layer, PointsUse, Stage, Step


def minutes_facts(submission: Submission, at: datetime) -> MinutesFacts:
    ballot, session = counted_ballot(submission), _counted(submission, at)
    points = _points(session) if session else None
    conclusion = conclusion_of(submission)
    judged = {one.earlier_id: one for one in submission.judgements.select_related("earlier").order_by("id")}
    return MinutesFacts(
        work=_work(submission, at),
        session=_session(submission, at),
        members=_members(ballot, session),
        votes=_votes(ballot, submission) if ballot else None,
        points=points,
        findings=tuple(
            FindingFacts(one.criterion.text, one.met, one.comment)
            for one in submission.findings.select_related("criterion").order_by("criterion__position", "id")
        ),
        novelty=(conclusion.alike, conclusion.reason) if conclusion else None,
        judged=tuple(
            JudgedFacts(
                one.earlier.title, tuple((str(layer), getattr(one, layer)) for layer in Layer), one.reason
            )
            for one in judged.values()
        ),
        for_it=_for_it(ballot, points),
    )


def summary_facts(submission: Submission, at: datetime) -> SummaryFacts:
    session = _counted(submission, at)
    assert session is not None, "asked for only once it is counted"
    return SummaryFacts(
        work=_work(submission, at),
        session=_session(submission, at),
        points=_points(session),
        members=_members(None, session),
    )


def decision_facts(submission: Submission, at: datetime) -> DecisionFacts:
    assert submission.decided_on is not None, "a decision has its day"
    certificate = submission.certificates.order_by("id").first()
    return DecisionFacts(
        work=_work(submission, at),
        session=_session(submission, at),
        number=submission.decision,
        day=submission.decided_on,
        superior=submission.superior,
        superior_paper=submission.superior_paper,
        influence=submission.influence,
        certifies_investor=submission.regulation.certifies_investor,
        signer=signer_of(certificate) if certificate else Trilingual(),
        signer_post=certificate.signer_post if certificate else Trilingual(),
        revoked="" if submission.stage in RECOGNITION else submission.reason,
    )


def refusal_facts(submission: Submission, at: datetime) -> RefusalFacts:
    assert submission.decided_on is not None, "a refusal has its day"
    counted = counted_ballot(submission) or tally_of(submission)
    letter = letter_of(submission)
    return RefusalFacts(
        work=_work(submission, at),
        number=letter.printed if letter else "",
        session=_session(submission, at) if counted else None,
        day=(letter.dated if letter else None) or submission.decided_on,
        reason=submission.reason,
        superior=submission.superior,
        # The paper by which the superior body declined; one by which it approved is no ground of a refusal.
        superior_paper=submission.superior_paper if _declined(submission) else "",
    )


def _declined(submission: Submission) -> bool:
    last = submission.moves.order_by("-id").first()
    return last is not None and last.stage == Stage.REFUSED and last.step == Step.DECLINE


def _work(submission: Submission, at: datetime) -> WorkFacts:
    return WorkFacts(
        issuer=issuer_of(submission),
        above=submission.above,
        title=Trilingual.of(submission.filed["title"]),
        authors=tuple(authors_of(submission).values()),
        investor=investor_of(submission),
        receipt=submission.receipt,
        filed_on=submission.filed_on,
        rules=submission.regulation.title,
        basis=submission.regulation.basis,
        compiled_at=at,
    )


def _session(submission: Submission, at: datetime) -> SessionFacts:
    council, ballot, tally = submission.council, counted_ballot(submission), tally_of(submission)
    assert council is not None
    day = ballot.closed_on if ballot else tally.counted_on if tally else None
    assert day is not None, "something was counted"
    return SessionFacts(
        council=council.title,
        decision=council.decision,
        decided_on=council.decided_on,
        minutes=submission.minutes,
        day=day,
    )


def _counted(submission: Submission, at: datetime) -> Session | None:
    session = session_of(submission, at.date())
    return session if session is not None and session.tally is not None else None


def _name(account: Account) -> Trilingual:
    """As the person wrote it in each language; the address of an account without one."""
    return account.person.name if account.person else Trilingual(en=str(account))


def _members(ballot: Ballot | None, session: Session | None) -> tuple[MemberFacts, ...]:
    if ballot is not None:
        rows = Voter.objects.filter(ballot=ballot).select_related("member__seat__account__person")
        return tuple(
            MemberFacts(_name(one.member.seat.account), one.member.role, one.barred)
            for one in rows.order_by("member_id")
        )
    assert session is not None
    return tuple(
        MemberFacts(_name(one.member.seat.account), one.member.role, one.barred)
        for one in sorted(session.seated, key=lambda each: each.member.pk)
    )


def _votes(ballot: Ballot, submission: Submission) -> VotesFacts:
    rules = submission.regulation
    return VotesFacts(
        votes_for=ballot.votes_for or 0,
        votes_against=ballot.votes_against or 0,
        votes_blank=ballot.votes_blank or 0,
        entitled=ballot.entitled or 0,
        needed=(rules.agree_of, rules.agree_whole),
        counted_of=rules.counted_of,
        quorum=(rules.quorum_of, rules.quorum_whole),
        carried=bool(ballot.carried),
    )


def _points(session: Session) -> PointsFacts:
    columns = session.rows
    return PointsFacts(
        rubric=session.rubric.title,
        use=session.rubric.use,
        needed=session.rubric.threshold,
        criteria=tuple(
            CriterionPoints(
                text=one.item.text,
                most=one.item.most,
                pass_mark=one.item.pass_mark,
                average=average,
                lowest=min(one.column.points),
                highest=max(one.column.points),
                failed=one.column.failed,
            )
            for one in columns
            if (average := one.column.average) is not None
        ),
        together=points_together([one.column for one in columns]),
        passed=session.tally.passed if session.tally else None,
        sheets=tuple(
            SheetFacts(_name(one.member.seat.account), one.member.role, one.sheet.total, one.sheet.comment)
            for one in session.entitled
            if one.sheet
        ),
        entitled=len(session.entitled),
        missing=tuple(_name(one.member.seat.account) for one in session.missing),
    )


def _for_it(ballot: Ballot | None, points: PointsFacts | None) -> bool:
    """Whether what decides by the regulation was reached: the ballot, the points, or both."""
    use = PointsUse(points.use) if points else PointsUse.INFORM
    voted = use == PointsUse.DECIDE or bool(ballot and ballot.carried)
    scored = use == PointsUse.INFORM or bool(points and points.passed)
    return voted and scored
