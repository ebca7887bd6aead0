from django.db.models import QuerySet

from songfai.journal.models import Line
from songfai.parties.models import Seat


def of_programme(slug: str, viewer: Seat) -> QuerySet[Line]:
    """What the viewer's own institution did in a programme, and those it has taken over. The other side keeps its own
    journal."""
    return of_institution(viewer).filter(programme=slug)


def of_institution(viewer: Seat) -> QuerySet[Line]:
    return Line.objects.filter(institution_id__in=viewer.stands_for | {viewer.institution_id})


def lists_of_institution(viewer: Seat) -> list[QuerySet[Line]]:
    """The same as a list for each institution, in the order of an index: a journal grows by every step of everybody."""
    bodies = viewer.stands_for | {viewer.institution_id}
    return [Line.objects.filter(institution_id=pk) for pk in sorted(bodies)]
