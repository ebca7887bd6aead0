"""Who may do what with a duty. Both sides see it; each speaks only for itself."""

from songfai.duties.models import Duty, Extension
from songfai.duties.rules import needs_other
from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of

# What is done -> (the role's right, whose duty it may be: "own" is one's own side's or both's, "any", "other").
TABLE = {
    "open": ("record", "own"),
    "start": ("record", "own"),
    "recount": ("record", "own"),
    "extend": ("draft", "own"),
    "confirm": ("confirm", "confirming"),
    "take_back": ("confirm", "confirming"),
}


def side_in(seat: Seat | None, programme: Programme) -> int | None:
    side = side_of(programme, seat)
    return side.position if side else None


def concerns(duty_side: int, confirming: tuple[int, ...], position: int | None, whose: str) -> bool:
    if position is None:
        return False
    return position in confirming if whose == "confirming" else duty_side in (0, position)


def may(seat: Seat | None, duty: Duty, what: str) -> bool:
    capability, whose = TABLE[what]
    position = side_in(seat, duty.programme)
    return can(seat, capability) and concerns(duty.side, duty.confirming_sides, position, whose)


def check_may(seat: Seat, duty: Duty, what: str) -> int:
    """The position of the seat's side, when it may do this."""
    capability, whose = TABLE[what]
    check(seat, capability)
    position = side_in(seat, duty.programme)
    if position is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this programme."))
    if not concerns(duty.side, duty.confirming_sides, position, whose):
        raise NotPermitted("other_sides_duty", N_("The other side owes this; only they can do that."))
    return position


def may_answer(seat: Seat | None, extension: Extension) -> bool:
    position = side_in(seat, extension.duty.programme)
    return can(seat, "draft") and position is not None and position != extension.side


def check_answers(seat: Seat, extension: Extension) -> None:
    """What one side proposes the other answers, never itself."""
    check(seat, "draft")
    position = side_in(seat, extension.duty.programme)
    if position is None or not needs_other(extension.duty.side):
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this programme."))
    if position == extension.side:
        raise NotPermitted("own_extension", N_("Your own side proposed this; the other side answers it."))


def may_withdraw(seat: Seat | None, extension: Extension) -> bool:
    return can(seat, "draft") and side_in(seat, extension.duty.programme) == extension.side


def check_withdraws(seat: Seat, extension: Extension) -> None:
    check(seat, "draft")
    if side_in(seat, extension.duty.programme) != extension.side:
        raise NotPermitted(
            "other_sides_extension", N_("The other side proposed this; only they can withdraw it.")
        )
