"""What is owed to the authors: the rates of a law, what was agreed, what falls due, what was paid."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution
from songfai.works.models.recognition import Use
from songfai.works.models.works import CURRENCY_CHOICES, Work
from songfai.works.states import InstalmentKind, PayKind


class PayRates(models.Model):
    """What the authors are given where nothing else was agreed, for a time: by the law of a country (without an institution),
    or by what a province or a unit has laid down. Rates are in per cent; `wage_minor` is the minimum wage of a month, where it
    was entered."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = models.CharField(_("law of"), max_length=2)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    benefit = models.DecimalField(_("of the benefit of a year"), max_digits=5, decimal_places=2)
    transfer = models.DecimalField(_("of the price of a transfer"), max_digits=5, decimal_places=2)
    years = models.PositiveSmallIntegerField(_("years"))
    wages = models.PositiveSmallIntegerField(_("times the minimum wage, where it cannot be computed"))
    helpers = models.DecimalField(
        _("for those who organised the first application, of the authors’ part"),
        max_digits=5,
        decimal_places=2,
    )
    helpers_certainty = models.CharField(
        max_length=11, choices=choices(Certainty), default=Certainty.UNCONFIRMED
    )
    wage_minor = models.BigIntegerField(_("minimum wage of a month"), null=True, blank=True)
    wage_currency = models.CharField(_("currency"), max_length=3, blank=True, choices=CURRENCY_CHOICES)
    basis = TrilingualField(_("legal basis"))
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    certainty = models.CharField(max_length=11, choices=choices(Certainty), default=Certainty.UNCONFIRMED)
    who = models.CharField(max_length=200, blank=True, help_text="empty: came with the software")
    at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rates of remuneration")
        verbose_name_plural = _("rates of remuneration")
        ordering = ["country", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="rates_end_after_they_begin",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="rates_wage_has_a_currency",
                condition=Q(wage_minor=None, wage_currency="") | (Q(wage_minor__gt=0) & ~Q(wage_currency="")),
            ),
        ]


class Agreement(models.Model):
    """What the owner owes the authors of a work: agreed, by law, or nothing. The newest one counts; the others stay."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(_("remuneration"), max_length=6, choices=choices(PayKind))
    rates = models.ForeignKey(PayRates, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.CharField(_("agreement"), max_length=200, blank=True)
    agreed_on = models.DateField(_("date of the agreement"), null=True, blank=True)
    benefit = models.DecimalField(_("of the benefit of a year"), max_digits=5, decimal_places=2, default=0)
    transfer = models.DecimalField(_("of the price of a transfer"), max_digits=5, decimal_places=2, default=0)
    years = models.PositiveSmallIntegerField(_("years"), default=0)
    fixed_minor = models.BigIntegerField(
        _("amount for a year whose benefit cannot be computed"), null=True, blank=True
    )
    fixed_currency = models.CharField(_("currency"), max_length=3, blank=True, choices=CURRENCY_CHOICES)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("agreement on remuneration")
        verbose_name_plural = _("agreements on remuneration")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="agreement_fixed_amount_has_a_currency",
                condition=Q(fixed_minor=None, fixed_currency="")
                | (Q(fixed_minor__gt=0) & ~Q(fixed_currency="")),
            ),
            models.CheckConstraint(
                name="agreement_none_has_a_reason", condition=~Q(kind=PayKind.NONE) | ~Q(reason="")
            ),
        ]


class Instalment(models.Model):
    """One payment that falls due: for a year of application, or for one transfer. What is owed is computed when it is
    read, from the confirmed benefit or the price; `settled` is written when it was paid in full, or is owed no more."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="instalments")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="instalments")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(InstalmentKind))
    number = models.PositiveSmallIntegerField(_("year of application"), null=True, blank=True)
    use = models.ForeignKey(Use, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    begins = models.DateField(_("owed from"))
    due = models.DateField(_("due"))
    counted = models.JSONField(default=dict, blank=True, help_text="how `due` was counted")
    settled = models.BooleanField(_("paid in full"), default=False)
    lapsed = models.CharField(
        _("owed no more because"), max_length=1000, blank=True, help_text="the recognition was revoked"
    )

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_instalment_a_year", fields=["work", "number"], condition=Q(use=None)
            ),
            models.UniqueConstraint(name="one_instalment_a_transfer", fields=["use"], condition=~Q(use=None)),
            models.CheckConstraint(
                name="instalment_of_a_year_or_a_transfer",
                condition=Q(kind=InstalmentKind.YEAR, use=None, number__isnull=False)
                | Q(kind=InstalmentKind.TRANSFER, use__isnull=False, number=None),
            ),
            models.CheckConstraint(
                name="instalment_that_lapsed_is_settled", condition=Q(lapsed="") | Q(settled=True)
            ),
            models.CheckConstraint(name="instalment_ends_after_it_begins", condition=Q(last__gte=F("first"))),
        ]
        indexes = [
            models.Index(name="instalments_owed", fields=["institution", "due"], condition=Q(settled=False))
        ]


class Payment(models.Model):
    """What was paid of an instalment, with its paper. It is not changed or taken out: a mistake is paid back apart."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="payments")
    minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_CHOICES)
    paid_on = models.DateField(_("paid on"))
    paper = models.CharField(_("paper"), max_length=200)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment of remuneration")
        verbose_name_plural = _("payments of remuneration")
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(name="payment_is_of_money", condition=Q(minor__gt=0) & ~Q(currency="")),
            models.CheckConstraint(name="payment_has_a_paper", condition=~Q(paper="")),
        ]
