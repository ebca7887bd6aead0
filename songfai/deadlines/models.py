import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.counting import Limit
from songfai.deadlines.states import CalendarOf, Certainty, DayKind, Unit
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution


class Rule(models.Model):
    """What has a limit, and from what event it is counted. The limit itself is in its dated versions."""

    slug = models.SlugField(unique=True)
    title = TrilingualField(_("what is due"))
    counted_from = TrilingualField(_("counted from"))
    country = models.CharField(_("law of"), max_length=2, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rule of a deadline")
        verbose_name_plural = _("rules of deadlines")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.title)


class Version(models.Model):
    """A limit for a time: a duty that began in 2025 keeps the limit of 2025.

    With an institution it is that body's own limit, which goes before the general one for what that body owes.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    amount = models.SmallIntegerField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=12, choices=choices(Unit), default=Unit.DAYS)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    calendar = models.CharField(
        _("calendar"), max_length=5, choices=choices(CalendarOf), default=CalendarOf.OWNER
    )
    basis = TrilingualField(_("legal basis"), blank=True)
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    certainty = models.CharField(
        _("how sure"), max_length=11, choices=choices(Certainty), default=Certainty.UNCONFIRMED
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of a rule")
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="rule_version_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.valid_from or '…'}–{self.valid_to or '…'}"

    @property
    def limit(self) -> Limit:
        return Limit(self.amount, self.unit, self.month, self.day)


class MovingHoliday(models.Model):
    """A holiday whose day is announced year by year. A country's calendar of a year is complete when a day of each is
    entered; until then what is counted across its months is marked."""

    slug = models.SlugField(unique=True)
    country = models.CharField(_("country"), max_length=2)
    name = TrilingualField(_("name"))
    first_month = models.PositiveSmallIntegerField(_("earliest month"), default=1)
    last_month = models.PositiveSmallIntegerField(_("latest month"), default=12)

    class Meta:
        verbose_name = _("moving holiday")
        verbose_name_plural = _("moving holidays")
        ordering = ["country", "first_month", "id"]
        constraints = [
            models.CheckConstraint(
                name="moving_holiday_has_months",
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.name}"


class Holiday(models.Model):
    """A day of a country's public calendar that is not what its weekday says."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(_("country"), max_length=2)
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=6, choices=choices(DayKind), default=DayKind.OFF)
    name = TrilingualField(_("name"))
    moving = models.ForeignKey(
        MovingHoliday,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="days",
        verbose_name=_("moving holiday"),
    )
    sure = models.BooleanField(_("checked"), default=False)
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day", "country"]
        constraints = [
            models.UniqueConstraint(name="one_entry_per_country_and_day", fields=["country", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.day:%Y-%m-%d} {self.name}"
