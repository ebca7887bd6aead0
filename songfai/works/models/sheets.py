"""A workbook of a unit's works: checked whole, then taken in whole, as drafts each author still confirms."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.parties.models import Seat
from songfai.works.states import SheetStep


class Sheet(models.Model):
    """`problems`: the first cells that are wrong, as [row, column, English sentence, values]; `preview`: the first works."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language of the sheet"), max_length=2)
    step = models.CharField(max_length=7, choices=choices(SheetStep), default=SheetStep.CHECKED)
    rows = models.PositiveIntegerField(default=0)
    works = models.PositiveIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0, help_text="works made ready, while it is taken in")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sheet of works")
        verbose_name_plural = _("sheets of works")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file.name
