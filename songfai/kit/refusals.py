"""A rule's no becomes a page in the reader's language, with the right status code."""

import logging
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from songfai.kit.errors import Changed, Gone, NotPermitted, Refused
from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.storage import NoRoom, no_room

logger = logging.getLogger(__name__)


def words(refused: Refused) -> str:
    """The refusal in the current language."""
    text = gettext(refused.text)
    return text % {name: _said(value) for name, value in refused.params.items()} if refused.params else text


def _said(value: object) -> object:
    """A day and a text as the page's language has them; everything else as it is."""
    language = (get_language() or "en").split("-")[0]
    if isinstance(value, date) and language in LANGUAGES:
        return format_date(value, language, USUAL_STYLE[language])
    if isinstance(value, Trilingual):
        return value.best(language)[0]
    return value


def status(refused: Refused) -> int:
    if isinstance(refused, NotPermitted):
        return 403
    if isinstance(refused, Changed):
        return 409
    if isinstance(refused, Gone):
        return 410
    if isinstance(refused, NoRoom):
        return 503
    return 422


class RefusalMiddleware:
    """Answers a refusal that no page has caught. Pages with a form catch it and keep what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No address of ours holds a zero byte, and PostgreSQL takes none in a text that is looked for.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refused = exception if isinstance(exception, Refused) else no_room(exception)
        if refused is None:
            return None
        if isinstance(refused, NoRoom):
            logger.error("%s: %s", refused.code, exception, exc_info=exception)
        code = status(refused)
        return render(
            request,
            "kit/refused.html",
            {"refused": refused, "reason": words(refused), "code": code},
            status=code,
        )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: what failed may have been what every page needs.
    return HttpResponse(render_to_string("500.html"), status=500)
