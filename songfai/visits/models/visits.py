import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.counting import Counted
from songfai.deadlines.models import Version
from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.parties.models import Unit
from songfai.people.models import Person
from songfai.plans.models import Activity, PlanItem
from songfai.programmes.models import Commitment, Programme, named_party
from songfai.programmes.states import CommitmentType
from songfai.record.models import Document
from songfai.record.states import Stage
from songfai.visits import rules
from songfai.visits.states import (
    OVER,
    CostKind,
    DelegationRole,
    Level,
    Manner,
    MeetingKind,
    VisitState,
)

SIDES = [(1, _("First side")), (2, _("Second side"))]
EITHER_SIDE = Q(side__in=[1, 2])


def money(name: str, amount: str) -> models.CheckConstraint:
    """An amount never stands without its currency."""
    return models.CheckConstraint(name=name, condition=Q(**{amount: None}) | ~Q(currency=""))


class Visit(models.Model):
    """A delegation of one side with the other: from the proposal to the report. Both sides see it from the beginning."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="visits")
    host = models.PositiveSmallIntegerField(_("host"), choices=SIDES)
    # Where a further party hosts, `host` is the side that arranges it and speaks for it; the visit is nobody's turn.
    host_party = named_party(_("hosted by"))
    host_reason = TrilingualField(_("why this host"), blank=True)
    level = models.CharField(_("level"), max_length=12, choices=choices(Level))
    manner = models.CharField(_("form"), max_length=12, choices=choices(Manner), default=Manner.IN_PERSON)
    title = TrilingualField(_("visit"))
    purpose = TrilingualField(_("purpose"), blank=True)
    place = TrilingualField(_("place"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(
        _("state"), max_length=16, choices=choices(VisitState), default=VisitState.PROPOSED
    )
    commitments = models.ManyToManyField(Commitment, blank=True, related_name="visits")
    activities = models.ManyToManyField(Activity, blank=True, related_name="visits")
    proposed_by = models.PositiveSmallIntegerField(_("proposed by"), choices=SIDES)
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    off_plan_reason = TrilingualField(_("why it is off plan"), blank=True)
    scheme = TrilingualField(_("scheme"), blank=True)
    scheme_number = models.CharField(_("number of the approval"), max_length=100, blank=True)
    scheme_on = models.DateField(_("approved on"), null=True, blank=True)
    scheme_by = TrilingualField(_("approved by"), blank=True)
    scheme_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the paper itself",
    )
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_on = models.DateField(_("day of the return"), null=True, blank=True)
    report_due = models.DateField(_("last day for the report"), null=True, blank=True)
    report_version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the version of the rule that applied on the day of the return",
    )
    report_counted = models.JSONField(default=dict, blank=True, help_text="how the last day was counted then")
    deviation = TrilingualField(_("what was not as planned, and why"), blank=True)
    report = TrilingualField(_("report"), blank=True)
    reported_by = models.CharField(max_length=200, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = TrilingualField(_("why it is cancelled"), blank=True)
    cancelled_by = models.PositiveSmallIntegerField(null=True, blank=True, choices=SIDES)
    cancelled_at = models.DateTimeField(null=True, blank=True, help_text="by the record; ADR 159")
    search = models.TextField(
        blank=True, editable=False, help_text="folded words of title, purpose and place"
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    # Of what both sides have said of it, on one server or two: how often, and when its days, place or form last changed.
    turn = models.PositiveIntegerField(default=0, editable=False)
    arranged = models.PositiveIntegerField(default=0, editable=False)
    apart = models.JSONField(
        default=list,
        editable=False,
        help_text="what a side changed at the same time and does not stand (ADR 46)",
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="visit_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="visit_host", condition=Q(host__in=[1, 2])),
            models.CheckConstraint(
                name="visit_state_is_kept", condition=~Q(state=VisitState.REPORT_DUE.value)
            ),
        ]
        indexes = [
            models.Index(name="visit_by_programme", fields=["programme", "-starts_on", "-id"]),
            models.Index(name="visit_by_days", fields=["starts_on", "ends_on"]),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def travelling(self) -> int:
        """The position of the side that travels."""
        return 3 - self.host

    @property
    def is_open(self) -> bool:
        return rules.is_changing(VisitState(self.state))

    @property
    def is_over(self) -> bool:
        return self.state in OVER  # it took place, and can be reported on

    @property
    def report_how(self) -> Counted | None:
        return Counted.of(self.report_counted)

    @property
    def in_delegation(self) -> int:
        """How many travel: written here by name, or told by the other side's server."""
        return len(self.members.all()) + len(self.delegates.all())

    def standing(self, today: date) -> VisitState:  # as a reader sees it: "report due" is worked out
        return rules.standing(VisitState(self.state), self.returned_on, today)


