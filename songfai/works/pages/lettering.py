"""What the pages of a work tell of its letter of refusal."""

from typing import Any

from songfai.parties.models import Seat
from songfai.registry.queries import documents
from songfai.works.models import Submission, Work
from songfai.works.permissions import may
from songfai.works.queries import letter_of
from songfai.works.states import Stage


def about_letter(submission: Submission | None, work: Work, seat: Seat | None) -> dict[str, Any]:
    """Its number, for whoever may open the work; the document, for those of its register; whether it is still to be
    drafted, for the office."""
    if submission is None or submission.stage != Stage.REFUSED:
        return {}
    letter = letter_of(submission)
    return {
        "letter": letter,
        "letter_page": letter is not None and documents(seat).filter(pk=letter.pk).exists(),
        "may_letter": letter is None and may(seat, "letter", work, submission),
    }
