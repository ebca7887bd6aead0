from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.programmes.models import Programme
from songfai.visits.models.visits import SIDES
from songfai.visits.states import Level, RotationKind


class Rotation(models.Model):
    """Who hosts in turn, by level. One side proposes the rule; it counts once the other has agreed to it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rotations")
    level = models.CharField(_("level"), max_length=12, choices=choices(Level))
    kind = models.CharField(_("rule"), max_length=12, choices=choices(RotationKind))
    order = models.CharField(_("order of the hosts"), max_length=40, default="1,2")
    basis = TrilingualField(_("where it is agreed"), blank=True)
    proposed_by = models.PositiveSmallIntegerField(choices=SIDES)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    beside = models.JSONField(
        default=dict, editable=False, help_text="what the other side proposed at the same time, as it said it"
    )

    class Meta:
        verbose_name = _("rotation")
        verbose_name_plural = _("rotations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_rotation_per_level", fields=["programme", "level"]),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.level}"

    @property
    def hosts(self) -> tuple[int, ...]:
        return tuple(int(one) for one in self.order.split(","))

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None


class Turn(models.Model):
    """A year of the rotation that no visit of this record stands for: hosted before it began, or skipped (no host).

    Each side records years for itself. Where it was recorded before sides were kept `side` is empty, until a side says that
    it is its own.
    """

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="turns")
    year = models.PositiveSmallIntegerField(_("year"))
    host = models.PositiveSmallIntegerField(_("host"), null=True, blank=True, choices=SIDES)
    reason = TrilingualField(_("reason"), blank=True)
    side = models.PositiveSmallIntegerField(_("recorded by"), null=True, blank=True, choices=SIDES)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["year", "id"]
        # Of two servers each may record a year before it knows of the other's word on it; both are shown.
        constraints = [
            models.UniqueConstraint(name="one_turn_per_year_and_side", fields=["rotation", "year", "side"])
        ]

    def __str__(self) -> str:
        return str(self.year)
