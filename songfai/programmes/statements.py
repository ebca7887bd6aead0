"""What a side says of a programme by itself: which of its units answers for which commitment, and which
further party carries it out. Persons stay at home."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from songfai.parties.models import Seat
from songfai.programmes.models import Answerable, Programme, Side
from songfai.programmes.terms import commitment_id, form_of, parties_named
from songfai.record import actions as record

TITLE = {
    "lo": "ໜ່ວຍງານຮັບຜິດຊອບຕໍ່ຄຳໝັ້ນສັນຍາ",
    "vi": "Đơn vị chịu trách nhiệm về các cam kết",
    "en": "Who answers for the commitments",
}


def answerable_terms(side: Side) -> dict[str, Any]:
    named = (
        Answerable.objects.filter(side=side)
        .filter(Q(unit__isnull=False) | Q(party__isnull=False))
        .select_related("unit", "party__institution", "commitment")
        .order_by("commitment__number")
    )
    rows = [
        {"id": commitment_id(one.commitment.number)}
        | ({"unit": one.unit.name.as_dict()} if one.unit is not None else {})
        | parties_named(party=one.party)
        for one in named
    ]
    return form_of(any("party" in one for one in rows)) | {"commitments": rows or "none"}


def say_answerables(programme: Programme, side: Side, by: Seat, at: datetime) -> None:
    """Nothing is said before there is a record to say it in, and nothing that was said already."""
    if programme.register is not None:
        record.state(
            register=programme.register,
            position=side.position,
            kind="answerable",
            name="answerable",
            title=TITLE,
            terms=answerable_terms(side),
            by=by,
            at=at,
        )
