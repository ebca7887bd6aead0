"""How sign-in works here: accounts are made by an administrator, never by the public."""

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where one socket takes both kinds, an address of IPv4 stands in one of IPv6: all of them in a single network, whose
        tries would be counted together."""
        said = str(super().get_client_ip(request))
        address = ipaddress.ip_address(said)
        mapped = address.ipv4_mapped if address.version == 6 else None
        return said if mapped is None else str(mapped)
