"""What the marks of the pages say: sides, stages of a paper, states of a commitment, how sure a reading is."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy, pgettext_lazy

SIDES = {"a": gettext_lazy("First side"), "b": gettext_lazy("Second side")}

STAGES = {
    "draft": gettext_lazy("Draft"),
    "offered": gettext_lazy("Offered"),
    "accepted": gettext_lazy("Accepted, receipt pending"),
    "in_force": gettext_lazy("In force"),
    "replaced": gettext_lazy("Replaced"),
    "returned": gettext_lazy("Returned"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
OFFERED_BY = {"a": gettext_lazy("Offered by the first side"), "b": gettext_lazy("Offered by the second side")}


class Square(NamedTuple):
    """One year of a commitment in the grid: its state, and how many were done, are late or are planned."""

    state: str
    number: int | str = ""


# State: look, icon, words. The words are those of the glossary.
BADGES: dict[str, tuple[str, str, Any]] = {
    "done": ("done", "check", gettext_lazy("Done")),
    "done_confirmed": ("done", "circle-check", gettext_lazy("Done, confirmed by both")),
    "on_track": ("track", "progress", gettext_lazy("On track")),
    "in_progress": ("track", "progress", gettext_lazy("In progress")),
    "at_risk": ("warn", "alert-triangle", gettext_lazy("At risk")),
    "late": ("late", "clock-exclamation", gettext_lazy("Late")),
    "asleep": ("sleep", "moon-stars", gettext_lazy("Asleep")),
    "not_started": ("none", "circle-dashed", gettext_lazy("Not started")),
    "not_due": ("none", "circle-dashed", gettext_lazy("Not due yet")),
    "not_done": ("none", "circle-x", gettext_lazy("Not done")),
    "cancelled": ("none", "x", gettext_lazy("Cancelled")),
    "carried_over": ("moved", "arrow-right", gettext_lazy("Carried over")),
    "moved": ("moved", "arrow-right", gettext_lazy("Moved")),
}


CONFIDENCE = {
    "sure": (3, pgettext_lazy("how sure the reader is", "Sure")),
    "likely": (2, pgettext_lazy("how sure the reader is", "Likely")),
    "guess": (1, pgettext_lazy("how sure the reader is", "Check")),
    "none": (0, pgettext_lazy("how sure the reader is", "Not found")),
}


def letter_of(side: Any) -> str:
    return str(getattr(side, "letter", side) or "")


def display_name(side: Any) -> Any:
    if isinstance(side, str):
        return SIDES[side]
    for attribute in ("display_name", "short_name", "name"):
        if value := getattr(side, attribute, None):
            return value() if callable(value) else value
    return str(side)
