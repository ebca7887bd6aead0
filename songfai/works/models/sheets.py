"""A workbook of a unit's works: checked whole, taken in whole as drafts, confirmed in person or by a signed paper, filed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songfai.files.models import StoredFile
from songfai.kit.choices import choices
from songfai.parties.models import Seat
from songfai.works.models.recognition import Submission
from songfai.works.models.works import Author, Work
from songfai.works.states import SheetKind, SheetStep


class Sheet(models.Model):
    """`problems`: the first cells that are wrong, as [row, column, English sentence, values]; `preview`: the first works."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language of the sheet"), max_length=2)
    kind = models.CharField(max_length=5, choices=choices(SheetKind), default=SheetKind.WORKS)
    source = models.CharField(
        _("paper it was read in"), max_length=300, blank=True, help_text="of works recognised before"
    )
    step = models.CharField(max_length=7, choices=choices(SheetStep), default=SheetStep.CHECKED)
    rows = models.PositiveIntegerField(default=0)
    works = models.PositiveIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0, help_text="works made ready, while it is taken in")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    filing_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(_("why its works were withdrawn"), max_length=1000, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True, help_text="when all of it was last gone through")

    class Meta:
        verbose_name = _("sheet of works")
        verbose_name_plural = _("sheets of works")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file.name


class SheetLine(models.Model):
    """One work of a sheet. `mark`: its title and authors, by which it is found again; `revision`: of the work, as the sheet
    left it; `signed`: numbers of the authors who have signed on paper, by the sheet; `why`: what it was not filed for, as
    [English sentence, values]."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField()
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    made = models.BooleanField(default=True, help_text="by this sheet; else it was there, and changed by it")
    revision = models.PositiveIntegerField(default=0)
    mark = models.CharField(max_length=64, db_index=True)
    signed = models.JSONField(default=list)
    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="filed from here",
    )
    why = models.JSONField(default=list)

    class Meta:
        verbose_name = _("work of a sheet")
        verbose_name_plural = _("works of a sheet")
        ordering = ["row", "id"]
        constraints = [models.UniqueConstraint(name="one_line_per_work_and_sheet", fields=["sheet", "work"])]


class SignedPaper(models.Model):
    """What the authors of a sheet have signed on paper, scanned. Taken back, it stays readable and stands for nobody."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what it is"), max_length=200)
    confirmed = models.PositiveIntegerField(default=0, help_text="shares it was entered for")
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("paper signed by authors")
        verbose_name_plural = _("papers signed by authors")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Objection(models.Model):
    """An author's word against a confirmation that others entered from a paper. It ends when the author confirms in person."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="objections")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=200, help_text="who had entered the paper")
    reason = models.CharField(_("reason"), max_length=1000)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("objection of an author")
        verbose_name_plural = _("objections of authors")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_open_objection", fields=["author"], condition=Q(ended_at=None))
        ]
