"""How often somebody without an account may guess. allauth counts every try of a form that is sent; here only the wrong ones
count, and they come with an address (GET), which it does not count."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def asker(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network, since one line has a whole one of them."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    network = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{network}", strict=False).network_address)


def misses(what: str, request: HttpRequest) -> int:
    """How often this asker has guessed wrong at `what` lately, whichever process answered."""
    _begun, times = cache.get(_key(what, request), (0, 0))
    return int(times)


def count_miss(what: str, request: HttpRequest, seconds: int) -> None:
    """One more, forgotten `seconds` after the first. Of two at the same moment one may be lost."""
    key, moment = _key(what, request), time.time()
    begun, times = cache.get(key, (moment, 0))
    left = begun + seconds - moment
    if left <= 0:
        begun, times, left = moment, 0, seconds
    cache.set(key, (begun, times + 1), left)


def _key(what: str, request: HttpRequest) -> str:
    return f"misses:{what}:{asker(request)}"
