from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.models import Institution
from songfai.programmes.models import Programme


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
