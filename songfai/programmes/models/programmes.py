import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.parties.models import Field, Institution, Unit
from songfai.people.models import Person
from songfai.programmes.states import (
    CommitmentType,
    Confidence,
    Kind,
    LineState,
    ObligationKind,
    PartRole,
    Settled,
)
from songfai.record.models import Document, Register
from songfai.record.states import Stage

LANGUAGE_CHOICES = settings.LANGUAGES


class Reading(models.Model):
    """A signed text and the lines the reader proposed from it. Nothing in it is registered yet."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    unread = models.JSONField(default=list, blank=True, help_text="[start, end] of parts no line uses")
    dismissed = models.JSONField(default=list, blank=True, help_text="unread parts marked as not relevant")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="readings")
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    programme = models.OneToOneField(
        "Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="reading"
    )

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return " ".join(self.text[:80].split())


class ReadingLine(models.Model):
    """One proposed value: where it stands in the text, how sure the reader is, what the user said of it.

    `slot` names the field (title, kind, party, signatory, signed_on, place, term, focus, review, field,
    commitment, prevailing); `value` is what the reader or the user says it is (shape per slot, see
    programmes/slots.py).
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    slot = models.CharField(max_length=20)
    value = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict, help_text="as the reader proposed it")
    start = models.IntegerField(null=True, blank=True)
    end = models.IntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=8, choices=choices(Confidence), blank=True)
    state = models.CharField(max_length=10, choices=choices(LineState), default=LineState.PROPOSED)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.slot}: {self.value}"


