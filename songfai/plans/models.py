import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution, Unit
from songfai.people.models import Person
from songfai.plans.states import ActivityState, OutputKind, Party
from songfai.programmes.models import Commitment, Programme, named_party
from songfai.programmes.states import CommitmentType
from songfai.record.models import Document

WHO = [(0, _("Both sides")), (1, _("First side")), (2, _("Second side"))]
QUARTERS = [(0, _("All year")), (1, "I"), (2, "II"), (3, "III"), (4, "IV")]


class Plan(models.Model):
    """A version of a year's plan. A draft belongs to the side that writes it until it is offered."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(
        _("version"), null=True, blank=True, help_text="once it is offered"
    )
    note = TrilingualField(_("reason for this version"), blank=True)
    drafted_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="drafted_plans")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="plan"
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-year", "-version"]
        constraints = [
            # Each side may offer a version of the same number before it knows of the other's.
            models.UniqueConstraint(
                name="one_plan_per_version", fields=["programme", "year", "version", "drafted_by"]
            ),
            models.UniqueConstraint(
                name="one_draft_per_side_and_year",
                fields=["programme", "year", "drafted_by"],
                condition=Q(document=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.version or '–'}"

    @property
    def is_draft(self) -> bool:
        return self.document_id is None


class PlanItem(models.Model):
    """A line of a plan: what, for which commitment, how much, when, who leads, who pays what, where.

    The side that does not lead coordinates; where the lead is both, both do. `costs` says in words which part is whose.
    Where a further party leads or pays, that stands instead of a side and `lead` or `payer` is both.

    `key` stays the same from version to version, so that differences and activities follow the item.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="plan_items")
    title = TrilingualField(_("item"))
    kind = models.CharField(_("kind"), max_length=20, choices=choices(CommitmentType))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = TrilingualField(_("unit of measure"), blank=True)
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0, choices=QUARTERS)
    lead = models.PositiveSmallIntegerField(_("who leads"), default=0, choices=WHO)
    lead_party = named_party(_("further party that leads"))
    coordinator_party = named_party(_("further party that coordinates"))
    payer = models.PositiveSmallIntegerField(_("who pays"), default=0, choices=WHO)
    payer_party = named_party(_("further party that pays"))
    costs = TrilingualField(_("who pays what"), blank=True)
    venue = TrilingualField(_("venue"), blank=True)
    note = TrilingualField(_("note"), blank=True)

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(name="one_item_per_key", fields=["plan", "key"]),
            models.CheckConstraint(name="item_quarter", condition=Q(quarter__lte=4)),
            models.CheckConstraint(name="item_lead", condition=Q(lead__in=[0, 1, 2])),
            models.CheckConstraint(name="item_payer", condition=Q(payer__in=[0, 1, 2])),
            models.CheckConstraint(name="item_one_lead", condition=Q(lead_party=None) | Q(lead=0)),
            models.CheckConstraint(name="item_one_payer", condition=Q(payer_party=None) | Q(payer=0)),
            models.CheckConstraint(
                name="item_quantity_positive", condition=Q(quantity=None) | Q(quantity__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def coordinating(self) -> int:
        """The side that works with the one that leads; 0 where both lead."""
        return 3 - self.lead if self.lead else 0


class Template(models.Model):
    """Items that an institution keeps to begin its plans with: of one programme, or for all of them. The other side
    does not see it; what it reads is the plan."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="plan_templates")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_templates"
    )
    name = TrilingualField(_("name"))
    saved_by = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("template of a plan")
        verbose_name_plural = _("templates of plans")
        ordering = ["-saved_at", "-id"]

    def __str__(self) -> str:
        return str(self.name)


def kept_body(words: Any) -> "models.ForeignKey[Institution | None, Institution | None]":
    """A further party of the programme a template was saved from: another programme knows the body, not its part there."""
    return models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


class TemplateItem(models.Model):
    """A line of a template: as a plan item, without year and quarter. Sides are told from the institution's view, so
    that it fits a programme in which it is the other side of the text."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    commitment_number = models.PositiveSmallIntegerField(help_text="of the programme it was saved from")
    commitment_type = models.CharField(max_length=20, choices=choices(CommitmentType))
    title = TrilingualField(_("item"))
    kind = models.CharField(_("kind"), max_length=20, choices=choices(CommitmentType))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = TrilingualField(_("unit of measure"), blank=True)
    lead = models.CharField(_("who leads"), max_length=5, choices=choices(Party))
    payer = models.CharField(_("who pays"), max_length=5, choices=choices(Party))
    lead_body = kept_body(_("further party that leads"))
    coordinator_body = kept_body(_("further party that coordinates"))
    payer_body = kept_body(_("further party that pays"))
    costs = TrilingualField(_("who pays what"), blank=True)
    venue = TrilingualField(_("venue"), blank=True)
    note = TrilingualField(_("note"), blank=True)

    class Meta:
        verbose_name = _("line of a template")
        verbose_name_plural = _("lines of templates")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


# What the indexes of long lists carry of an activity, so that thousands pass a filter without being read.
CARRIED = ("programme", "kind", "state", "side", "item", "ends_on")


def list_index(name: str, *leading: str) -> models.Index:
    further = [one for one in CARRIED if one not in leading]
    return models.Index(name=name, fields=[*leading, "-starts_on", "-id", *further])


class Activity(models.Model):
    """What one side did under a commitment, on plan or off plan. The other side may confirm it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Without an index of their own: those below begin with them, and one of a single column misleads the database.
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    side = models.PositiveSmallIntegerField(
        _("recorded by"), choices=[(1, _("First side")), (2, _("Second side"))]
    )
    title = TrilingualField(_("activity"))
    kind = models.CharField(_("kind"), max_length=20, choices=choices(CommitmentType))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    place = TrilingualField(_("place"), blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=choices(ActivityState), default=ActivityState.PLANNED
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why it was cancelled or done otherwise."))
    # Who answers for it on the recording side; as a rule who answers for the commitment.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lead_party = named_party(_("further party that leads"))
    coordinator_party = named_party(_("further party that coordinates"))
    result = TrilingualField(_("result"), blank=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    attested_on = models.DateField(
        null=True, blank=True, help_text="last day of a visit of both sides that this activity was part of"
    )
    evidence_at = models.DateField(null=True, blank=True, help_text="day of the newest evidence")
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    search = models.TextField(blank=True, editable=False, help_text="folded words of title, place and result")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="activity_side", condition=Q(side__in=[1, 2])),
        ]
        indexes = [
            models.Index(name="activity_by_commitment", fields=["commitment", "starts_on"]),
            # The lists of the portfolio: one filter each, in the order of the list.
            list_index("activity_by_day"),
            list_index("activity_by_programme", "programme"),
            list_index("activity_by_state", "state"),
            list_index("activity_by_kind", "kind"),
            list_index("activity_by_unit", "unit"),
            list_index("activity_by_person", "person"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def letter(self) -> str:
        return "a" if self.side == 1 else "b"


class Former(models.Model):
    """How an activity stood from `since` until its side said otherwise: what a report up to a day in between tells.
    Worked out from what both sides said (plans.statements.formers_of); how it stands now is on the activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="formers")
    state = models.CharField(max_length=16, choices=choices(ActivityState))
    reason = models.TextField(blank=True)
    ends_on = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="where the other side confirmed what is still said of it"
    )

    class Meta:
        verbose_name = _("how an activity stood")
        verbose_name_plural = _("how activities stood")
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.activity}: {self.state}"


