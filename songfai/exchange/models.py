from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.exchange.states import ArrivalState, Direction, Way
from songfai.kit.choices import choices
from songfai.parties.models import Institution
from songfai.record.models import Document, Log, Register


class Post(models.Model):
    """Where an institution's files go: to the partner's server and mailbox; of an institution hosted here, its own
    mailbox for the daily copy."""

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, related_name="post")
    address = models.URLField(
        _("address of their server"),
        blank=True,
        help_text=_("https://… as their administrator gave it. Empty: files are carried by hand or by mail."),
    )
    mail = models.EmailField(_("mailbox"), blank=True)
    pushes = models.BooleanField(
        _("send by itself"), default=True, help_text=_("Every few minutes, when there is something new.")
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("post")

    def __str__(self) -> str:
        return str(self.institution)


class Transfer(models.Model):
    """A bundle that left or came: when, how, how much, and what became of it. `code` is empty when it went well."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, null=True, related_name="transfers")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    direction = models.CharField(max_length=10, choices=choices(Direction))
    way = models.CharField(max_length=10, choices=choices(Way))
    at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField()
    first = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True, help_text="the refusal, a key of the catalogues")
    params = models.JSONField(default=dict, blank=True)
    who = models.CharField(max_length=200, blank=True)
    doubts = models.JSONField(
        default=list,
        blank=True,
        help_text="what it says and the record does not bear out: text and params each",
    )
    others = models.PositiveIntegerField(default=0, help_text="older refusals that are only counted")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="transfer_by_register", fields=["register", "-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.direction} {self.at:%Y-%m-%d} {self.code}"


class Digest(models.Model):
    """Up to where a side's people have been told of the lines of its own logs (`told`: lines of each log, by its origin),
    and on which day they were last."""

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.institution}, {self.day}"


class Caller(models.Model):
    """How many files a sender has brought over the network since `since`. `proven`: those it signed before they were read;
    what anybody brings in its name is counted apart, so that nobody uses up what is the sender's."""

    origin = models.CharField(max_length=200)
    proven = models.BooleanField()
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_caller", fields=["origin", "proven"])]

    def __str__(self) -> str:
        return f"{self.origin}: {self.count}"


class Arrival(models.Model):
    """A document that came from elsewhere, and whether the room it belongs to shows it yet."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="arrival")
    state = models.CharField(
        max_length=10, choices=choices(ArrivalState), default=ArrivalState.WAITING, db_index=True
    )
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True, help_text="the refusal, a key of the catalogues")
    params = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document}: {self.state}"


class Wanted(models.Model):
    """A file that documents name and that one of the servers does not have: `log` is that of the server that asks
    (one's own: missing here; the other's: asked for by them)."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="wanted")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="wanted_once", fields=["log", "sha256"])]

    def __str__(self) -> str:
        return self.sha256[:8]
