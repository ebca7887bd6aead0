import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.models import Institution
from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.registry.models.documents import OfficialDocument
from songfai.registry.states import Capacity, DocumentState, PartKind, Purpose


class PartnerPaper(models.Model):
    """What the other side's server told of a document it issued to us. It stands in no register until the clerk enters it.

    `key` is that of the document in the other register, `statement` the newest word of its thread.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=choices(DocumentState))
    number = models.CharField(_("number as printed"), max_length=80)
    type_slug = models.SlugField(blank=True)
    type_code = models.CharField(_("code"), max_length=15, blank=True)
    type_name = TrilingualField(_("type"), blank=True)
    subject = TrilingualField(_("subject"))
    language = models.CharField(_("language"), max_length=2, choices=[(one, NAMES[one]) for one in LANGUAGES])
    dated = models.DateField(_("date of the document"))
    signer = models.CharField(_("signed by"), max_length=200)
    signer_post = TrilingualField(_("post of the signer"), blank=True)
    capacity = models.CharField(_("signs"), max_length=3, choices=choices(Capacity), blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=choices(Purpose))
    sent_on = models.DateField(_("sent on"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    registered = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="partner_paper"
    )
    joined_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was joined to an entry that stood in the register before"
    )

    class Meta:
        verbose_name = _("document from the partner")
        verbose_name_plural = _("documents from the partner")
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="paper_is_joined_to_an_entry", condition=Q(joined_at=None) | Q(registered__isnull=False)
            ),
        ]
        indexes = [models.Index(name="registry_from_partner", fields=["recipient", "registered", "sent_on"])]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"[:300]


class PartnerPart(models.Model):
    """A file of such a document that has come."""

    paper = models.ForeignKey(PartnerPaper, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=8, choices=choices(PartKind))
    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a document from the partner")
        verbose_name_plural = _("files of documents from the partner")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.file.name
