"""Offering, approving, returning and withdrawing the programme: the matter and its record in one transaction."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.files.actions import path_of, share, write_durably
from songfai.journal import actions as journal
from songfai.kit.errors import N_, Changed, Refused
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.people.consent import Consent
from songfai.programmes import permissions, queries, rules
from songfai.programmes.actions import notifying
from songfai.programmes.models import Programme, Side
from songfai.programmes.terms import hash_of, origins_of, paper_of
from songfai.record import actions as record
from songfai.record import keys
from songfai.record.models import Document


def offer_of(programme: Programme) -> rules.Offer:
    """What the rules look at before an offer."""
    return rules.Offer(
        sides=programme.sides.count(),
        title=bool(programme.title),
        kind=programme.kind,
        term_start=programme.term_start,
        term_end=programme.term_end,
        commitments=programme.commitments.count(),
        authentic=programme.authentic_languages,
        prevailing=programme.prevailing,
    )


def _locked(programme: Programme) -> Programme:
    """The programme as it is now, held until the transaction ends, after its record where it has one."""
    record.hold(programme.register)
    Programme.objects.select_for_update().get(pk=programme.pk)
    return queries.with_sides(Programme.objects.all()).get(pk=programme.pk)


def _own(programme: Programme, by: Seat, capability: str) -> Side:
    side = queries.side_of(programme, by)
    permissions.check_own_side(by, side, capability)
    assert side is not None
    return side


def offered(programme: Programme) -> Document:
    """The paper last offered; refused before the first offer."""
    if programme.document is None:
        raise Refused("not_offered", N_("The programme has not been offered yet."))
    return programme.document


def _tell_other(programme: Programme, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        programme,
        by,
        at,
        text,
        address=reverse("programmes:document", args=[programme.slug]),
        title=programme.title.as_dict(),
    )


@transaction.atomic
def make_keys(*, programme: Programme, by: Seat, at: datetime) -> None:
    """First keys, on this server, for each side that has none: with them the programme has its name and its paper a
    hash, over which whoever offers it agrees. A side with a server of its own brings its card before."""
    permissions.check_draft(by, programme)
    programme = _locked(programme)
    _own(programme, by, "offer")
    for side in programme.sides.all():
        if keys.card_of(side.institution) is None:
            keys.ensure(side.institution, at)
            journal.write(
                by=by, at=at, verb="programmes.make_keys", subject=side.institution, programme=programme.slug
            )


@transaction.atomic
def offer(
    *,
    programme: Programme,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    consent: Consent | None = None,
) -> Document:
    """Put the programme before the other side. The register is opened at the first offer. `consent` is the person's
    proof over the very bytes (programmes.prospects); None for commands.

    Refused: already_offered, not_a_draft and what rules.missing_for_offer finds; Changed when the draft was changed
    since it was looked at.
    """
    permissions.check_draft(by, programme)
    programme = _locked(programme)
    _own(programme, by, "offer")
    rules.require_open(programme.stage)
    if seen_revision is not None and seen_revision != programme.revision:
        raise Changed(
            "changed_meanwhile",
            N_("The draft was changed while you were reading it. Read it once more, then offer it."),
        )
    rules.require_offerable(offer_of(programme))
    if programme.register is None:
        programme.register = record.open_register(
            sides=origins_of(programme),
            title=programme.title,
            at=at,
            by=by,
            made_at=programme.created_at,
        )
    programme.document = record.offer(
        register=programme.register,
        **paper_of(programme),
        by=by,
        at=at,
        consent=consent,
        draft=programme,
    )
    programme.save(update_fields=["register", "document"])
    # Who is to agree reads what the paper names: the texts, also on the other side's server, and the uploaded originals.
    for text in programme.texts.select_related("file"):
        write_durably(path_of(hash_of(text)), text.body.encode())
        if text.file is not None:
            share(file=text.file, institutions=[side.institution for side in programme.sides.all()])
    journal.write(
        by=by,
        at=at,
        verb="programmes.offer",
        subject=programme,
        programme=programme.slug,
        sha256=programme.document.sha256,
    )
    _tell_other(programme, by, at, N_("%(side)s offers you the programme “%(title)s”."))
    return programme.document


@transaction.atomic
def approve(
    *, programme: Programme, seen: str, by: Seat, at: datetime, consent: Consent | None = None
) -> Document:
    """Agree for one's own side to the paper whose hash is `seen`; on one server it is in force at once."""
    roles.check(by, "agree")
    programme = _locked(programme)
    _own(programme, by, "agree")
    document = record.approve(document=offered(programme), seen=seen, by=by, at=at, consent=consent)
    journal.write(
        by=by, at=at, verb="programmes.approve", subject=programme, programme=programme.slug, sha256=seen
    )
    _tell_other(programme, by, at, N_("%(side)s has approved the programme “%(title)s”."))
    return document


@transaction.atomic
def return_(*, programme: Programme, seen: str, reason: str, by: Seat, at: datetime) -> Document:
    """Say no to the offer, with the reason; the drafting side may change it and offer anew."""
    roles.check(by, "answer")
    programme = _locked(programme)
    _own(programme, by, "answer")
    rules.require_reason(reason)
    document = record.return_(document=offered(programme), seen=seen, reason=reason, by=by, at=at)
    journal.write(
        by=by,
        at=at,
        verb="programmes.return",
        subject=programme,
        programme=programme.slug,
        sha256=seen,
        reason=reason,
    )
    _tell_other(programme, by, at, N_("%(side)s has returned the programme “%(title)s”."))
    return document


@transaction.atomic
def withdraw(*, programme: Programme, seen: str, reason: str, by: Seat, at: datetime) -> Document:
    """Take one's own offer back before the other side has answered; a reason may be given."""
    roles.check(by, "answer")
    programme = _locked(programme)
    _own(programme, by, "answer")
    document = record.withdraw(document=offered(programme), seen=seen, reason=reason, by=by, at=at)
    journal.write(
        by=by,
        at=at,
        verb="programmes.withdraw",
        subject=programme,
        programme=programme.slug,
        sha256=seen,
        reason=reason,
    )
    _tell_other(programme, by, at, N_("%(side)s has withdrawn the programme “%(title)s”."))
    return document
