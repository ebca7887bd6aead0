"""Authors as persons: each way one is written in the works of a unit, and which of these ways are one person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.parties.models import Institution, Unit
from songfai.works.states import PairState


class KnownAuthor(models.Model):
    """One way an author of filed works is written: account, name in its languages, date of birth, unit. All lines that
    agree in these are this one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = TrilingualField(_("name"))
    born = PartialDateField(_("date of birth"), null=True, blank=True)
    mark = models.CharField(max_length=64, unique=True, editable=False, help_text="hash of all that it is")
    # The oldest of the ways that are one person; empty for that one itself. So a person is a row without it.
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="also"
    )

    class Meta:
        verbose_name = _("author of filed works")
        verbose_name_plural = _("authors of filed works")
        ordering = ["-id"]
        indexes = [
            # Persons are listed from the first one, and counted by unit from the second one alone.
            models.Index(name="persons_of_a_body", fields=["institution", "same_as", "-id"]),
            models.Index(name="persons_by_unit", fields=["institution", "unit", "same_as", "id"]),
        ]

    def __str__(self) -> str:
        return str(self.name)


class NameKey(models.Model):
    """What a name has in common with other spellings of it (rules.name_keys): found by an index, never by comparing all."""

    known = models.ForeignKey(KnownAuthor, on_delete=models.CASCADE, related_name="keys")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("key of a name")
        verbose_name_plural = _("keys of names")
        constraints = [
            models.UniqueConstraint(name="name_key_once", fields=["institution", "text", "known"]),
        ]


class AuthorPair(models.Model):
    """Two ways of writing an author that may be one person, and what the office said of them."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", db_index=False)
    one = models.ForeignKey(KnownAuthor, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(KnownAuthor, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=choices(PairState), default=PairState.OPEN)
    strength = models.PositiveSmallIntegerField(default=0, help_text="more agrees: shown first")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pair of authors")
        verbose_name_plural = _("pairs of authors")
        ordering = ["-strength", "-id"]
        constraints = [
            models.UniqueConstraint(name="one_pair_of_two_authors", fields=["one", "other"]),
            models.CheckConstraint(name="pair_of_two", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="pair_decided_by_somebody",
                condition=Q(state=PairState.OPEN, decided_at=None, decided_by="")
                | (~Q(state=PairState.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
            ),
        ]
        indexes = [
            models.Index(name="pairs_of_a_body", fields=["institution", "state", "-strength", "-id"]),
        ]
