"""Works that one side of a programme releases to the other: on the side that released them, and on the one that reads them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.parties.models import Institution
from songfai.programmes.models import Programme
from songfai.works.models.works import Work
from songfai.works.states import Level


class Release(models.Model):
    """Own: that a recognised work was released to the other side of a programme, and whether it still is. What was told
    stands in the record (`works.terms`). `side`: the position of the side whose work it is."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="releases")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    side = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("released"))
    who = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("release of a work to the partner")
        verbose_name_plural = _("releases of works to the partner")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(name="released_once_in_a_programme", fields=["work", "programme"]),
            models.CheckConstraint(name="released_for_a_side", condition=Q(side__in=[1, 2])),
        ]


class PartnerWork(models.Model):
    """The other side's: what it told of a work it recognised. Its row of `Work` is held by the institution that reads it.

    `side`: the position of the side that released it; `origin_key`: the work's key there; `day`: its novelty date, by what
    that side says; `told`: benefit by year, as said. One that was withdrawn is kept, with nothing but its title and its days,
    where somebody here has spoken of it.
    """

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="partner")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    side = models.PositiveSmallIntegerField()
    origin_key = models.UUIDField(default=uuid.uuid4, editable=False)
    released_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    body = TrilingualField(_("body that recognised it"), blank=True)
    unit_then = TrilingualField(_("unit as it was"), blank=True)
    decision = models.CharField(_("number of the decision"), max_length=100, blank=True)
    decided_on = PartialDateField(_("date of the decision"), null=True, blank=True)
    level = models.CharField(_("level of recognition"), max_length=8, blank=True, choices=choices(Level))
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    day = models.DateField()
    told = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("released"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("work of the partner")
        verbose_name_plural = _("works of the partner")
        constraints = [
            models.UniqueConstraint(
                name="one_copy_of_a_released_work", fields=["programme", "side", "origin_key"]
            ),
            models.CheckConstraint(name="released_by_a_side", condition=Q(side__in=[1, 2])),
        ]
