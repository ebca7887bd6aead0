"""The rotation as both sides have last said it, whichever server it was said on (ADR 33)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.actions.arriving import programme_of, tell_here
from songfai.programmes.models import Programme
from songfai.record.arrived import Arrived, arrived, is_latest
from songfai.record.models import Document
from songfai.record.queries import terms_of
from songfai.visits import rules
from songfai.visits.models import Rotation, Turn
from songfai.visits.rotation_statements import ANSWER, PROPOSAL, agreed_by, name_of, order_of, proposals_of
from songfai.visits.states import Level, RotationKind

POSITIONS = {"p1": 1, "p2": 2}
TEXTS = {
    PROPOSAL: N_("%(side)s proposes who hosts in turn for %(title)s. It waits for your side."),
    ANSWER: N_("%(side)s agreed who hosts in turn for %(title)s."),
}


@transaction.atomic
def take_in_rotation(*, document: Document, at: datetime) -> None:
    """A rule that the other side proposed, or its agreement to one. Refused: programme_missing, rotation_missing (what is
    agreed to has not come), and what no rule may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    level = Level(said.terms["level"])
    proposals = proposals_of(document.register_id, level)
    if not proposals:
        raise Refused("rotation_missing", N_("The rule of rotation it speaks of has not come yet."))
    position = min(proposals, key=lambda one: order_of(proposals[one]))
    rotation = Rotation.objects.select_for_update().filter(programme=programme, level=level).first()
    rotation = rotation or Rotation(programme=programme, level=level)
    before = (rotation.proposed_by, rotation.kind, rotation.order, rotation.is_agreed)
    _fill(rotation, proposals, position)
    _agreed(rotation, proposals, position, programme, said)
    rotation.revision += 1
    rotation.save()
    _write(said, rotation, "take_in_rotation", at)
    if before != (rotation.proposed_by, rotation.kind, rotation.order, rotation.is_agreed):
        address = reverse("visits:rotation", args=[programme.slug])
        tell_here(said, programme, TEXTS[document.kind], address, at)


def _fill(rotation: Rotation, proposals: dict[int, Document], position: int) -> None:
    terms = terms_of(proposals[position])
    hosts = [POSITIONS[one] for one in terms["order"]]
    if not hosts:
        raise Refused("no_order", N_("Say who hosts first."))
    rotation.proposed_by, rotation.kind = position, RotationKind(terms["kind"])
    rotation.order = ",".join(str(host) for host in hosts)
    rotation.basis = Trilingual.of(terms.get("basis"))
    other = proposals.get(3 - position)
    rotation.beside = {}
    if other is not None and terms.get("after") != name_of(other):
        # Made without knowing of one another. Who agrees to the one that holds lets go of its own.
        agreed = agreed_by(rotation.programme.register_id, 3 - position, rotation.level)
        if agreed != name_of(proposals[position]):
            rotation.beside = terms_of(other) | {"side": 3 - position}


def _agreed(
    rotation: Rotation, proposals: dict[int, Document], position: int, programme: Programme, said: Arrived
) -> None:
    other = 3 - position
    if agreed_by(programme.register_id, other, rotation.level) != name_of(proposals[position]):
        rotation.agreed_by, rotation.agreed_at = "", None
    elif rotation.agreed_at is None:
        side = programme.sides.get(position=other)
        rotation.agreed_by, rotation.agreed_at = str(side.institution)[:200], said.at


@transaction.atomic
def take_in_years(*, document: Document, at: datetime) -> None:
    """The years that the other side has recorded. Refused: programme_missing, rotation_missing, and what no year may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    rotation = (
        Rotation.objects.select_for_update().filter(programme=programme, level=said.terms["level"]).first()
    )
    if rotation is None:
        raise Refused("rotation_missing", N_("The rule of rotation it speaks of has not come yet."))
    known = {one.year: one for one in rotation.turns.filter(side=said.position)}
    for one in said.terms.get("years", []):
        year = int(one["id"][1:])
        row = known.pop(year, None) or Turn(
            rotation=rotation,
            year=year,
            side=said.position,
            recorded_by=said.account[:200],
            recorded_at=said.at,
        )
        row.host = POSITIONS[one["host"]] if "host" in one else None
        row.reason = Trilingual.of(one.get("reason"))
        rules.require_turn(row.host, bool(row.reason), year, programme.term_end.year)
        row.save()
    for row in known.values():
        row.delete()
    _write(said, rotation, "take_in_years", at)
    address = reverse("visits:rotation", args=[programme.slug])
    tell_here(said, programme, N_("%(side)s recorded a year of the rotation for %(title)s."), address, at)


def _write(said: Arrived, rotation: Rotation, verb: str, at: datetime) -> None:
    write(
        by=said,
        at=at,
        verb=f"visits.{verb}",
        subject=rotation,
        programme=rotation.programme.slug,
        level=rotation.level,
        sha256=said.document.sha256,
    )
