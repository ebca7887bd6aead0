"""Who asks for the head of a page is answered as who asks for the page; the server leaves the body out (RFC 9110, 9.3.2)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class HeadMiddleware:
    """Pages say whether they are read or written to; a HEAD is a reading one, for monitors and checkers of links."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.answer(request)
        request.method = "GET"
        response = self.answer(request)
        request.method = "HEAD"
        return response
