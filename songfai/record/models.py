from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.parties.models import Institution
from songfai.record.states import EntryType, Stage


class Register(models.Model):
    """The joint record of one programme: two logs and the documents they speak of.

    `programme` is "sha256:" + hex of the charter's stored bytes (record format 2.1).
    """

    programme = models.CharField(max_length=71, unique=True)
    charter = models.BinaryField()
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.programme


class Log(models.Model):
    """One side's own log. Only that side writes in it; it only grows."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="logs")
    position = models.PositiveSmallIntegerField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="logs")
    origin = models.CharField(max_length=200)
    size = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=44, blank=True, help_text="leaf hash of the last entry, base64")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_log_per_position", fields=["register", "position"]),
            models.UniqueConstraint(name="one_log_per_origin", fields=["register", "origin"]),
            models.CheckConstraint(name="log_position_is_1_or_2", condition=models.Q(position__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return self.origin


class Document(models.Model):
    """What is agreed: the bytes, forever as they were. `sha256` is the hash of `body`."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()
    thread = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_document_per_version", fields=["register", "thread", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.thread}, {self.version}"


class Standing(models.Model):
    """Where a document stands. Worked out from the two logs, kept beside them for the lists;
    `record.actions.recompute` makes it anew and a test holds it against the logs."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="standing")
    stage = models.CharField(_("stage"), max_length=12, choices=choices(Stage), db_index=True)
    offered_by = models.PositiveSmallIntegerField()
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="returned or withdrawn")
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.document}: {self.stage}"


class Entry(models.Model):
    """One line of a log. `body` holds the exact bytes whose leaf hash the next line names."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    body = models.BinaryField()
    leaf = models.CharField(max_length=44, help_text="base64 of SHA-256(0x00 + body)")
    type = models.CharField(max_length=12, choices=choices(EntryType))
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="entries")
    at = models.DateTimeField()
    who = models.CharField(max_length=200, blank=True, help_text="label of the person, not part of the log")

    class Meta:
        ordering = ["log_id", "seq"]
        constraints = [models.UniqueConstraint(name="one_entry_per_seq", fields=["log", "seq"])]

    def __str__(self) -> str:
        return f"{self.log} {self.seq}: {self.type}"
