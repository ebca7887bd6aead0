"""Saying on the next page what was done."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """A note on the next page; `undo` is an address that takes a POST and puts things back."""
    messages.success(request, text, extra_tags=f"undo={undo}" if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)
