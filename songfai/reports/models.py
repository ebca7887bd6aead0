import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.fields import TrilingualField
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.models import Institution
from songfai.programmes.models import Programme
from songfai.registry.models import Report as OwedReport


class Wording(models.Model):
    """An institution's own words in the place of one sentence of a report, in one language.

    They stand in the reports that this institution compiles; the other side's are never touched. `paper` is the report
    (`pages.wording.paper_key`), `anchor` the place in it, `generated` the sentence the words were written for.
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="wordings")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="wordings"
    )
    paper = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=[(code, NAMES[code]) for code in LANGUAGES])
    anchor = models.CharField(max_length=120)
    generated = models.TextField()
    text = models.TextField(_("paragraph"))
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edited paragraph")
        verbose_name_plural = _("edited paragraphs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_wording_per_place",
                fields=["institution", "programme", "paper", "language", "anchor"],
            ),
            # An empty programme equals no other, so that the reports of an institution need a constraint of their own.
            models.UniqueConstraint(
                name="one_wording_per_place_of_all",
                fields=["institution", "paper", "language", "anchor"],
                condition=Q(programme=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.language}: {self.anchor}"


class FrozenReport(models.Model):
    """A report as an institution froze it: its files in every language and form stay, whatever the record becomes.

    `paper` names the report within its programme, as for edited paragraphs; `fingerprint` is that of the facts it was
    written from, `wording` that of the institution's own words in it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="frozen_reports")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="frozen_reports"
    )
    paper = models.CharField(max_length=120)
    subject = TrilingualField(_("subject"))
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the facts")
    wording = models.CharField(max_length=64)
    frozen_by = models.CharField(max_length=200)
    frozen_at = models.DateTimeField()
    answers = models.ManyToManyField(OwedReport, related_name="frozen")

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["-id"]
        indexes = [models.Index(name="frozen_by_paper", fields=["institution", "programme", "paper"])]

    def __str__(self) -> str:
        return f"{self.paper}, {self.frozen_at:%Y-%m-%d}"

    def holds(self, fingerprint: str, wording: str) -> bool:
        """Whether it was written from these facts and with these words."""
        return (self.fingerprint, self.wording) == (fingerprint, wording)


class FrozenFile(models.Model):
    report = models.ForeignKey(FrozenReport, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=2, choices=[(code, NAMES[code]) for code in LANGUAGES])
    form = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_frozen_file_per_form", fields=["report", "language", "form"])
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.form}"
