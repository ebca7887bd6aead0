"""The facts of a submission's papers, as it was handed in."""

from datetime import date, datetime
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.reports.work_facts import AuthorFacts, CertificateFacts, Issuer, ReceiptFacts
from songfai.works.models import Certificate, Submission
from songfai.works.queries import investor_of, signer_of
from songfai.works.states import CREATORS, Stage


def issuer_of(submission: Submission, day: date | None = None) -> Issuer:
    """As it is called, or was called on a day."""
    body = submission.institution
    return Issuer(body.name_on(day) if day else body.name, body.country, body.place)


def authors_of(submission: Submission) -> dict[int, AuthorFacts]:
    return {
        one["id"]: AuthorFacts(Trilingual.of(one["name"]), Decimal(one["share"]))
        for one in submission.filed.get("authors", [])
        if one["role"] in CREATORS
    }


def receipt_facts(submission: Submission, at: datetime) -> ReceiptFacts:
    return ReceiptFacts(
        issuer=issuer_of(submission),
        above=submission.above,
        number=submission.receipt,
        title=Trilingual.of(submission.filed["title"]),
        authors=tuple(authors_of(submission).values()),
        filed_on=submission.filed_on,
        filed_by=submission.filed_by,
        due=submission.stated_due,
        compiled_at=at,
    )


def certificate_facts(
    certificate: Certificate, submission: Submission, check: str, at: datetime
) -> CertificateFacts:
    """`check`: the address at which anybody checks it."""
    authors = authors_of(submission)
    assert submission.decided_on is not None, "a certificate follows a decision"
    return CertificateFacts(
        issuer=issuer_of(submission, certificate.dated),
        number=str(certificate),
        title=Trilingual.of(submission.filed["title"]),
        own=authors[certificate.author_id] if certificate.author_id else None,
        investor=investor_of(submission),
        others=tuple(one for pk, one in authors.items() if pk != certificate.author_id),
        influence=submission.influence,
        decision=submission.decision,
        decided_on=submission.decided_on,
        dated=certificate.dated,
        signer=signer_of(certificate),
        signer_post=certificate.signer_post,
        void=submission.stage == Stage.REVOKED,
        base_revoked=submission.above and submission.work.stage == Stage.REVOKED,
        code=certificate.shown_code,
        check=check,
        compiled_at=at,
    )
