"""Who answers, who answered before, and each side's unit for a field."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.languages import Trilingual
from songfai.parties.models import Field, Unit
from songfai.people.models import Person
from songfai.programmes.models.programmes import Commitment, Side, named_party


class Answerable(models.Model):
    """Who answers for a commitment on one side: a unit and a person, each side naming its own; and the further party that
    carries it out, where there is one."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="answerables")
    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="answerables")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    party = named_party(_("carried out by"))
    since = models.DateField(_("since"), null=True, blank=True)
    # Whether the unit has ended by the day of the page, and which carries on for it (queries.with_heirs).
    ended: bool = False
    heir: Unit | None = None

    class Meta:
        ordering = ["side__position"]
        constraints = [
            models.UniqueConstraint(name="one_answerable_per_side", fields=["commitment", "side"]),
            models.CheckConstraint(
                name="answerable_names_somebody",
                condition=Q(unit__isnull=False) | Q(person__isnull=False) | Q(party__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(named) for named in (self.unit, self.person, self.party) if named)

    @property
    def who(self) -> Trilingual:
        """The unit, or the one that carries on for it, else the person, else the further party."""
        named = self.heir or self.unit or self.person
        if named is not None:
            return named.name
        assert self.party is not None  # constraint answerable_names_somebody
        return self.party.display_name


class Answered(models.Model):
    """Who answered before: a spell that is over and is never changed. Without a commitment: who kept contact."""

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="answered")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="answered"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    party = named_party(_("carried out by"))
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"))

    class Meta:
        ordering = ["until", "id"]
        constraints = [
            models.CheckConstraint(
                name="answered_ends_after_it_begins", condition=Q(since=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="answered_names_somebody",
                condition=Q(unit__isnull=False) | Q(person__isnull=False) | Q(party__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(named) for named in (self.unit, self.person, self.party) if named)


class Counterpart(models.Model):
    """One side's unit for a field, from a day to a day. With the other side's it makes a counterpart pair."""

    # The unit that carries on for it (answered.Book.pairs).
    heir: Unit | None = None

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="counterparts")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="counterparts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("founding document"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("counterpart unit")
        verbose_name_plural = _("counterpart units")
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="counterpart_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="one_counterpart_at_a_time", fields=["side", "field"], condition=Q(until=None)
            ),
            models.UniqueConstraint(name="one_counterpart_per_first_day", fields=["side", "field", "since"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.field})"

    @property
    def answers(self) -> Unit:
        return self.heir or self.unit
