"""Texts made safe for a page."""

import re
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_marks = re.compile(r"[&<>\"']").search


def escaped(value: Any) -> SafeString:
    """As `conditional_escape`, which asks of every plain text first whether it is a promise."""
    return SafeString(written(value))


def written(value: Any) -> str:
    """The same, to be put together with other marks: hundreds of times a page, and few of the texts hold a mark."""
    if type(value) is str:
        return escape(value) if _marks(value) else value
    return value if type(value) is SafeString else conditional_escape(value)
