"""What a paper says of a work that was recognised before this register."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField
from songfai.works.models.sheets import Sheet
from songfai.works.models.works import Work
from songfai.works.states import Level


class PastRecognition(models.Model):
    """Entered by an officer from a paper, and decided by nobody here. `day`: by which the work was surely known, for the
    comparison; `has_text`: of a title alone nothing is compared; `laid`: the text is among those that are compared."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="past")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    unit_then = models.CharField(_("unit as it was"), max_length=300, blank=True)
    decision = models.CharField(_("number of the decision"), max_length=100)
    decided_on = PartialDateField(_("date of the decision"))
    decided_by = models.CharField(_("decided by"), max_length=300, blank=True)
    level = models.CharField(
        _("level of recognition"), max_length=8, choices=choices(Level), default=Level.BASE
    )
    paper = models.CharField(_("paper it was read in"), max_length=300)
    day = models.DateField()
    has_text = models.BooleanField(default=False)
    laid = models.BooleanField(default=False)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recognition before this register")
        verbose_name_plural = _("recognitions before this register")
        constraints = [
            models.CheckConstraint(name="past_names_its_paper", condition=~Q(paper="") & ~Q(decision="")),
            models.CheckConstraint(
                name="past_title_alone_is_not_laid", condition=Q(has_text=True) | Q(laid=False)
            ),
        ]
        indexes = [
            # Of these the novelty page tells how many it could not compare.
            models.Index(name="past_titles_alone", fields=["day"], condition=Q(has_text=False)),
        ]
