"""What the pages of a work tell of its council: the ballot, the points, what it has still to record."""

from collections.abc import Iterable
from typing import Any

from songfai.kit.clock import today
from songfai.kit.errors import Refused
from songfai.kit.refusals import words
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.works import rules
from songfai.works.models import Judgement, Submission, Work
from songfai.works.permissions import council_role, is_author, may, reads_confidential
from songfai.works.queries import (
    asks_judgement,
    ballot_of,
    conclusion_of,
    namesakes,
    own_sheet,
    result_of,
    sees_result,
    sees_sheets,
    session_of,
    voter_of,
)
from songfai.works.states import BEFORE_COUNCIL, SCORED, Stage

# The council may have recorded something; the head has not decided.
BEFORE_DECISION = BEFORE_COUNCIL | {Stage.SUPERIOR, Stage.APPROVED}


def newest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The last judgement on each earlier work; those before it stand on the page of the comparison."""
    return list({one.earlier_id: one for one in judgements}.values())


def about_council(work: Work, submission: Submission | None, seat: Seat | None) -> dict[str, Any]:
    """The council, the turnout of an open ballot, the result of a counted one, and one's own vote to give."""
    if submission is None or submission.council is None:
        return {}
    ballot = ballot_of(submission)
    voter = voter_of(seat, ballot)
    asks = submission.stage == Stage.APPRAISAL and may(seat, "tell_apart", work, submission)
    return {
        "ballot": ballot,
        "turnout": result_of(ballot) if ballot else None,
        "my_role": council_role(seat, submission) if seat else "",
        "may_vote": voter is not None and not voter.barred and not voter.voted,
        "has_voted": voter is not None and voter.voted,
        "may_find": may(seat, "findings", work, submission) and submission.stage in ("appraisal", "voting", "voted"),
        "findings": list(submission.findings.all()),
        "namesakes": namesakes(submission) if asks else [],
        # Days of birth may stand there.
        "apart": list(submission.apart.all()) if reads_confidential(seat, work, submission) else [],
        "judgements": newest(submission.judgements.all()),
        "conclusion": conclusion_of(submission),
        "may_conclude": may(seat, "conclude", work, submission) and submission.stage in BEFORE_COUNCIL,
        **about_points(work, submission, seat),
    }  # fmt: skip


def about_points(work: Work, submission: Submission, seat: Seat | None) -> dict[str, Any]:
    """What the council's points came to, as far as the person may read it, and the own sheet to hand in."""
    session = session_of(submission, today())
    if session is None:
        return {}
    office = seat is not None and can(seat, "registry") and seat.acts_for(submission.institution_id)
    own = own_sheet(seat, submission)
    to_hand_in = submission.stage in SCORED and (own is None or own.handed_in_at is None)
    inside = seat is not None and (office or council_role(seat, submission) != "")
    return {
        "session": session,
        "sees_result": sees_result(seat, session),
        "sees_sheets": sees_sheets(seat, submission, session),
        # Who has not handed in: those who wait for them.
        "sees_missing": inside and not is_author(seat, work) if seat else False,
        "may_score": to_hand_in and may(seat, "score", work, submission),
        "draft": own is not None and own.handed_in_at is None,
    }


def still_missing(submission: Submission | None) -> list[str]:
    """What the regulation asks for before the work may be recognised and the council has not recorded yet."""
    if submission is None or submission.stage not in BEFORE_DECISION:
        return []
    newest_one = conclusion_of(submission)
    asked = asks_judgement(submission)
    try:
        rules.require_judged(newest_one.alike if newest_one else "", asked=asked)
    except Refused as refused:
        return [words(refused)]
    return []
