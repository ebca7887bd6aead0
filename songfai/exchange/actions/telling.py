"""A partner joins later than the work began: what a side entered before its log told of it is told now."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from songfai.commitments import actions as commitments
from songfai.duties import actions as duties
from songfai.exchange import permissions
from songfai.exchange.queries import own_log
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.record.queries import position_of
from songfai.registry import actions as registry
from songfai.reviews import actions as reviews
from songfai.support import actions as support
from songfai.visits import actions as visits

# Each room tells of its own matters, in the order in which they build on one another.
ROOMS: tuple[Callable[..., None], ...] = (
    programmes.tell_known,
    plans.tell_known,
    commitments.tell_known,
    visits.tell_known,
    support.tell_known,
    registry.tell_known,
    duties.tell_known,
    reviews.tell_known,
)


@transaction.atomic
def tell_known(*, programme: Programme, by: Seat, at: datetime) -> int:
    """Write into the log of the seat's own side what it has entered and not told, of every matter of the programme; how many
    statements that took. Said twice it says nothing new. Nothing is said for the other side.

    Refused: programme_not_in_force, not_hosted.
    """
    register = programme.register
    assert register is not None  # the page has found the record
    permissions.check(by, "tell", position=position_of(register, by.institution, by.stands_for))
    plans.require_in_force(programme)
    log = own_log(register, by)
    if not log.hosted:
        raise Refused("not_hosted", N_("This server does not write for %(side)s."), side=log.origin)
    own = Document.objects.filter(register=register, thread__startswith=f"p{log.position}/")
    before = own.count()
    for tell in ROOMS:
        tell(programme=programme, position=log.position, by=by, at=at)
    told = own.count() - before
    write(by=by, at=at, verb="exchange.tell_known", subject=programme, programme=programme.slug, told=told)
    return told
