"""What the council found, what the head decides, the certificates, and what becomes of a recognised work."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.filing import set_appeal, stop_clock, take
from songfai.works.actions.holding import (
    DECIDING,
    ENDED,
    hold_submission,
    move,
    next_number,
    tell_authors,
    tell_office,
)
from songfai.works.actions.paying import lapse, note_transfer
from songfai.works.actions.releasing import end_releases
from songfai.works.models import Author, Certificate, Finding, Submission, Tally, Use, Work
from songfai.works.permissions import check_may
from songfai.works.queries import (
    asks_judgement,
    conclusion_of,
    counted_ballot,
    investor_asked,
    investor_of,
    marks_of,
    rubric_of,
    superior_asked,
    superior_when,
    use_of,
)
from songfai.works.states import ABOVE, CREATORS, Counts, PointsUse, Stage, Step, UseKind

SAID = {
    False: N_("“%(work)s” was recognised as an initiative."),
    True: N_("The effect and scope of influence of “%(work)s” were recognised."),
}


@transaction.atomic
def save_findings(
    *, submission: Submission, found: Mapping[int, tuple[bool, str]], by: Seat, at: datetime
) -> Submission:
    """What the council found on each criterion: criterion -> (met, reason). Refused: findings_not_now, reason_missing
    where a condition is not met."""
    check_may(by, "findings", submission.work, submission)
    hold_submission(submission)
    rules.require_before_decision(Stage(submission.stage))
    known = {one.criterion_id: one for one in submission.findings.all()}
    for criterion in submission.regulation.criteria.all():
        if criterion.pk not in found:
            continue
        met, comment = found[criterion.pk]
        if not met:
            rules.require_reason(comment)
        row = known.get(criterion.pk) or Finding(submission=submission, criterion=criterion)
        row.met, row.comment = met, comment.strip()
        row.save()
    submission.save()
    write(by=by, at=at, verb="works.save_findings", subject=submission.work, receipt=submission.receipt)
    return submission


def _require_carried(submission: Submission) -> None:
    """By the ballot, by the points, or by both, as the regulation has it."""
    use = use_of(rubric_of(submission.regulation))
    if use != PointsUse.DECIDE:
        ballot = counted_ballot(submission)
        rules.require_carried(bool(ballot and ballot.carried))
    row = Tally.objects.filter(submission=submission).first()
    rules.require_points_reached(use, row.passed if row else None)


def _require_judged(submission: Submission) -> None:
    newest = conclusion_of(submission)
    rules.require_judged(newest.alike if newest else "", asked=asks_judgement(submission))


def _require_found(submission: Submission) -> None:
    criteria = list(submission.regulation.criteria.all())
    rules.require_findings(
        {str(one.criterion_id): one.met for one in submission.findings.all()},
        must=[str(one.pk) for one in criteria if one.must],
        every=[str(one.pk) for one in criteria],
    )


@transaction.atomic
def send_up(
    *, submission: Submission, superior: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Ask the superior body, where the head of the unit is an author. Refused: marks_unchecked, superior_not_needed,
    not_carried, points_not_reached, and what the council still owes: it says nothing more afterwards."""
    stage = take(submission, Step.SEND_UP, by, seen_revision)
    rules.require_superior_settled(marks_of(submission.work), superior_when(submission))
    rules.require_superior_needed(needed=superior_asked(submission))
    _require_carried(submission)
    _require_found(submission)
    _require_judged(submission)
    submission.superior = superior.strip()
    move(submission, stage, Step.SEND_UP, by, at, superior)
    return submission


