"""That somebody was shown what is confidential: a fact that stays, and opens nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.works.models.recognition import Submission


class Disclosure(models.Model):
    """A member of its council has opened a submission with confidential parts or files, for the first time on a day. The
    right ends with the judgement; that it was used is told to the authors and the office from then on."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="disclosures")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of confidential parts")
        verbose_name_plural = _("readings of confidential parts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="disclosed_once", fields=["submission", "account"]),
        ]
