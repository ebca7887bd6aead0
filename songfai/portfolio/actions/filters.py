"""Filters saved under a name."""

from datetime import datetime

from django.db import IntegrityError, transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.portfolio.models import SavedFilter
from songfai.portfolio.permissions import check_forgets, check_may
from songfai.portfolio.states import Place, View


@transaction.atomic
def save_filter(
    *,
    name: str,
    query: str,
    by: Seat,
    at: datetime,
    view: View = View.LIST,
    place: Place = Place.ACTIVITIES,
    shared: bool = True,
) -> SavedFilter:
    """Save what the address of a list says under a name of one's own. Refused: filter_name_there."""
    check_may(by, "save_filter")
    try:
        with transaction.atomic():
            saved = SavedFilter.objects.create(
                name=name,
                place=place,
                shared=shared,
                view=view,
                query=query,
                account=by.account,
                institution=by.institution,
                saved_at=at,
            )
    except IntegrityError as taken:
        raise Refused("filter_name_there", N_("You have a filter of this name already.")) from taken
    write(by=by, at=at, verb="portfolio.save_filter", subject=saved)
    return saved


@transaction.atomic
def forget_filter(*, saved: SavedFilter, by: Seat, at: datetime) -> None:
    """Delete one's own saved filter; its link leads nowhere then."""
    check_forgets(by, saved)
    write(by=by, at=at, verb="portfolio.forget_filter", subject=saved)
    saved.delete()
