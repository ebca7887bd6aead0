"""What every page's head needs, read without a query. Counts, seats and navigation come from higher rooms."""

from django.conf import settings
from django.http import HttpRequest

from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES


def page(request: HttpRequest) -> dict[str, object]:
    current = current_language()
    match = getattr(request, "resolver_match", None)
    return {
        "language": current,
        "languages": [
            {
                "code": code,
                "name": NAMES[code],
                "current": code == current,
                "address": in_language(request, code),
            }
            for code in LANGUAGES
        ],
        "demo": settings.DEMO,
        # The room a page belongs to; the navigation marks the entry of that name.
        "section": match.namespace if match else "",
    }


def in_language(request: HttpRequest, code: str) -> str:
    """This page's own address, asking for another language."""
    query = request.GET.copy()
    query["language"] = code
    return f"{request.path}?{query.urlencode()}"
