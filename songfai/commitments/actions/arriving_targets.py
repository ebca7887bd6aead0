"""Other targets and confirmed figures of indicators that the other side's server sent."""

import uuid
from decimal import Decimal

from songfai.commitments import rules
from songfai.commitments.models import Indicator, Target
from songfai.commitments.statements import numbered, target_hash, target_terms
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Commitment
from songfai.record.arrived import Arrived
from songfai.record.books import moment


def take_targets(commitment: Commitment, said: Arrived) -> None:
    """Those the side proposed, and those of this side it agrees to. Refused: indicator_missing, target_other."""
    indicators = {one.key: one for one in commitment.indicators.all()}
    known = {
        one.key: one
        for one in Target.objects.filter(indicator__commitment=commitment).select_related("indicator")
    }
    for one in said.terms.get("targets", []):
        key = uuid.UUID(hex=one["id"])
        row = known.get(key) or _proposed(indicators, key, one, said)
        same = {name: value for name, value in one.items() if name not in ("at", "withdrawn")}
        if row.side != said.position or target_terms(row) != same:
            raise _other()
        if one.get("withdrawn") and row.withdrawn_at is None:
            row.withdrawn_at = said.at
            row.save(update_fields=["withdrawn_at"])
    for one in said.terms.get("agreed_targets", []):
        agreed = known.get(uuid.UUID(hex=one["id"]))
        if agreed is None:
            raise Refused("target_missing", N_("The target it speaks of has not come yet."))
        if agreed.side == said.position or target_hash(agreed) != one["sha256"]:
            raise _other()
        if agreed.agreed_at is None:
            agreed.agreed_by, agreed.agreed_at = said.account[:200], said.at
            agreed.save(update_fields=["agreed_by", "agreed_at"])


def _proposed(indicators: dict[uuid.UUID, Indicator], key: uuid.UUID, one: dict, said: Arrived) -> Target:
    indicator = indicators.get(uuid.UUID(hex=one["indicator"]))
    if indicator is None:
        raise Refused("indicator_missing", N_("The indicator it speaks of has not come yet."))
    reason = Trilingual.of(one.get("reason"))
    rules.require_target_reason(bool(reason))
    return Target.objects.create(
        key=key, indicator=indicator, year=one.get("year"), value=Decimal(one["value"]), reason=reason,
        side=said.position, proposed_by=said.account[:200], proposed_at=moment(one["at"]),
    )  # fmt: skip


def _other() -> Refused:
    return Refused("target_other", N_("A target reads otherwise than it was proposed; that cannot be."))


def take_confirmations(commitment: Commitment, said: Arrived) -> None:
    """The other side's word on figures entered here. Refused: figure_missing."""
    wanted = [one["id"] for one in said.terms.get("confirmed", [])]
    if not wanted:
        return
    entered = dict(numbered(commitment.indicators.all(), 3 - said.position))
    for name in wanted:
        row = entered.get(name)
        if row is None:
            raise Refused("figure_missing", N_("The figure it confirms has not come yet."))
        if row.confirmed_at is None:
            row.confirmed_by, row.confirmed_at = said.account[:200], said.at
            row.save(update_fields=["confirmed_by", "confirmed_at"])
