"""The office checks a mark that the authors claim."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import hold_submission, tell_authors
from songfai.works.models import Check, Submission
from songfai.works.permissions import check_may
from songfai.works.queries import claims_of
from songfai.works.states import Mark, Stage


@transaction.atomic
def check_mark(
    *,
    submission: Submission,
    mark: Mark,
    found: bool,
    paper: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Check:
    """Enter what the office found, and from which paper. Where it is not what the authors state, they are told.

    Refused: check_not_now, nothing_stated, proof_missing.
    """
    work = submission.work
    check_may(by, "check_mark", work, submission)
    hold_submission(submission, seen_revision)
    rules.require_checkable(Stage(submission.stage))
    rules.require_paper(paper)
    claims = claims_of(work)
    rules.require_stated(mark in claims)
    claimed = claims[mark]
    row = Check.objects.create(
        work=work,
        mark=mark,
        claimed=claimed,
        found=found,
        paper=paper.strip(),
        who=str(by.account)[:200],
        at=at,
    )
    submission.save()
    work.save()
    write(by=by, at=at, verb="works.check_mark", subject=work, mark=mark, found=found, paper=row.paper)
    if found != claimed:
        tell_authors(
            submission,
            N_("The office found otherwise than “%(work)s” states, from %(paper)s. See what it has checked."),
            at,
            paper=row.paper,
        )
    return row
