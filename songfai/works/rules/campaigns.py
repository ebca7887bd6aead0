"""What must be true of a campaign and of what is entered in it. Plain values only.

Source of the shape: the trade unions' guide 46/HD-TLD of 30/12/2021 (a period, works already recognised, applied within
given days). Each campaign's own numbers are its data.
"""

from dataclasses import dataclass
from datetime import date

from songfai.kit.errors import N_, Refused
from songfai.works.states import ELSEWHERE, ENTRY_MOVES, RECOGNITION, Counting, Entrants, EntryState, Stage

# What was filed and neither taken back nor turned down.
NOT_FILED = {Stage.DRAFT, Stage.WITHDRAWN, Stage.REVOKED, Stage.NOT_ACCEPTED, Stage.REFUSED, *ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Asked:
    """The counting rule."""

    entrants: Entrants
    counting: Counting
    applied_from: date | None
    applied_to: date | None


@dataclass(frozen=True, slots=True)
class Offered:
    """The work, as far as the rule asks for it; `applied` is the first and the last day its first application may be."""

    stage: Stage
    union_member: bool
    applied: tuple[date, date] | None


def require_days(opens: date, closes: date) -> None:
    if closes < opens:
        raise Refused("ends_before_it_begins", N_("The last day lies before the first."))


def require_draft(launched: bool) -> None:
    if launched:
        raise Refused("campaign_launched", N_("The campaign is launched: its rule and its targets stay."))


def require_running(launched: bool, opens: date, closes: date, day: date) -> None:
    if not launched or not opens <= day <= closes:
        raise Refused("campaign_not_open", N_("Works are entered only in the period of the campaign."))


def require_within(within: bool) -> None:
    if not within:
        raise Refused("campaign_elsewhere", N_("The campaign is not for this institution."))


def require_counted(asked: Asked, offered: Offered) -> None:
    """The work is what the campaign counts; of an application known by its month all days must lie in the period."""
    if asked.counting == Counting.RECOGNISED and offered.stage not in RECOGNITION:
        raise Refused("campaign_recognised", N_("This campaign counts works recognised by their unit."))
    if offered.stage in NOT_FILED:
        raise Refused("campaign_filed", N_("A campaign counts works that are filed and in force."))
    if asked.entrants == Entrants.UNION and not offered.union_member:
        raise Refused("campaign_union", N_("None of the authors is entered as a member of the trade union."))
    if asked.applied_from is None and asked.applied_to is None:
        return
    first, last = offered.applied or (date.min, date.max)
    if first < (asked.applied_from or date.min) or last > (asked.applied_to or date.max):
        raise Refused("campaign_applied", N_("Its first application does not lie in the days that count."))


def require_move(now: EntryState, then: EntryState) -> None:
    if then not in ENTRY_MOVES[now]:
        raise Refused("entry_moved", N_("The entry is in another state now. Look again."))
