"""Recognition by the base unit: the rules of a place and time, a submission, its way, certificates, uses."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.kit.formats import CURRENCIES
from songfai.parties.models import Institution
from songfai.registry.models import OfficialDocument
from songfai.works.models.works import Author, Work
from songfai.works.rules import Composition
from songfai.works.rules import Part as Fraction
from songfai.works.rules.codes import in_groups, new_code
from songfai.works.states import (
    ABOVE,
    CountedOf,
    Counts,
    PartKind,
    Scheme,
    Scope,
    Stage,
    Step,
    SuperiorWhen,
    UseKind,
)


class Regulation(models.Model):
    """How a country, a province or a unit recognises works for a time: who sits, how many must vote, how many agree.

    Without an institution it is the general one of a country's law. A submission keeps the one it was filed under.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(_("law of"), max_length=2)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scheme = models.CharField(
        _("for"),
        max_length=8,
        choices=choices(Scheme),
        default=Scheme.BASE,
        help_text="what is decided by it",
    )
    title = TrilingualField(_("name"))
    basis = TrilingualField(_("legal basis"))
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    certainty = models.CharField(
        _("how sure"), max_length=11, choices=choices(Certainty), default=Certainty.UNCONFIRMED
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    agree_of = models.PositiveSmallIntegerField(_("parts that must agree"), default=2)
    agree_whole = models.PositiveSmallIntegerField(_("of how many parts"), default=3)
    counted_of = models.CharField(
        _("counted"), max_length=7, choices=choices(CountedOf), default=CountedOf.MEMBERS
    )
    quorum_of = models.PositiveSmallIntegerField(_("parts that must vote"), default=2)
    quorum_whole = models.PositiveSmallIntegerField(_("out of how many parts"), default=3)
    least_members = models.PositiveSmallIntegerField(_("fewest members who may vote"), default=5)
    union_sits = models.BooleanField(_("the authors’ trade union sits on the council"), default=True)
    scope = models.CharField(_("must be new"), max_length=8, choices=choices(Scope), default=Scope.UNIT)
    least_places = models.PositiveSmallIntegerField(_("fewest places it is applied in"), default=0)
    asks_confirmed = models.BooleanField(_("a confirmed benefit is asked for"), default=False)
    judged_from = models.DateField(
        _("the council’s judgement on novelty is required from"),
        null=True,
        blank=True,
        help_text="of works filed from this day on, before they are recognised; empty: not required",
    )
    paper_confirms = models.BooleanField(
        _("a signed paper stands for the author’s own confirmation"), default=False
    )
    superior_when = models.CharField(
        _("a superior body approves first"),
        max_length=6,
        choices=choices(SuperiorWhen),
        default=SuperiorWhen.FUNDED,
    )
    certifies_investor = models.BooleanField(
        _("the investor receives a certificate too, where it is not the authors"), default=False
    )
    investor_first = models.BooleanField(
        _("what somebody else has paid for is recognised only where the investor has refused to"),
        default=False,
    )
    must_check = models.JSONField(
        _("checked before the decision"),
        default=list,
        blank=True,
        help_text="of states.Mark, beside what the law asks",
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("regulation of recognition")
        verbose_name_plural = _("regulations of recognition")
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="regulation_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="regulation_thresholds_are_parts",
                condition=Q(agree_of__gte=1, agree_of__lte=F("agree_whole"))
                & Q(quorum_of__gte=1, quorum_of__lte=F("quorum_whole")),
            ),
            # With fewer than three ballots in the urn the result tells how somebody voted.
            models.CheckConstraint(name="regulation_keeps_ballots_secret", condition=Q(least_members__gte=3)),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def threshold(self) -> Fraction:
        return Fraction(self.agree_of, self.agree_whole)

    @property
    def quorum(self) -> Fraction:
        return Fraction(self.quorum_of, self.quorum_whole)

    @property
    def composition(self) -> Composition:
        return Composition(self.least_members, self.union_sits)


class Criterion(models.Model):
    """What the council finds yes or no on. A criterion that must be met decides; another is for the minutes."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    text = TrilingualField(_("criterion"))
    must = models.BooleanField(_("must be met"), default=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.text)


class PartHelp(models.Model):
    """What whoever writes a work is told to put into a part of its description, by the form of a unit or a province. It
    is a part of one version of a regulation. Without one it is the text that comes with the software."""

    regulation = models.ForeignKey(
        Regulation, on_delete=models.CASCADE, null=True, blank=True, related_name="part_helps"
    )
    kind = models.CharField(_("part"), max_length=13, choices=choices(PartKind))
    text = TrilingualField(_("what belongs there"))

    class Meta:
        verbose_name = _("help for a part")
        verbose_name_plural = _("help for parts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_help_for_a_part", fields=["regulation", "kind"]),
            models.UniqueConstraint(
                name="one_usual_help_for_a_part", fields=["kind"], condition=Q(regulation=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


class Counter(models.Model):
    """The last number an institution gave in a year. Held while a number is given, so that none is given twice."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    counts = models.CharField(max_length=11, choices=choices(Counts))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(name="one_counter_a_year", fields=["institution", "counts", "year"])
        ]


