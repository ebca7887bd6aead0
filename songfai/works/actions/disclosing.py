"""What is confidential was shown to a member of the council: kept before it is shown."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.parties.models import Seat
from songfai.works.models import Disclosure, Submission
from songfai.works.permissions import reads_as_council


@transaction.atomic
def disclose(*, submission: Submission, by: Seat, at: datetime) -> Disclosure | None:
    """Keep that a member of its council opens a submission in which something is confidential; opened again it is kept
    once. None where nothing is confidential, or the person reads it as somebody else."""
    work = submission.work
    if not reads_as_council(by, work, submission):
        return None
    if not (work.parts.filter(confidential=True).exists() or work.papers.filter(confidential=True).exists()):
        return None
    row, new = Disclosure.objects.get_or_create(
        submission=submission,
        account=by.account,
        defaults={"who": str(by.account)[:200], "at": at},
    )
    if new:
        write(by=by, at=at, verb="works.disclose", subject=work, receipt=submission.receipt)
    return row
