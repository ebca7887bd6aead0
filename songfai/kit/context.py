"""What every page's head needs, read without a query. Counts, seats and navigation come from higher rooms."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict

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
    """The address of this page, asking for another language.

    After a POST it is the page that the form stood on: an address that takes only POSTs cannot be opened.
    """
    path, query = request.path, request.GET.copy()
    if request.method == "POST":
        came = urlsplit(request.headers.get("Referer", ""))
        if came.netloc == request.get_host():
            path, query = came.path, QueryDict(came.query, mutable=True)
    query["language"] = code
    return f"{path}?{query.urlencode()}"
