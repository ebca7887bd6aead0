from django.db.models import QuerySet

from songfai.journal.models import Line
from songfai.parties.models import Seat


def of_programme(slug: str, viewer: Seat) -> QuerySet[Line]:
    """What the viewer's own institution did in a programme. The other side keeps its own journal."""
    return Line.objects.filter(programme=slug, institution_id=viewer.institution_id)


def of_institution(viewer: Seat) -> QuerySet[Line]:
    return Line.objects.filter(institution_id=viewer.institution_id)
