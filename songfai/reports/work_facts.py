"""What the receipt of a work and its certificates say, in no language yet. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from songfai.kit.languages import Trilingual


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """An author as the work was handed in; the share is in per cent."""

    name: Trilingual
    share: Decimal


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that gives the paper."""

    name: Trilingual
    country: str
    place: Trilingual


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """`above`: for the effect and scope of influence, not for recognition. `due`: the day the result is stated for."""

    issuer: Issuer
    above: bool
    number: str
    title: Trilingual
    authors: tuple[AuthorFacts, ...]
    filed_on: date
    filed_by: str
    due: date
    compiled_at: datetime


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """For one author, naming the others, or for the investor (`own` is None), naming the authors. `investor`: where it is not
    the authors. `influence`: how far it was found to reach, of a level above the unit (a
    works.states.Scope, else ""). `void`: the recognition was revoked. `base_revoked`: of a level above the unit, that of the
    unit was revoked. `code` and `check`: by which, and at which address, anybody checks it."""

    issuer: Issuer
    number: str
    title: Trilingual
    own: AuthorFacts | None
    investor: Trilingual | None
    others: tuple[AuthorFacts, ...]
    influence: str
    decision: str
    decided_on: date
    dated: date
    signer: Trilingual
    signer_post: Trilingual
    void: bool
    base_revoked: bool
    code: str
    check: str
    compiled_at: datetime
