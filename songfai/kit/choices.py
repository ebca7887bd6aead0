"""Plain states as Django choices, worded in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy

from songfai.kit.states import State


def choices(states: type[State]) -> list[tuple[str, Any]]:
    """Value and lazily translated words of each member."""
    return [(state.value, gettext_lazy(state.words)) for state in states]