class Member(models.Model):
    """A person of the delegation, in the order of precedence; the post is that of the day."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="members")
    number = models.PositiveSmallIntegerField(_("rank"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    post = TrilingualField(_("post"), blank=True)
    role = models.CharField(
        _("in the delegation"), max_length=12, choices=choices(DelegationRole), default=DelegationRole.MEMBER
    )
    crosses = models.BooleanField(
        _("The name may go to the other side’s server"),
        default=False,
    )
    mark = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text="the same in every delegation of the programme this person went with (ADR 130)",
    )

    class Meta:
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(name="once_in_a_delegation", fields=["visit", "person"])]

    def __str__(self) -> str:
        return str(self.person)


class Delegate(models.Model):
    """A place in a delegation as the other side's server tells it: the post, and the name where it may cross."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="delegates")
    number = models.PositiveSmallIntegerField(_("rank"))
    name = TrilingualField(_("name"), blank=True)
    post = TrilingualField(_("post"), blank=True)
    role = models.CharField(_("in the delegation"), max_length=12, choices=choices(DelegationRole))
    mark = models.UUIDField(
        null=True, editable=False, help_text="whose place it is, without the name; earlier words have none"
    )

    class Meta:
        verbose_name = _("place in a delegation")
        verbose_name_plural = _("places in a delegation")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return str(self.name or self.post)


class Entry(models.Model):
    """A line of the programme of the visit that is no meeting: arrival, a visit to a place, a reception."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    text = TrilingualField(_("what is on the programme"))
    place = TrilingualField(_("place"), blank=True)

    class Meta:
        verbose_name = _("line of the programme of a visit")
        verbose_name_plural = _("lines of the programme of a visit")
        ordering = ["day", "at", "id"]

    def __str__(self) -> str:
        return str(self.text)


class Meeting(models.Model):
    """A meeting of a visit. Its minutes are a paper both sides sign; what was promised in it becomes commitments."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(
        _("kind"), max_length=16, choices=choices(MeetingKind), default=MeetingKind.WORKING
    )
    title = TrilingualField(_("meeting"))
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    place = TrilingualField(_("place"), blank=True)
    counterpart = TrilingualField(_("with whom"), blank=True)
    agenda = TrilingualField(_("agenda"), blank=True)
    minutes = TrilingualField(_("minutes"), blank=True)
    without_minutes = models.BooleanField(_("no minutes are kept"), default=False)
    document = models.OneToOneField(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting",
        help_text="the minutes last offered",
    )
    evened = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="texts of the minutes as they last said the same in every authentic language; record.even",
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["held_on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

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
        """Whether minutes and promises may still change."""
        return rules.is_open(self.stage)

    @property
    def is_in_force(self) -> bool:
        return self.stage == Stage.IN_FORCE


class Promise(models.Model):
    """What was promised in a meeting: by whom, until when. A commitment once the minutes are in force."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="promises")
    number = models.PositiveSmallIntegerField(_("number"))
    text = TrilingualField(_("what was promised"))
    type = models.CharField(_("type"), max_length=20, choices=choices(CommitmentType))
    bearer = models.PositiveSmallIntegerField(
        _("who carries it out"), default=0, choices=[(0, _("Both sides")), *SIDES]
    )
    due = PartialDateField(_("deadline"), null=True, blank=True)
    unit_1 = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit_2 = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    commitment = models.OneToOneField(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="promise"
    )

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["number", "id"]
        constraints = [models.CheckConstraint(name="promise_bearer", condition=Q(bearer__in=[0, 1, 2]))]

    def __str__(self) -> str:
        return str(self.text)


class Gift(models.Model):
    """What one side gave on the visit. The side that gave writes it down."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="gifts")
    side = models.PositiveSmallIntegerField(_("given by"), choices=SIDES)
    text = TrilingualField(_("gift"))
    recipient = TrilingualField(_("for whom"), blank=True)
    crosses = models.BooleanField(
        _("The other side’s server may be told for whom"),
        default=False,
    )
    value = models.BigIntegerField(_("value"), null=True, blank=True, help_text="in the smallest unit in use")
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering = ["side", "id"]
        constraints = [
            models.CheckConstraint(name="gift_side", condition=EITHER_SIDE),
            money("gift_value_has_a_currency", "value"),
        ]

    def __str__(self) -> str:
        return str(self.text)


class Cost(models.Model):
    """What a visit costs one side, in its own money: estimated and spent. Each side writes its own."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="costs")
    side = models.PositiveSmallIntegerField(_("borne by"), choices=SIDES)
    kind = models.CharField(_("kind"), max_length=14, choices=choices(CostKind))
    planned = models.BigIntegerField(
        _("estimate"), null=True, blank=True, help_text="in the smallest unit in use"
    )
    spent = models.BigIntegerField(_("spent"), null=True, blank=True, help_text="in the smallest unit in use")
    currency = models.CharField(_("currency"), max_length=3)
    note = TrilingualField(_("note"), blank=True)

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["side", "id"]
        constraints = [
            models.CheckConstraint(name="cost_side", condition=EITHER_SIDE),
            models.CheckConstraint(name="cost_has_a_currency", condition=~Q(currency="")),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
