"""What a side has issued to the other one before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.registry.models import OfficialDocument
from songfai.registry.queries import crossing_of
from songfai.registry.statements import say_to
from songfai.registry.states import SENT, Direction, DocumentState


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """Every document of the programme that its side issued to the other side. Told twice it says nothing new."""
    rows = OfficialDocument.objects.filter(
        programme=programme,
        direction=Direction.OUT,
        institution__in=by.stands_for,
        state__in=SENT | {DocumentState.RECALLED},
    )
    for document in rows.select_related("type").prefetch_related("recipients__institution").order_by("id"):
        document.programme = programme
        found = crossing_of(document, by.stands_for)
        if found is not None and found.position == position:
            say_to(found, document, by, at)
