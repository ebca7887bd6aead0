"""The letter of refusal in the register of official documents, from which it takes its number."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.registry import actions as registry
from songfai.registry.models import OfficialDocument
from songfai.registry.states import Purpose
from songfai.works import rules
from songfai.works.actions.holding import hold_submission
from songfai.works.models import Submission
from songfai.works.permissions import check_may
from songfai.works.queries import letter_of, letter_type
from songfai.works.states import CREATORS, Stage


@transaction.atomic
def draft_letter(
    *,
    submission: Submission,
    subject: Trilingual,
    language: str,
    enclosed: registry.Enclosed,
    by: Seat,
    at: datetime,
) -> OfficialDocument:
    """An outgoing document with the letter as its text, for the authors: reviewed, signed and numbered there as every paper
    of the office is. One that was cancelled or recalled is followed by another.

    Refused: not_refused, letter_drafted, no_series.
    """
    check_may(by, "letter", submission.work, submission)
    hold_submission(submission)
    rules.require_letter(Stage(submission.stage), drafted=letter_of(submission) is not None)
    # Of the register it is written in: where another body has taken over the one that refused, of that.
    body = by.institution
    values: dict[str, object] = {
        "series": registry.outgoing_series(body),
        "type": letter_type(body, timezone.localdate(at)),
        "subject": subject,
        "language": language,
        "place": body.place,
    }
    document = registry.draft(values=values, by=by, at=at)
    told: dict[str, Any] = {"document": document, "by": by, "at": at}
    for one in submission.filed.get("authors", []):
        if one["role"] in CREATORS:
            name = Trilingual.of(one["name"]).best(language)[0]
            registry.add_recipient(institution=None, name=name, purpose=Purpose.KNOW, **told)
    registry.add_part(
        kind=enclosed.kind, title=enclosed.title, name=enclosed.name, data=enclosed.content, **told
    )
    submission.letter = document
    submission.save()
    write(by=by, at=at, verb="works.draft_letter", subject=submission.work, receipt=submission.receipt)
    return document
