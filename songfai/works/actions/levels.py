"""A recognised work sent to a level above its unit, for its effect and scope of influence."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.filing import received
from songfai.works.actions.holding import hold, move, note_words, tell_office
from songfai.works.models import Submission, Work
from songfai.works.permissions import check_may
from songfai.works.queries import level_of
from songfai.works.states import Scheme, Stage


@transaction.atomic
def send_above(
    *,
    work: Work,
    scheme: Scheme,
    report: Trilingual,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Submission:
    """A further submission of the same work: its own receipt, rules, terms and council; the recognition stays as it is.

    Refused: no_level, filed_already, what rules.missing_above names, report_missing, clock_missing.
    """
    check_may(by, "send_above", work)
    hold(work, seen_revision)
    level = level_of(work, scheme, timezone.localdate(at))
    if level is None:
        raise Refused(
            "no_level", N_("No body above your unit has entered rules for this level. Ask its office.")
        )
    if level.submission is not None:
        raise Refused("filed_already", N_("This work is filed already."))
    for refused in level.missing:
        raise refused
    rules.require_report(str(report))
    submission = received(work, level.body, level.regulation, by, at)
    submission.report = report
    note_words(work)
    move(submission, Stage.RECEIVED, None, by, at)
    tell_office(submission, N_("“%(work)s” was sent up for its effect, receipt %(number)s."), at)
    return submission
