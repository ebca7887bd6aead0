import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import PartialDateField, TrilingualField
from songfai.parties.models import Field, Institution
from songfai.programmes.models.programmes import Programme
from songfai.programmes.states import Change, CommitmentType
from songfai.record.models import Document


class Amendment(models.Model):
    """A version of a change to a programme in force. A draft belongs to the side that writes it until it is offered.

    Versions of the same change share their `matter`, which names the thread of the record. Nothing here changes the
    programme's own rows before both sides have agreed (actions.amended).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.UUIDField(default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="amendments")
    version = models.PositiveSmallIntegerField(
        _("version"), null=True, blank=True, help_text="once it is offered"
    )
    text = TrilingualField(_("wording of the amendment"), blank=True)
    reason = TrilingualField(_("reason"), blank=True)
    effective_on = models.DateField(_("holds from"), null=True, blank=True)
    term_end = PartialDateField(_("new end of the term"), null=True, blank=True)
    base = models.CharField(
        max_length=64,
        help_text="SHA-256 of the paper it builds on: the programme's, or the last amendment's in force",
    )
    drafted_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="drafted_amendments")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="amendment"
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(
        null=True, blank=True, help_text="when the programme's rows followed, on this server"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_draft_amendment_per_side",
                fields=["programme", "drafted_by"],
                condition=Q(document=None),
            ),
        ]
        indexes = [
            models.Index(name="amendment_by_programme", fields=["programme", "-created_at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.effective_on or '–'}"

    @property
    def is_draft(self) -> bool:
        return self.document_id is None

    @property
    def thread(self) -> str:
        return f"amendment/{self.matter.hex}"


class AmendedCommitment(models.Model):
    """A commitment the amendment adds, or one that reads differently from then on; whole, as it is to be.

    `was` is what the commitment said before, in the form of a document's terms. It is written when the amendment is
    offered, so that the old wording stands beside the new one wherever the commitment is shown.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"))
    change = models.CharField(_("change"), max_length=10, choices=choices(Change))
    text = TrilingualField(_("commitment"))
    short = TrilingualField(_("short form"), blank=True)
    type = models.CharField(_("type"), max_length=20, choices=choices(CommitmentType))
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bearer = models.PositiveSmallIntegerField(
        _("who carries it out"),
        default=0,
        choices=[(0, _("Both sides")), (1, _("First side")), (2, _("Second side"))],
    )
    due = PartialDateField(_("deadline"), null=True, blank=True)
    was = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("amended commitment")
        verbose_name_plural = _("amended commitments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="one_line_per_commitment", fields=["amendment", "number"]),
            models.CheckConstraint(name="amended_bearer", condition=Q(bearer__in=[0, 1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short or self.text}"
