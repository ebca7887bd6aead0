"""What both sides promised each other in a meeting joins the commitments of the programme."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from songfai.journal import actions as journal
from songfai.parties.models import Seat, Unit
from songfai.parties.queries import holder_of
from songfai.programmes.models import Answerable, Commitment, Programme


def promise(
    *, programme: Programme, values: Mapping[str, Any], units: Iterable[Unit], by: Seat, at: datetime
) -> Commitment:
    """Add a commitment with the next number; `values` names its text, type, bearer, due, promised_on. `units` answer for
    it, each on its own side. Called inside the transaction of the action that settles what both have signed; that
    action has asked who may do this.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = programme.commitments.aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment.objects.create(programme=programme, number=last + 1, **values)
    sides = {side.institution_id: side for side in programme.sides.all()}
    for side in programme.sides.all():
        # Units of a body that has taken the side over answer for it too.
        sides.setdefault(holder_of(side.institution, timezone.localdate(at)).pk, side)
    for unit in units:
        if unit.institution_id in sides:
            Answerable.objects.create(commitment=commitment, side=sides[unit.institution_id], unit=unit)
    journal.write(
        by=by,
        at=at,
        verb="programmes.promise",
        subject=commitment,
        programme=programme.slug,
        number=commitment.number,
    )
    return commitment
