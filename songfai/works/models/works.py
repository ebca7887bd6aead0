"""The work itself: what it is, its description in parts, its authors, its benefit, its files."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Unit
from songfai.works.rules import same_name
from songfai.works.states import (
    CREATORS,
    AuthorRole,
    BenefitKind,
    Confirmed,
    FieldChange,
    Investor,
    IpStatus,
    Level,
    PartKind,
    Stage,
    WorkType,
)

CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]


class WorkField(models.Model):
    """A field a work can be of; the list is that of the technical creativity contests, and what they leave out."""

    slug = models.SlugField(unique=True)
    name = TrilingualField(_("name"))
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, help_text="chosen for no further work from then on"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("field of works")
        verbose_name_plural = _("fields of works")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.name)


class WorkFieldChange(models.Model):
    """One change of the list, with the paper it rests on: as the field was then."""

    field = models.ForeignKey(WorkField, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=7, choices=choices(FieldChange))
    name = TrilingualField(_("name"))
    position = models.PositiveSmallIntegerField()
    ended_on = models.DateField(null=True, blank=True)
    basis = models.CharField(_("by which paper"), max_length=300)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of a field of works")
        verbose_name_plural = _("changes of fields of works")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="field_change_has_a_paper", condition=~Q(basis=""))]


# What the indexes of the register carry of a work, so that thousands pass a filter without being read.
CARRIED = ("unit", "stage", "type", "level", "entered_by", "on_behalf")


def list_index(name: str, *leading: str) -> models.Index:
    further = [one for one in CARRIED if one not in leading]
    return models.Index(name=name, fields=[*leading, "-listed_on", "-id", *further])


class Work(models.Model):
    """What workers have created. It is written once; each submission of it is a row of its own."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Without an index of their own: those below begin with them, and one of a single column misleads the database.
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    stage = models.CharField(
        _("state"),
        max_length=12,
        choices=choices(Stage),
        default=Stage.DRAFT,
        help_text="of its newest submission",
    )
    level = models.CharField(
        _("recognised at the level of"),
        max_length=8,
        blank=True,
        choices=choices(Level),
        editable=False,
        help_text="the highest whose recognition is in force",
    )
    title = TrilingualField(_("title of the work"))
    type = models.CharField(_("type of solution"), max_length=12, choices=choices(WorkType), blank=True)
    fields = models.ManyToManyField(WorkField, blank=True, related_name="+", verbose_name=_("fields"))
    first_applied = PartialDateField(_("first or trial application"), null=True, blank=True)
    applied_until = models.DateField(_("end of the first application"), null=True, blank=True)
    ip_status = models.CharField(
        _("intellectual property"), max_length=10, choices=choices(IpStatus), default=IpStatus.NONE
    )
    ip_note = models.CharField(_("number and date of the paper"), max_length=300, blank=True)
    invested_by = models.CharField(
        _("who paid"), max_length=7, choices=choices(Investor), default=Investor.AUTHORS
    )
    investor = models.CharField(
        _("investor"), max_length=300, blank=True, help_text="where somebody else has paid"
    )
    investor_refused = models.BooleanField(_("the investor has refused to recognise it"), default=False)
    state_funded = models.BooleanField(_("paid for by the State"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
        help_text="nobody here, where the other side released it",
    )
    on_behalf = models.BooleanField(
        default=False, editable=False, help_text="an officer entered it for its authors"
    )
    listed_on = models.DateField(_("day"), help_text="begun, or filed: for lists")
    created_at = models.DateTimeField()
    search = models.TextField(
        blank=True, editable=False, help_text="folded words of what is not confidential"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-listed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="work_is_entered_or_released",
                condition=Q(stage=Stage.PARTNER, entered_by=None)
                | (~Q(stage=Stage.PARTNER) & Q(entered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="work_names_another_investor",
                condition=Q(invested_by=Investor.OTHER) | Q(investor="", investor_refused=False),
            ),
        ]
        indexes = [
            # The figures by unit: of all years from the first alone, in its order; of one from the second.
            models.Index(name="works_counted", fields=["institution", "unit", "stage", "type", "level"]),
            list_index("works_by_day", "institution"),
            list_index("works_by_stage", "institution", "stage"),
            list_index("works_by_unit", "unit"),
            models.Index(name="works_entered_by", fields=["entered_by", "-listed_on", "-id"]),
        ]

    def __str__(self) -> str:
        return str(self.title)[:300]


class Part(models.Model):
    """One part of the description. A confidential one is never fetched for who may not read it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("part"), max_length=13, choices=choices(PartKind))
    text = TrilingualField(_("text"), blank=True)
    confidential = models.BooleanField(_("confidential"), default=False)

    class Meta:
        verbose_name = _("part of a description")
        verbose_name_plural = _("parts of a description")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_part_of_a_kind", fields=["work", "kind"])]


class Author(models.Model):
    """Somebody who created the work, or helped with its first application: under the name and post of that day."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="authors")
    role = models.CharField(_("role"), max_length=6, choices=choices(AuthorRole))
    name = TrilingualField(_("name"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="where the author acts, when it is another institution than the work's; as it was last handed in",
    )
    born = PartialDateField(_("date of birth"), null=True, blank=True)
    workplace = models.CharField(_("workplace"), max_length=300, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    qualification = models.CharField(_("professional level"), max_length=200, blank=True)
    share = models.DecimalField(_("share of contribution"), max_digits=5, decimal_places=2, default=0)
    union_member = models.BooleanField(_("member of the trade union"), default=False)
    heads_unit = models.BooleanField(_("head of the unit"), default=False)
    known = models.ForeignKey(
        "works.KnownAuthor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lines",
        help_text="as the work was last handed in",
    )
    confirmed = models.CharField(max_length=6, choices=choices(Confirmed), blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_paper = models.CharField(_("paper the author signed"), max_length=200, blank=True)
    # Found through the lines of its sheet: no index.
    signed_paper = models.ForeignKey(
        "works.SignedPaper", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="author_share_by_role",
                condition=Q(role__in=sorted(CREATORS), share__gt=0, share__lte=100)
                | (~Q(role__in=sorted(CREATORS)) & Q(share=0)),
            ),
            models.CheckConstraint(
                name="author_confirmed_when_and_how",
                condition=Q(confirmed="", confirmed_at=None)
                | (~Q(confirmed="") & Q(confirmed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="author_on_paper_names_the_paper",
                condition=~Q(confirmed=Confirmed.BEHALF) | ~Q(confirmed_paper=""),
            ),
            models.UniqueConstraint(
                name="one_line_per_author", fields=["work", "account"], condition=~Q(account=None)
            ),
            models.UniqueConstraint(
                name="one_lead_per_work", fields=["work"], condition=Q(role=AuthorRole.LEAD)
            ),
        ]
        indexes = [models.Index(name="works_of_an_author", fields=["account", "work"])]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def account_name(self) -> Trilingual | None:
        """In whose name the account is, where that is not the author's."""
        person = self.account.person if self.account else None
        if person is None or same_name(self.name.as_dict(), person.name.as_dict()):
            return None
        return person.name


class Benefit(models.Model):
    """The benefit of one year: money measured or estimated, or the statement that it cannot be computed.

    `minor` is in the smallest unit of its currency. Nothing here is ever added to a figure of another kind.
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="benefits")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("how it is known"), max_length=14, choices=choices(BenefitKind))
    minor = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, choices=CURRENCY_CHOICES)
    basis = TrilingualField(_("how it was worked out"), blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    confirmed_paper = models.CharField(_("paper of the confirmation"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(name="one_benefit_of_a_kind_per_year", fields=["work", "year", "kind"]),
            models.CheckConstraint(
                name="benefit_has_an_amount_or_none",
                condition=Q(kind=BenefitKind.NOT_COMPUTABLE, minor=None, currency="")
                | (~Q(kind=BenefitKind.NOT_COMPUTABLE) & Q(minor__gt=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="benefit_confirmed_by_somebody",
                condition=Q(confirmed_at=None, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
            ),
        ]
        # The figures of one year are added up from it.
        indexes = [models.Index(name="benefits_of_a_year", fields=["year", "kind", "work"])]


class CorrectedBenefit(models.Model):
    """What a confirmed benefit said before it was corrected. Nothing adds these up."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="before")
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    basis = TrilingualField(blank=True)
    confirmed_by = models.CharField(max_length=200)
    confirmed_paper = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField()
    corrected_by = models.CharField(max_length=200)
    corrected_at = models.DateTimeField()
    reason = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("benefit before its correction")
        verbose_name_plural = _("benefits before their correction")
        ordering = ["id"]


class Paper(models.Model):
    """A file of the work: drawings, calculations, proofs of the application."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("what it is"), max_length=200, blank=True)
    confidential = models.BooleanField(_("confidential"), default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a work")
        verbose_name_plural = _("files of a work")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.file.name
