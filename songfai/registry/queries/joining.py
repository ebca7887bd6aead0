"""Entries of a register that may be what came, and whether one is joined to it."""

from datetime import date, datetime

from django.db.models import QuerySet

from songfai.parties.models import Seat
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.queries.documents import Filter, documents, narrowed
from songfai.registry.rules import goes_on_since, number_key
from songfai.registry.states import INCOMING, Direction, DocumentState


def joinable(seat: Seat | None) -> QuerySet[OfficialDocument]:
    """What was entered by hand: the incoming entries that are joined to nothing that came. One that was destroyed gets no
    files any more."""
    return documents(seat).filter(
        direction=Direction.IN,
        state__in=sorted(INCOMING),
        destroyed_on=None,
        arrival=None,
        partner_paper=None,
    )


def same_entries(seat: Seat | None, number: str, dated: date | None) -> list[OfficialDocument]:
    """Those among them with the sender's number and date of what came, newest first. Two queries."""
    wanted = number_key(number)
    if not wanted or dated is None:
        return []
    # Nothing arrives before its date (rules.require_arrival): the days of the list bound the search.
    of_the_day = joinable(seat).filter(listed_on__gte=dated, dated=dated)
    found = [
        pk
        for pk, typed in of_the_day.order_by().values_list("pk", "sender_number")
        if number_key(typed) == wanted
    ]
    return list(joinable(seat).filter(pk__in=found).order_by("-listed_on", "-id")) if found else []


def joinable_by(seat: Seat | None, text: str) -> QuerySet[OfficialDocument]:
    """Those among them in which every word of the text stands: in a number, the subject, the sender or a file."""
    return narrowed(joinable(seat), Filter(text=text))


def is_joined(entry: OfficialDocument) -> bool:
    """Whether the entry stands for something that came, joined to it or registered from it."""
    return any(model.objects.filter(registered=entry).exists() for model in (Recipient, PartnerPaper))


def goes_on(entry: OfficialDocument, joined_at: datetime) -> bool:
    """Whether it has taken a step since, or a document refers to it that was begun since. Two queries, none where both
    are at hand."""
    referring = [one for one in entry.referring.all() if one.state != DocumentState.CANCELLED]
    return goes_on_since(
        joined_at, (one.at for one in entry.moves.all()), (one.created_at for one in referring)
    )