class Programme(models.Model):
    """A cooperation programme of two equal sides, from its signature to its final summary."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=choices(Kind))
    title = TrilingualField(_("title"))
    summary = TrilingualField(_("summary"), blank=True)
    signed_on = PartialDateField(_("date of signing"), null=True, blank=True)
    signed_at = TrilingualField(_("place of signing"), blank=True)
    term_start = PartialDateField(_("term from"))
    term_end = PartialDateField(_("term to"))
    focus_start = PartialDateField(_("focus from"), null=True, blank=True)
    focus_end = PartialDateField(_("focus to"), null=True, blank=True)
    prevailing = models.CharField(_("prevailing text"), max_length=2, blank=True, choices=LANGUAGE_CHOICES)
    asleep_after = models.PositiveSmallIntegerField(_("asleep after, days"), default=120)
    fields = models.ManyToManyField(Field, blank=True, related_name="programmes")
    register = models.OneToOneField(
        Register, on_delete=models.PROTECT, null=True, blank=True, related_name="matter"
    )
    drafted_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="drafted_programmes")
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the programme document last offered",
    )
    search = models.TextField(blank=True, editable=False, help_text="folded words of the title and the sides")
    # Where the title stands in a list by name, one order for each language (kit.order.column_key).
    order_lo = models.CharField(max_length=240, blank=True, editable=False)
    order_vi = models.CharField(max_length=240, blank=True, editable=False)
    order_en = models.CharField(max_length=240, blank=True, editable=False)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    # Whether bodies beside the two sides take part (queries.with_sides).
    has_further: bool = False
    # The number of the side that reads, where it has set one (queries.visible_to).
    own_asleep_after: int | None = None

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def stage(self) -> str:
        """ "draft", or the stage of the paper last offered."""
        return self.document.standing.stage if self.document else "draft"

    @property
    def takes_entries(self) -> bool:
        """Whether anything is planned or done under it: it is in force, and both sides have not closed it."""
        return self.stage == Stage.IN_FORCE and self.closed_on is None

    @property
    def offered_by(self) -> str:
        """The letter of the side that offered the paper, or nothing."""
        return "ab"[self.document.standing.offered_by - 1] if self.document else ""

    @property
    def authentic_languages(self) -> list[str]:
        told = [getattr(self, f"authentic_{code}", None) for code in LANGUAGES]
        if None not in told:  # programmes.queries.with_authentic
            return sorted(code for code, is_there in zip(LANGUAGES, told, strict=True) if is_there)
        return [text.language for text in self.texts.all() if text.authentic]

    @property
    def sleeps_after(self) -> int:
        """Days without evidence, as the side that reads counts them; else as the draft had it (ADR 128)."""
        return self.own_asleep_after or self.asleep_after

    @property
    def is_open(self) -> bool:
        """Whether the drafting side may still change it."""
        return self.stage in ("draft", "returned", "withdrawn")


class Side(models.Model):
    """One of the two owners. Position 1 and 2 is the order of the signed text, nothing more."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sides")
    position = models.PositiveSmallIntegerField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="sides")
    name_then = TrilingualField(_("name in the signed text"), blank=True)
    signatory = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signatory_post = TrilingualField(_("post of the signatory"), blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    focal_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_since = models.DateField(_("since"), null=True, blank=True)
    asleep_after = models.PositiveSmallIntegerField(
        _("asleep after, days"),
        null=True,
        blank=True,
        help_text="the side's own reading aid; it does not cross",
    )
    # The day of the seat that asks, where one asks (queries.with_sides): the side is called as who bears it then.
    today: date | None = None
    # The day the page tells of: the side is called as it was then (queries.as_of).
    day: date | None = None

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sides")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_side_per_position", fields=["programme", "position"]),
            models.UniqueConstraint(name="a_body_is_one_side", fields=["programme", "institution"]),
            models.CheckConstraint(name="side_position_is_1_or_2", condition=Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return str(self.institution)

    @property
    def letter(self) -> str:
        return "a" if self.position == 1 else "b"

    def name_on(self, day: date | datetime | None) -> Trilingual:
        """What the body that bore it was called on the day of what is told; without a day, what it is called now."""
        if day is None:
            return self.display_name
        body = self.institution
        if not body.over_time:  # most have had one name: lists ask in every row
            return body.short_name or body.name
        on = localtime(day).date() if isinstance(day, datetime) else day
        heir = body.heir_on(on)
        return heir.short_name if heir else body.short_name_on(on)

    def full_name_on(self, day: date) -> Trilingual:
        heir = self.institution.heir_on(day)
        return heir.name if heir else self.institution.name_on(day)

    @property
    def display_name(self) -> Trilingual:
        """Of the page's day, else of today: a body that was dissolved no longer answers for the side."""
        if day := self.day or self.today:
            return self.name_on(day)
        return self.institution.short_name or self.institution.name

    @property
    def full_name(self) -> Trilingual:
        day = self.day or self.today
        return self.full_name_on(day) if day else self.institution.name

    @property
    def formerly(self) -> Trilingual:
        """The name of the body the side is, where another bears it now."""
        day = self.day or self.today
        return self.institution.name if day and self.institution.heir_on(day) else Trilingual()


class FurtherParty(models.Model):
    """A body that takes part beside the two sides. It reads the programme; the record stays that of the two, who may
    name it as what leads, coordinates, hosts, gives, receives, pays or carries out."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="further_parties")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=choices(PartRole))
    task = TrilingualField(_("task"), blank=True)

    class Meta:
        verbose_name = _("further party")
        verbose_name_plural = _("further parties")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="a_body_takes_part_once", fields=["programme", "institution"])
        ]

    def __str__(self) -> str:
        return str(self.institution)

    @property
    def display_name(self) -> Trilingual:
        return self.institution.short_name or self.institution.name


def named_party(
    words: Any, help_text: str = ""
) -> "models.ForeignKey[FurtherParty | None, FurtherParty | None]":
    """A row's word for a further party: the sides name it, it does nothing itself (ADR 127)."""
    return models.ForeignKey(
        FurtherParty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words,
        help_text=help_text,
    )


class Text(models.Model):
    """The programme in one language: an authentic text or a translation for reference."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    authentic = models.BooleanField(_("authentic"), default=True)
    body = models.TextField(_("text"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(name="one_text_per_language", fields=["programme", "language"])
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.language}"


class Commitment(models.Model):
    """The smallest promise that somebody can answer for."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField(_("number"))
    text = TrilingualField(_("commitment"))
    short = TrilingualField(_("short form"), blank=True, help_text=_("For tables and the grid."))
    type = models.CharField(_("type"), max_length=20, choices=choices(CommitmentType))
    field = models.ForeignKey(
        Field, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    bearer = models.PositiveSmallIntegerField(
        _("who carries it out"),
        default=0,
        choices=[(0, _("Both sides")), (1, _("First side")), (2, _("Second side"))],
    )
    due = PartialDateField(_("deadline"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Article or sentence."))
    # What the two sides' statements come to, kept beside them for lists (commitments.actions writes it).
    settled = models.CharField(max_length=16, choices=choices(Settled), blank=True, editable=False)
    carried_to = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    at_risk = models.BooleanField(default=False, editable=False)
    source_start = models.IntegerField(null=True, blank=True)
    source_end = models.IntegerField(null=True, blank=True)
    promised_on = models.DateField(
        _("promised on"),
        null=True,
        blank=True,
        help_text="day of the meeting; empty for what the signed text says",
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="commitment_bearer", condition=Q(bearer__in=[0, 1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short or self.text}"


class Obligation(models.Model):
    """A date the programme owes: worked out from its rhythm, kept when met, shown when late."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="obligations")
    kind = models.CharField(_("kind"), max_length=20, choices=choices(ObligationKind))
    year = models.PositiveSmallIntegerField(_("for the year"))
    due = models.DateField(_("due"), db_index=True)
    due_as_written = PartialDateField(_("as written"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_obligation_per_kind_and_due", fields=["programme", "kind", "due"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
