"""What must be true of visits, their meetings and promises. Plain values only.

Ministries' rules on visits: the scheme is approved before the delegation leaves, and a report follows the return
(Decision 3800/QĐ-BCT of 2018); source 000: exchange in rotation, tied to the yearly evaluation.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.plans.rules import name_key
from songfai.record.states import Stage
from songfai.visits.states import ENDED, HOST_OPEN, MOVES, OVER, OWES_REPORT, Step, VisitState

# From the offer on the minutes are what both sides read: nothing in the meeting changes until they are answered.
LOCKED = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE, Stage.REPLACED)
LONGEST_DAYS = 366
LARGEST_AMOUNT = Decimal(10) ** 15


# ---- The visit ------------------------------------------------------------------------------------------


def require_period(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("ends_before_it_starts", N_("The visit ends before it begins: look at both dates."))
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise Refused("visit_too_long", N_("A visit of more than a year: look at both dates."))


def require_party(host: int | None, positions: Iterable[int]) -> None:
    if host not in set(positions):
        raise Refused(
            "host_is_no_party",
            N_("The host must be one of the two sides of the programme; choose one of them."),
        )


def require_exception_reason(is_exception: bool, reason: bool) -> None:
    """Who hosts out of turn says why: the rotation is an agreement of both."""
    if is_exception and not reason:
        raise Refused(
            "host_out_of_turn",
            N_("By the rotation it is the other side’s turn to host. Say why this visit differs."),
        )


def destination(state: VisitState, step: Step) -> VisitState:
    """Where a step leads; refused where the state does not allow it."""
    if step not in MOVES[state]:
        raise Refused("step_not_allowed", N_("The visit is not at the point where this can be done."))
    return MOVES[state][step]


def steps_from(state: VisitState) -> list[Step]:
    return list(MOVES[state])


def is_changing(state: VisitState) -> bool:
    return state not in ENDED


def require_open(state: VisitState) -> None:
    """Of a visit that was closed or cancelled nothing changes any more."""
    if state in ENDED:
        raise Refused("visit_ended", N_("The visit is closed or cancelled: nothing of it changes any more."))


def require_changeable(state: VisitState) -> None:
    """Dates, place and host are facts once the visit is over."""
    require_open(state)
    if state in OVER:
        raise Refused(
            "visit_over", N_("The visit is over: what was arranged no longer changes. Use the report.")
        )


def require_host_open(old: int, new: int, state: VisitState) -> None:
    if old != new and state not in HOST_OPEN:
        raise Refused(
            "host_is_settled",
            N_(
                "The scheme is approved for this host. To change the host, cancel this visit and propose another."
            ),
        )


def after_change(state: VisitState, arranged_changed: bool) -> VisitState:
    """What the host confirmed were these days, this place, this manner: when they change, it confirms anew."""
    if state == VisitState.CONFIRMED and arranged_changed:
        return VisitState.SCHEME_APPROVED
    return state


def require_taken_in(has_item: bool, reason: str) -> None:
    if not has_item and not reason.strip():
        raise Refused(
            "off_plan_without_reason",
            N_("Choose the item of a plan in force, or say why the visit is off plan."),
        )


def require_scheme(number: str, approved_on: date | None, has_scheme: bool, today: date) -> None:
    if not has_scheme:
        raise Refused("no_scheme", N_("Write the scheme first: tasks, route, places, who pays."))
    if not number.strip():
        raise Refused("no_scheme_number", N_("Enter the number of the paper that approved the scheme."))
    if approved_on is None:
        raise Refused("no_scheme_date", N_("Enter the day on which the scheme was approved."))
    if approved_on > today:
        raise Refused("scheme_ahead", N_("The day of the approval lies ahead."))


def require_scheme_paper_open(approved: bool, has_paper: bool) -> None:
    """A paper that was missing when the scheme was approved may follow; the approved one is never exchanged."""
    if approved and has_paper:
        raise Refused(
            "scheme_paper_approved", N_("The paper of the scheme is approved and stays as it was approved.")
        )


def require_begun(starts_on: date, today: date) -> None:
    if starts_on > today:
        raise Refused("not_begun", N_("The visit has not begun yet: its first day lies ahead."))


def require_returned(returned_on: date | None, starts_on: date, today: date) -> None:
    if returned_on is None:
        raise Refused("no_return", N_("Enter the day of the return: the term for the report counts from it."))
    if returned_on < starts_on:
        raise Refused(
            "returned_before_start", N_("The day of the return is before the first day of the visit.")
        )
    if returned_on > today:
        raise Refused("return_ahead", N_("The day of the return lies ahead."))


def require_deviation(as_planned: bool, deviation: bool) -> None:
    if not as_planned and not deviation:
        raise Refused("deviation_without_reason", N_("Say what was not as planned, and why."))
    if as_planned and deviation:
        raise Refused(
            "deviation_but_as_planned",
            N_("You wrote what was not as planned: choose that, or leave the text empty."),
        )


def require_report(report: bool) -> None:
    if not report:
        raise Refused("report_empty", N_("Write the report before you send it."))


def require_cancel_reason(reason: bool) -> None:
    if not reason:
        raise Refused(
            "reason_missing", N_("Say why the visit is cancelled. The other side reads it word for word.")
        )


def standing(state: VisitState, returned_on: date | None, today: date) -> VisitState:
    """What the visit is to a reader: a finished one owes its report from the day after the return."""
    if state in OWES_REPORT and returned_on is not None and today > returned_on:
        return VisitState.REPORT_DUE
    return state


def require_turn(host: int | None, reason: bool, year: int, last_year: int) -> None:
    """A year without a host says why; years after the term are not recorded."""
    if host is None and not reason:
        raise Refused("skipped_without_reason", N_("Say why the year was skipped."))
    if not 1950 <= year <= last_year:
        raise Refused("year_out_of_range", N_("Enter a year from 1950 to %(last)s."), last=last_year)


# ---- The delegation, the days, gifts and costs ------------------------------------------------------------


def require_one_head(heads: int) -> None:
    if heads > 1:
        raise Refused("two_heads", N_("A delegation has one head. Give the other person another role."))


def require_day(day: date, starts_on: date, ends_on: date) -> None:
    if not starts_on <= day <= ends_on:
        raise Refused("day_outside", N_("This day is outside the days of the visit."))


def require_times(starts_at: time | None, ends_at: time | None) -> None:
    if ends_at is not None and starts_at is None:
        raise Refused("end_without_start", N_("Enter when it begins, or leave both times empty."))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Refused("ends_before_it_starts", N_("It ends before it begins: look at both times."))


def minor_units(amount: Decimal | None, currency: str, places: dict[str, int]) -> int | None:
    """An amount in the smallest unit in use. Money without a currency is no money.

    `places`: digits after the mark, by currency.
    """
    if amount is None:
        return None
    if not currency:
        raise Refused("no_currency", N_("Choose the currency: an amount without one cannot be counted."))
    if currency not in places:
        raise Refused("unknown_currency", N_("This currency is not in the list."))
    if amount < 0 or amount >= LARGEST_AMOUNT:
        raise Refused("amount_out_of_range", N_("The amount must be zero or more, and of at most 15 digits."))
    minor = amount.scaleb(places[currency])
    if minor != minor.to_integral_value():
        raise Refused("too_fine", N_("This currency has no such small part: round the amount."))
    return int(minor)


# ---- Meetings, minutes, promises ----------------------------------------------------------------------------


def is_open(stage: str) -> bool:
    """Whether a meeting, its minutes and its promises may change: a draft, also after a return."""
    return stage not in LOCKED


def require_minutes_open(stage: str) -> None:
    if stage == Stage.IN_FORCE:
        raise Refused(
            "minutes_in_force", N_("The minutes are in force: what both sides signed no longer changes.")
        )
    if not is_open(stage):
        raise Refused(
            "minutes_offered",
            N_("The minutes have been offered: nothing changes until they are answered or withdrawn."),
        )


def require_minutes_offered(stage: str) -> None:
    if stage == "draft":
        raise Refused("minutes_not_offered", N_("The minutes have not been offered yet."))


def missing(
    *,
    held_on: date,
    today: date,
    minutes: Trilingual,
) -> list[Refused]:
    """What is missing before the minutes can be offered, whatever the languages: `record.even` says what one of them lacks."""
    found: list[Refused] = []
    if held_on > today:
        found.append(Refused("meeting_ahead", N_("The meeting has not been held yet.")))
    if not minutes:
        found.append(
            Refused(
                "minutes_unwritten",
                N_("The minutes are not written yet. Both sides sign them in every authentic language."),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise as it would be signed: who carries it out (0 both), until when, which sides have named a unit for it."""

    number: int
    text: Trilingual
    bearer: int
    due: object | None
    named: frozenset[int]

    @property
    def without_unit(self) -> list[int]:
        """The sides that carry it out and have not said which of their units answers."""
        return [side for side in (1, 2) if self.bearer in (0, side) and side not in self.named]


def unkept(promises: Iterable[Owed], offering: int | None) -> list[Refused]:
    """What is missing for promises to become commitments with an owner and a date. The side that offers has named its
    own unit; the other's is not in its power."""
    found: list[Refused] = []
    for one in promises:
        told = {"number": one.number, "promise": one.text}
        if one.due is None:
            text = N_("Promise %(number)s has no deadline: “%(promise)s”.")
            found.append(Refused("promise_without_day", text, **told))
        if offering in one.without_unit:
            text = N_("Promise %(number)s names no unit of your side that answers for it: “%(promise)s”.")
            found.append(Refused("promise_without_owner", text, **told))
    return found


def require_offerable(found: Sequence[Refused]) -> None:
    """Raises the first of what is missing; the page lists all of it."""
    if found:
        raise found[0]


def named_twice(names: Sequence[Trilingual]) -> list[str]:
    """Names that two of a delegation have, in whatever language each is written. Two people may have one name, so it is
    said and not refused; whoever is one person is counted once."""
    keys = Counter(
        key for name in names for key in {name_key(form) for form in name.as_dict().values()} if key
    )
    forms = (form for name in names for form in name.as_dict().values())
    return list({key: form for form in forms if keys[key := name_key(form)] > 1}.values())
