from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """One action somebody did. Labels and numbers only: it outlives what it tells of."""

    at = models.DateTimeField(_("when"), db_index=True)
    account_id = models.BigIntegerField(null=True)
    who = models.CharField(_("who"), max_length=200)
    institution_id = models.BigIntegerField(null=True, db_index=True)
    institution = models.CharField(_("for"), max_length=200)
    verb = models.CharField(_("did"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    subject = models.CharField(_("what"), max_length=300)
    programme = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(name="journal_by_programme", fields=["programme", "-at", "-id"]),
            models.Index(name="journal_by_institution", fields=["institution_id", "-at", "-id"]),
        ]
