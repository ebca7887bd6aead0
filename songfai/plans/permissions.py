"""Who may change a plan or an activity: an officer of the side whose it is."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.plans.models import Activity, Plan, Template
from songfai.programmes.models import Programme
from songfai.programmes.queries import bodies_of, side_of


def check_own_plan(seat: Seat, plan: Plan, capability: str = "draft") -> None:
    check(seat, capability)
    if not seat.acts_for(plan.drafted_by_id):
        raise NotPermitted(
            "other_sides_plan", N_("This draft belongs to the other side; only they can change it.")
        )


def check_own_template(seat: Seat, template: Template) -> None:
    check(seat, "draft")
    if not seat.acts_for(template.institution_id):
        raise NotPermitted("other_bodys_template", N_("This template belongs to another institution."))


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


def may_read_evidence(seat: Seat | None, activity: Activity) -> bool:
    """Evidence is for the two sides, also once they have handed on, and for the body that has taken over the field of
    one of them; further parties read what was recorded and not the files."""
    if seat is None or not can(seat, "read"):
        return False
    own = bodies_of(seat)
    if any(side.institution_id in own for side in activity.programme.sides.all()):
        return True
    return side_of(activity.programme, seat, activity.commitment.field_id) is not None


def can_change_activity(seat: Seat | None, activity: Activity, position: int | None) -> bool:
    return can(seat, "record") and position == activity.side


def check_confirms(seat: Seat, activity: Activity) -> None:
    """What one side recorded is confirmed by the other, never by itself."""
    field = activity.commitment.field_id
    if check_side(seat, activity.programme, "confirm", field) == activity.side:
        raise NotPermitted("own_activity", N_("Your own side recorded this; the other side confirms it."))
