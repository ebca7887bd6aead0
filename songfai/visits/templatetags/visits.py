"""What pages of visits show: states as badges, money, times, a person with the forms of the name."""

from datetime import time
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from songfai.kit.formats import format_money, format_number
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES
from songfai.kit.shown import lao, tri
from songfai.kit.templatetags.songfai import badge
from songfai.visits.states import Level, VisitState
from songfai.visits.wording import reason_words

register = template.Library()

LOOKS = {
    VisitState.PROPOSED: ("none", "circle-dashed"),
    VisitState.IN_PLAN: ("none", "calendar-event"),
    VisitState.SCHEME_APPROVED: ("info", "info-circle"),
    VisitState.CONFIRMED: ("track", "circle-check"),
    VisitState.IN_PROGRESS: ("track", "progress"),
    VisitState.DONE: ("done", "check"),
    VisitState.DONE_OTHERWISE: ("warn", "check"),
    VisitState.REPORT_DUE: ("warn", "clock-exclamation"),
    VisitState.REPORTED: ("done", "check"),
    VisitState.CLOSED: ("done", "circle-check"),
    VisitState.CANCELLED: ("none", "x"),
}
# English forms of address -> words of the catalogues, as a paper prints them before a name.
COURTESIES = {
    "Mr": lambda: pgettext("before a name", "Mr"),
    "Ms": lambda: pgettext("before a name", "Ms"),
    "Comrade": lambda: pgettext("before a name", "Comrade"),
    "H.E.": lambda: pgettext("before a name", "H.E."),
}


@register.simple_tag
def visit_badge(state: str) -> SafeString:
    """`{% visit_badge standing %}`: a state of states.VisitState as icon, word and colour."""
    known = VisitState(state)
    return badge(*LOOKS[known], _(known.words))


@register.simple_tag
def money(minor: int | None, currency: str) -> str:
    """`{% money cost.spent cost.currency %}`: an amount with its currency; a dash for none."""
    return "–" if minor is None else lao(format_money(minor, currency, current_language()))


@register.filter
def clock(at: time | None) -> str:
    """`{{ line.at|clock }}`: 08:30."""
    return f"{at:%H:%M}" if at else ""


@register.simple_tag
def full_name(person: Any) -> SafeString:
    """`{% full_name person %}`: the form of address and the name in the page's language."""
    said = COURTESIES.get(person.courtesy)
    name = tri(person.name)
    return format_html("{} {}", lao(said()), name) if said else format_html("{}", name)


@register.simple_tag
def other_names(person: Any) -> SafeString:
    """The forms of a name in the other languages, where they differ."""
    shown = person.name.best(current_language())
    found: dict[str, str] = {}
    for code in LANGUAGES:
        text = person.name.get(code)
        if text and code != shown[1] and text not in (shown[0], *found.values()):
            found[code] = text
    parts = [format_html('<span lang="{}">{}</span>', code, lao(text)) for code, text in found.items()]
    return format_html(" · ".join("{}" for _part in parts), *parts) if parts else SafeString("")


@register.simple_tag
def promises_in_words(complete: int, total: int) -> str:
    """How many promises there are, and how many have an owner and a date."""
    language = current_language()
    text = ngettext(
        "%(total)s promise, %(complete)s with owner and date",
        "%(total)s promises, %(complete)s with owner and date",
        total,
    )
    return text % {
        "total": format_number(total, language),
        "complete": format_number(complete, language),
    }


@register.simple_tag
def days_for_report(due: Any, today: Any) -> str:
    """How long the report may still take, or how late it is."""
    if due is None:
        return _("Report due")
    days, language = (due - today).days, current_language()
    if days < 0:
        text = ngettext("The report is %(days)s day late", "The report is %(days)s days late", -days)
        return text % {"days": format_number(-days, language)}
    text = ngettext("%(days)s day left for the report", "%(days)s days left for the report", days)
    return text % {"days": format_number(days, language)}


@register.simple_tag
def standing_of(visit: Any, today: Any) -> str:
    """`{% standing_of visit today as standing %}`: the state as a reader sees it."""
    return str(visit.standing(today))


@register.simple_tag
def level_words(level: str) -> str:
    return lao(_(Level(level).words))


@register.simple_tag
def reason_of(proposed: Any, programme: Any) -> str:
    """Why this side hosts next."""
    return lao(reason_words(proposed, programme))


@register.inclusion_tag("visits/_dates.html")
def dates(visit: Any) -> dict[str, Any]:
    """`{% dates visit %}`: from – to."""
    return {"visit": visit}
