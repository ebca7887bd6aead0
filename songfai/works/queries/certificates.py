"""What anybody who holds a certificate may ask of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from songfai.kit.languages import Trilingual
from songfai.works.models import Certificate, Move, Submission
from songfai.works.states import Level, Scheme, Step


@dataclass(frozen=True, slots=True)
class Checked:
    """What the certificate itself says, and whether it stands. `revoked_on`: of the recognition, or, of a level above the
    unit, of that of the unit, which the level needs; None while it is in force."""

    number: str
    title: Trilingual
    holder: Trilingual
    institution: Trilingual
    dated: date
    level: Level
    revoked_on: date | None


def checked(number: int, year: int, code: str) -> Checked | None:
    """The certificate with this number and this code, for the public: None where there is none, whichever of them is wrong.

    It has no viewer: who knows the code has the paper, and reads nothing here that does not stand on it.
    """
    row = (
        Certificate.objects.filter(code=code, number=number, year=year)
        .select_related("submission__work", "institution")
        .first()
    )
    if row is None:
        return None
    filed = row.submission.filed
    holder = next(one for one in filed["authors"] if one["id"] == row.author_id)
    return Checked(
        number=str(row),
        title=Trilingual.of(filed["title"]),
        holder=Trilingual.of(holder["name"]),
        institution=row.institution.name_on(row.dated),
        dated=row.dated,
        level=Level(row.submission.scheme),
        revoked_on=_revoked_on(row.submission),
    )


def _revoked_on(submission: Submission) -> date | None:
    """Of itself, or of the unit's recognition, without which a level above counts for nothing: whichever came first."""
    base = Q(submission__work=submission.work_id, submission__scheme=Scheme.BASE)
    ends = Move.objects.filter(base | Q(submission=submission), step=Step.REVOKE).order_by("at", "id")
    first = ends.first()
    return timezone.localdate(first.at) if first else None
