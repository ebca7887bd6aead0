"""What a side has said of visits and of the rotation before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.record import canonical
from songfai.record.threads import latest
from songfai.visits.models import Rotation, Visit
from songfai.visits.rotation_statements import (
    PROPOSAL,
    agreed_by,
    name_of,
    say_agreed,
    say_proposal,
    say_years,
)
from songfai.visits.statements import both, say_visit, visit_terms


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """Visits, where the side has told less of them than it could; the rules of rotation it proposed or agreed to, and the
    years it recorded. The exchange has asked who may do this."""
    for visit in Visit.objects.filter(programme=programme).order_by("id"):
        visit.programme = programme
        if not _is_told(visit, position):
            say_visit(visit, by, at)
    for rotation in Rotation.objects.filter(programme=programme).order_by("id"):
        rotation.programme = programme
        _tell_rotation(rotation, position, by, at)


def _is_told(visit: Visit, position: int) -> bool:
    """Whether the side's last words say all that they would say now; only their turn would be another."""
    now = canonical.read_back(canonical.written(visit_terms(visit, position)))
    before = both(visit)[position - 1]
    return {**before, "turn": 0} == {**now, "turn": 0}


def _tell_rotation(rotation: Rotation, position: int, by: Seat, at: datetime) -> None:
    register, level = rotation.programme.register_id, rotation.level
    proposal = latest(register, rotation.proposed_by, f"{PROPOSAL}/{level}")
    if rotation.proposed_by == position:
        if proposal is None:
            say_proposal(rotation, by, at)
    elif rotation.is_agreed and proposal and agreed_by(register, position, level) != name_of(proposal):
        say_agreed(rotation, by, at)
    if rotation.turns.filter(side=position).exists():
        say_years(rotation, position, by, at)
