"""What anybody who holds a certificate may ask of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.people.models import Person
from songfai.works.models import Certificate, Move, Submission
from songfai.works.states import Level, Scheme, Step


@dataclass(frozen=True, slots=True)
class Checked:
    """What the certificate itself says, and whether it stands. `investor`: the holder is the investor, no author.
    `revoked_on`: of the recognition, or, of a level above the unit, of that of the unit, which the level needs; None while
    it is in force."""

    number: str
    title: Trilingual
    holder: Trilingual
    investor: bool
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
    return Checked(
        number=str(row),
        title=Trilingual.of(filed["title"]),
        holder=_holder(row, filed),
        investor=row.for_investor,
        institution=row.institution.name_on(row.dated),
        dated=row.dated,
        level=Level(row.submission.scheme),
        revoked_on=_revoked_on(row.submission),
    )


def _holder(row: Certificate, filed: dict[str, Any]) -> Trilingual:
    if row.for_investor:
        return Trilingual.of(filed["investor"]["name"])
    return Trilingual.of(next(one for one in filed["authors"] if one["id"] == row.author_id)["name"])


def investor_of(submission: Submission) -> Trilingual | None:
    """Who paid for the work, as it was handed in; None where the authors did."""
    told = submission.filed.get("investor")
    return Trilingual.of(told["name"]) if told else None


def _revoked_on(submission: Submission) -> date | None:
    """Of itself, or of the unit's recognition, without which a level above counts for nothing: whichever came first."""
    base = Q(submission__work=submission.work_id, submission__scheme=Scheme.BASE)
    ends = Move.objects.filter(base | Q(submission=submission), step=Step.REVOKE).order_by("at", "id")
    first = ends.first()
    return timezone.localdate(first.at) if first else None


def signer_of(certificate: Certificate) -> Trilingual:
    """Who signed, in the form of the name each language has where it is an officer of the institution; else as it was typed.

    The name is typed once, and a certificate is printed in three languages. Of two people who write their names alike and
    differ in another language nobody can say which it was: then it stays as it was typed.
    """
    typed = certificate.signer
    so_called = Q(name__lo=typed) | Q(name__vi=typed) | Q(name__en=typed)
    officers = Seat.objects.filter(institution=certificate.institution_id).exclude(role=Role.AUTHOR)
    names = Person.objects.filter(so_called, account__in=officers.values("account"))
    meant = {tuple(name.as_dict().items()): name for name in names.values_list("name", flat=True)}
    if len(meant) == 1:
        return next(iter(meant.values()))
    return Trilingual(lo=typed, vi=typed, en=typed)
