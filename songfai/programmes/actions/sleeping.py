"""After how many days without evidence a side counts a commitment as asleep: its own reading aid, at any time (ADR 128)."""

from datetime import datetime

from django.db import transaction

from songfai.journal import actions as journal
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties.models import Seat
from songfai.programmes import permissions, rules
from songfai.programmes.models import Side


def asleep_stamp(side: Side) -> str:
    return stamp((side.asleep_after,))


@transaction.atomic
def set_asleep_after(
    *, side: Side, days: int | None, by: Seat, at: datetime, seen: str | None = None
) -> Side:
    """Set the number of one's own side, or with None go back to the programme's. Nothing of the record changes and nobody
    else's pages. Refused: days_out_of_range; NotPermitted for the other side; Changed when a colleague set another."""
    permissions.check_own_side(by, side, "answerable")
    rules.require_asleep_after(days)
    programme = side.programme
    side = Side.objects.select_for_update().get(pk=side.pk)
    require_unchanged(seen, asleep_stamp(side))
    side.asleep_after = days
    side.save(update_fields=["asleep_after"])
    journal.write(
        by=by,
        at=at,
        verb="programmes.set_asleep_after",
        subject=side,
        programme=programme.slug,
        side=side.position,
        days=days,
    )
    return side
