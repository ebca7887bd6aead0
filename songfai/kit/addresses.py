"""Addresses of the rows of a list: worked out once, then only filled in.

`reverse` looks for the address anew for each row of a page; what stands between its parts is the same in all of them.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_plain = re.compile(r"[-a-zA-Z0-9_]+").fullmatch
_number = re.compile(r"[0-9]+").fullmatch
# Of each kind of part: what `reverse` writes as it is, and a stand-in that is found once in the address.
_KINDS: dict[type, tuple[Callable[[str], Any], Callable[[int], Any]]] = {
    str: (_plain, lambda place: f"0-part-{place}-0"),
    int: (_number, lambda place: 9182736450 + place),
    UUID: (_plain, lambda place: UUID(int=0xABCDEF0123456789 + place)),
}


def address(name: str, *parts: Any) -> str:
    """As `reverse(name, args=parts)`, of whatever parts; quick where they are slugs, keys and numbers."""
    return addresses(name)(*parts)


def addresses(name: str) -> Callable[..., str]:
    """The same for all the rows of a page: for which site they are is asked once."""
    prefix, urlconf = get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF

    def of(*parts: Any) -> str:
        kinds = tuple(map(type, parts))
        between = _between(name, kinds, prefix, urlconf)
        if between is None:
            return reverse(name, args=parts)
        whole = between[0]
        for part, kind, after in zip(parts, kinds, between[1:], strict=True):
            text = str(part)
            if not _KINDS[kind][0](text):
                return reverse(name, args=parts)
            whole += text + after
        return whole

    return of


def asset(path: str) -> str:
    """Where a file of ours is served, as `static(path)`: the files change only when the program does."""
    return _asset(path, get_script_prefix())


@lru_cache(maxsize=512)
def _asset(path: str, prefix: str) -> str:
    return static(path)


@lru_cache(maxsize=512)
def _between(name: str, kinds: tuple[type, ...], prefix: str, urlconf: str) -> tuple[str, ...] | None:
    """What stands around the parts; None where that is not plain. The prefix and the table of addresses are part of what
    makes it; language and seat are not."""
    if not all(kind in _KINDS for kind in kinds):
        return None
    stand_ins = [_KINDS[kind][1](place) for place, kind in enumerate(kinds)]
    try:
        rest = reverse(name, args=stand_ins)
    except NoReverseMatch:  # another form of the part is asked for: `reverse` decides on each
        return None
    found = []
    for one in stand_ins:
        before, here, rest = rest.partition(str(one))
        if not here:
            return None
        found.append(before)
    return (*found, rest)
