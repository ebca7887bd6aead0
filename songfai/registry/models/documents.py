import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.kit.years import YearOf
from songfai.parties.models import Institution, Unit
from songfai.programmes.models import Programme
from songfai.registry import rules
from songfai.registry.states import (
    BEFORE_NUMBER,
    INCOMING,
    WAITING,
    Capacity,
    Direction,
    DocumentState,
    NumberForm,
    Numbers,
    PartKind,
    Purpose,
    Relation,
)


class DocumentType(models.Model):
    """A type of official document, with its code exactly as written: DA and ĐA, HD and HĐ are four types.

    Those that come with the software belong to nobody; an institution's own are given from a day on.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(_("given from"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    slug = models.SlugField(unique=True)
    code = models.CharField(_("code"), max_length=10, blank=True)
    name = TrilingualField(_("type"))
    country = models.CharField(_("law of"), max_length=2)
    is_copy = models.BooleanField(_("copy"), default=False)
    basis = TrilingualField(_("legal basis"), blank=True)
    certainty = models.CharField(_("how sure"), max_length=11, choices=choices(Certainty))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("type of document")
        verbose_name_plural = _("types of documents")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_type_per_code",
                fields=["country", "code"],
                condition=~Q(code="") & Q(institution=None),
            ),
            models.CheckConstraint(
                name="own_type_begins",
                condition=Q(institution=None, valid_from=None)
                | Q(institution__isnull=False, valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class TypeEnd(models.Model):
    """The last day an institution gives a type: one of its own, or one that came with the software, which stays for others."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="ends")
    last_day = models.DateField(_("given until"))
    basis = TrilingualField(_("legal basis"), blank=True)

    class Meta:
        verbose_name = _("end of a type of document")
        verbose_name_plural = _("ends of types of documents")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_end_per_type", fields=["institution", "type"])]

    def __str__(self) -> str:
        return f"{self.type}, {self.last_day}"


