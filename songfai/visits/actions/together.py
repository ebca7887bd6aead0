"""Both sides arranged a visit at the same time: what does not stand is put in its place by either, or let go by its own."""

from datetime import datetime

from django.db import transaction

from songfai.kit.errors import N_
from songfai.parties.models import Seat
from songfai.programmes.actions.arriving import commitment_of
from songfai.record.apart import of_side
from songfai.record.threads import holding
from songfai.visits import apart, rules
from songfai.visits.actions.arriving import arrange, set_days, set_meetings, standing
from songfai.visits.actions.visits import (
    ARRANGED,
    keep,
    locked,
    require_arranged,
    require_days_hold,
    require_turn_again,
    tell_other,
)
from songfai.visits.models import Visit
from songfai.visits.permissions import check_may
from songfai.visits.statements import both, say_visit
from songfai.visits.states import VisitState


@transaction.atomic
def put_in_place(
    *, visit: Visit, side: int, by: Seat, at: datetime, seen_revision: int | None = None
) -> Visit:
    """What `side` had arranged while the other side arranged something else holds now, as if it were changed by hand.

    Refused: nothing_apart, and what a change of the arrangement is refused for.
    """
    check_may(by, visit.programme, "put_in_place", visit)
    visit = locked(visit, seen_revision)
    rules.require_changeable(VisitState(visit.state))
    aside = of_side(apart.asides(visit), side)
    words = dict(enumerate(both(visit), 1))
    old, state = {name: getattr(visit, name) for name in (*ARRANGED, "host")}, VisitState(visit.state)
    arranged = apart.put_together(holding(words.values(), "arranged"), aside.pieces)
    since = visit.arranged
    arrange(visit, arranged)
    visit.arranged = since
    commitments = [commitment_of(visit.programme, one) for one in arranged["commitments"]]
    require_arranged(visit, commitments)
    rules.require_host_open(old["host"], visit.host, state)
    require_turn_again(visit, old)
    moved = any(getattr(visit, name) != old[name] for name in ARRANGED)
    if moved:
        visit.confirmed_by, visit.confirmed_at = "", None
    visit.state = standing(visit, words, arranged)
    keep(visit, by, at, "put_in_place", state=visit.state, side=side)
    visit.commitments.set(commitments)
    set_days(visit, arranged)
    set_meetings(visit, arranged, at)
    require_days_hold(visit)
    say_visit(visit, by, at, moved=moved)
    text = (
        N_("%(side)s changed the visit %(title)s: its host confirms it anew.")
        if visit.state != state
        else N_("%(side)s changed the visit %(title)s.")
    )
    tell_other(visit, by, at, text)
    return visit


@transaction.atomic
def let_go(*, visit: Visit, by: Seat, at: datetime, seen_revision: int | None = None) -> Visit:
    """One's own side is done with what it had arranged: what stands stays. Its words stay readable in the record.

    Refused: nothing_apart.
    """
    position = check_may(by, visit.programme, "let_go", visit)
    visit = locked(visit, seen_revision)
    aside = of_side(apart.asides(visit), position)
    keep(visit, by, at, "let_go", sha256=", ".join(aside.sha256))
    say_visit(visit, by, at, let_go=aside.sha256)
    return visit
