"""Sides by their number, as rows of the lower rooms keep them: 0 both, 1 first, 2 second."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.escaping import escaped
from songfai.kit.forms import current_language
from songfai.kit.shown import day, tri
from songfai.kit.templatetags.songfai import badge, side

register = template.Library()

ACTIVITY_LOOKS = {
    "planned": ("none", "circle-dashed"),
    "in_progress": ("track", "progress"),
    "done": ("done", "check"),
    "done_otherwise": ("warn", "check"),
    "cancelled": ("none", "x"),
}
# What a list shows in every row: one for each state and language.
ACTIVITY_BADGES: dict[tuple[str, str], SafeString] = {}


@register.filter
def letter(position: int | None) -> str:
    """`{{ standing.offered_by|letter }}`: a for the first side, b for the second."""
    return {1: "a", 2: "b"}.get(position or 0, "")


@register.simple_tag
def who(programme: Any, position: int, on: Any = None, party: Any = None) -> SafeString | str:
    """`{% who programme item.lead %}`: both sides, or one of them by its name and colour; with `on=` by the name it had
    on the day of what is told. `party=` is a further party in their place, in no side's colour."""
    if party:
        return tri(party.display_name)
    if not position:
        return _("Both sides")
    one = next(one for one in programme.sides.all() if one.position == position)
    return side(one, name=one.name_on(on) if on else "")


@register.simple_tag
def when(activity: Any, language: str = "") -> SafeString:
    """`{% when activity %}`: its day, or its first and last. A tag and not a template: lists say it in every row."""
    first = f'<span class="nowrap">{escaped(day(activity.starts_on, "", language))}</span>'
    if activity.starts_on == activity.ends_on:
        return SafeString(first)
    return SafeString(f'{first} – <span class="nowrap">{escaped(day(activity.ends_on, "", language))}</span>')


@register.simple_tag
def activity_badge(activity: Any, language: str = "") -> SafeString:
    """`{% activity_badge activity %}`: its state as icon, word and colour."""
    shown = ACTIVITY_BADGES.get(key := (activity.state, language or current_language()))
    if shown is None:
        shown = badge(*ACTIVITY_LOOKS[activity.state], activity.get_state_display())
        ACTIVITY_BADGES[key] = shown
    return shown


@register.simple_tag
def release_of(given: dict[int, Any], position: int) -> Any:
    """`{% release_of row.by 1 as given %}`: the release of one side, or nothing."""
    return given.get(position)
