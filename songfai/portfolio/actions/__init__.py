"""Writes of the room: saved filters, and changes of many activities with their undoing."""

from songfai.portfolio.actions.changes import begin, carry_back, carry_out, undo
from songfai.portfolio.actions.filters import forget_filter, save_filter

__all__ = ["begin", "carry_back", "carry_out", "forget_filter", "save_filter", "undo"]
