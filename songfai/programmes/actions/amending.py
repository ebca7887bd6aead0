"""Drafting an amendment of a programme in force: one side's own, part by part, until it is offered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Changed, Refused
from songfai.parties.models import Seat
from songfai.programmes import amended, permissions
from songfai.programmes.amendment_terms import lines_of
from songfai.programmes.models import AmendedCommitment, Amendment, Commitment, Programme
from songfai.programmes.numbers import next_number
from songfai.programmes.rules import amending, require_not_closed
from songfai.programmes.states import Change
from songfai.record import actions as record
from songfai.record.models import Register
from songfai.record.states import Stage

WORDING = ("text", "reason", "effective_on", "term_end")
COMMITMENT = ("text", "short", "type", "field_id", "bearer", "due")


def require_in_force(programme: Programme) -> Register:
    """The register of a programme that is in force; there is nothing to amend in the others."""
    require_not_closed(programme.closed_on)
    if programme.register is None or programme.stage != Stage.IN_FORCE:
        raise Refused(
            "nothing_in_force",
            N_("The programme is not in force, so there is nothing to amend: change the draft itself."),
        )
    return programme.register


def _locked(programme: Programme) -> None:
    """Amendments of a programme are written one after the other."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def hold_draft(amendment: Amendment, by: Seat, at: datetime) -> None:
    """Take the draft to write in it; who did is kept."""
    hold(amendment, by, "draft")
    record.wrote(amendment, by, at)


def hold(amendment: Amendment, by: Seat, capability: str) -> None:
    """Take the draft as it is now and keep it until the transaction ends: what was offered meanwhile no longer
    changes, also for somebody who still had it open as a draft."""
    permissions.check_own_amendment(by, amendment, capability)
    if not Amendment.objects.select_for_update().filter(pk=amendment.pk).values_list("pk", flat=True):
        raise _changed()
    amendment.refresh_from_db(fields=["document", "version", "base", "revision", *WORDING])
    amending.require_draft(amendment.is_draft)


def _changed() -> Changed:
    return Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))


def _bump(amendment: Amendment, seen_revision: int | None) -> None:
    if seen_revision is not None and seen_revision != amendment.revision:
        raise _changed()
    Amendment.objects.filter(pk=amendment.pk).update(revision=F("revision") + 1)
    amendment.refresh_from_db(fields=["revision"])


def _told(amendment: Amendment, by: Seat, at: datetime, verb: str, **details: object) -> None:
    journal.write(
        by=by,
        at=at,
        verb=f"programmes.{verb}",
        subject=amendment,
        programme=amendment.programme.slug,
        **details,
    )


@transaction.atomic
def start_amendment(
    *,
    programme: Programme,
    by: Seat,
    at: datetime,
    copy_of: Amendment | None = None,
    key: UUID | None = None,
) -> Amendment:
    """Begin a draft: empty, or as the next version of one's own that was returned or withdrawn. `key` names it (and a new
    matter) where its address is to be known beforehand.

    Refused: nothing_in_force, amendment_draft_exists, amendment_settled.
    """
    permissions.check_side(by, programme, "draft")
    require_in_force(programme)
    _locked(programme)
    if copy_of is not None:
        permissions.check_own_amendment(by, copy_of)
        _require_came_back(copy_of)
    if Amendment.objects.filter(programme=programme, drafted_by=by.institution, document=None).exists():
        raise Refused(
            "amendment_draft_exists", N_("Your side already has a draft of an amendment. Continue that one.")
        )
    key = key or uuid4()
    amendment = Amendment(
        key=key,
        matter=copy_of.matter if copy_of else key,
        programme=programme,
        base=copy_of.base if copy_of else amended.base_of(programme),
        drafted_by=by.institution,
        created_at=at,
    )
    _copy(copy_of, amendment)
    if copy_of is not None:
        # It came back and is offered once more: whoever wrote in it wrote in this one.
        record.hand_on(record.subject_of(copy_of), record.subject_of(amendment))
    record.wrote(amendment, by, at)
    _told(amendment, by, at, "start_amendment")
    return amendment


def _require_came_back(amendment: Amendment) -> None:
    stage = amendment.document.standing.stage if amendment.document else ""
    if stage not in (Stage.RETURNED, Stage.WITHDRAWN):
        raise Refused(
            "amendment_settled", N_("Only an amendment that was returned or withdrawn is offered anew.")
        )


