import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.models import Rule
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution
from songfai.programmes.models import Programme
from songfai.registry.models.documents import DocumentType, OfficialDocument
from songfai.registry.states import Cadence, ReportKind


class ReportDuty(models.Model):
    """A report an institution owes again and again: to whom, on what basis, how often, in which form, by when."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    title = TrilingualField(_("report"))
    to_institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField(_("to whom"), max_length=300, blank=True)
    basis = TrilingualField(_("legal basis"))
    kind = models.CharField(
        _("kind of report"), max_length=11, choices=choices(ReportKind), default=ReportKind.OTHER
    )
    cadence = models.CharField(_("how often"), max_length=8, choices=choices(Cadence))
    type = models.ForeignKey(
        DocumentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form"),
    )
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    days = models.PositiveSmallIntegerField(_("days after the period"), null=True, blank=True)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    starts_on = models.DateField(_("owed from"))
    ends_on = models.DateField(_("owed until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("duty to report")
        verbose_name_plural = _("duties to report")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="report_duty_to_an_institution_or_a_name",
                condition=Q(to_institution=None) & ~Q(to_name="")
                | Q(to_institution__isnull=False, to_name=""),
            ),
            models.CheckConstraint(
                name="report_duty_due_by_rule_or_days",
                condition=Q(rule=None, days__isnull=False) | Q(rule__isnull=False, days=None),
            ),
            models.CheckConstraint(
                name="report_duty_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Report(models.Model):
    """One period of a duty to report, once somebody began it. Its state is that of its document."""

    duty = models.ForeignKey(ReportDuty, on_delete=models.PROTECT, related_name="reports")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    due = models.DateField(_("due"))
    document = models.OneToOneField(OfficialDocument, on_delete=models.PROTECT, related_name="report")
    receipted_on = models.DateField(_("receipted on"), null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-first"]
        constraints = [models.UniqueConstraint(name="one_report_per_period", fields=["duty", "first"])]
