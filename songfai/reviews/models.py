import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution
from songfai.plans.models import WHO
from songfai.programmes.models import Commitment, Programme, named_party
from songfai.record.models import Document
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.states import FORMS, Decision, Form, Grade, GroundKind, Heading, Rating, ReviewKind


class Review(models.Model):
    """The room in which both sides look at a year, or at the term so far: facts up to a cut-off, ratings, lessons,
    directions. `year` is the year reviewed; of a review of the term, its last."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=choices(ReviewKind), default=ReviewKind.ANNUAL)
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(default=1, help_text="of the minutes, one more after a return")
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = TrilingualField(_("place"), blank=True)
    agenda = TrilingualField(_("agenda"), blank=True, help_text="one point a line")
    cut_off = models.DateField(_("cut-off date"))
    facts = models.JSONField(default=dict, blank=True, help_text="compiled from the record at the cut-off")
    compiled_at = models.DateTimeField(null=True, blank=True)
    evened = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="texts of the room as they last said the same in every authentic language; even.evened",
    )
    decision = models.CharField(_("decision"), max_length=10, choices=choices(Decision), blank=True)
    decision_text = TrilingualField(_("decision in words"), blank=True)
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    opened_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="review",
        help_text="the minutes last offered",
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(name="one_review_per_year", fields=["programme", "kind", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"

    @property
    def form(self) -> Form:
        return FORMS[ReviewKind(self.kind)]

    @property
    def code(self) -> str:
        """How addresses and threads call it: "2025", "midterm_2027", "final_2030"."""
        return str(self.year) if self.kind == ReviewKind.ANNUAL else f"{self.kind}_{self.year}"

    @property
    def first_year(self) -> int:
        return min(self.programme.term_start.year or self.year, self.year) if self.form.of_term else self.year

    @property
    def only_year(self) -> int | None:
        """The year by which rows are narrowed; none where several years are reviewed."""
        return None if self.form.of_term else self.year

    @property
    def stage(self) -> str:
        """ "draft", or the stage of the minutes last offered."""
        return self.document.standing.stage if self.document else "draft"

    @property
    def offered_by(self) -> str:
        """The letter of the side that offered the minutes, or nothing."""
        return "ab"[self.document.standing.offered_by - 1] if self.document else ""

    @property
    def is_open(self) -> bool:
        """Whether the room may still change: before the offer, and again after a return."""
        return rules.is_open(self.stage)

    @property
    def is_in_force(self) -> bool:
        return self.stage == Stage.IN_FORCE


class SideRating(models.Model):
    """How one side rates a commitment. Only that side writes it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    value = models.CharField(_("rating"), max_length=10, choices=choices(Rating))
    comment = TrilingualField(_("comment"), blank=True)
    rated_by = models.CharField(max_length=200)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_rating_per_side", fields=["review", "commitment", "position"]),
            models.CheckConstraint(name="rating_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}, {self.position}: {self.value}"


class Finding(models.Model):
    """What both say of a commitment: the agreed rating, or that they differ. Binding with the minutes."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    agreed = models.CharField(_("agreed rating"), max_length=10, choices=choices(Rating), blank=True)
    disagreement = TrilingualField(_("difference of opinion"), blank=True)
    difficulty = TrilingualField(_("difficulties"), blank=True)
    cause = TrilingualField(_("cause"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_finding_per_commitment", fields=["review", "commitment"])
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.agreed}"


class Closing(models.Model):
    """One side closes a programme that both decided to end; it is closed once the other has done so too."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="closings")
    position = models.PositiveSmallIntegerField()
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_closing_per_side", fields=["review", "position"]),
            models.CheckConstraint(name="closing_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}, {self.position}"


class Delegation(models.Model):
    """Who comes to the meeting for one side, one person a line. Only that side writes it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="delegations")
    position = models.PositiveSmallIntegerField()
    members = TrilingualField(_("delegation"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_delegation_per_side", fields=["review", "position"]),
            models.CheckConstraint(name="delegation_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return str(self.members)


class View(models.Model):
    """How one side judges the programme under a heading. Only that side writes it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="views")
    heading = models.CharField(max_length=20, choices=choices(Heading))
    position = models.PositiveSmallIntegerField()
    grade = models.CharField(_("grade"), max_length=10, choices=choices(Grade))
    text = TrilingualField(_("view"))
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_view_per_side", fields=["review", "heading", "position"]),
            models.CheckConstraint(name="view_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.heading}, {self.position}: {self.grade}"


class Ground(models.Model):
    """What of the record one side's judgement of a heading rests on. Only that side picks it.

    `ref` names the row on every server: the key of an activity; that of the activity and the SHA-256 of its file; the key
    of an indicator; the year of minutes and their SHA-256. Title and day stay as they were when it was picked.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="grounds")
    heading = models.CharField(max_length=20, choices=choices(Heading))
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=choices(GroundKind))
    ref = models.CharField(max_length=100)
    title = TrilingualField(_("title"))
    dated = models.DateField(null=True, blank=True)
    commitment = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "kind", "dated", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_ground_per_row", fields=["review", "heading", "position", "kind", "ref"]
            ),
            models.CheckConstraint(name="ground_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.ref}"

    @property
    def sha256(self) -> str:
        """Of a file or of minutes; "" for a row of the record."""
        return self.ref.partition(":")[2]


class Conclusion(models.Model):
    """What both say together under a heading. Binding with the minutes."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="conclusions")
    heading = models.CharField(max_length=20, choices=choices(Heading))
    text = TrilingualField(_("conclusion of both sides"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_conclusion_per_heading", fields=["review", "heading"])
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.text}"


class Lesson(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    text = TrilingualField(_("lesson"))

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return str(self.text)


class Direction(models.Model):
    """What both want to do next year, and who does it; becomes an item of next year's draft plan. Where nobody is named it
    is whoever the commitment names. A further party that does it stands in the place of a side: `lead` is then nobody."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="directions")
    number = models.PositiveSmallIntegerField()
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    text = TrilingualField(_("direction"))
    lead = models.PositiveSmallIntegerField(_("who does it"), null=True, blank=True, choices=WHO)
    lead_party = named_party(_("further party that does it"))

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(name="direction_one_lead", condition=Q(lead_party=None) | Q(lead=None))
        ]

    def __str__(self) -> str:
        return str(self.text)


# ---- The yearly information exchange ----------------------------------------------------------------------


class Information(models.Model):
    """What one side says of its own year. Parts are its draft; what the other side reads is the document handed over."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="information")
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_by = models.CharField(max_length=200, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    acknowledged = models.CharField(max_length=64, blank=True, help_text="SHA-256 the other side has read")
    acknowledged_by = models.CharField(max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("information")
        verbose_name_plural = _("information")
        ordering = ["-year", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one_information_per_side", fields=["programme", "year", "position"]
            ),
            models.CheckConstraint(name="information_position", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.position}"

    @property
    def is_acknowledged(self) -> bool:
        """Whether the other side has read what was handed over last."""
        return self.document is not None and self.acknowledged == self.document.sha256


class Part(models.Model):
    """A side's draft under one heading. `heading` is a value of states.Told, or a key of the side's own with a title."""

    information = models.ForeignKey(Information, on_delete=models.CASCADE, related_name="parts")
    heading = models.CharField(max_length=40)
    title = TrilingualField(_("heading"), blank=True)
    text = TrilingualField(_("text"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_part_per_heading", fields=["information", "heading"])
        ]

    def __str__(self) -> str:
        return self.heading


class PartFigure(models.Model):
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="figures")
    label = TrilingualField(_("what is counted"))
    value = models.DecimalField(_("number"), max_digits=16, decimal_places=2)
    unit = TrilingualField(_("unit of measure"))
    is_estimate = models.BooleanField(_("estimated"), default=False)
    definition = TrilingualField(_("how it is counted"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class PartFile(models.Model):
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = TrilingualField(_("what it shows"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file.name
