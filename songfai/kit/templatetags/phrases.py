"""Short phrases that several pages say: how many days, which of two texts, counts in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songfai.kit.clock import today
from songfai.kit.formats import format_number
from songfai.kit.formats import weekday as weekday_in
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.shown import tri
from songfai.kit.units import counted as counted_unit
from songfai.kit.units import is_one, one_of

register = template.Library()


def number(count: int) -> str:
    return format_number(count, current_language())


@register.simple_tag
def days_late(due: date, today: date) -> str:
    days = (today - due).days
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": number(days)}


@register.simple_tag
def days_ahead(today: date, due: date) -> str:
    days = (due - today).days
    if not days:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}


@register.simple_tag
def days_ago(day: date | datetime) -> str:
    since = timezone.localdate(day) if isinstance(day, datetime) else day
    days = (today() - since).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": number(days)}


@register.simple_tag
def days_asleep(days: int) -> str:
    return ngettext("Asleep for %(days)s day", "Asleep for %(days)s days", days) % {"days": number(days)}


@register.simple_tag
def people(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": number(count)}


@register.simple_tag
def activities_in_words(count: int) -> str:
    words = ngettext(
        "%(n)s activity of your side is selected.", "%(n)s activities of your side are selected.", count
    )
    return words % {"n": number(count)}


@register.simple_tag
def left_out_in_words(count: int) -> str:
    words = ngettext("%(n)s of the other side is left out.", "%(n)s of the other side are left out.", count)
    return words % {"n": number(count)}


@register.simple_tag
def firstof_tri(*texts: Any) -> SafeString | str:
    """`{% firstof_tri short text %}`: the first of the texts that is there."""
    return tri(next((text for text in texts if text), ""))


@register.filter
def weekday(day: date) -> str:
    return weekday_in(day, current_language())


@register.simple_tag
def counts_in_words(counts: Mapping[Any, int]) -> str:
    """How many commitments stand how, worst last: "1 done · 7 on track · 2 late"."""
    said = {
        "done": ngettext("%(n)s done", "%(n)s done", counts.get("done", 0)),
        "on_track": ngettext("%(n)s on track", "%(n)s on track", counts.get("on_track", 0)),
        "not_due": ngettext("%(n)s not due yet", "%(n)s not due yet", counts.get("not_due", 0)),
        "late": ngettext("%(n)s late", "%(n)s late", counts.get("late", 0)),
        "not_done": ngettext("%(n)s not done", "%(n)s not done", counts.get("not_done", 0)),
        "asleep": ngettext("%(n)s asleep", "%(n)s asleep", counts.get("asleep", 0)),
    }
    return " · ".join(
        words % {"n": number(counts[state])} for state, words in said.items() if counts.get(state)
    )


@register.filter
def counted(unit: Any, number: Any) -> Any:
    """A unit as it stands beside its number: of a language both sides wrote in, or words of ours in the language of the page."""
    if isinstance(unit, (Trilingual, Mapping)):
        return counted_unit(unit, number)
    return one_of(str(unit)) if unit and is_one(number) and current_language() == "en" else unit


@register.filter
def basis(text: str) -> str:
    """What a date rests on: a sentence of the catalogues, or the user's own words."""
    return _(text) if text else ""
