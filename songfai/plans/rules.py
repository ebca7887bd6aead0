"""What must be true of plans and activities, and how a commitment stands in a year. Plain values only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from songfai.kit.errors import N_, Refused
from songfai.kit.text import fold, is_lao, normalise_line, western_digits
from songfai.plans.states import MOVES, NEEDS_REASON, ActivityState, Party
from songfai.programmes.states import Progress

QUARTER_ENDS = {0: (12, 31), 1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


# Not the year in the number of a paper: Decree 30/2020/NĐ-CP.
YEAR_NAMED = re.compile(r"(?<!\d)20\d\d(?!\d|/\D)")
YEARS_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")


def names_another_year(texts: Sequence[str], year: int) -> bool:
    """Years are named, and not the plan's own: so reads what was copied from an earlier plan and not looked through."""
    plain = [western_digits(text) for text in texts]
    named = {int(found) for text in plain for found in YEAR_NAMED.findall(text)}
    spans = [(int(first), int(last)) for text in plain for first, last in YEARS_NAMED.findall(text)]
    return bool(named) and year not in named and not any(first <= year <= last for first, last in spans)


def item_due(year: int, quarter: int) -> date:
    """The last day of an item's quarter; of the year when it has none."""
    return date(year, *QUARTER_ENDS[quarter])


def require_year_in_term(year: int, first: int, last: int) -> None:
    if not first <= year <= last:
        raise Refused(
            "year_outside_term",
            N_("The year %(year)s is outside the term %(first)s–%(last)s."),
            year=year,
            first=first,
            last=last,
        )


def require_draft(is_draft: bool) -> None:
    if not is_draft:
        raise Refused(
            "plan_is_offered", N_("This version has been offered and no longer changes. Start a new version.")
        )


def require_offerable(items: int, has_reason: bool, replaces: bool) -> None:
    """A plan needs items; one that replaces a plan in force says why (old targets are kept)."""
    if not items:
        raise Refused("plan_without_items", N_("The plan has no item yet. Add at least one, then offer it."))
    if replaces and not has_reason:
        raise Refused(
            "plan_without_reason", N_("Say why the plan in force is to be replaced. The other side reads it.")
        )


def alike(wanted: tuple[int, str], own: Sequence[tuple[int, str]]) -> int | None:
    """Where among (number, type) of the own commitments one like `wanted` stands: itself, else the first of its type."""
    if wanted in own:
        return own.index(wanted)
    return next((at for at, (_number, kind) in enumerate(own) if kind == wanted[1]), None)


def seen_from(own: int, position: int) -> Party:
    """A side by its position in the text (0 both), as the side `own` sees it."""
    if not position:
        return Party.BOTH
    return Party.OWN if position == own else Party.OTHER


def position_of(own: int, party: str) -> int:
    """The way back, in a programme in which the institution is the side `own`."""
    return {Party.BOTH: 0, Party.OWN: own, Party.OTHER: 3 - own}[Party(party)]


