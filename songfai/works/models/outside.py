"""What people found outside the register that may say the same: a patent, a journal, a page of the web."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField
from songfai.works.models.works import Work
from songfai.works.states import SourceKind


class Outside(models.Model):
    """A source a person names for the comparison of a work. No machine looks for it, and none concludes from it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="outside")
    kind = models.CharField(_("kind of source"), max_length=7, choices=choices(SourceKind))
    title = models.CharField(_("title of the source"), max_length=300)
    place = models.CharField(_("number, issue or address"), max_length=500)
    known_on = PartialDateField(_("published on"))
    note = models.TextField(_("what it says of the same"), max_length=2000, blank=True)
    account_id = models.BigIntegerField(editable=False)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("source outside the register")
        verbose_name_plural = _("sources outside the register")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="outside_says_where", condition=~Q(title="") & ~Q(place="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """The place, where it is an address of the web; else nothing."""
        return self.place if self.place.startswith(("https://", "http://")) else ""