def _copy(source: Amendment | None, amendment: Amendment) -> None:
    """The draft is saved with what its source says, or with nothing."""
    for name in WORDING if source else ():
        setattr(amendment, name, getattr(source, name))
    amendment.save()
    for line in source.lines.all() if source else []:
        values = {name: getattr(line, name) for name in COMMITMENT}
        AmendedCommitment.objects.create(
            amendment=amendment, number=line.number, change=line.change, **values
        )


@transaction.atomic
def word_amendment(
    *,
    amendment: Amendment,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Amendment:
    """Wording, reason, the day it holds from, a new end of the term. `values` has names of WORDING.

    Refused: what rules.amending says of the term and the day.
    """
    hold_draft(amendment, by, at)
    _bump(amendment, seen_revision)
    for name in WORDING:
        if name in values:
            setattr(amendment, name, values[name])
    state = amended.state_of(amendment.programme)
    draft = amended.draft_of(amendment, [], state)
    amending.require_term_end(draft.term_end, state, timezone.localdate(at))
    amending.require_effective(draft, state)
    amendment.save(update_fields=list(WORDING))
    _told(amendment, by, at, "word_amendment")
    return amendment


@transaction.atomic
def amend_commitment(
    *,
    amendment: Amendment,
    commitment: Commitment | None,
    values: Mapping[str, Any],
    line: AmendedCommitment | None = None,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> AmendedCommitment:
    """Say how a commitment is to read from then on; without `commitment` one is added, under the next number.

    `values` has names of COMMITMENT; `line` is that of an added commitment which is changed again. Refused:
    change_says_nothing.
    """
    hold_draft(amendment, by, at)
    _bump(amendment, seen_revision)
    if commitment is not None:
        line = amendment.lines.filter(number=commitment.number).first()
    if line is None:
        line = AmendedCommitment(
            amendment=amendment,
            number=commitment.number if commitment else _next_number(amendment),
            change=Change.CHANGED if commitment else Change.ADDED,
            field=commitment.field if commitment else None,
        )
    for name in COMMITMENT:
        if name in values:
            setattr(line, name, values[name])
    state = amended.state_of(amendment.programme)
    amending.require_fits(lines_of([line], state.commitments), state.commitments)
    line.save()
    _told(amendment, by, at, "amend_commitment", number=line.number, change=str(line.change))
    return line


def _next_number(amendment: Amendment) -> int:
    last = amendment.lines.aggregate(last=Max("number"))["last"] or 0
    return max(last + 1, next_number(amendment.programme, amendment.thread))


@transaction.atomic
def leave_as_it_is(*, line: AmendedCommitment, by: Seat, at: datetime) -> None:
    """Take a commitment out of the draft; added ones after it move up."""
    amendment = line.amendment
    hold_draft(amendment, by, at)
    _bump(amendment, None)
    number = line.number
    line.delete()
    _number_added(amendment)
    _told(amendment, by, at, "leave_as_it_is", number=number)


def _number_added(amendment: Amendment) -> None:
    """The added commitments go on from the last number that is given, in their order."""
    first = next_number(amendment.programme, amendment.thread)
    added = list(amendment.lines.filter(change=Change.ADDED).order_by("number"))
    # Two steps, as no two lines may have one number meanwhile: upwards out of the way, then into place.
    for shift in (1000, 0):
        for place, line in enumerate(added, first):
            line.number = place + shift
            line.save(update_fields=["number"])


@transaction.atomic
def take_over(*, amendment: Amendment, by: Seat, at: datetime) -> Amendment:
    """Go on with the draft on the programme as it is now, after another amendment came into force. What it says of a
    commitment stays; that which another one added under the same number is numbered anew."""
    hold_draft(amendment, by, at)
    _bump(amendment, None)
    amendment.base = amended.base_of(amendment.programme)
    amendment.save(update_fields=["base"])
    _number_added(amendment)
    _told(amendment, by, at, "take_over_amendment")
    return amendment


@transaction.atomic
def discard_amendment(*, amendment: Amendment, by: Seat, at: datetime) -> None:
    """Throw away one's own draft. What was offered stays for ever."""
    hold(amendment, by, "draft")
    _told(amendment, by, at, "discard_amendment")
    amendment.delete()
