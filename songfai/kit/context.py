"""What every page's head needs, read without a query. Counts and seats are added by higher rooms."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from songfai.kit.languages import LANGUAGES, NAMES


def language_of_page() -> str:
    """The language this page is written in: one of the three, whatever the browser asked for."""
    code = (get_language() or "")[:2]
    return code if code in LANGUAGES else "en"


def page(request: HttpRequest) -> dict[str, object]:
    current = language_of_page()
    match = getattr(request, "resolver_match", None)
    return {
        "language": current,
        "languages": [{"code": code, "name": NAMES[code], "current": code == current} for code in LANGUAGES],
        "language_address": address("set_language"),
        "demo": settings.DEMO,
        "here": request.get_full_path(),
        # The room a page belongs to; the navigation marks the entry of that name.
        "section": match.namespace if match else "",
    }


def address(name: str) -> str:
    """The address of a page of a higher room, which the kit knows by name only; empty when it has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
