"""Money as whole numbers of the smallest unit in use (dong, kip, cent), with its currency. Never a float. Plain Python."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from songfai.kit.errors import N_, Refused
from songfai.kit.formats import CURRENCIES

# What a 64-bit column holds, with room to add up.
LARGEST = 10**17


def places(currency: str) -> int:
    """Digits after the mark; refuses a currency that is missing or not in the list."""
    if currency not in CURRENCIES:
        raise Refused("currency_missing", N_("Money needs its currency: choose one."))
    return CURRENCIES[currency][0]


def to_minor(amount: Decimal, currency: str) -> int:
    """1.25 USD is 125; refuses what is smaller than the smallest unit in use, and what is too large."""
    minor = amount.scaleb(places(currency))
    if minor != minor.to_integral_value():
        raise Refused(
            "money_too_fine", N_("This currency is written without that many digits after the mark.")
        )
    if abs(minor) >= LARGEST:
        raise Refused("money_too_large", N_("The amount is too large."))
    return int(minor)


def to_amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-places(currency))


def times(minor: int, *factors: Decimal | int) -> int:
    """A rate times how many and how long, rounded half up once, at the end."""
    product = Decimal(minor)
    for factor in factors:
        product *= factor
    whole = int(product.quantize(Decimal(1), ROUND_HALF_UP))
    if abs(whole) >= LARGEST:
        raise Refused("money_too_large", N_("The amount is too large."))
    return whole


def sums(amounts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """(minor, currency) added up by currency, in the order of the list of currencies: they are never added together."""
    totals: dict[str, int] = {}
    for minor, currency in amounts:
        totals[currency] = totals.get(currency, 0) + minor
    return {currency: totals[currency] for currency in CURRENCIES if currency in totals}
