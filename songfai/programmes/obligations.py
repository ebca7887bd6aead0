"""A date the programme owes is met by the room in which the matter is done."""

from datetime import date, datetime

from songfai.journal.actions import Actor, write
from songfai.programmes.models import Programme
from songfai.programmes.states import ObligationKind


def meet(*, programme: Programme, kind: ObligationKind, year: int, on: date, by: Actor, at: datetime) -> int:
    """Mark the year's open obligations of a kind as met on a day; says how many. Called inside an action's transaction,
    which has asked who may do this."""
    owed = list(programme.obligations.filter(kind=kind, year=year, met_on=None))
    for obligation in owed:
        obligation.met_on = on
        obligation.save(update_fields=["met_on"])
        write(
            by=by,
            at=at,
            verb="programmes.meet_obligation",
            subject=obligation,
            programme=programme.slug,
            on=on.isoformat(),
        )
    return len(owed)