def require_period(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("ends_before_it_starts", N_("The last day is before the first day."))


def require_state(state: ActivityState, reason: str, starts_on: date, today: date) -> None:
    """A finished activity has begun; one cancelled or done otherwise says why."""
    if state in NEEDS_REASON and not reason.strip():
        raise Refused("reason_missing", N_("Say why it was cancelled or not done as planned."))
    begun = {ActivityState.IN_PROGRESS, ActivityState.DONE, ActivityState.DONE_OTHERWISE}
    if state in begun:
        require_begun(starts_on, today)


def require_begun(starts_on: date, today: date) -> None:
    """What lies ahead can be neither finished nor confirmed."""
    if starts_on > today:
        raise Refused("not_begun", N_("The activity has not begun yet: its first day lies ahead."))


def require_move(old: ActivityState, new: ActivityState) -> None:
    if old != new and new not in MOVES[old]:
        raise Refused("move_not_allowed", N_("An activity cannot go from this state to that one."))


@dataclass(frozen=True, slots=True)
class CommitmentYear:
    """Facts of one commitment in one year, counted from the plan in force and the activities.

    The four cells of a Vietnamese task report: done on time, done late, not done but in time, overdue.
    """

    planned: int = 0
    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    off_plan: int = 0
    activities: int = 0
    # Of the overdue ones in the running year: every activity under them was cancelled, so nobody is late with them.
    given_up: int = 0

    @property
    def owed(self) -> int:
        return self.overdue - self.given_up

    @property
    def done(self) -> int:
        return self.on_time + self.late + self.off_plan


def cell_of_item(due: date, finished_on: date | None, until: date) -> str:
    """Which of the four cells a plan item falls into on the day `until`."""
    if finished_on is not None:
        return "late" if finished_on > due else "on_time"
    return "overdue" if until > due else "in_time"


def days_without_evidence(last: date | None, since: date, today: date) -> int:
    """Days from the newest evidence (or from `since`, when the promise began) to today."""
    return max(0, (today - (last or since)).days)


def is_asleep(last: date | None, since: date, today: date, after: int) -> bool:
    """No evidence for `after` days. Computed, never typed."""
    return days_without_evidence(last, since, today) >= after


def progress(
    facts: CommitmentYear,
    year: int,
    today: date,
    *,
    last_evidence: date | None,
    since: date,
    asleep_after: int,
) -> Progress:
    """How a commitment stands in a year, as the grid shows it."""
    if facts.owed:
        return Progress.LATE
    if facts.in_time:
        return Progress.ON_TRACK
    if facts.done:
        return Progress.DONE
    if year > today.year:
        return Progress.NOT_DUE
    end = min(today, date(year, 12, 31))
    begun = since <= end - timedelta(days=asleep_after)
    if begun and is_asleep(_before(last_evidence, end), since, end, asleep_after):
        return Progress.ASLEEP
    return Progress.NOT_DUE


def at_the_end(progress: Progress) -> Progress:
    """How a commitment stands in a year once both sides have closed the programme: nobody is late, nothing sleeps."""
    return progress if progress == Progress.DONE else Progress.NOT_DONE


def _before(last: date | None, end: date) -> date | None:
    return last if last is None or last <= end else end


# Days; whoever takes part in something as long is not in one place all the time.
LONGEST_STAY = 366
# Forms of address that officers write before a name in a list; they are no part of it.
COURTESIES = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|comrade|ông|bà|đ/c|đồng chí|ts|gs|pgs)\b\.?\s*"
    r"|(?:ພະນະທ່ານ|ທ່ານ|ສະຫາຍ|ທ້າວ|ດຣ\.?)\s*(?:ນາງ\s+)?|ນາງ\s+)+",
    re.IGNORECASE,
)
# "1. Ông Trần Văn Khải, Vụ trưởng": the number before a name, and the post after it.
NUMBERED = re.compile(r"^(?:\d+\s*[.)\-]|[-•*–])\s*")
AFTER_A_NAME = re.compile(r"[,;:(\t]|\s[-–—]\s")


def is_stay(starts_on: date, ends_on: date) -> bool:
    """Whether those who take part are away for it, or have it as one of their tasks for a year and longer."""
    return (ends_on - starts_on).days < LONGEST_STAY


def names_in(persons: str) -> list[str]:
    """The names of a list of persons, one a line, without numbers and posts."""
    lines = (NUMBERED.sub("", normalise_line(line)) for line in persons.splitlines())
    return [name for line in lines if (name := AFTER_A_NAME.split(line, maxsplit=1)[0].strip())]


def name_key(name: str) -> str:
    """What is the same for two spellings of a name; empty where it is one word only, which many people share.

    Vietnamese marks tell one person from another (Hùng, Hưng) and stay; in Lao only variants of spelling are levelled.
    """
    bare = COURTESIES.sub("", normalise_line(western_digits(name)))
    key = fold(bare) if is_lao(bare) else bare.casefold()
    return key if " " in key else ""


def require_one(*named: tuple[int, int | None]) -> None:
    """`named`: a side or 0, and a further party or None. Who leads or pays is said once."""
    if any(side and party for side, party in named):
        raise Refused("two_leads", N_("Choose a side or a further party, not both."))
