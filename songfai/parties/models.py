from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.states import Layout, Role


class Institution(models.Model):
    """A public body. Its name, like its life, has a beginning and perhaps an end."""

    slug = models.SlugField(unique=True)
    name = TrilingualField(_("name"))
    short_name = TrilingualField(_("short name"), help_text=_("What the screens call the side."))
    parent_name = TrilingualField(_("superior body"), blank=True)
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


class Unit(models.Model):
    """A department, academy or office inside an institution that can answer for a commitment."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="units")
    name = TrilingualField(_("name"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return str(self.name)


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
