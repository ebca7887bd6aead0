from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.record.models import Document


class Release(models.Model):
    """One side's word that a document may be public. It is public when both sides have said so."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="releases")
    position = models.PositiveSmallIntegerField()
    released_by = models.CharField(max_length=200)
    released_at = models.DateTimeField()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [models.UniqueConstraint(name="one_release_per_side", fields=["document", "position"])]
