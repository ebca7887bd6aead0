"""A campaign prepared and launched, works entered in it, and what counts of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.parties.models import Institution, Seat, Unit
from songfai.works import rules
from songfai.works.actions.counting import add, settle
from songfai.works.actions.holding import hold, tell_authors
from songfai.works.models import Campaign, CampaignDay, CampaignUnit, Entry, Work
from songfai.works.permissions import check_judges, check_may, check_own
from songfai.works.queries.campaigns import Taker, asked_by, offered_by, takers
from songfai.works.queries.councils import chain
from songfai.works.states import EntryState

CAMPAIGN_FIELDS = (
    "title", "opens", "closes", "entrants", "counting", "applied_from", "applied_to", "paper", "paper_date",
)  # fmt: skip


def _hold(campaign: Campaign, by: Seat, seen_revision: int | None = None) -> None:
    """The draft as it is now, held by its office. Refused: campaign_launched."""
    check_may(by, "campaign")
    check_own(by, campaign.institution_id)
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update())
    if seen_revision is not None and seen_revision != campaign.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    rules.require_draft(campaign.launched_at is not None)
    campaign.revision += 1


@transaction.atomic
def save_campaign(
    *,
    values: dict[str, Any],
    by: Seat,
    at: datetime,
    campaign: Campaign | None = None,
    seen_revision: int | None = None,
) -> Campaign:
    """Prepare a campaign of the institution, or change one that is not launched. Refused: ends_before_it_begins,
    campaign_launched."""
    check_may(by, "campaign")
    row = campaign or Campaign(institution=by.institution)
    if campaign is not None:
        _hold(row, by, seen_revision)
    for name in CAMPAIGN_FIELDS:
        setattr(row, name, values[name])
    rules.require_days(row.opens, row.closes)
    if row.applied_from and row.applied_to:
        rules.require_days(row.applied_from, row.applied_to)
    row.save()
    write(by=by, at=at, verb="works.save_campaign", subject=row)
    return row


@transaction.atomic
def set_targets(
    *,
    campaign: Campaign,
    targets: Mapping[Taker, int | None],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> int:
    """How many entries that count are asked of each; nothing asks none. How many were changed. All of them or none.

    Refused: campaign_launched, campaign_elsewhere, changed_meanwhile.
    """
    _hold(campaign, by, seen_revision)
    bodies, units = takers(campaign)
    known: set[Institution | Unit] = set(
        bodies.filter(pk__in=[body.pk for body, unit in targets if unit is None])
    )
    known |= set(units.filter(pk__in=[unit.pk for _body, unit in targets if unit is not None]))
    rules.require_within(all((unit or body) in known for body, unit in targets))
    lines = {(line.institution_id, line.unit_id): line for line in campaign.lines.all()}
    changed = 0
    for (body, unit), target in targets.items():
        line = lines.get((body.pk, unit.pk if unit else None))
        if target == (line.target if line else None):
            continue
        changed += 1
        if target is None and line is not None:
            line.delete()
        elif line is not None:
            line.target = target
            line.save(update_fields=["target"])
        else:
            CampaignUnit.objects.create(campaign=campaign, institution=body, unit=unit, target=target)
        write(by=by, at=at, verb="works.set_target", subject=campaign, unit=str(unit or body), target=target)
    if changed:
        campaign.save(update_fields=["revision"])
    return changed


@transaction.atomic
def launch(*, campaign: Campaign, by: Seat, at: datetime) -> Campaign:
    """Open it to all whom it is for, and to the public. Its rule and targets stay from now on. Refused: campaign_launched."""
    _hold(campaign, by)
    campaign.launched_at = at
    campaign.save()
    write(by=by, at=at, verb="works.launch_campaign", subject=campaign)
    return campaign


@transaction.atomic
def enter(*, campaign: Campaign, work: Work, by: Seat, at: datetime) -> Entry:
    """Have the work counted, once in a campaign; also one that was taken out of it before.

    Refused: campaign_not_open, campaign_elsewhere, campaign_recognised, campaign_filed, campaign_union, campaign_applied,
    entry_twice.
    """
    check_may(by, "enter_campaign", work)
    hold(work)
    day = timezone.localdate(at)
    _require_takes(campaign, work, day)
    entry = Entry.objects.filter(campaign=campaign, work=work).first()
    if entry is not None and entry.state != EntryState.WITHDRAWN:
        raise Refused("entry_twice", N_("The work is entered in this campaign already."))
    if entry is not None:
        settle(entry, EntryState.VALID, "", by, at)
    else:
        entry = _first_entry(campaign, work, day, by)
    write(by=by, at=at, verb="works.enter_campaign", subject=work, campaign=str(campaign))
    return entry


def _require_takes(campaign: Campaign, work: Work, day: date) -> None:
    rules.require_running(campaign.launched_at is not None, campaign.opens, campaign.closes, day)
    rules.require_within(any(one.pk == campaign.institution_id for one in chain(work.institution)))
    rules.require_counted(asked_by(campaign), offered_by(work))


def _first_entry(campaign: Campaign, work: Work, day: date, by: Seat) -> Entry:
    line, _new = CampaignUnit.objects.get_or_create(
        campaign=campaign, institution=work.institution, unit=_line_unit(campaign, work)
    )
    entry = Entry.objects.create(campaign=campaign, work=work, line=line, day=day, who=str(by.account)[:200])
    CampaignDay.objects.get_or_create(campaign=campaign, day=day)
    add(CampaignUnit.objects.filter(pk=line.pk), {"valid": 1})
    add(CampaignDay.objects.filter(campaign=campaign, day=day), {"valid": 1})
    return entry


def _line_unit(campaign: Campaign, work: Work) -> Unit | None:
    """In its own campaign an institution counts by unit; from a body below, the whole body is one line."""
    return work.unit if work.institution_id == campaign.institution_id else None


@transaction.atomic
def leave_campaign(*, entry: Entry, reason: str, by: Seat, at: datetime) -> Entry:
    """Its authors or its unit take a work out of a campaign. Refused: reason_missing, entry_moved."""
    check_may(by, "enter_campaign", entry.work)
    rules.require_reason(reason)
    settle(entry, EntryState.WITHDRAWN, reason, by, at)
    write(by=by, at=at, verb="works.leave_campaign", subject=entry.work, reason=reason)
    return entry


@transaction.atomic
def judge_entry(*, entry: Entry, duplicate: bool, reason: str, by: Seat, at: datetime) -> Entry:
    """The office that launched the campaign finds that an entry repeats another, or that it counts after all.

    Refused: reason_missing, entry_moved.
    """
    check_judges(by, entry.campaign, entry.work)
    rules.require_reason(reason)
    hold(entry.work)
    entry.refresh_from_db(fields=["state"], from_queryset=Entry.objects.select_for_update())
    if not duplicate:
        rules.require_counted(asked_by(entry.campaign), offered_by(entry.work))
    if entry.state == EntryState.WITHDRAWN:
        raise Refused("entry_moved", N_("The entry is in another state now. Look again."))
    settle(entry, EntryState.DUPLICATE if duplicate else EntryState.VALID, reason, by, at)
    text = (
        N_("“%(work)s” does not count in the campaign, as a duplicate: %(reason)s")
        if duplicate
        else N_("“%(work)s” counts in the campaign again: %(reason)s")
    )
    tell_authors(entry.work, text, at, reason=reason)
    write(by=by, at=at, verb="works.judge_entry", subject=entry.work, state=entry.state, reason=reason)
    return entry
