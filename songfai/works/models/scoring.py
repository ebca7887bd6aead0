"""Points: the rubric of a regulation, a signed sheet of each member, and what it came to. Nothing here knows of a ballot."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.works.models.councils import Member
from songfai.works.models.recognition import Regulation, Submission
from songfai.works.rules.bands import Band, bands_of
from songfai.works.states import Alike, Barred, PointsUse


class Rubric(models.Model):
    """By what the council gives points, and what for. It is a part of one version of a regulation, and stays with it.

    Without a regulation it is one that comes with the software, known by its slug, to begin from. `threshold` is in
    points: the least sum of the averages; empty where none is set.
    """

    regulation = models.OneToOneField(
        Regulation, on_delete=models.CASCADE, null=True, blank=True, related_name="rubric"
    )
    slug = models.SlugField(max_length=40, blank=True, help_text="of one that comes with the software")
    title = TrilingualField(_("name"))
    use = models.CharField(
        _("what the points are for"), max_length=6, choices=choices(PointsUse), default=PointsUse.INFORM
    )
    threshold = models.DecimalField(_("points needed"), max_digits=6, decimal_places=1, null=True, blank=True)
    basis = TrilingualField(_("legal basis"), blank=True)
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    certainty = models.CharField(
        _("how sure"), max_length=11, choices=choices(Certainty), default=Certainty.UNCONFIRMED
    )

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="rubric_of_a_regulation_or_of_the_software",
                condition=Q(regulation=None) & ~Q(slug="") | Q(regulation__isnull=False, slug=""),
            ),
            models.UniqueConstraint(name="one_rubric_of_a_slug", fields=["slug"], condition=~Q(slug="")),
            models.CheckConstraint(
                name="points_decide_by_a_threshold",
                condition=Q(use=PointsUse.INFORM) | Q(threshold__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class RubricItem(models.Model):
    """A criterion with its most points. `guide` says for what how many are given; `bands` are ranges of points to choose from
    (rules.bands); `pass_mark`: with a lower average the work fails, whatever the others come to."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    text = TrilingualField(_("criterion"))
    guide = TrilingualField(_("for what how many points"), blank=True)
    bands = models.JSONField(_("bands"), default=list, blank=True, help_text="of {least, most, text}")
    most = models.DecimalField(_("most points"), max_digits=5, decimal_places=1)
    pass_mark = models.DecimalField(
        _("fewest points to pass"), max_digits=5, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name = _("criterion with points")
        verbose_name_plural = _("criteria with points")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="criterion_gives_points", condition=Q(most__gt=0)),
            models.CheckConstraint(
                name="pass_mark_within_the_points",
                condition=Q(pass_mark=None) | Q(pass_mark__gt=0, pass_mark__lte=F("most")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def described(self) -> list[Band]:
        return bands_of(self.bands)


class ScoreSheet(models.Model):
    """What one member gives. A draft is the member's own; handed in, it is signed, stays as it is, and is not secret.

    One that was reopened counts no more and is kept as it was handed in; its member goes on with a copy, a draft again.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="score_sheets")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="score_sheets")
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    signed = models.CharField(max_length=200, blank=True, help_text="who handed it in")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=200, blank=True)
    reopened_why = models.CharField(_("why it was reopened"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_score_sheet_of_a_member",
                fields=["submission", "member"],
                condition=Q(reopened_at=None),
            ),
            models.CheckConstraint(
                name="score_sheet_reopened_with_a_reason",
                condition=Q(reopened_at=None, reopened_by="", reopened_why="")
                | Q(reopened_at__isnull=False, handed_in_at__isnull=False)
                & ~Q(reopened_by="")
                & ~Q(reopened_why=""),
            ),
            models.CheckConstraint(
                name="score_sheet_handed_in_is_signed",
                condition=Q(handed_in_at=None, signed="") | Q(handed_in_at__isnull=False) & ~Q(signed=""),
            ),
        ]

    @property
    def total(self) -> Decimal:
        """Of what is given so far; reads the scores."""
        return sum((one.points for one in self.scores.all() if one.points is not None), Decimal(0))


class Score(models.Model):
    """The points for one criterion; none yet in a draft. `band`: which of the criterion's was chosen, counted from 0."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(RubricItem, on_delete=models.PROTECT, related_name="scores")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1, null=True, blank=True)
    band = models.PositiveSmallIntegerField(_("band"), null=True, blank=True)
    comment = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("points for a criterion")
        verbose_name_plural = _("points for criteria")
        ordering = ["item__position", "item_id"]
        constraints = [
            models.UniqueConstraint(name="one_score_per_criterion", fields=["sheet", "item"]),
            models.CheckConstraint(name="no_score_below_nought", condition=Q(points=None) | Q(points__gte=0)),
        ]

    @property
    def chosen(self) -> Band | None:
        """The band that was chosen; reads the item."""
        return self.item.described[self.band] if self.band is not None else None


class Tally(models.Model):
    """The points were counted: with the ballot, or instead of one. `passed` is empty where no threshold is set."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="tally")
    counted_on = models.DateField()
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("count of points")
        verbose_name_plural = _("counts of points")
        ordering = ["id"]


class Scorer(models.Model):
    """A member of the council as it sat when the points were counted: barred and why, or whose sheet counted, or missing."""

    tally = models.ForeignKey(Tally, on_delete=models.CASCADE, related_name="scorers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    barred = models.CharField(max_length=8, choices=choices(Barred), blank=True)
    handed_in = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("member whose points were counted")
        verbose_name_plural = _("members whose points were counted")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="counted_once", fields=["tally", "member"]),
            models.CheckConstraint(
                name="barred_gives_no_points", condition=Q(barred="") | Q(handed_in=False)
            ),
        ]


class Conflict(models.Model):
    """A conflict of interest a member declared before a ballot, or where none is held; in one it is on the voters' list."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="conflicts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="declared_once", fields=["submission", "account"]),
            models.CheckConstraint(name="conflict_with_a_reason", condition=~Q(reason="")),
        ]


class Conclusion(models.Model):
    """The council's judgement on the novelty of the whole work, also where no earlier work was found.

    Judged anew, it is a further row: the newest one counts and the earlier ones stay readable.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="conclusions")
    alike = models.CharField(_("compared with what was known"), max_length=9, choices=choices(Alike))
    reason = models.CharField(_("reason"), max_length=1000)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("judgement on novelty")
        verbose_name_plural = _("judgements on novelty")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="conclusion_with_a_reason", condition=~Q(reason=""))]
