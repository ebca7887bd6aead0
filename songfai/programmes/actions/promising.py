"""What both sides promised each other in a meeting joins the commitments of the programme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from songfai.journal import actions as journal
from songfai.parties.models import Seat, Unit
from songfai.programmes.models import Answerable, Commitment, Programme
from songfai.programmes.numbers import next_number, require_free
from songfai.programmes.queries import side_of
from songfai.record.models import Document


def promise(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    units: Mapping[int, Unit],
    by: journal.Actor,
    at: datetime,
    number: int | None = None,
) -> Commitment:
    """Add a commitment with the number both have signed, else with the next; `values` names its text, type, bearer, due,
    promised_on. `units` answer for it, by the position of the side that named them: also those of a body that has taken
    the side over. Called inside the transaction of the action that settles what both have signed; that action has asked
    who may do this.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    number = number or next_number(programme)
    commitment = Commitment.objects.create(programme=programme, number=number, **values)
    for side in programme.sides.all():
        if side.position in units:
            Answerable.objects.create(commitment=commitment, side=side, unit=units[side.position])
    journal.write(
        by=by,
        at=at,
        verb="programmes.promise",
        subject=commitment,
        programme=programme.slug,
        number=commitment.number,
    )
    return commitment


def require_numbers_free(*, programme: Programme, document: Document, by: Seat) -> None:
    """Asked before a side approves a paper that adds commitments. Refused: number_taken."""
    side = side_of(programme, by)
    if side is not None:
        require_free(programme, document, side.position)
