"""Indicators of a commitment: proposed by one side, agreed by the other, measured by either."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.commitments import rules
from songfai.commitments.actions.saying import tell_other
from songfai.commitments.models import Indicator, Measurement, Target
from songfai.commitments.permissions import check_agrees, check_confirms, check_may, check_withdraws
from songfai.commitments.statements import say_commitment
from songfai.files.actions import share, store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.plans.terms import written
from songfai.programmes.models import Commitment
from songfai.record import actions as record


def _told(indicator: Indicator, by: Seat, at: datetime, verb: str, **details: object) -> None:
    programme = indicator.commitment.programme.slug
    write(by=by, at=at, verb=f"commitments.{verb}", subject=indicator, programme=programme, **details)


def _held(indicator: Indicator) -> Indicator:
    record.hold(indicator.commitment.programme.register)
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if held.withdrawn_at is not None:
        raise Refused("indicator_withdrawn", N_("This indicator was withdrawn."))
    held.commitment = indicator.commitment
    return held


def require_years(commitment: Commitment, years: Iterable[int | None]) -> None:
    """Targets are for years of the term; None is that of the whole term. Refused: target_outside_term."""
    term = commitment.programme
    for year in years:
        rules.require_target_year(year, term.term_start.year or 0, term.term_end.year or 9999)


@transaction.atomic
def propose(*, commitment: Commitment, values: dict[str, Any], by: Seat, at: datetime) -> Indicator:
    """Propose an indicator; `values` are those of forms.IndicatorForm. It counts once the other side agrees."""
    position = check_may(by, commitment.programme, "propose")
    require_in_force(commitment.programme)
    rules.require_measured(bool(values["text"]), bool(values["unit"]), values["target"] is not None)
    rules.require_split(values.get("split") or Trilingual())
    require_years(commitment, map(int, values.get("yearly", {})))
    indicator = Indicator.objects.create(
        commitment=commitment,
        side=position,
        proposed_by=str(by.account)[:200],
        proposed_at=at,
        **values,
    )
    _told(indicator, by, at, "propose_indicator")
    say_commitment(commitment, position, by, at)
    tell_other(
        commitment,
        by,
        at,
        N_(
            "%(side)s proposes an indicator for commitment %(number)s of %(title)s. It waits for your answer."
        ),
    )
    return indicator


@transaction.atomic
def agree(*, indicator: Indicator, by: Seat, at: datetime) -> Indicator:
    """The other side agrees: from now on the indicator can be measured and no longer changes."""
    check_agrees(by, indicator)
    held = _held(indicator)
    if held.agreed_at is None:
        held.agreed_by, held.agreed_at = str(by.account)[:200], at
        held.save(update_fields=["agreed_by", "agreed_at"])
        _told(held, by, at, "agree_indicator")
        say_commitment(held.commitment, 3 - held.side, by, at)
        text = N_("%(side)s agrees to your indicator for commitment %(number)s of %(title)s.")
        tell_other(held.commitment, by, at, text)
    return held


@transaction.atomic
def withdraw(*, indicator: Indicator, by: Seat, at: datetime) -> None:
    """Take back what one's own side proposed, as long as the other side has not agreed."""
    check_withdraws(by, indicator)
    held = _held(indicator)
    if held.agreed_at is not None:
        raise Refused("indicator_agreed", N_("Both sides have agreed to this indicator; it stays."))
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    _told(held, by, at, "withdraw_indicator")
    say_commitment(held.commitment, held.side, by, at)