class Figure(models.Model):
    """A number an activity brought: trainees, person-days, dossiers. Unit and meaning are words."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="figures")
    label = TrilingualField(_("what is counted"))
    value = models.DecimalField(_("number"), max_digits=16, decimal_places=2)
    unit = TrilingualField(_("unit of measure"))
    is_estimate = models.BooleanField(_("estimated"), default=False)
    definition = TrilingualField(_("how it is counted"), blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["id"]


class Participation(models.Model):
    """Who took part in a workshop, an exchange or a joint study: an institution, how many people, names if wanted."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    side = models.PositiveSmallIntegerField(
        _("of which side"),
        default=0,
        choices=[(1, _("First side")), (2, _("Second side")), (0, _("Neither side"))],
    )
    institution = TrilingualField(_("institution"))
    number = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    persons = models.TextField(_("persons"), blank=True, help_text=_("One name a line, if wanted."))

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="participation_side", condition=Q(side__in=[0, 1, 2])),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class Output(models.Model):
    """What an activity left behind: a paper, a recommendation, a handbook."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=20, choices=choices(OutputKind))
    title = TrilingualField(_("output"))
    note = models.CharField(
        _("where it is"), max_length=300, blank=True, help_text=_("Number of the paper, or where it is kept.")
    )

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.title)


class Evidence(models.Model):
    """A file that shows an activity took place."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = TrilingualField(_("what it shows"), blank=True)
    dated = models.DateField(_("dated"))
    crosses = models.BooleanField(
        _("may go to the other side’s server"),
        default=False,
        help_text=_("Only files without personal data, or with the consent of those they name."),
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["dated", "id"]
