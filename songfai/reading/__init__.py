"""A signed text becomes a draft. Plain Python: no Django, no clock, no database."""

from .draft import Draft
from .reader import read

__all__ = ["Draft", "read"]
