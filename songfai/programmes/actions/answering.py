"""Who answers for a commitment: each side names its own, at any time."""

from datetime import datetime

from django.db import transaction

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties.models import Seat, Unit
from songfai.people.models import Person
from songfai.programmes import permissions, queries, rules
from songfai.programmes.models import Answerable, Commitment, Side
from songfai.programmes.statements import say_answerables


def answerable_stamp(answerable: Answerable | None) -> str:
    return stamp((answerable.unit_id, answerable.person_id) if answerable else None)


@transaction.atomic
def name_answerable(
    *,
    commitment: Commitment,
    unit: Unit | None,
    person: Person | None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Answerable:
    """Name the unit and the person who answer for a commitment on the seat's own side.

    Refused: answerable_empty, unit_of_another; NotPermitted for the other side; Changed when a colleague named
    somebody else meanwhile.
    """
    side = queries.side_of(commitment.programme, by)
    permissions.check_own_side(by, side, "answerable")
    assert side is not None
    rules.require_answerable(unit, person)
    if unit is not None and unit.institution_id != side.institution_id:
        raise Refused(
            "unit_of_another", N_("This unit belongs to another institution. Choose one of your own.")
        )
    Side.objects.select_for_update().get(pk=side.pk)
    named = Answerable.objects.select_for_update().filter(commitment=commitment, side=side).first()
    require_unchanged(seen, answerable_stamp(named))
    named = named or Answerable(commitment=commitment, side=side)
    named.unit, named.person = unit, person
    named.save()
    journal.write(
        by=by,
        at=at,
        verb="programmes.name_answerable",
        subject=commitment,
        programme=commitment.programme.slug,
        side=side.position,
        unit=str(unit or ""),
        person=str(person or ""),
    )
    say_answerables(commitment.programme, side, by, at)
    return named
