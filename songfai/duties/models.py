import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.counting import Counted
from songfai.deadlines.models import Rule, Version
from songfai.duties.states import ExtensionState
from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.programmes.models import Obligation, Programme

# Where a duty stands in the list as long as nobody knows its last day.
UNKNOWN_DAY = date(9999, 12, 31)


class Duty(models.Model):
    """Something a side, or both, must do by a day. It begins with an event, perhaps late, and keeps the rule of that day."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="duties")
    obligation = models.OneToOneField(
        Obligation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duty",
        help_text="the date of the programme that this duty follows",
    )
    title = TrilingualField(_("what is due"))
    side = models.PositiveSmallIntegerField(
        _("who owes it"), choices=[(0, _("Both sides")), (1, _("First side")), (2, _("Second side"))]
    )
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the version that applied on the first day",
    )
    basis = TrilingualField(_("what it rests on"), blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    first_due = models.DateField(null=True, blank=True, help_text="as it was first counted or entered")
    due = models.DateField(_("last day"), null=True, blank=True, help_text="as it is after extensions")
    listed_on = models.DateField(default=UNKNOWN_DAY, editable=False, help_text="the last day, for lists")
    counted = models.JSONField(default=dict, blank=True, help_text="how the last day was counted then")
    both_confirm = models.BooleanField(_("met only when both sides confirm it"), default=False)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(
        default=0, editable=False, help_text="how often both sides have spoken of it, on one server or two"
    )

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["listed_on", "id"]
        constraints = [
            models.CheckConstraint(name="duty_side", condition=Q(side__in=[0, 1, 2])),
            models.CheckConstraint(
                name="duty_has_a_last_day_once_it_has_begun",
                condition=Q(starts_on=None, due=None, first_due=None)
                | Q(starts_on__isnull=False, due__isnull=False, first_due__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_met_after_it_began", condition=Q(met_on=None) | Q(starts_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="duty_by_programme", fields=["programme", "listed_on", "id"]),
            models.Index(name="duty_by_last_day", fields=["listed_on", "id"]),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def how(self) -> Counted | None:
        return Counted.of(self.counted)

    @property
    def met(self) -> date | None:
        """When it was met; a date of the programme may be met by the room in which its matter was done."""
        return self.met_on or (self.obligation.met_on if self.obligation else None)

    @property
    def confirming_sides(self) -> tuple[int, ...]:
        """The sides whose word it takes until the duty is met."""
        return (1, 2) if self.both_confirm or self.side == 0 else (self.side,)


class Extension(models.Model):
    """A later last day, with the paper that gives it. The old day stays written."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="extensions")
    side = models.PositiveSmallIntegerField(choices=[(1, _("First side")), (2, _("Second side"))])
    state = models.CharField(max_length=10, choices=choices(ExtensionState), default=ExtensionState.PROPOSED)
    old_due = models.DateField(_("last day before"))
    new_due = models.DateField(_("new last day"))
    reason = TrilingualField(_("reason"))
    paper = models.CharField(_("number and date of the paper"), max_length=150)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    crosses = models.BooleanField(_("May go to the other side’s server"), default=False)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="extension_is_later", condition=Q(new_due__gt=F("old_due"))),
            models.CheckConstraint(name="extension_side", condition=Q(side__in=[1, 2])),
            # Of two servers each may propose one before it knows of the other's; both are answered.
            models.UniqueConstraint(
                name="one_open_extension_per_side", fields=["duty", "side"], condition=Q(state="proposed")
            ),
        ]


class Confirmation(models.Model):
    """One side's word that the duty was met, and on which day."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="confirmations")
    side = models.PositiveSmallIntegerField(choices=[(1, _("First side")), (2, _("Second side"))])
    done_on = models.DateField(_("done on"))
    note = TrilingualField(_("note"), blank=True)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(name="one_confirmation_per_side", fields=["duty", "side"]),
            models.CheckConstraint(name="confirmation_side", condition=Q(side__in=[1, 2])),
        ]
