from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.parties.models import Institution
from songfai.registry.models.documents import OfficialDocument
from songfai.registry.states import Outcome


class Fate(models.Model):
    """What was decided of a document whose time of keeping had ended. The document stays in the register with its number.

    Destroyed: by a decision of a day, with how many of its files went and how many stay because something else rests on
    them. Kept on: until the end of a year, or for ever (`until` empty), and why.
    """

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="fates")
    outcome = models.CharField(max_length=10, choices=choices(Outcome))
    decision = models.CharField(_("number of the decision"), max_length=80, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("until the end of"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    erased = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveSmallIntegerField(default=0)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("end of keeping")
        verbose_name_plural = _("ends of keeping")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="destroyed_once", fields=["document"], condition=Q(outcome=Outcome.DESTROYED)
            ),
            models.CheckConstraint(
                name="destroyed_by_a_decision_kept_with_a_reason",
                condition=Q(outcome=Outcome.DESTROYED, decided_on__isnull=False) & ~Q(decision="")
                | Q(outcome=Outcome.KEPT) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.outcome}"


class KeepingTold(models.Model):
    """The year in which the registry office of an institution was last told what may be destroyed."""

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.institution}, {self.year}"
