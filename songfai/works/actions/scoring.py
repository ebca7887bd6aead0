"""Score sheets of a council: kept, handed in, counted. They are signed; the ballot is secret, and neither leads to the other."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.filing import require_council, take
from songfai.works.actions.holding import DECIDING, move, tell_members, tell_office
from songfai.works.models import Conflict, Member, RubricItem, Score, Scorer, ScoreSheet, Submission, Tally
from songfai.works.permissions import RUNS_THE_BALLOT, check_may
from songfai.works.queries import Session, given_back, namesakes, rubric_of, session_of, sitting, use_of
from songfai.works.queries.councils import Sitting
from songfai.works.rules.bands import band_with, require_in_band
from songfai.works.states import PointsUse, Stage, Step

# Criterion (RubricItem.pk) -> the points, if any yet, and why.
Given = Mapping[int, tuple[Decimal | None, str]]
# Criterion -> its band, counted from 0; where none is named, the first that has the points.
Chosen = Mapping[int, int | None]


def _hold(submission: Submission) -> None:
    """Nobody counts until the transaction ends. The submission's own revision stays: sheets are written side by side."""
    submission.refresh_from_db(
        fields=["stage", "council"], from_queryset=Submission.objects.select_for_update()
    )


def _member(submission: Submission, by: Seat, day: date) -> Member:
    """The person's line on the council as it sits that day."""
    found = next(
        (one for one in sitting(submission, day) if one.member.seat.account_id == by.account_id), None
    )
    rules.require_may_score(sits=found is not None, barred=found.barred if found else "")
    assert found is not None
    return found.member


def _write(
    submission: Submission,
    given: Given,
    bands: Chosen,
    comment: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None,
) -> tuple[ScoreSheet, list[RubricItem]]:
    """The sheet with what was given, and the criteria it is written by."""
    check_may(by, "score", submission.work, submission)
    _hold(submission)
    rules.require_scored_now(Stage(submission.stage))
    rubric = rubric_of(submission.regulation)
    items = list(rubric.items.all()) if rubric else []
    rules.require_scoring(items=len(items))
    member = _member(submission, by, timezone.localdate(at))
    sheet = ScoreSheet.objects.filter(submission=submission, member=member, reopened_at=None).first()
    sheet = sheet or ScoreSheet(submission=submission, member=member)
    rules.require_not_handed_in(sheet.handed_in_at is not None)
    if seen_revision is not None and seen_revision != sheet.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    rules.require_scores(
        {str(pk): points for pk, (points, _why) in given.items()}, {str(one.pk): one.most for one in items}
    )
    known = {one.pk: one.described for one in items}
    chosen = {
        pk: bands.get(pk) if bands.get(pk) is not None else band_with(points, known[pk])
        for pk, (points, _why) in given.items()
    }
    for pk, (points, _why) in given.items():
        require_in_band(points, chosen[pk], known[pk])
    sheet.comment, sheet.revision = comment.strip()[:2000], sheet.revision + 1
    sheet.save()
    for pk, (points, why) in given.items():
        values = {"points": points, "band": chosen[pk], "comment": why.strip()[:1000]}
        Score.objects.update_or_create(sheet=sheet, item_id=pk, defaults=values)
    return sheet, items


