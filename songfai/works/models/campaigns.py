"""Campaigns for works: what they count, the targets of units, the works entered, and the counts kept with each entry."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.fields import TrilingualField
from songfai.parties.models import Institution, Unit
from songfai.works.models.works import Work
from songfai.works.states import Counting, Entrants, EntryState


class Campaign(models.Model):
    """Launched by an institution for itself and the bodies below it. Its rule does not change once it is launched."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    title = TrilingualField(_("title"))
    opens = models.DateField(_("first day"))
    closes = models.DateField(_("last day"))
    entrants = models.CharField(_("whose works"), max_length=9, choices=choices(Entrants))
    counting = models.CharField(_("what counts"), max_length=10, choices=choices(Counting))
    applied_from = models.DateField(_("first applied from"), null=True, blank=True)
    applied_to = models.DateField(_("first applied until"), null=True, blank=True)
    paper = models.CharField(_("paper it is launched by"), max_length=200)
    paper_date = models.DateField(_("date of the paper"))
    launched_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-opens", "-id"]
        constraints = [
            models.CheckConstraint(
                name="campaign_closes_after_it_opens", condition=Q(closes__gte=F("opens"))
            ),
            models.CheckConstraint(
                name="campaign_applied_in_a_period",
                condition=Q(applied_from=None) | Q(applied_to=None) | Q(applied_to__gte=F("applied_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)[:300]


class Counts(models.Model):
    """Entries by their state. Changed in the transaction that changes the entry: a page reads them and counts no works."""

    valid = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class CampaignUnit(Counts):
    """A unit in a campaign, with its target if one was set. Without a unit it is the institution’s own line."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="lines", db_index=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit in a campaign")
        verbose_name_plural = _("units in a campaign")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_line_of_a_unit", fields=["campaign", "institution", "unit"], condition=~Q(unit=None)
            ),
            models.UniqueConstraint(
                name="one_line_without_a_unit", fields=["campaign", "institution"], condition=Q(unit=None)
            ),
        ]
        indexes = [models.Index(name="campaign_ranking", fields=["campaign", "-valid", "id"])]


class CampaignDay(Counts):
    """What was entered on a day, by what it is today."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()

    class Meta:
        verbose_name = _("day of a campaign")
        verbose_name_plural = _("days of a campaign")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(name="one_line_of_a_day", fields=["campaign", "day"])]


class Entry(models.Model):
    """A work in a campaign, once. The unit is that of the day it was entered."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="entries", db_index=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="entries")
    line = models.ForeignKey(CampaignUnit, on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=9, choices=choices(EntryState), default=EntryState.VALID)
    day = models.DateField()
    who = models.CharField(max_length=200)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry in a campaign")
        verbose_name_plural = _("entries in campaigns")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="one_entry_per_work", fields=["campaign", "work"]),
            models.CheckConstraint(
                name="entry_out_with_a_reason", condition=Q(state=EntryState.VALID) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(name="campaign_entries", fields=["campaign", "state", "-id"])]


class EntryPair(models.Model):
    """Two entries of a campaign with nearly the same text, as the machine found them; `one` was entered first. What of them
    counts, people decide (Entry.state)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="pairs", db_index=False)
    one = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField(_("same wording, in per cent"))

    class Meta:
        verbose_name = _("pair of entries with nearly the same text")
        verbose_name_plural = _("pairs of entries with nearly the same text")
        ordering = ["-percent", "-id"]
        constraints = [
            models.UniqueConstraint(name="one_pair_of_two_entries", fields=["one", "other"]),
            models.CheckConstraint(name="pair_of_two_entries", condition=Q(one__lt=F("other"))),
        ]
        indexes = [models.Index(name="alike_in_a_campaign", fields=["campaign", "-percent", "-id"])]

    @property
    def both(self) -> tuple[Entry, Entry]:
        return self.one, self.other
