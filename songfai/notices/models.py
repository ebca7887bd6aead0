from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something a person should know; worded in the reader's language when it is shown."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField(_("when"))
    text = models.CharField(max_length=300, help_text="English sentence, a key of the catalogues")
    params = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(
        default=list, blank=True, help_text="what the sentence sums up, one text in the three languages each"
    )
    address = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(name="notice_unread", fields=["account", "read_at", "-at"]),
            models.Index(name="notice_by_day", fields=["account", "-at", "-id"]),
        ]
