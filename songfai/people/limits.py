"""How often somebody without an account may guess. allauth counts every try of a form that is sent; here only the wrong ones
count, and they come with an address (GET), which it does not count."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def asker(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network, since one line has a whole one of them."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    network = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{network}", strict=False).network_address)


def misses(what: str, request: HttpRequest) -> int:
    """How often this asker has guessed wrong at `what` lately. Each process of the server counts for itself."""
    return int(cache.get(f"misses:{what}:{asker(request)}", 0))


def count_miss(what: str, request: HttpRequest, seconds: int) -> None:
    """One more, forgotten `seconds` after the first."""
    key = f"misses:{what}:{asker(request)}"
    if not cache.add(key, 1, seconds):
        try:
            cache.incr(key)
        except ValueError:  # forgotten this very moment
            cache.add(key, 1, seconds)