class Submission(models.Model):
    """A work filed with its base unit, or later with a level above it: its receipt, its clock, what was decided.

    One work has many submissions. The base unit recognises the work; a level above recognises its effect and scope of
    influence, by its own rules and its own council, and changes nothing of the work's own state.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="submissions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=8, choices=choices(Scheme), default=Scheme.BASE)
    stage = models.CharField(_("state"), max_length=12, choices=choices(Stage))
    report = TrilingualField(_("effect and scope of influence"), blank=True, help_text="above the base unit")
    influence = models.CharField(
        _("found to reach"), max_length=8, choices=choices(Scope), blank=True, help_text="above the base unit"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number of the receipt"))
    filed_on = models.DateField(_("filed on"))
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=200)
    stated_due = models.DateField(_("result due, as the receipt states"))
    due = models.DateField(_("due"), null=True, blank=True, help_text="of the step that is owed now")
    counted = models.JSONField(default=dict, blank=True, help_text="how `due` was counted")
    stated = models.JSONField(default=dict, blank=True, help_text="how `stated_due` was counted")
    accepted_on = models.DateField(null=True, blank=True)
    council = models.ForeignKey(
        "works.Council", on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    minutes = models.CharField(_("minutes of the session"), max_length=100, blank=True)
    superior = models.CharField(_("superior body"), max_length=300, blank=True)
    superior_paper = models.CharField(_("paper of the superior body"), max_length=200, blank=True)
    decision = models.CharField(_("number of the decision"), max_length=100, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    appeal_by = models.DateField(
        _("last day for a complaint"), null=True, blank=True, help_text="where it was turned down"
    )
    letter = models.ForeignKey(
        OfficialDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="of refusal, in the register of official documents",
    )
    filed = models.JSONField(default=dict, help_text="title, parts and authors as they were handed in")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="one_receipt_number", fields=["institution", "year", "number"]),
            # Filed twice at the same moment, a work has still one submission that runs.
            models.UniqueConstraint(
                name="one_running_submission",
                fields=["work", "scheme"],
                condition=~Q(stage__in=["not_accepted", "refused", "withdrawn", "revoked"]),
            ),
            models.CheckConstraint(
                name="recognised_by_a_decision",
                condition=~Q(stage__in=["recognised", "certified", "applied", "transferred"])
                | (~Q(decision="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="influence_above_the_unit", condition=Q(influence="") | Q(scheme__in=sorted(ABOVE))
            ),
        ]
        indexes = [
            # What waits in each state, the earliest day first: the few that wait, among millions that do not.
            models.Index(
                name="submissions_due",
                fields=["institution", "stage", "due", "work"],
                condition=Q(due__isnull=False),
            ),
            # What is with its authors, whoever entered it.
            models.Index(
                name="submissions_to_mend", fields=["due", "work"], condition=Q(stage__in=[Stage.DEFECTS])
            ),
            # What was decided in a year, for the report on it (queries.of_year).
            models.Index(
                name="submissions_decided",
                fields=["institution", "decided_on"],
                condition=Q(decided_on__isnull=False),
            ),
            # The few that were sent up, among millions that were not.
            models.Index(
                name="submissions_above", fields=["institution"], condition=Q(scheme__in=sorted(ABOVE))
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def above(self) -> bool:
        """Of a level above the base unit."""
        return self.scheme in ABOVE

    @property
    def receipt(self) -> str:
        """0012/2026: the number of the receipt."""
        return f"{self.number:04d}/{self.year}"


class Move(models.Model):
    """One step a submission took: who, when, and the reason where there is one."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="moves")
    step = models.CharField(max_length=9, choices=choices(Step), blank=True, help_text="empty: it was filed")
    stage = models.CharField(max_length=12, choices=choices(Stage))
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("step of a submission")
        verbose_name_plural = _("steps of a submission")
        ordering = ["id"]


class Certificate(models.Model):
    """Proof of recognition by one base unit, for one author, naming the others, or for the investor where that is not the
    authors. Circular 18/2013/TT-BKHCN, Article 9. The name of either is the one that was handed in (Submission.filed)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="certificates")
    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="none: the investor",
    )
    for_investor = models.BooleanField(default=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(
        _("check code"),
        max_length=12,
        default=new_code,
        unique=True,
        editable=False,
        help_text="by it anybody who has the paper asks whether it is in force",
    )
    dated = models.DateField(_("date of the certificate"))
    signer = models.CharField(_("signed by"), max_length=200)
    signer_post = TrilingualField(_("post of the signer"), blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_certificate_number", fields=["institution", "year", "number"]),
            models.UniqueConstraint(name="one_certificate_per_author", fields=["submission", "author"]),
            models.UniqueConstraint(
                name="one_certificate_for_the_investor",
                fields=["submission"],
                condition=Q(for_investor=True),
            ),
            models.CheckConstraint(
                name="certificate_of_author_or_investor",
                condition=Q(author__isnull=False, for_investor=False) | Q(author=None, for_investor=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04d}/{self.year}"

    @property
    def shown_code(self) -> str:
        """The check code in groups, as it is printed."""
        return in_groups(self.code)


class Use(models.Model):
    """What became of a recognised work: applied somewhere, or handed on to others for money or for nothing."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=11, choices=choices(UseKind))
    on = models.DateField(_("from"))
    place = models.CharField(_("where, or to whom"), max_length=300)
    paper = models.CharField(_("paper"), max_length=200, blank=True)
    minor = models.BigIntegerField(_("price"), null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, choices=[(code, code) for code in CURRENCIES]
    )
    entered_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("use of a work")
        verbose_name_plural = _("uses of a work")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="use_price_has_a_currency",
                condition=Q(minor=None, currency="") | (Q(minor__gte=0) & ~Q(currency="")),
            )
        ]
