"""An amendment between the two sides: offered, approved, returned, withdrawn; in force, the programme's rows follow."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Changed, Refused
from songfai.parties.models import Seat
from songfai.people.consent import Consent
from songfai.programmes import amended, permissions, queries
from songfai.programmes.actions import notifying
from songfai.programmes.actions.amending import hold, require_in_force
from songfai.programmes.actions.applying import apply_amendment
from songfai.programmes.actions.promising import require_numbers_free
from songfai.programmes.amendment_terms import amendment_paper, says
from songfai.programmes.models import Amendment, Programme
from songfai.programmes.rules import amending
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.record.states import Stage

OFFERED = N_("%(side)s offers an amendment of “%(title)s”. It waits for your answer.")


def offered(amendment: Amendment) -> Document:
    """The document of a version that was offered; a draft has none to answer."""
    if amendment.document is None:
        raise Refused("amendment_not_offered", N_("This draft has not been offered yet."))
    return amendment.document


@transaction.atomic
def offer_amendment(
    *,
    amendment: Amendment,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    consent: Consent | None = None,
) -> Amendment:
    """Offer the draft to the other side: it becomes a document that no longer changes. Offering agrees to it, so
    Changed when the draft is no longer the one that was read. `consent` is the person's proof; None for commands.

    Refused: what amending.missing finds, another amendment that waits; Changed when the programme was amended meanwhile.
    """
    record.hold(amendment.programme.register)
    hold(amendment, by, "offer")
    if seen_revision is not None and seen_revision != amendment.revision:
        raise Changed(
            "changed_meanwhile",
            N_("The draft was changed while you were reading it. Read it once more, then offer it."),
        )
    register = require_in_force(amendment.programme)
    programme = _locked(amendment)
    _require_alone(amendment, by)
    state, rows = amended.state_of(programme), amended.lines(amendment)
    amending.require_base(amendment.base, state.base)
    amending.require_offerable(amended.draft_of(amendment, rows, state), state, timezone.localdate(at))
    paper = amendment_paper(amendment, rows, state.commitments, amended.dates_of(amendment))
    document = record.offer(register=register, by=by, at=at, consent=consent, draft=amendment, **paper)
    amendment.document, amendment.version = document, document.version
    amendment.save(update_fields=["document", "version"])
    for row in rows:
        row.was = dict(state.commitments.get(row.number, {}))
        row.save(update_fields=["was"])
    _told(amendment, by, at, "offer_amendment", sha256=document.sha256)
    _tell_other(amendment, by, at, OFFERED)
    return amendment


def _locked(amendment: Amendment) -> Programme:
    """The programme as it is now, held until the transaction ends, after the record."""
    record.hold(amendment.programme.register)
    Programme.objects.select_for_update().get(pk=amendment.programme_id)
    programme = queries.with_sides(Programme.objects.all()).get(pk=amendment.programme_id)
    amendment.programme = programme
    return programme


def _require_alone(amendment: Amendment, by: Seat, *, answering: bool = False) -> None:
    """A side agrees to one amendment at a time: two servers could else agree to two that build on the same paper."""
    others = [one for one in amended.open_amendments(amendment.programme) if one.pk != amendment.pk]
    own = [
        one
        for one in others
        if by.acts_for(one.drafted_by_id) or (one.document and one.document.standing.stage == Stage.ACCEPTED)
    ]
    amending.require_no_other(bool(own), bool(others) and not answering)


@transaction.atomic
def approve_amendment(
    *, amendment: Amendment, seen: str, by: Seat, at: datetime, consent: Consent | None = None
) -> Amendment:
    """Approve the very bytes that were read. Once both receipts are there it is in force and the programme follows.

    Refused: own_amendment_waits, and what no longer fits the programme; Changed: amended_meanwhile.
    """
    permissions.check_side(by, amendment.programme, "agree")
    document = offered(amendment)
    programme = _locked(amendment)
    if document.standing.stage == Stage.OFFERED and not by.acts_for(amendment.drafted_by_id):
        _require_alone(amendment, by, answering=True)
        _require_still_fits(amendment, programme, at)
        require_numbers_free(programme=programme, document=document, by=by)
    document = record.approve(document=document, seen=seen, by=by, at=at, consent=consent)
    _told(amendment, by, at, "approve_amendment", sha256=seen)
    apply_amendment(document=document, at=at)
    amendment.refresh_from_db()
    in_force = document.standing.stage == Stage.IN_FORCE
    _tell_other(
        amendment,
        by,
        at,
        N_("%(side)s approved the amendment of “%(title)s”. It is in force.")
        if in_force
        else N_("%(side)s approved the amendment of “%(title)s”."),
    )
    return amendment


def _require_still_fits(amendment: Amendment, programme: Programme, at: datetime) -> None:
    """What was agreed since the offer counts: nobody approves what no longer fits, or quotes the programme wrongly."""
    state = amended.state_of(programme)
    amending.require_base(amendment.base, state.base)
    amending.require_term_end(amendment.term_end, state, timezone.localdate(at))
    quoted = [amending.Line(row.number, row.change, says(row), row.was) for row in amended.lines(amendment)]
    amending.require_fits(quoted, state.commitments)


@transaction.atomic
def return_amendment(*, amendment: Amendment, seen: str, reason: str, by: Seat, at: datetime) -> Amendment:
    """Say no, with the reason; the programme stays as it is."""
    permissions.check_side(by, amendment.programme, "answer")
    record.return_(document=offered(amendment), seen=seen, reason=reason, by=by, at=at)
    _told(amendment, by, at, "return_amendment", reason=reason)
    _tell_other(amendment, by, at, N_("%(side)s returned the amendment of “%(title)s” with a reason."))
    return amendment


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, seen: str, reason: str, by: Seat, at: datetime) -> Amendment:
    """Take one's own offer back while the other side has not agreed to it."""
    permissions.check_own_amendment(by, amendment, "answer")
    record.withdraw(document=offered(amendment), seen=seen, reason=reason, by=by, at=at)
    _told(amendment, by, at, "withdraw_amendment", reason=reason)
    _tell_other(amendment, by, at, N_("%(side)s withdrew its amendment of “%(title)s”."))
    return amendment


def _told(amendment: Amendment, by: Seat, at: datetime, verb: str, **details: object) -> None:
    journal.write(
        by=by,
        at=at,
        verb=f"programmes.{verb}",
        subject=amendment,
        programme=amendment.programme.slug,
        **details,
    )


def _tell_other(amendment: Amendment, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        amendment.programme,
        by,
        at,
        text,
        address=reverse("programmes:amendment", args=[amendment.programme.slug, amendment.key]),
        title=amendment.programme.title.as_dict(),
    )
