"""A date the programme owes is met by the room in which the matter is done."""

from datetime import date, datetime

from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Refused
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.states import ObligationKind


def meet(*, programme: Programme, kind: ObligationKind, year: int, on: date, by: Actor, at: datetime) -> int:
    """Mark the year's open obligations of a kind as met on a day; says how many. Called inside an action's transaction,
    which has asked who may do this."""
    owed = list(programme.obligations.filter(kind=kind, year=year, met_on=None))
    for obligation in owed:
        meet_one(obligation=obligation, on=on, by=by, at=at)
    return len(owed)


def meet_one(*, obligation: Obligation, on: date, by: Actor, at: datetime) -> None:
    """Mark one date as met on a day. Called inside an action's transaction, as `meet`."""
    obligation.met_on = on
    obligation.save(update_fields=["met_on"])
    write(
        by=by,
        at=at,
        verb="programmes.meet_obligation",
        subject=obligation,
        programme=obligation.programme.slug,
        on=on.isoformat(),
    )


def move(*, obligation: Obligation, to: date, by: Actor, at: datetime) -> None:
    """Both sides agreed to a later day. What the signed text says of it (`due_as_written`, `basis`) stays written.

    Refused: date_taken (the programme owes the same kind on that day already).
    """
    others = obligation.programme.obligations.filter(kind=obligation.kind, due=to).exclude(pk=obligation.pk)
    if others.exists():
        raise Refused("date_taken", N_("The programme owes the same on that day already."))
    before, obligation.due = obligation.due, to
    obligation.save(update_fields=["due"])
    write(
        by=by,
        at=at,
        verb="programmes.move_obligation",
        subject=obligation,
        programme=obligation.programme.slug,
        before=before.isoformat(),
        to=to.isoformat(),
    )
