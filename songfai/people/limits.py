"""How often somebody without an account may guess."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def asker(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network, since one line has a whole one of them."""
    said = str(get_adapter().get_client_ip(request))
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said
    # Where one socket takes both kinds, an address of IPv4 stands in one of IPv6: all of them in a single network.
    address = getattr(address, "ipv4_mapped", None) or address
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
