import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.commitments.rules import Dimension, dimensions_of
from songfai.commitments.states import Better, Word
from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Commitment

SIDES = [(1, _("First side")), (2, _("Second side"))]


class Statement(models.Model):
    """What one side says of a commitment. Nothing is deleted: it holds until the same side takes it back."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="statements")
    side = models.PositiveSmallIntegerField(choices=SIDES)
    word = models.CharField(_("what is said"), max_length=16, choices=choices(Word))
    year = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)
    reason = TrilingualField(_("reason"), blank=True)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    taken_back_by = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_statement_holds",
                fields=["commitment", "side", "word"],
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(name="statement_side", condition=Q(side__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}, {self.side}: {self.word}"

    @property
    def letter(self) -> str:
        return "a" if self.side == 1 else "b"


class Remark(models.Model):
    """What one side gives to a commitment, what stands in its way, and what it asks for. Only that side writes it.

    What is written anew is a row of its own, and the earlier one says when it was replaced: a report up to a day reads what
    stood on that day.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="remarks")
    side = models.PositiveSmallIntegerField(choices=SIDES)
    resources = TrilingualField(_("resources"), blank=True)
    difficulties = TrilingualField(_("difficulties"), blank=True)
    recommendations = TrilingualField(_("recommendations"), blank=True)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    replaced_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["side", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_remark_per_side", fields=["commitment", "side"], condition=Q(replaced_at=None)
            ),
            models.CheckConstraint(name="remark_side", condition=Q(side__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}, {self.side}"


class Indicator(models.Model):
    """What a commitment is measured by: one side proposes it, and it counts once the other has agreed.

    `target` is the one first agreed, `yearly` the first ones of years ({"2024": "12.5"}); a later one both agreed stands in
    `targets` with its reason, and the old one stays.
    `split` names the dimensions that figures are broken down by and their parts, as `rules.dimensions_of` reads them.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="indicators")
    text = TrilingualField(_("indicator"))
    unit = TrilingualField(_("unit of measure"))
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_on = PartialDateField(_("baseline of"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2)
    by_when = PartialDateField(_("by"), null=True, blank=True)
    yearly = models.JSONField(_("targets of the years"), default=dict, blank=True)
    better = models.CharField(_("direction"), max_length=4, choices=choices(Better), default=Better.MORE)
    source = TrilingualField(_("where its figures come from"), blank=True)
    split = TrilingualField(_("broken down by"), blank=True)
    side = models.PositiveSmallIntegerField(_("proposed by"), choices=SIDES)
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["proposed_at", "id"]
        constraints = [models.CheckConstraint(name="indicator_side", condition=Q(side__in=[1, 2]))]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def letter(self) -> str:
        return "a" if self.side == 1 else "b"

    @property
    def dimensions(self) -> list[Dimension]:
        """What the figures are broken down by, in order."""
        return dimensions_of(self.split)

    @property
    def first_targets(self) -> Sequence["Target"]:
        """Those of years that were proposed with the indicator and are agreed with it; not saved by themselves."""
        return [
            Target(
                indicator=self,
                year=int(year),
                value=Decimal(value),
                side=self.side,
                proposed_by=self.proposed_by,
                proposed_at=self.proposed_at,
                agreed_by=self.agreed_by,
                agreed_at=self.agreed_at,
            )
            for year, value in sorted(self.yearly.items())
        ]

    @property
    def agreed_targets(self) -> Sequence["Target"]:
        """Those both agreed, the oldest first. Reads what is prefetched."""
        every = (*self.first_targets, *self.targets.all())
        return [one for one in every if one.agreed_at is not None]

    @property
    def target_now(self) -> Decimal:
        """The target of the whole that both agreed last."""
        whole = [one for one in self.agreed_targets if one.year is None]
        return whole[-1].value if whole else self.target

    def target_of(self, year: int) -> Decimal | None:
        """The target both agreed last for a year."""
        found = [one.value for one in self.agreed_targets if one.year == year]
        return found[-1] if found else None


class Target(models.Model):
    """Another target for an indicator, of the whole or of a year: proposed by one side with the reason, agreed by the
    other. What held before stays readable."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField(_("for the year"), null=True, blank=True)
    value = models.DecimalField(_("target"), max_digits=16, decimal_places=2)
    reason = TrilingualField(_("reason"))
    side = models.PositiveSmallIntegerField(_("proposed by"), choices=SIDES)
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["proposed_at", "id"]
        constraints = [models.CheckConstraint(name="target_side", condition=Q(side__in=[1, 2]))]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.year or ''}: {self.value}"


class Measurement(models.Model):
    """How far an indicator had come on a day, as one side measured or estimated it; the other side confirms it.

    `parts` follow the parts of all the indicator's dimensions: a number as text, or nothing where the side has none.
    `evidence` is the paper the figure was read from; it goes to the other side's server where it `crosses`.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    side = models.PositiveSmallIntegerField(choices=SIDES)
    value = models.DecimalField(_("actual"), max_digits=16, decimal_places=2)
    on = models.DateField(_("measured on"))
    source = models.CharField(_("source of the figure"), max_length=300, blank=True)
    is_estimate = models.BooleanField(_("estimated"), default=False)
    parts = models.JSONField(default=list, blank=True)
    evidence = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evidence"),
    )
    crosses = models.BooleanField(_("may go to the other side’s server"), default=False)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(name="measurement_side", condition=Q(side__in=[1, 2]))]

    def __str__(self) -> str:
        return f"{self.value} {self.on}"

    @property
    def letter(self) -> str:
        return "a" if self.side == 1 else "b"

    @property
    def shown_parts(self) -> list[tuple[Trilingual, list[tuple[Trilingual, Decimal | None]]]]:
        """Each dimension of which the side gave a number: its name, its parts with their numbers."""
        given = iter(self.parts)
        found = []
        for dimension in self.indicator.dimensions:
            values = [next(given, None) for _part in dimension.parts]
            if any(value is not None for value in values):
                numbers = [None if value is None else Decimal(value) for value in values]
                found.append((dimension.name, list(zip(dimension.parts, numbers, strict=True))))
        return found
