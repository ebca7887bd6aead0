"""What must be true of support, rates and payments. Plain values only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from songfai.kit.errors import N_, Refused
from songfai.kit.money import places
from songfai.kit.validity import Dated, gaps, overlaps
from songfai.support.states import CHANGEABLE, MOVES, RateState, SupportKind, SupportState


def mover(old: SupportState, new: SupportState) -> str:
    """Which side may move it so; refuses a move that is not in the table."""
    if (old, new) not in MOVES:
        raise Refused("move_not_allowed", N_("Support cannot go from this state to that one."))
    return MOVES[old, new]


def require_changeable(state: SupportState) -> None:
    if state not in CHANGEABLE:
        raise Refused(
            "support_settled", N_("What has been delivered no longer changes. Take the delivery back first.")
        )


def require_amount(kind: str, quantity: Decimal | None, unit: bool, minor: int | None, currency: str) -> None:
    """Money has an amount and a currency; everything else a number, goods also their unit of measure."""
    if kind == SupportKind.MONEY:
        if not minor or minor < 0:
            raise Refused("amount_missing", N_("Enter an amount above zero."))
        places(currency)
        return
    if quantity is None or quantity <= 0:
        raise Refused("quantity_missing", N_("Enter a number above zero."))
    if (
        kind != SupportKind.GOODS
        and kind != SupportKind.PERSON_DAYS
        and quantity != quantity.to_integral_value()
    ):
        raise Refused("not_whole", N_("Persons and places are whole numbers."))
    if kind == SupportKind.GOODS and not unit:
        raise Refused("unit_missing", N_("Say the unit of measure of the goods."))
    if minor is not None:
        places(currency)


def require_one_end(giver: bool, receiver: bool) -> None:
    """A further party gives to a side or receives from one: what passes between two of them is no matter of the sides."""
    if giver and receiver:
        raise Refused(
            "no_side_at_either_end",
            N_("One of the two must be a side: name a further party at one end only."),
        )


def require_received(promised: Decimal | int, arrived: Decimal | int, reason: bool) -> None:
    """The receiving side says how much arrived. Less or more than was delivered needs a reason."""
    if arrived < 0:
        raise Refused("amount_missing", N_("What arrived is zero or more."))
    if arrived != promised and not reason:
        raise Refused("difference_unexplained", N_("What arrived differs from what was delivered: say why."))


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", N_("Say why. The other side reads it word for word."))


def require_past(day: date, today: date) -> None:
    if day > today:
        raise Refused("day_ahead", N_("This day lies ahead."))


def require_after(earlier: date | None, later: date) -> None:
    if earlier is not None and later < earlier:
        raise Refused("before_delivery", N_("It cannot arrive before it was delivered."))


def require_year(year: int, first: int, last: int) -> None:
    if not first <= year <= last:
        raise Refused(
            "year_outside_term",
            N_("The year %(year)s is outside the term %(first)s–%(last)s."),
            year=year,
            first=first,
            last=last,
        )


# ---------------------------------------------------------------- rates


def require_period(state: str, valid_from: date | None, valid_to: date | None) -> None:
    """A table that is or was in force says from when; a draft need not."""
    if state != RateState.DRAFT and valid_from is None:
        raise Refused("first_day_missing", N_("Enter the day from which the table applies."))
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("ends_before_it_begins", N_("The last day is before the first day."))


def require_no_overlap(versions: Iterable[Dated]) -> None:
    found = overlaps(versions)
    if not found:
        return
    first, last = found[0].valid_from or "…", found[0].valid_to
    if last is None:
        words = N_(
            "From %(first)s on, without an end, two versions of the table would apply. End the earlier one on the day before."
        )
    elif last == first:
        words = N_(
            "On %(first)s two versions of the table would apply. End the earlier one on the day before."
        )
    else:
        words = N_(
            "From %(first)s to %(last)s two versions of the table would apply. End the earlier one on the day before."
        )
    raise Refused("rates_overlap", words, first=first, last=last or "…")


def unexplained(
    versions: Iterable[Dated], explained: Collection[tuple[date, date]]
) -> list[tuple[date, date]]:
    """Times between versions without a rate, first and last day, of which nobody has said why."""
    found = [(one.valid_from, one.valid_to) for one in gaps(versions)]
    return [(first, last) for first, last in found if first and last and (first, last) not in explained]


def require_no_gap(found: Sequence[tuple[date, date]], reason: bool) -> None:
    """A time without a rate is deliberate, with its reason, or a slip of the dates."""
    if found and not reason:
        first, last = found[0]
        raise Refused(
            "rates_gap",
            N_(
                "From %(first)s to %(last)s no version of the table would apply. Correct the dates, "
                "or say in this form why there is no rate in between."
            ),
            first=first,
            last=last,
        )


def require_usable(state: str, applies: bool) -> None:
    """A payment uses a rate of a version that applied on its day; a draft was never in force."""
    if state == RateState.DRAFT:
        raise Refused("rate_is_draft", N_("This table is a draft: nothing is paid by it."))
    if not applies:
        raise Refused(
            "rate_not_on_day", N_("This version of the table does not apply on the day of the payment.")
        )


def require_factors(persons: Decimal | int, times: Decimal | int) -> None:
    if persons <= 0 or times <= 0:
        raise Refused("quantity_missing", N_("Enter a number above zero."))


def require_divisor(per: Decimal) -> None:
    if per <= 0:
        raise Refused("divisor_missing", N_("One unit must be more than zero of what is counted."))
