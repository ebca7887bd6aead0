"""What is owed to the authors, for which time, by when. Plain values only.

Decree 13/2012/ND-CP, Article 10: where nothing else was agreed, at least 7 per cent of the benefit of each of the first
three years of application, within a month after the year; 15 per cent of the price of each transfer in three years from
the recognition, within a month of the payment; five times the general minimum wage where the benefit cannot be computed.
The numbers are data (models.PayRates); how sure they are stands beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from songfai.kit.dates import PartialDate, add_months
from songfai.kit.errors import N_, Refused
from songfai.kit.money import times
from songfai.works.states import RECOGNITION, BenefitKind, PayKind, PayState, Stage

PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Year:
    """One year of application: `number` counts from 1, `first` and `last` are its days, `owed` when the term begins."""

    number: int
    first: date
    last: date
    owed: date


def later(day: date, months: int) -> date:
    return add_months(PartialDate(day.year, day.month, day.day), months).first_day() or day


def years(first_applied: date, recognised: date, count: int) -> list[Year]:
    """The first years of application. What ended before the recognition is owed from the recognition on."""
    found = []
    for number in range(1, count + 1):
        first = later(first_applied, 12 * (number - 1))
        last = later(first_applied, 12 * number) - timedelta(days=1)
        found.append(Year(number, first, last, max(last, recognised)))
    return found


def transfer_counts(on: date, recognised: date, count: int) -> bool:
    """A transfer in the first years from the recognition brings remuneration."""
    return recognised <= on < later(recognised, 12 * count)


@dataclass(frozen=True, slots=True)
class Gain:
    """The benefit of one calendar year; `minor` is in the smallest unit of its currency, None: it cannot be computed."""

    year: int
    kind: BenefitKind
    minor: int | None
    currency: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Money:
    minor: int
    currency: str


def owed_for_year(
    first: date, gains: Iterable[Gain], *, percent: Decimal, fixed: Money | None
) -> Money | None:
    """What a year of application brings its authors, from the confirmed benefit of the calendar year it begins in.

    A measured figure goes before an estimated one. Where it was confirmed that the benefit cannot be computed it is the
    fixed amount. None: nobody has confirmed a figure yet, or no fixed amount is set.
    """
    known = {one.kind: one for one in gains if one.year == first.year and one.confirmed}
    for kind in (BenefitKind.MEASURED, BenefitKind.ESTIMATED):
        found = known.get(kind)
        if found is not None and found.minor is not None:
            return Money(times(found.minor, percent, PERCENT), found.currency)
    return fixed if BenefitKind.NOT_COMPUTABLE in known else None


def owed_for_transfer(price: Money, percent: Decimal) -> Money:
    return Money(times(price.minor, percent, PERCENT), price.currency)


def split(money: Money, shares: Sequence[Decimal]) -> list[Money]:
    """Among the authors by their shares, to the last unit: what rounding leaves goes to the first."""
    parts = [int(Decimal(money.minor) * share * PERCENT) for share in shares]
    if parts:
        parts[0] += money.minor - sum(parts)
    return [Money(one, money.currency) for one in parts]


def paid_of(paid: Iterable[Money], currency: str) -> int:
    return sum(one.minor for one in paid if one.currency == currency)


def state_of(owed: Money | None, paid: Iterable[Money], *, begins: date, due: date, today: date) -> PayState:
    """`begins`: the day from which it is owed. Without an amount nothing is paid yet, but it may be late already."""
    if owed is not None and paid_of(paid, owed.currency) >= owed.minor:
        return PayState.PAID
    if due < today:
        return PayState.LATE
    if begins > today:
        return PayState.AHEAD
    return PayState.DUE if owed is not None else PayState.OPEN


def require_payable(stage: Stage) -> None:
    if stage not in RECOGNITION:
        raise Refused("not_payable", N_("Remuneration is settled once the work is recognised."))


def require_agreement(
    kind: PayKind, *, paper: str, reason: str, agreed_on: date | None, today: date, rates: bool
) -> None:
    if kind == PayKind.AGREED and (not paper.strip() or agreed_on is None):
        raise Refused(
            "agreement_paper", N_("Name the agreement the owner and the authors signed, and its date.")
        )
    if agreed_on is not None and agreed_on > today:
        raise Refused("day_ahead", N_("This day lies ahead."))
    if kind == PayKind.BY_LAW and not rates:
        raise Refused(
            "no_rates", N_("No rates of the law are known for your country: enter what was agreed.")
        )
    if kind == PayKind.NONE and not reason.strip():
        raise Refused("reason_missing", N_("Say why. The author reads the reason."))


def require_rates(benefit: Decimal, transfer: Decimal, count: int) -> None:
    if not (0 <= benefit <= 100 and 0 <= transfer <= 100 and 0 <= count <= 20):
        raise Refused(
            "rates_range", N_("A rate lies between 0 and 100 per cent, and the years between 0 and 20.")
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """What is given where nothing else was agreed: per cent, years, times the minimum wage; `helpers` of the authors' part."""

    benefit: Decimal
    transfer: Decimal
    years: int
    wages: int
    helpers: Decimal