class Series(models.Model):
    """Numbers an institution gives, beginning with 1 on each 1 January."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    numbers = models.CharField(_("what it numbers"), max_length=8, choices=choices(Numbers))
    title = TrilingualField(_("name"))
    symbol = models.CharField(_("symbol of the issuer"), max_length=30, blank=True)
    form = models.CharField(_("form of the number"), max_length=6, choices=choices(NumberForm))
    goes_on_year = models.PositiveSmallIntegerField(_("year begun on paper"), null=True, blank=True)
    goes_on_from = models.PositiveIntegerField(_("first number here in that year"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    two_persons = models.BooleanField(
        _("signature and number by two persons"),
        default=False,
        help_text=_("Whoever enters the signature does not give the number."),
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        ordering = ["institution", "id"]
        constraints = [
            models.CheckConstraint(
                name="series_goes_on_in_a_year",
                condition=Q(goes_on_year=None, goes_on_from=None)
                | Q(goes_on_year__isnull=False, goes_on_from__gte=1),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def first_in(self, year: int) -> int:
        return self.goes_on_from if self.goes_on_from and self.goes_on_year == year else 1


def kept_until() -> CombinedExpression:
    """rules.last_year_kept, asked in the database; an index has the answer."""
    return YearOf("listed_on") + F("retention_years")


class OfficialDocument(models.Model):
    """A document of one institution's register. Once it has a number it stays, with its number, whatever becomes of it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=choices(Direction))
    state = models.CharField(max_length=10, choices=choices(DocumentState))
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="documents", verbose_name=_("series")
    )
    type = models.ForeignKey(
        DocumentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("type"),
    )
    own_code = models.CharField(_("another code"), max_length=15, blank=True)
    unit_symbol = models.CharField(_("symbol of the drafting unit"), max_length=15, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    printed = models.CharField(_("number as printed"), max_length=80, blank=True)
    subject = TrilingualField(_("subject"))
    language = models.CharField(_("language"), max_length=2, choices=[(one, NAMES[one]) for one in LANGUAGES])
    place = TrilingualField(_("place"), blank=True)
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    signer = models.CharField(_("signed by"), max_length=200, blank=True)
    signer_post = TrilingualField(_("post of the signer"), blank=True)
    capacity = models.CharField(_("signs"), max_length=3, choices=choices(Capacity), blank=True)
    sender = models.CharField(_("sender"), max_length=300, blank=True)
    sender_institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sender_number = models.CharField(_("sender’s number"), max_length=80, blank=True)
    answer_by = models.DateField(_("to be dealt with by"), null=True, blank=True)
    listed_on = models.DateField(_("day"), help_text="arrived, signed, or drafted: for lists")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    relation = models.CharField(max_length=8, choices=choices(Relation), blank=True)
    related = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="referring"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = TrilingualField(_("how it was dealt with"), blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    archive_number = models.CharField(_("archive number"), max_length=80, blank=True)
    retention_years = models.PositiveSmallIntegerField(_("years to keep"), null=True, blank=True)
    kept_for_ever = models.BooleanField(_("kept for ever"), default=False)
    retention_basis = models.CharField(_("what the time of keeping rests on"), max_length=300, blank=True)
    destroyed_on = models.DateField(_("destroyed by a decision of"), null=True, blank=True)
    search = models.TextField(blank=True, editable=False, help_text="folded words, also those of its files")
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        ordering = ["-listed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_number_per_series_and_year", fields=["series", "year", "number"]
            ),
            models.CheckConstraint(
                name="document_number_has_a_year",
                condition=Q(number=None, year=None, printed="") | Q(number__gte=1, year__isnull=False),
            ),
            # A cancelled draft never had a number; a cancelled document keeps the one it had.
            models.CheckConstraint(
                name="document_number_comes_after_the_signature",
                condition=Q(state=DocumentState.CANCELLED)
                | (Q(number=None) & Q(state__in=sorted(BEFORE_NUMBER)))
                | (Q(number__isnull=False) & ~Q(state__in=sorted(BEFORE_NUMBER))),
            ),
            models.CheckConstraint(
                name="document_state_of_its_direction",
                condition=Q(state=DocumentState.CANCELLED)
                | (Q(direction=Direction.IN) & Q(state__in=sorted(INCOMING)))
                | (Q(direction=Direction.OUT) & ~Q(state__in=sorted(INCOMING))),
            ),
            models.CheckConstraint(
                name="document_kept_for_years_or_for_ever",
                condition=Q(kept_for_ever=False) | Q(retention_years=None),
            ),
            models.CheckConstraint(name="document_not_about_itself", condition=~Q(related=F("id"))),
        ]
        indexes = [
            models.Index(name="registry_by_day", fields=["institution", "direction", "-listed_on", "-id"]),
            # What has still to be dealt with, among all that ever came.
            models.Index(
                name="registry_to_deal_with",
                fields=["institution", "answer_by"],
                condition=Q(state__in=sorted(WAITING)),
            ),
            models.Index(
                F("institution"),
                kept_until(),
                name="registry_by_end_of_keeping",
                condition=Q(retention_years__isnull=False, destroyed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(one for one in (self.printed, str(self.subject)) if one)[:300]

    def is_late(self, today: date) -> bool:
        """Whether what arrived should have been dealt with by now. Worked out, never kept."""
        return rules.is_late(DocumentState(self.state), self.answer_by, today)

    @property
    def code(self) -> str:
        return self.own_code or (self.type.code if self.type else "")


class Recipient(models.Model):
    """Who receives an outgoing document. An institution of this server registers it with its own number."""

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="recipients")
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=choices(Purpose), default=Purpose.KNOW)
    sent_on = models.DateField(null=True, blank=True)
    registered = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="arrival"
    )
    joined_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was joined to an entry that stood in the register before"
    )
    # What the other side's server tells of its own register.
    number_there = models.CharField(max_length=80, blank=True)
    registered_there_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="recipient_is_an_institution_or_a_name",
                condition=Q(institution=None) & ~Q(name="") | Q(institution__isnull=False, name=""),
            ),
            models.CheckConstraint(
                name="line_is_joined_to_an_entry", condition=Q(joined_at=None) | Q(registered__isnull=False)
            ),
            models.UniqueConstraint(
                name="one_line_per_recipient",
                fields=["document", "institution"],
                condition=~Q(institution=None),
            ),
        ]
        indexes = [models.Index(name="registry_to_register", fields=["institution", "registered", "sent_on"])]

    def __str__(self) -> str:
        return self.name or str(self.institution)


class Part(models.Model):
    """A file of a document, by its hash; its words are kept for search where they can be read."""

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(_("kind"), max_length=8, choices=choices(PartKind))
    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, editable=False)
    unread = models.CharField(
        max_length=30, blank=True, help_text="why no text was taken out (reading.files)"
    )

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of a document")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.file.name


class Move(models.Model):
    """One step a document took: the picture of its way."""

    document = models.ForeignKey(OfficialDocument, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=10, choices=choices(DocumentState))
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("step of a document")
        verbose_name_plural = _("steps of a document")
        ordering = ["id"]
