"""Who may change a plan or an activity: an officer of the side whose it is."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.plans.models import Activity, Plan
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of


def check_own_plan(seat: Seat, plan: Plan, capability: str = "draft") -> None:
    check(seat, capability)
    if not seat.acts_for(plan.drafted_by_id):
        raise NotPermitted(
            "other_sides_plan", N_("This draft belongs to the other side; only they can change it.")
        )


def check_side(seat: Seat, programme: Programme, capability: str, field: int | None = None) -> int:
    """The position of the seat's side, when it may do this in the programme; with a field also for the body that has
    taken over that field of a side."""
    check(seat, capability)
    side = side_of(programme, seat, field)
    if side is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this programme."))
    return side.position


def check_own_activity(seat: Seat, activity: Activity) -> None:
    field = activity.commitment.field_id
    if check_side(seat, activity.programme, "record", field) != activity.side:
        raise NotPermitted(
            "other_sides_activity",
            N_(
                "This line belongs to the record of the other side. You can read and confirm it; only they can change it."
            ),
        )


def can_change_activity(seat: Seat | None, activity: Activity, position: int | None) -> bool:
    return can(seat, "record") and position == activity.side


def check_confirms(seat: Seat, activity: Activity) -> None:
    """What one side recorded is confirmed by the other, never by itself."""
    field = activity.commitment.field_id
    if check_side(seat, activity.programme, "confirm", field) == activity.side:
        raise NotPermitted("own_activity", N_("Your own side recorded this; the other side confirms it."))
