from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.kit.languages import Trilingual
from songfai.parties.rules import Answers, Borne, Called, called_on, stands_for
from songfai.parties.states import Layout, Role, SuccessionKind


class Field(models.Model):
    """A field of cooperation, from the controlled list: what institutions answer for and hand on."""

    slug = models.SlugField(unique=True)
    name = TrilingualField(_("name"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("field of cooperation")
        verbose_name_plural = _("fields of cooperation")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.name)


class Institution(models.Model):
    """A public body. Its name, like its life, has a beginning and perhaps an end."""

    slug = models.SlugField(unique=True)
    name = TrilingualField(_("name"))
    short_name = TrilingualField(_("short name"), help_text=_("What the screens call the side."))
    parent_name = TrilingualField(_("superior body"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    country = models.CharField(_("country"), max_length=2)
    place = TrilingualField(_("place"), help_text=_("As it stands before the date on a paper."))
    layout = models.CharField(_("paper layout"), max_length=2, choices=choices(Layout))
    symbol = models.CharField(_("symbol on papers"), max_length=30, blank=True)
    origin = models.CharField(_("origin of its log"), max_length=100, unique=True)
    two_persons = models.BooleanField(
        _("two persons"),
        default=False,
        help_text=_("Whoever agrees for this institution needs a colleague who has checked the text before."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    over_time = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="its former names, what it answers for and who bears its side; actions.settle",
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                name="institution_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return str(self.short_name or self.name)

    @property
    def former_names(self) -> list[Called]:
        """Oldest first."""
        return [Called.read(row) for row in self.over_time.get("names", ())]

    @property
    def answers(self) -> list[Answers]:
        """Whose functions it has, since when and until when; its own when it has handed some on."""
        return [Answers.read(row) for row in self.over_time.get("answers", ())]

    @property
    def borne(self) -> list[Borne]:
        """Who has borne its side after it, oldest first; nobody while it has handed on nothing."""
        return [Borne.read(row) for row in self.over_time.get("borne", ())]

    def heir_on(self, day: date) -> Borne | None:
        """The body that bore its side on a day in its stead."""
        return next((one for one in self.borne if one.covers(day)), None)

    def name_on(self, day: date) -> Trilingual:
        """What it was called on a day."""
        then = called_on(self.former_names, day)
        return then.name if then else self.name

    def short_name_on(self, day: date) -> Trilingual:
        then = called_on(self.former_names, day)
        return (then.short_name or then.name) if then else self.short_name or self.name


class FormerName(models.Model):
    """What an institution was called up to a day; the same body went on under its next name."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="names")
    name = TrilingualField(_("name"))
    short_name = TrilingualField(_("short name"), blank=True)
    until = models.DateField(_("last day"))
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["until", "id"]
        constraints = [
            models.UniqueConstraint(name="one_name_per_last_day", fields=["institution", "until"]),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Succession(models.Model):
    """From a day on another institution answers for what this one answered for: for a field, or for all that no
    other line names."""

    predecessor = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="handed_on")
    successor = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="taken_over", verbose_name=_("successor")
    )
    field = models.ForeignKey(
        Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("field")
    )
    kind = models.CharField(_("how"), max_length=10, choices=choices(SuccessionKind))
    on = models.DateField(_("from"))
    basis = models.CharField(_("legal basis"), max_length=300)
    confirmed = models.BooleanField(_("confirmed"), default=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(name="succession_to_another", condition=~Q(predecessor=F("successor"))),
            models.UniqueConstraint(
                name="one_successor_per_field_and_day", fields=["predecessor", "field", "on"]
            ),
            models.UniqueConstraint(
                name="one_general_successor_per_day", fields=["predecessor", "on"], condition=Q(field=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {self.on}"


class Unit(models.Model):
    """A department, academy or office inside an institution that can answer for a commitment."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    name = TrilingualField(_("name"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    succeeded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="succeeds",
        verbose_name=_("carried on by"),
    )
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    # Whether a field has ever left it (UnitMove): only then is anything asked.
    divided = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="unit_succeeded_when_ended", condition=Q(succeeded_by=None) | Q(valid_to__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class UnitMove(models.Model):
    """From a day on another unit answers for what this one answered for in a field; for the rest it goes on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="moves")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name=_("field"))
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="received", verbose_name=_("successor")
    )
    on = models.DateField(_("from"))
    basis = models.CharField(_("legal basis"), max_length=300)
    confirmed = models.BooleanField(_("confirmed"), default=True)

    class Meta:
        verbose_name = _("move of a field")
        verbose_name_plural = _("moves of fields")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(name="field_moves_to_another_unit", condition=~Q(unit=F("successor"))),
            models.UniqueConstraint(name="field_leaves_a_unit_once_a_day", fields=["unit", "field", "on"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor}, {self.on}"


class Seat(models.Model):
    """A person acting for an institution in a role, for a time. Every action is done from a seat."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="seats")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    role = models.CharField(_("role"), max_length=20, choices=choices(Role))
    post = TrilingualField(_("post"), blank=True)
    authority = models.CharField(
        _("paper of authority"),
        max_length=100,
        blank=True,
        help_text=_("Number of the paper that lets somebody who is not a leader agree for the side."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # The day the seat is taken on (queries.seats_of, queries.taken). Without it nothing inherited is acted for.
    on: date | None = None

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                name="one_seat_per_account_institution_role", fields=["account", "institution", "role"]
            ),
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.institution}"

    @property
    def stands_for(self) -> frozenset[int]:
        """Ids of the institutions whose side it acts for: its own, and those its own has taken over as a whole."""
        return stands_for(self.institution_id, self.institution.answers, self.on)

    @property
    def inherited_fields(self) -> frozenset[tuple[int, int]]:
        """(institution, field) for what its own has taken over field by field."""
        if self.on is None:
            return frozenset()
        day = self.on
        return frozenset(
            (one.institution, one.field)
            for one in self.institution.answers
            if one.field is not None and one.institution != self.institution_id and one.covers(day)
        )

    def acts_for(self, institution: int | None) -> bool:
        return institution in self.stands_for
