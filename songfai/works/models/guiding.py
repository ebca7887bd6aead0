"""Help for the authors of a work: a mentor both agreed to, what they wrote to each other, who has read the work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.works.models.works import Work


class Mentorship(models.Model):
    """Somebody helps the authors of a work. It holds when the authors and the mentor have both agreed, until one ends it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="mentorships")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    authors_agreed_at = models.DateTimeField(null=True, blank=True)
    mentor_agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mentor of a work")
        verbose_name_plural = _("mentors of works")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_guidance_by_a_mentor", fields=["work", "mentor"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="guidance_ended_by_somebody",
                condition=Q(ended_at=None, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
        ]
        indexes = [models.Index(name="works_of_a_mentor", fields=["mentor", "work"])]

    @property
    def active(self) -> bool:
        return bool(self.authors_agreed_at and self.mentor_agreed_at and not self.ended_at)


class Advice(models.Model):
    """A question or a piece of advice, in the thread of a work. It is not changed or taken back."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="advice")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_mentor = models.BooleanField(default=False)
    text = models.TextField(_("question or advice"), max_length=3000)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ["id"]


class Reading(models.Model):
    """Somebody has said to have read a work, so that others turn to one nobody has read."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="readings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of a work")
        verbose_name_plural = _("readings of works")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="read_once", fields=["work", "account"])]
