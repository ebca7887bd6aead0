"""The state of an entry and the counts of its campaign change together, or not at all."""

from datetime import datetime

from django.db.models import F, QuerySet

from songfai.kit.errors import N_
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.models import CampaignDay, CampaignUnit, Entry, Work
from songfai.works.states import EntryState


def add(rows: QuerySet[CampaignUnit] | QuerySet[CampaignDay], changes: dict[str, int]) -> None:
    rows.update(**{name: F(name) + number for name, number in changes.items()})


def settle(entry: Entry, then: EntryState, reason: str, by: Seat, at: datetime) -> None:
    """Held until the transaction ends: of two people who decide at once the second is refused. Refused: entry_moved."""
    entry.refresh_from_db(from_queryset=Entry.objects.select_for_update())
    before = EntryState(entry.state)
    rules.require_move(before, then)
    entry.state, entry.reason = then, reason.strip()[:500]
    entry.decided_by, entry.decided_at = str(by.account)[:200], at
    entry.save()
    changes = {str(before): -1, str(then): 1}
    add(CampaignUnit.objects.filter(pk=entry.line_id), changes)
    add(CampaignDay.objects.filter(campaign=entry.campaign_id, day=entry.day), changes)


def take_out(work: Work, by: Seat, at: datetime) -> None:
    """A work that was withdrawn or turned down, or whose recognition was revoked, counts nowhere any more."""
    # Whoever takes out two works takes their campaigns in one order.
    rows = Entry.objects.filter(work=work, state=EntryState.VALID).order_by("campaign_id")
    for entry in rows:
        settle(
            entry,
            EntryState.WITHDRAWN,
            N_("The work was withdrawn or turned down, or its recognition revoked."),
            by,
            at,
        )