@transaction.atomic
def measure(
    *,
    indicator: Indicator,
    value: Decimal,
    on: date,
    source: str,
    by: Seat,
    at: datetime,
    is_estimate: bool = False,
    parts: Sequence[Decimal | None] = (),
    evidence: tuple[str, bytes] | None = None,
    crosses: bool = False,
) -> Measurement:
    """Add what one's own side measured or estimated; earlier figures stay, and the other side's stand beside it.

    `parts` follow the parts of the indicator's dimensions. `evidence`: name and bytes of the paper it was read from, for both
    sides; `crosses`: it may go to the other side's server. It counts as confirmed once the other side has confirmed it.
    Refused: also as files.rules says of the file.
    """
    position = check_may(by, indicator.commitment.programme, "measure")
    held = _held(indicator)
    rules.require_agreed(held.agreed_at is not None)
    rules.require_past(on, timezone.localdate(at))
    rules.require_parts(len(parts), sum(len(one.parts) for one in held.dimensions))
    file = store(name=evidence[0], data=evidence[1], by=by, at=at) if evidence else None
    if file is not None:
        share(file=file, institutions=[side.institution for side in held.commitment.programme.sides.all()])
    measured = Measurement.objects.create(
        indicator=held,
        side=position,
        value=value,
        on=on,
        source=source,
        is_estimate=is_estimate,
        parts=[written(one) if one is not None else None for one in parts],
        evidence=file,
        crosses=crosses and file is not None,
        said_by=str(by.account)[:200],
        said_at=at,
    )
    shown = {"file": file.name, "sha256": file.sha256} if file else {}
    _told(held, by, at, "measure", value=str(value), on=on.isoformat(), is_estimate=is_estimate, **shown)
    say_commitment(held.commitment, position, by, at)
    text = N_(
        "%(side)s entered a figure for an indicator of commitment %(number)s of %(title)s. Please confirm it."
    )
    tell_other(held.commitment, by, at, text)
    return measured


@transaction.atomic
def confirm(*, measurement: Measurement, by: Seat, at: datetime) -> Measurement:
    """The other side confirms a figure. Refused: confirmed_already."""
    position = check_confirms(by, measurement)
    record.hold(measurement.indicator.commitment.programme.register)
    held = Measurement.objects.select_for_update().get(pk=measurement.pk)
    rules.require_not_confirmed(held.confirmed_at is not None)
    held.confirmed_by, held.confirmed_at = str(by.account)[:200], at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    held.indicator = measurement.indicator
    _told(held.indicator, by, at, "confirm_figure", value=str(held.value), on=held.on.isoformat())
    say_commitment(held.indicator.commitment, position, by, at)
    return held


@transaction.atomic
def propose_target(
    *, indicator: Indicator, value: Decimal, year: int | None, reason: Trilingual, by: Seat, at: datetime
) -> Target:
    """Propose another target, of the whole or of a year. The one that holds stays until the other side agrees, and is
    kept with the reason after that. Refused: indicator_not_agreed, target_without_reason, same_target."""
    commitment = indicator.commitment
    position = check_may(by, commitment.programme, "propose")
    require_in_force(commitment.programme)
    held = _held(indicator)
    rules.require_agreed(held.agreed_at is not None)
    rules.require_target_reason(bool(reason))
    require_years(commitment, [year])
    rules.require_other_target(value, held.target_now if year is None else held.target_of(year))
    target = Target.objects.create(
        indicator=held, year=year, value=value, reason=reason, side=position,
        proposed_by=str(by.account)[:200], proposed_at=at,
    )  # fmt: skip
    _told(held, by, at, "propose_target", value=str(value), year=year, reason=str(reason))
    say_commitment(commitment, position, by, at)
    text = N_(
        "%(side)s proposes another target for commitment %(number)s of %(title)s. It waits for your answer."
    )
    tell_other(commitment, by, at, text)
    return target


@transaction.atomic
def agree_target(*, target: Target, by: Seat, at: datetime) -> Target:
    """The other side agrees: from now on this target holds, and the one before stays with the reason."""
    check_agrees(by, target.indicator, target)
    held = _held_target(target)
    if held.agreed_at is None:
        held.agreed_by, held.agreed_at = str(by.account)[:200], at
        held.save(update_fields=["agreed_by", "agreed_at"])
        _told(held.indicator, by, at, "agree_target", value=str(held.value), year=held.year)
        say_commitment(held.indicator.commitment, 3 - held.side, by, at)
    return held


@transaction.atomic
def withdraw_target(*, target: Target, by: Seat, at: datetime) -> None:
    """Take back what one's own side proposed, as long as the other side has not agreed."""
    check_withdraws(by, target.indicator, target)
    held = _held_target(target)
    if held.agreed_at is not None:
        raise Refused("target_agreed", N_("Both sides have agreed to this target; it stays."))
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    _told(held.indicator, by, at, "withdraw_target", value=str(held.value), year=held.year)
    say_commitment(held.indicator.commitment, held.side, by, at)


def _held_target(target: Target) -> Target:
    record.hold(target.indicator.commitment.programme.register)
    held = Target.objects.select_for_update().get(pk=target.pk)
    if held.withdrawn_at is not None:
        raise Refused("target_withdrawn", N_("This target was withdrawn."))
    held.indicator = target.indicator
    return held