@transaction.atomic
def keep_scores(
    *,
    submission: Submission,
    given: Given,
    bands: Chosen | None = None,
    comment: str = "",
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> ScoreSheet:
    """Keep the draft of one's own sheet: nobody else reads it.

    Refused: scores_not_now, no_rubric, no_scorer, handed_in_already, points_out_of_reach, changed_meanwhile, no_such_band,
    band_missing, outside_the_band.
    """
    sheet, _items = _write(submission, given, bands or {}, comment, by, at, seen_revision)
    write(by=by, at=at, verb="works.keep_scores", subject=submission.work, receipt=submission.receipt)
    return sheet


@transaction.atomic
def hand_in_scores(
    *,
    submission: Submission,
    given: Given,
    bands: Chosen | None = None,
    comment: str = "",
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> ScoreSheet:
    """Sign one's own sheet: from now on it stays, and the others who have handed in read it. Who runs the council is told
    when the last one is in. Refused as `keep_scores`, and scores_missing."""
    sheet, items = _write(submission, given, bands or {}, comment, by, at, seen_revision)
    known = {str(one.item_id): one.points for one in sheet.scores.all()}
    rules.require_every_score(known, [str(one.pk) for one in items])
    sheet.handed_in_at, sheet.signed = at, str(by.account)[:200]
    sheet.save()
    write(by=by, at=at, verb="works.hand_in_scores", subject=submission.work, receipt=submission.receipt)
    session = session_of(submission, timezone.localdate(at))
    if session is not None and not session.missing:
        running = [one.member for one in session.entitled if one.member.role in RUNS_THE_BALLOT]
        text = N_("All members have handed in their score sheets on “%(work)s”.")
        tell_members(submission, text, at, [one.seat.account for one in running])
    return sheet


@transaction.atomic
def reopen_scores(*, sheet: ScoreSheet, reason: str, by: Seat, at: datetime) -> ScoreSheet:
    """Give a member the sheet back, as long as the points are not counted. What was handed in is kept with the reason and
    counts no more; the member, who is told, goes on with a copy.

    By the chair or the secretary, of nobody's own sheet. Refused: scores_not_now, not_handed_in, own_sheet, reason_missing.
    """
    submission = sheet.submission
    check_may(by, "reopen", submission.work, submission)
    _hold(submission)
    rules.require_scored_now(Stage(submission.stage))
    sheet.refresh_from_db(from_queryset=ScoreSheet.objects.select_for_update(of=("self",)))
    member = sheet.member.seat.account
    rules.require_reopenable(
        handed_in=sheet.handed_in_at is not None and sheet.reopened_at is None,
        own=member.pk == by.account_id,
    )
    rules.require_reason(reason)
    sheet.reopened_at, sheet.reopened_by = at, str(by.account)[:200]
    sheet.reopened_why = reason.strip()[:500]
    sheet.save()
    draft = ScoreSheet.objects.create(
        submission=submission, member=sheet.member, comment=sheet.comment, revision=sheet.revision + 1
    )
    Score.objects.bulk_create(
        Score(sheet=draft, item_id=one.item_id, points=one.points, band=one.band, comment=one.comment)
        for one in sheet.scores.order_by("id")
    )
    told = {"member": str(sheet.member), "reason": sheet.reopened_why}
    write(
        by=by, at=at, verb="works.reopen_scores", subject=submission.work, receipt=submission.receipt, **told
    )
    text = N_("Your score sheet on “%(work)s” is open again: %(reason)s")
    tell_members(submission, text, at, [member], reason=sheet.reopened_why)
    return draft


@transaction.atomic
def declare_conflict(*, submission: Submission, reason: str, by: Seat, at: datetime) -> Conflict:
    """Before the ballot, or where none is held: the member neither scores nor votes nor runs anything of it, and a sheet
    that is handed in already does not count.

    In an open ballot it is `recuse`. Refused: declare_in_ballot, no_scorer, reason_missing.
    """
    check_may(by, "declare", submission.work, submission)
    _hold(submission)
    rules.require_before_ballot(Stage(submission.stage))
    _member(submission, by, timezone.localdate(at))
    rules.require_reason(reason)
    row = Conflict.objects.create(
        submission=submission, account=by.account, reason=reason.strip()[:300], at=at
    )
    write(by=by, at=at, verb="works.declare_conflict", subject=submission.work, receipt=submission.receipt)
    return row


def tally(submission: Submission, day: date, without: str) -> Tally | None:
    """Count the points with the ballot, or instead of it; None where the council gives none. `without`: why sheets that were
    given back are not waited for.

    Refused: given_back; too_few_sheets where the points decide.
    """
    session = session_of(submission, day)
    if session is None:
        return None
    rules.require_given_back_in(given_back(submission, session), without)
    if session.rubric.use != PointsUse.INFORM:
        rules.require_enough_sheets(len(session.sheets), len(session.entitled), submission.regulation.quorum)
    return _counted(submission, session, day)


def _counted(submission: Submission, session: Session, day: date) -> Tally:
    row = Tally.objects.create(submission=submission, counted_on=day, passed=session.passed)
    Scorer.objects.bulk_create(
        Scorer(tally=row, member=one.member, barred=one.barred, handed_in=one.sheet is not None)
        for one in session.seated
    )
    return row


def require_no_namesakes(submission: Submission, members: list[Sitting]) -> None:
    """Nobody who may be an author has a part in the decision before somebody said that it is another person."""
    deciding = {one.member.pk for one in members if not one.barred}
    rules.require_told_apart([one.name for one in namesakes(submission) if one.member.pk in deciding])


@transaction.atomic
def count_points(
    *,
    submission: Submission,
    minutes: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    without: str = "",
) -> Submission:
    """Where the points alone decide: count them. The result is written once and stays. `without`: as in `tally`.

    Refused: ballot_decides, given_back, too_few_sheets, and what is asked of the council as for a ballot.
    """
    stage = take(submission, Step.COUNT, by, seen_revision)
    rules.require_points_alone(use_of(rubric_of(submission.regulation)))
    day = timezone.localdate(at)
    require_no_namesakes(submission, require_council(submission, day))
    row = tally(submission, day, without)
    assert row is not None, "a rubric has criteria"
    submission.minutes = minutes.strip()
    move(submission, stage, Step.COUNT, by, at, without.strip())
    tell_office(
        submission,
        N_("The council has scored “%(work)s”, receipt %(number)s. The decision is to be taken."),
        at,
        DECIDING,
    )
    return submission
