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
    return _kept(_key(what, request))[1]


def count_miss(what: str, request: HttpRequest, seconds: int) -> None:
    """One more, forgotten `seconds` after the first. Of two at the same moment one may be lost."""
    key, moment = _key(what, request), time.time()
    until, times = _kept(key)
    until = until if times else moment + seconds
    cache.set(key, (until, times + 1), max(1, until - moment))


def _kept(key: str) -> tuple[float, int]:
    """Until when it is kept, and how many; none of what is over."""
    until, times = cache.get(key, (0.0, 0))
    return (until, times) if until > time.time() else (0.0, 0)


def _key(what: str, request: HttpRequest) -> str:
    return f"misses:{what}:{asker(request)}"
