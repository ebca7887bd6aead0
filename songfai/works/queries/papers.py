"""Which papers of a council there are, and for whom; the letter of refusal in the register of official documents."""

from datetime import date

from songfai.parties.models import Institution, Seat
from songfai.registry.models import DocumentType, OfficialDocument
from songfai.registry.queries import types_for
from songfai.registry.states import DocumentState
from songfai.works.models import Ballot, Submission, Tally
from songfai.works.permissions import reads_minutes
from songfai.works.states import RECOGNITION, CouncilPaper, Stage


def counted_ballot(submission: Submission) -> Ballot | None:
    """The last that was counted; reads what `with_all` fetched."""
    return next((one for one in reversed(submission.ballots.all()) if one.closed_on), None)


def tally_of(submission: Submission) -> Tally | None:
    return Tally.objects.filter(submission=submission).first()


def council_papers(seat: Seat | None, submission: Submission) -> list[CouncilPaper]:
    """The decision and the refusal are for whoever may open the work; minutes and score sheets for the council and the
    office, once something was counted."""
    found: list[CouncilPaper] = []
    if submission.council_id is not None and reads_minutes(seat, submission):
        tally = tally_of(submission)
        if tally or counted_ballot(submission):
            found.append(CouncilPaper.MINUTES)
        if tally:
            found.append(CouncilPaper.SUMMARY)
    if submission.stage in RECOGNITION or (submission.stage == Stage.REVOKED and submission.decision):
        found.append(CouncilPaper.DECISION)
    if submission.stage == Stage.REFUSED:
        found.append(CouncilPaper.REFUSAL)
    return found


# By these slugs a notice is known among the types of each country.
NOTICES = ("vn-tb", "la-notice")


def letter_of(submission: Submission) -> OfficialDocument | None:
    """The letter of refusal that stands: not one that was cancelled or recalled."""
    row = submission.letter
    gone = (DocumentState.CANCELLED, DocumentState.RECALLED)
    return None if row is None or row.state in gone else row


def letter_type(body: Institution, day: date) -> DocumentType | None:
    """A notice, by the law of its country, as it is given on this day."""
    return types_for(body, day).filter(slug__in=NOTICES).first()
