"""Who may do what with a commitment: an officer of either side, each for its own side. One table."""

from songfai.commitments.models import Indicator, Measurement, Target
from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.plans.permissions import check_side
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of

# What is done -> the capability of parties.permissions it takes.
CAPABILITIES = {
    "say": "rate",
    "remark": "record",
    "propose": "rate",
    "agree": "rate",
    "measure": "record",
    "confirm": "confirm",
}


def check_may(seat: Seat, programme: Programme, what: str) -> int:
    """The position of the seat's side, when it may do this; otherwise NotPermitted."""
    return check_side(seat, programme, CAPABILITIES[what])


def may(seat: Seat | None, programme: Programme, what: str) -> bool:
    return can(seat, CAPABILITIES[what]) and side_of(programme, seat) is not None


def check_agrees(seat: Seat, indicator: Indicator, proposed: Target | None = None) -> None:
    """What one side proposed is agreed to by the other, never by itself."""
    if check_may(seat, indicator.commitment.programme, "agree") == (proposed or indicator).side:
        raise NotPermitted("own_indicator", N_("Your own side proposed this; the other side agrees to it."))


def check_withdraws(seat: Seat, indicator: Indicator, proposed: Target | None = None) -> None:
    if check_may(seat, indicator.commitment.programme, "propose") != (proposed or indicator).side:
        raise NotPermitted("other_sides_indicator", N_("Only the side that proposed it can withdraw it."))


def check_confirms(seat: Seat, measurement: Measurement) -> int:
    """A figure is confirmed by the side that did not enter it."""
    position = check_may(seat, measurement.indicator.commitment.programme, "confirm")
    if position == measurement.side:
        raise NotPermitted("own_figure", N_("Your own side entered this figure; the other side confirms it."))
    return position
