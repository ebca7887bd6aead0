"""Which files a seat may fetch: those its institution, or one it has taken over, gave, and those shared with it.

A higher room shares a file with the institutions of its matter when it keeps it
(files.actions.share), so that this room needs to know nothing of matters.
"""

from collections.abc import Iterable, Mapping

from django.db.models import ForeignObjectRel, Model, Q, QuerySet

from songfai.files.models import StoredFile
from songfai.parties.models import Seat
from songfai.parties.permissions import can


def is_used(sha256: str, besides: Mapping[type[Model], Iterable[int]]) -> bool:
    """Whether a row of any room rests on a file with this content. `besides`: rows that do not count, by their model."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not (isinstance(relation, ForeignObjectRel) and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        if model is StoredFile.shared_with.through or isinstance(model, str):
            continue
        rows = model._base_manager.filter(**{f"{relation.field.name}__sha256": sha256})
        if rows.exclude(pk__in=list(besides.get(model, ()))).exists():
            return True
    return False


def readable_by(seat: Seat | None) -> QuerySet[StoredFile]:
    if seat is None or not can(seat, "read"):
        return StoredFile.objects.none()
    bodies = seat.stands_for | {seat.institution_id}
    return StoredFile.objects.filter(Q(institution__in=bodies) | Q(shared_with__in=bodies)).distinct()
