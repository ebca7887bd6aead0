import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.plans.models import Activity
from songfai.programmes.models import Commitment, Programme, named_party
from songfai.support.states import AgreedState, RateState, SupportKind, SupportState

CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]
SIDES = [(1, _("First side")), (2, _("Second side"))]


class Support(models.Model):
    """What one side gives the other: promised, approved, delivered by the giver; received by the other side's own word.

    Money is in the smallest unit of its currency. For goods money is their value, where it is known.

    Where a further party gives, `giver` is the side that says so for it; where one receives, the side that does not give
    says that it arrived there. It stands apart in the balance.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="support")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="support"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="support"
    )
    giver = models.PositiveSmallIntegerField(_("given by"), choices=SIDES)
    giver_party = named_party(_("given by"))
    receiver_party = named_party(_("given to"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices(SupportKind))
    title = TrilingualField(_("what is given"))
    year = models.PositiveSmallIntegerField(_("for the year"))
    quantity = models.DecimalField(_("how much"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = TrilingualField(_("unit of measure"), blank=True)
    minor = models.BigIntegerField(_("money"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, choices=CURRENCY_CHOICES)
    state = models.CharField(
        _("state"), max_length=10, choices=choices(SupportState), default=SupportState.PROMISED
    )
    approved_paper = models.CharField(_("paper of approval"), max_length=150, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    arrived = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    arrived_minor = models.BigIntegerField(null=True, blank=True)
    receipt_note = TrilingualField(_("note of the receiving side"), blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    search = models.TextField(blank=True, editable=False, help_text="folded words of the title")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(name="support_giver", condition=Q(giver__in=[1, 2])),
            models.CheckConstraint(
                name="one_end_is_a_side", condition=Q(giver_party=None) | Q(receiver_party=None)
            ),
            models.CheckConstraint(
                name="money_has_a_currency",
                condition=Q(minor=None, currency="") | (Q(minor__isnull=False) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="support_has_an_amount", condition=Q(quantity__gt=0) | Q(kind="money", minor__gt=0)
            ),
            models.CheckConstraint(
                name="received_is_delivered_and_signed",
                condition=~Q(state="received")
                | Q(delivered_on__isnull=False, received_on__isnull=False, received_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="support_by_programme", fields=["programme", "-year", "-id"])]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def receiver(self) -> int:
        return 3 - self.giver


class Paper(models.Model):
    """A document of one side: the letter of the promise, the list of goods, the receipt."""

    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="papers")
    side = models.PositiveSmallIntegerField(choices=SIDES)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = TrilingualField(_("what it shows"), blank=True)
    dated = models.DateField(_("dated"))
    crosses = models.BooleanField(_("May go to the other side’s server"), default=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["dated", "id"]
        constraints = [models.CheckConstraint(name="paper_side", condition=Q(side__in=[1, 2]))]


class RateTable(models.Model):
    """Rates by level and category. Common to everybody, or an institution's own."""

    slug = models.SlugField(unique=True)
    title = TrilingualField(_("title"))
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = models.CharField(_("law of"), max_length=2, blank=True, default="")

    class Meta:
        verbose_name = _("rate table")
        verbose_name_plural = _("rate tables")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.title)


class RateVersion(models.Model):
    """The table as a legal text set it, from a day to a day."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    table = models.ForeignKey(RateTable, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=choices(RateState), default=RateState.IN_FORCE)
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_CHOICES)
    per = TrilingualField(_("for what"), help_text=_("For example: a person a month."))
    basis = TrilingualField(_("legal basis"))
    note = TrilingualField(_("note"), blank=True)
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version of a rate table")
        verbose_name_plural = _("versions of a rate table")
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="rate_version_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="rate_version_begins", condition=Q(state="draft") | Q(valid_from__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.basis}"


class RateGap(models.Model):
    """Days between two versions on which deliberately no rate applies, both included, with the reason."""

    table = models.ForeignKey(RateTable, on_delete=models.CASCADE, related_name="gaps")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = TrilingualField(_("reason"))
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("time without a rate")
        verbose_name_plural = _("times without a rate")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_reason_per_time_without_a_rate", fields=["table", "starts_on", "ends_on"]
            ),
            models.CheckConstraint(
                name="rate_gap_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.starts_on} – {self.ends_on}"


class Rate(models.Model):
    """One amount, for a level and a category."""

    version = models.ForeignKey(RateVersion, on_delete=models.PROTECT, related_name="rates")
    position = models.PositiveSmallIntegerField(default=0)
    level = TrilingualField(_("level"))
    category = TrilingualField(_("category"))
    minor = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(name="rate_above_zero", condition=Q(minor__gt=0))]

    def __str__(self) -> str:
        return f"{self.level}, {self.category}"


class Payment(models.Model):
    """Money paid under a support, by a rate or as a plain amount. The rate, and so its version, stays with it."""

    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="payments")
    title = TrilingualField(_("for what"))
    paid_on = models.DateField(_("paid on"))
    rate = models.ForeignKey(Rate, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    persons = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    times = models.DecimalField(_("times"), max_digits=8, decimal_places=2, null=True, blank=True)
    minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_CHOICES)
    paper = models.CharField(_("number of the voucher"), max_length=150, blank=True)
    rate_told = models.JSONField(
        default=dict, editable=False, help_text="the rate as the other side's server tells it"
    )
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(name="payment_above_zero", condition=Q(minor__gt=0)),
            models.CheckConstraint(
                name="payment_by_rate_says_how_many",
                condition=Q(rate=None) | Q(persons__isnull=False, times__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def by_rate(self) -> "ByRate | None":
        """The rate it was paid by: of a table here, or as the other side's server tells it."""
        if self.rate is not None:
            version = self.rate.version
            return ByRate(self.rate.level, self.rate.category, self.rate.minor, version.basis, version)
        told = self.rate_told
        if not told:
            return None
        level, category, basis = (Trilingual.of(told.get(name)) for name in ("level", "category", "basis"))
        return ByRate(level, category, told["minor"], basis)


@dataclass(frozen=True, slots=True)
class ByRate:
    """A rate as it stands beside a payment; `version` where its table is on this server."""

    level: Trilingual
    category: Trilingual
    minor: int
    basis: Trilingual
    version: RateVersion | None = None

    def __str__(self) -> str:
        return f"{self.level}, {self.category}"


class Agreed(models.Model):
    """In which unit the sides count a measure of the balance. One proposes, the other agrees."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="measures_agreed")
    measure = models.CharField(_("measure"), max_length=20)
    state = models.CharField(max_length=8, choices=choices(AgreedState), default=AgreedState.PROPOSED)
    counted = models.BooleanField(_("counted"), default=True)
    unit = TrilingualField(_("unit"), blank=True)
    per = models.DecimalField(_("how many make one unit"), max_digits=12, decimal_places=2, default=1)
    side = models.PositiveSmallIntegerField(choices=SIDES)
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("measure agreed")
        verbose_name_plural = _("measures agreed")
        ordering = ["measure", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_entry_per_measure_and_state", fields=["programme", "measure", "state"]
            ),
            models.CheckConstraint(name="agreed_unit_above_zero", condition=Q(per__gt=0)),
            models.CheckConstraint(name="agreed_side", condition=Q(side__in=[1, 2])),
        ]