@transaction.atomic
def approve(
    *, submission: Submission, paper: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Enter the paper by which the superior body approved. Refused: proof_missing."""
    stage = take(submission, Step.APPROVE, by, seen_revision)
    rules.require_paper(paper)
    submission.superior_paper = paper.strip()
    move(submission, stage, Step.APPROVE, by, at, paper)
    tell_office(
        submission,
        N_("The superior body approved “%(work)s”, receipt %(number)s. The decision is to be taken."),
        at,
        DECIDING,
    )
    return submission


@transaction.atomic
def decline(
    *,
    submission: Submission,
    paper: str,
    reason: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Submission:
    """Enter the paper by which the superior body declined: recognition is refused. Refused: proof_missing."""
    stage = take(submission, Step.DECLINE, by, seen_revision)
    rules.require_paper(paper)
    rules.require_reason(reason)
    submission.superior_paper, submission.reason = paper.strip(), reason
    submission.decided_on = timezone.localdate(at)
    stop_clock(submission)
    set_appeal(submission, submission.decided_on)
    move(submission, stage, Step.DECLINE, by, at, reason)
    tell_authors(submission, N_("“%(work)s” was not recognised: %(reason)s"), at, reason=reason)
    return submission


@transaction.atomic
def recognise(
    *,
    submission: Submission,
    decision: str,
    decided_on: date,
    by: Seat,
    at: datetime,
    influence: str = "",
    seen_revision: int | None = None,
) -> Submission:
    """The head of the unit recognises the work by a decision; above the unit, how far its effect was found to reach.

    Refused: not_carried, points_not_reached, findings_missing, criterion_not_met, judgement_missing, judged_the_same,
    under_protection, investor_first, marks_unchecked, mark_unchecked, superior_first, day_ahead, proof_missing; above also
    not_recognised_yet, influence_missing.
    """
    stage = take(submission, Step.RECOGNISE, by, seen_revision)
    if submission.above:
        rules.require_still_recognised(Stage(submission.work.stage))
        rules.require_influence(influence)
        submission.influence = influence
    rules.require_paper(decision)
    rules.require_not_ahead(decided_on, timezone.localdate(at))
    marks = marks_of(submission.work)
    rules.require_unprotected(marks)
    if investor_asked(submission):
        rules.require_investor_refused(marks)
    if submission.stage != Stage.APPROVED:
        rules.require_superior_settled(marks, superior_when(submission))
    rules.require_checked(marks, submission.regulation.must_check)
    rules.require_superior(Stage(submission.stage), needed=superior_asked(submission))
    _require_carried(submission)
    _require_found(submission)
    _require_judged(submission)
    submission.decision, submission.decided_on, submission.reason = decision.strip(), decided_on, ""
    stop_clock(submission)
    move(submission, stage, Step.RECOGNISE, by, at, decision)
    tell_authors(submission, SAID[submission.above], at)
    return submission


@transaction.atomic
def refuse(
    *, submission: Submission, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Refuse recognition in writing, with the reason. Refused: reason_missing."""
    stage = take(submission, Step.REFUSE, by, seen_revision)
    rules.require_reason(reason)
    submission.reason, submission.decided_on = reason, timezone.localdate(at)
    stop_clock(submission)
    set_appeal(submission, submission.decided_on)
    move(submission, stage, Step.REFUSE, by, at, reason)
    tell_authors(submission, N_("“%(work)s” was not recognised: %(reason)s"), at, reason=reason)
    return submission


@transaction.atomic
def certify(
    *,
    submission: Submission,
    signer: str,
    post: Trilingual,
    dated: date,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Submission:
    """A certificate for each author with its own number, and one for the investor where it is not the authors and the rules
    give it one. Refused: signer_missing, day_ahead, before_decision."""
    stage = take(submission, Step.CERTIFY, by, seen_revision)
    rules.require_certificate(signer, dated, submission.decided_on, timezone.localdate(at))
    holders: list[Author | None] = [*submission.work.authors.filter(role__in=CREATORS).order_by("id")]
    if submission.regulation.certifies_investor and investor_of(submission) is not None:
        holders.append(None)
    for author in holders:
        Certificate.objects.create(
            submission=submission,
            author=author,
            for_investor=author is None,
            institution=submission.institution,
            year=dated.year,
            number=next_number(submission.institution, Counts.CERTIFICATE, dated.year),
            dated=dated,
            signer=signer.strip(),
            signer_post=post,
        )
    move(submission, stage, Step.CERTIFY, by, at)
    tell_authors(submission, N_("The certificates of “%(work)s” are issued."), at)
    return submission


def _use(kind: UseKind, step: Step, submission: Submission, values: Mapping[str, object], by: Seat, at: datetime,
         seen_revision: int | None) -> Submission:  # fmt: skip
    stage = take(submission, step, by, seen_revision)
    row = Use(submission=submission, kind=kind, entered_by=str(by.account)[:200], **values)
    rules.require_not_ahead(row.on, timezone.localdate(at))
    row.save()
    if kind == UseKind.TRANSFERRED:
        note_transfer(row)
    move(submission, stage, step, by, at, row.place)
    return submission


@transaction.atomic
def apply(
    *,
    submission: Submission,
    values: Mapping[str, object],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Submission:
    """Enter where the work is applied. `values`: on, place, paper. Refused: day_ahead."""
    return _use(UseKind.APPLIED, Step.APPLY, submission, values, by, at, seen_revision)


@transaction.atomic
def transfer(
    *,
    submission: Submission,
    values: Mapping[str, object],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Submission:
    """Enter to whom the work was handed on. `values`: on, place, paper, minor, currency. Refused: day_ahead."""
    return _use(UseKind.TRANSFERRED, Step.TRANSFER, submission, values, by, at, seen_revision)


def _tell_levels(work: Work, reason: str, at: datetime) -> None:
    """Those the work was sent up to, whether they still consider its effect or have recognised it."""
    sent = work.submissions.filter(scheme__in=sorted(ABOVE)).exclude(stage__in=sorted(ENDED))
    for one in sent.select_related("institution", "work").order_by("id"):
        text = N_("The unit revoked its recognition of “%(work)s”, receipt %(number)s: %(reason)s")
        tell_office(one, text, at, DECIDING, reason=reason)


@transaction.atomic
def revoke(
    *, submission: Submission, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Take the recognition back, with the reason; its certificates are void and stay on record.

    With the recognition by the unit ends what was not paid yet, and the levels above count for nothing: their offices are
    told. Refused: reason_missing.
    """
    stage = take(submission, Step.REVOKE, by, seen_revision)
    rules.require_reason(reason)
    submission.reason = reason
    move(submission, stage, Step.REVOKE, by, at, reason)
    if not submission.above:
        lapse(submission.work, reason)
        end_releases(submission.work, by, at)
        _tell_levels(submission.work, reason, at)
    tell_authors(submission, N_("The recognition of “%(work)s” was revoked: %(reason)s"), at, reason=reason)
    return submission