def require_rates_laid_down(own: Rates, law: Rates | None, basis: str) -> None:
    """An institution's own rates stand beside those of the law and give no less: the law says "at least" (Decree
    13/2012/ND-CP, Article 10). The part of those who organised the first application is from memory, and not asked for."""
    require_rates(own.benefit, own.transfer, own.years)
    if not 0 <= own.helpers <= 100:
        raise Refused(
            "rates_range", N_("A rate lies between 0 and 100 per cent, and the years between 0 and 20.")
        )
    if not basis.strip():
        raise Refused("basis_missing", N_("Name the paper by which these rates apply."))
    if law is None:
        return
    less = own.benefit < law.benefit or own.transfer < law.transfer
    if less or own.years < law.years or own.wages < law.wages:
        raise Refused(
            "below_law",
            N_(
                "The law gives at least %(benefit)s per cent of the benefit for %(years)s years, %(transfer)s per cent of each "
                "transfer and %(wages)s times the minimum wage: these rates give less."
            ),
            benefit=f"{law.benefit.normalize():f}",
            transfer=f"{law.transfer.normalize():f}",
            years=law.years,
            wages=law.wages,
        )


def require_rates_unused(used: bool) -> None:
    if used:
        raise Refused(
            "rates_used",
            N_(
                "Remuneration was entered by these rates: they stay. End them on a day, or enter new ones from a day on."
            ),
        )


def require_ends_after_payment(last: date, newest: date | None) -> None:
    if newest is not None and last < newest:
        raise Refused(
            "rates_used_later",
            N_("By these rates remuneration was entered on %(day)s: they end on that day or later."),
            day=newest.isoformat(),
        )


def require_payment(minor: int, paid_on: date, paper: str, today: date) -> None:
    if minor <= 0:
        raise Refused("nothing_paid", N_("Enter the amount that was paid."))
    if paid_on > today:
        raise Refused("day_ahead", N_("This day lies ahead."))
    if not paper.strip():
        raise Refused("proof_missing", N_("Name the paper that proves it, and its date."))


def require_unsettled(settled: bool) -> None:
    if settled:
        raise Refused("settled_already", N_("This payment is settled."))


def require_owed(lapsed: str) -> None:
    if lapsed:
        raise Refused("not_owed", N_("The recognition was revoked: this is not owed any more."))


def require_known_amount(owed: Money | None) -> None:
    if owed is None:
        raise Refused(
            "amount_unknown", N_("The benefit of this year is not confirmed yet: nobody knows what is owed.")
        )


def require_currency(owed: Money, currency: str) -> None:
    if owed.currency != currency:
        raise Refused(
            "other_currency",
            N_("This is owed in %(currency)s; enter what was paid in it."),
            currency=owed.currency,
        )
