from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.parties.models import Institution
from songfai.record.states import EntryType, IncidentKind, Stage


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
    """One side's own log. Only that side writes in it; it only grows.

    `hosted`: this server holds the side's keys and writes for it; the other logs are mirrors, which grow by what
    their owner sends. `peaks` is the frontier of the tree (tree.Frontier), `seen` what the last entry has seen of
    the other log, `known` how many of the entries the other side has proved to hold, `claimed` how many the other
    server last said it holds.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="logs")
    position = models.PositiveSmallIntegerField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="logs")
    origin = models.CharField(max_length=200)
    size = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=44, blank=True, help_text="leaf hash of the last entry, base64")
    peaks = models.BinaryField(default=bytes)
    seen = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    claimed = models.PositiveIntegerField(default=0)
    hosted = models.BooleanField(default=True)
    stops = models.PositiveIntegerField(
        null=True, help_text="first line of a newer version: not understood from there"
    )

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
        # Two sides may each offer a version of the same number: rivals, which the rule tells apart by their hash.
        indexes = [models.Index(name="document_by_thread", fields=["register", "thread", "version"])]

    def __str__(self) -> str:
        return f"{self.thread}, {self.version}"


class Card(models.Model):
    """A side's keys as its root keys signed them (record.cards); `body` are the signed bytes."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="cards")
    serial = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()
    signatures = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_card_per_serial", fields=["institution", "serial"])]

    def __str__(self) -> str:
        return f"{self.institution}, {self.serial}"


class Checkpoint(models.Model):
    """The newest signed statement of a log's size and root, and the newest that the other side has cosigned."""

    log = models.OneToOneField(Log, on_delete=models.PROTECT, related_name="checkpoint")
    size = models.PositiveIntegerField()
    note = models.TextField()
    cosigned_size = models.PositiveIntegerField(default=0)
    cosigned_note = models.TextField(blank=True)
    cosigned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.log} {self.size}"


class Incident(models.Model):
    """Something that must not happen did: two signed stories of one log (fork), or a log that is behind its own
    mark (rollback). While it is open nobody agrees to anything in the register."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="incidents")
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=10, choices=choices(IncidentKind))
    notes = models.JSONField(default=list, help_text="the signed notes that contradict each other")
    held = models.PositiveIntegerField(default=0, help_text="entries of the log that are here")
    expected = models.PositiveIntegerField(default=0, help_text="entries the log is known to have had")
    noticed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_incident",
                fields=["log", "kind"],
                condition=models.Q(settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.log}"


class Check(models.Model):
    """Somebody of a side has read these very bytes and found them in order, before a colleague agrees to them."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    account_id = models.BigIntegerField()
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_check_per_person", fields=["institution", "sha256", "account_id"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.sha256[:8]}"


class Hand(models.Model):
    """Somebody has written in a text of their side: in a draft (`actions.drafts.subject_of`), and so in the document it
    became (its SHA-256). Kept for every side; it counts where the side wants two persons."""

    subject = models.CharField(max_length=80)
    account_id = models.BigIntegerField()
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_hand_per_person", fields=["subject", "account_id"])]

    def __str__(self) -> str:
        return f"{self.who}: {self.subject}"


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

    @property
    def waits_for(self) -> int | None:
        """The position of the side whose turn it is: to answer an offer, or to send the receipt of an approval."""
        return {Stage.OFFERED: 3 - self.offered_by, Stage.ACCEPTED: self.offered_by}.get(Stage(self.stage))

    @property
    def waits_since(self) -> datetime:
        return self.accepted_at or self.offered_at


class Entry(models.Model):
    """One line of a log. `body` holds the exact bytes whose leaf hash the next line names."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    body = models.BinaryField()
    leaf = models.CharField(max_length=44, help_text="base64 of SHA-256(0x00 + body)")
    type = models.CharField(max_length=30, choices=choices(EntryType))
    seen = models.PositiveIntegerField(default=0, help_text="entries of the other log its writer held")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="entries")
    at = models.DateTimeField()
    who = models.CharField(max_length=200, blank=True, help_text="label of the person, not part of the log")

    class Meta:
        ordering = ["log_id", "seq"]
        constraints = [models.UniqueConstraint(name="one_entry_per_seq", fields=["log", "seq"])]
        # What is read of a long log is mostly lines of a few types: what moves documents, papers, messages.
        indexes = [models.Index(name="entry_by_type", fields=["log", "type", "seq"])]

    def __str__(self) -> str:
        return f"{self.log} {self.seq}: {self.type}"
