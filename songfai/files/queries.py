"""Which files a seat may fetch: those its institution, or one it has taken over, gave, and those shared with it.

A higher room shares a file with the institutions of its matter when it keeps it
(files.actions.share), so that this room needs to know nothing of matters.
"""

from django.db.models import Q, QuerySet

from songfai.files.models import StoredFile
from songfai.parties.models import Seat
from songfai.parties.permissions import can


def readable_by(seat: Seat | None) -> QuerySet[StoredFile]:
    if seat is None or not can(seat, "read"):
        return StoredFile.objects.none()
    bodies = seat.stands_for | {seat.institution_id}
    return StoredFile.objects.filter(Q(institution__in=bodies) | Q(shared_with__in=bodies)).distinct()
