import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.parties.models import Institution


class StoredFile(models.Model):
    """A file somebody gave. Kept under its hash, outside the web root; never changed."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    media = models.CharField(_("kind"), max_length=100)
    size = models.BigIntegerField(_("size"))
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    shared_with = models.ManyToManyField(Institution, blank=True, related_name="+")
    given_by = models.CharField(_("given by"), max_length=200)
    given_at = models.DateTimeField(_("given on"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
