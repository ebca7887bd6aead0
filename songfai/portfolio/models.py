import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.parties.models import Institution, Seat
from songfai.plans.models import Activity
from songfai.portfolio.states import Place, Step, View


class SavedFilter(models.Model):
    """The filters of a list under a name. Where it is shared, its link opens for every colleague of the same institution; what
    each of them finds there, the list decides by their own rights."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("list"), max_length=12, choices=choices(Place), default=Place.ACTIVITIES)
    shared = models.BooleanField(_("colleagues find it too"), default=True)
    view = models.CharField(max_length=10, choices=choices(View), default=View.LIST)
    query = models.CharField(max_length=2000, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(name="one_filter_per_name", fields=["account", "institution", "name"])
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """A change of many activities of one's own side, row by row, with what each was before."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    step = models.CharField(max_length=10, choices=choices(Step), default=Step.RUNNING)
    total = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0, help_text="rows of the other side among those selected")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of many activities")
        verbose_name_plural = _("changes of many activities")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} ({self.total})"


class ChangedRow(models.Model):
    """One activity of a change: open until it was tried; then changed, or refused with the sentence why."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(null=True, blank=True, help_text="the values it had, once it was changed")
    revision = models.PositiveIntegerField(null=True, blank=True, help_text="after the change")
    refused = models.TextField(blank=True, help_text="an English sentence of the catalogues")
    refused_with = models.JSONField(default=dict, blank=True)
    undone = models.BooleanField(default=False)
    kept = models.TextField(blank=True, help_text="why it could not be undone")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_row_per_activity", fields=["change", "activity"]),
        ]

    def __str__(self) -> str:
        return str(self.activity_id)
