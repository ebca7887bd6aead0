"""What the office has found of a mark that the authors claim and that changes what the law asks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.works.models.works import Work
from songfai.works.states import Mark


class Check(models.Model):
    """The office has checked one mark of a work, from a paper. Checked anew it is a further row: the newest one counts, as
    long as the authors claim what they claimed then and have not handed the work in anew."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="checks")
    mark = models.CharField(max_length=12, choices=choices(Mark))
    claimed = models.BooleanField(_("as the authors state"))
    found = models.BooleanField(_("as the office has found"))
    paper = models.CharField(_("paper it was checked from"), max_length=200)
    who = models.CharField(_("checked by"), max_length=200)
    at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("check of a mark")
        verbose_name_plural = _("checks of marks")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="checked_from_a_paper", condition=~Q(paper=""))]

    def __str__(self) -> str:
        return self.get_mark_display()
