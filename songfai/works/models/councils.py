"""The council and its ballot. Who voted and what was voted stand in two tables that nothing links (actions.ballots)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution, Seat
from songfai.works.models.recognition import Criterion, Submission
from songfai.works.models.works import Author
from songfai.works.states import Barred, Choice, CouncilRole


class Council(models.Model):
    """A council an institution's head has formed by a decision."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    title = TrilingualField(_("name"))
    decision = models.CharField(_("number of the decision"), max_length=100)
    decided_on = models.DateField(_("date of the decision"))
    valid_to = models.DateField(_("sits until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="council_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("decided_on")),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class Member(models.Model):
    """Somebody who sits on a council, in person: an expert may come from another institution."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="members")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=9, choices=choices(CouncilRole))

    class Meta:
        verbose_name = _("member of a council")
        verbose_name_plural = _("members of a council")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="sits_once_on_a_council", fields=["council", "seat"]),
            models.UniqueConstraint(
                name="one_chair_of_a_council", fields=["council"], condition=Q(role=CouncilRole.CHAIR)
            ),
        ]

    def __str__(self) -> str:
        return str(self.seat.account)


class Apart(models.Model):
    """The council's word that one of its members is not the author of that name who has no account here, and why."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="apart")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why they are not the same person"), max_length=500)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("word on a member and an author of one name")
        verbose_name_plural = _("words on members and authors of one name")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="told_apart_once", fields=["submission", "author", "account"]),
            models.CheckConstraint(name="told_apart_with_a_reason", condition=~Q(reason="")),
        ]


class Finding(models.Model):
    """What the council found on one criterion."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField(_("met"))
    comment = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("finding of a council")
        verbose_name_plural = _("findings of a council")
        ordering = ["criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(name="one_finding_per_criterion", fields=["submission", "criterion"])
        ]


class Ballot(models.Model):
    """One secret ballot on a submission. Its result is written when it is closed, and known to nobody before."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="ballots")
    closed_on = models.DateField(null=True, blank=True)
    annulled = models.BooleanField(default=False)
    entitled = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_blank = models.PositiveSmallIntegerField(null=True, blank=True)
    carried = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_ballot",
                fields=["submission"],
                condition=Q(closed_on=None, annulled=False),
            ),
            models.CheckConstraint(
                name="ballot_counted_when_closed",
                condition=Q(closed_on=None, entitled=None, votes_for=None, carried=None)
                | Q(
                    closed_on__isnull=False,
                    entitled__isnull=False,
                    votes_for__isnull=False,
                    carried__isnull=False,
                ),
            ),
        ]

    @property
    def voted(self) -> int:
        """How many ballots were counted."""
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.votes_blank or 0)


class Voter(models.Model):
    """A member on the list of one ballot: barred from it, or has voted, or not yet. Not when, and not how."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="listed")
    barred = models.CharField(max_length=8, choices=choices(Barred), blank=True)
    barred_reason = models.CharField(max_length=300, blank=True)
    voted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="votes_once", fields=["ballot", "member"]),
            models.CheckConstraint(name="barred_has_no_vote", condition=Q(barred="") | Q(voted=False)),
        ]


class Vote(models.Model):
    """A ballot in the urn. Its key is drawn anew, with all others, each time one is put in; it has no number, no time."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="urn")
    choice = models.CharField(max_length=7, choices=choices(Choice))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["key"]
