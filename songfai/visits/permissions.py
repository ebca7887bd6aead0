"""Who may do what with a visit: the role's right, and the side whose matter it is.

The host confirms, the travelling side answers for its delegation and its report; nobody acts for the other side.
"""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.plans.permissions import check_side
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.visits.models import Rotation, Turn, Visit
from songfai.visits.states import WHOSE, Step, Whose

# What is done -> the capability of parties.permissions it takes, and the side whose matter it is. Steps take their
# side from states.WHOSE. That an offer of minutes is answered by the other side is asked by the record.
STEP_CAPABILITIES: dict[Step, str] = {
    Step.TAKE_IN: "draft",
    Step.APPROVE_SCHEME: "draft",
    Step.CONFIRM: "answer",
    Step.BEGIN: "record",
    Step.FINISH: "record",
    Step.REPORT: "record",
    Step.CLOSE: "confirm",
    Step.CANCEL: "draft",
}
CAPABILITIES: dict[str, tuple[str, Whose]] = {
    "propose": ("draft", Whose.EITHER),
    "change": ("draft", Whose.EITHER),
    # What both arranged at the same time: either may put it in place, as either may change it; a side lets go its own.
    "put_in_place": ("draft", Whose.EITHER),
    "let_go": ("draft", Whose.EITHER),
    "scheme": ("record", Whose.TRAVELLING),
    "delegation": ("record", Whose.TRAVELLING),
    "programme": ("record", Whose.EITHER),
    "meeting": ("record", Whose.EITHER),
    "promise": ("record", Whose.EITHER),
    "own_lines": ("record", Whose.EITHER),
    "offer": ("offer", Whose.EITHER),
    "approve": ("agree", Whose.EITHER),
    "return": ("answer", Whose.EITHER),
    "withdraw": ("answer", Whose.EITHER),
    "rotation": ("draft", Whose.EITHER),
    "agree_rotation": ("answer", Whose.EITHER),
    **{str(step): (STEP_CAPABILITIES[step], WHOSE[step]) for step in Step},
}


def check_may(seat: Seat, programme: Programme, what: str, visit: Visit | None = None) -> int:
    """The position of the seat's side, when it may do this; otherwise NotPermitted with the reason."""
    capability, whose = CAPABILITIES[what]
    position = check_side(seat, programme, capability)
    if visit is not None and not _concerns(position, visit, whose):
        raise NotPermitted(*NOT_YOURS[whose])
    return position


def position_in(seat: Seat, programme: Programme) -> int:
    """The position of the seat's side, which the action has asked for already."""
    side = side_of(programme, seat)
    assert side is not None
    return side.position


def may(seat: Seat | None, programme: Programme, what: str, visit: Visit | None = None) -> bool:
    capability, whose = CAPABILITIES[what]
    side = side_of(programme, seat)
    if side is None or not can(seat, capability):
        return False
    return visit is None or _concerns(side.position, visit, whose)


NOT_YOURS = {
    Whose.HOST: ("only_the_host", N_("Only the side that hosts the visit can do this.")),
    Whose.TRAVELLING: ("only_the_travellers", N_("Only the side whose delegation travels can do this.")),
}


def _concerns(position: int, visit: Visit, whose: Whose) -> bool:
    return {
        Whose.EITHER: True,
        Whose.HOST: position == visit.host,
        Whose.TRAVELLING: position == visit.travelling,
    }[whose]


def check_own_line(position: int, side: int) -> None:
    """Gifts and costs are written by the side that gave and paid."""
    if position != side:
        raise NotPermitted("other_sides_line", N_("The other side wrote this down; only they can change it."))


def is_own_year(position: int | None, turn: Turn) -> bool:
    """A year that was recorded before sides were kept belongs to both."""
    return position is not None and turn.side in (None, position)


def check_own_year(position: int, turn: Turn) -> None:
    if not is_own_year(position, turn):
        raise NotPermitted(
            "other_sides_year", N_("The other side recorded this year; only they take it out.")
        )


def check_agrees(position: int, rotation: Rotation) -> None:
    if position == rotation.proposed_by:
        raise NotPermitted(
            "own_rotation", N_("Your own side proposed this rule; the other side agrees to it.")
        )


def may_agree(seat: Seat | None, rotation: Rotation) -> bool:
    side = side_of(rotation.programme, seat)
    return (
        may(seat, rotation.programme, "agree_rotation")
        and side is not None
        and side.position != rotation.proposed_by
        and not rotation.is_agreed
    )
