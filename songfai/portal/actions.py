"""Let a document go public, or take that back. It is public only while both sides say so."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.parties.models import Seat
from songfai.parties.permissions import check
from songfai.portal.models import Release
from songfai.portal.queries import SHOWN, own_position
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.record.queries import title_of


def _own_position(programme: Programme, by: Seat) -> int:
    check(by, "release")
    position = own_position(programme, by)
    if position is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this programme."))
    return position


@transaction.atomic
def release(*, document: Document, programme: Programme, by: Seat, at: datetime) -> Release:
    """Say for one's own side that a document in force may be public."""
    position = _own_position(programme, by)
    if document.standing.stage not in SHOWN:
        raise Refused("not_in_force", N_("Only a document that is in force can be released."))
    row, _new = Release.objects.get_or_create(
        document=document,
        position=position,
        defaults={"released_by": str(by.account)[:200], "released_at": at},
    )
    _say(document, position, by, at, "yes")
    write(
        by=by,
        at=at,
        verb="portal.release",
        subject=document,
        programme=programme.slug,
        sha256=document.sha256,
    )
    return row


@transaction.atomic
def take_back(*, document: Document, programme: Programme, by: Seat, at: datetime) -> None:
    """Take one's own side's release back: the document is no longer public."""
    position = _own_position(programme, by)
    Release.objects.filter(document=document, position=position).delete()
    _say(document, position, by, at, "no")
    write(
        by=by,
        at=at,
        verb="portal.take_back",
        subject=document,
        programme=programme.slug,
        sha256=document.sha256,
    )


def _say(document: Document, position: int, by: Seat, at: datetime, public: str) -> None:
    """Into one's own log, so that a server elsewhere counts it too."""
    record.state(
        register=document.register,
        position=position,
        kind="release",
        name=f"release/{document.sha256[:16]}",
        title=title_of(document),
        terms={"document": f"sha256:{document.sha256}", "public": public},
        by=by,
        at=at,
    )
