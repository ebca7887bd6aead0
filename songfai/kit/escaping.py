"""Texts made safe for a page."""

from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def escaped(value: Any) -> SafeString:
    """As `conditional_escape`, which asks of every plain text first whether it is a promise."""
    return SafeString(escape(value)) if type(value) is str else conditional_escape(value)
