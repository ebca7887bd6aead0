"""Words of the registry on its pages: types, recipients, states, what refers to a document."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from songfai.kit.clock import today
from songfai.kit.countries import country_name
from songfai.kit.formats import format_date, format_number, format_period
from songfai.kit.forms import current_language
from songfai.kit.shown import lao, tri
from songfai.kit.templatetags.songfai import badge
from songfai.registry.models import DocumentType, OfficialDocument, PartnerPaper, Recipient
from songfai.registry.queries import Owed
from songfai.registry.rules import Period
from songfai.registry.states import WAITING, DocumentState, Relation, ReportState

register = template.Library()

LOOKS = {
    DocumentState.DRAFT: ("none", "pencil"),
    DocumentState.REVIEWED: ("track", "eye"),
    DocumentState.CHECKED: ("track", "list-check"),
    DocumentState.SIGNED: ("sign", "signature"),
    DocumentState.NUMBERED: ("track", "file-text"),
    DocumentState.ISSUED: ("done", "send"),
    DocumentState.REPLACED: ("moved", "rotate"),
    DocumentState.RECALLED: ("late", "arrow-back-up"),
    DocumentState.REGISTERED: ("warn", "mail"),
    DocumentState.HANDED: ("track", "users"),
    DocumentState.DEALT: ("done", "circle-check"),
    DocumentState.CANCELLED: ("none", "circle-x"),
}
REFERRED = {
    Relation.ANSWERS: gettext_lazy("Answered by"),
    Relation.COPIES: gettext_lazy("Copied in"),
    Relation.REPLACES: gettext_lazy("Replaced by"),
}


@register.simple_tag
def document_badge(document: OfficialDocument) -> SafeString:
    state = DocumentState(document.state)
    look, drawing = LOOKS[state]
    return badge(look, drawing, _(state.words))


@register.simple_tag
def paper_badge(paper: PartnerPaper) -> SafeString:
    """What became of a document the partner sent: recalled or replaced by its sender, registered here, or waiting."""
    state = DocumentState(paper.state)
    if state != DocumentState.ISSUED:
        look, drawing = LOOKS[state]
        return badge(look, drawing, _(state.words))
    if paper.registered is not None:
        return badge("done", "circle-check", _("Registered"))
    return badge("warn", "mail", _("To be registered"))


@register.simple_tag
def late_badge(document: OfficialDocument) -> SafeString | str:
    """By when what arrived is to be dealt with, and whether that day has passed."""
    if document.answer_by is None or DocumentState(document.state) not in WAITING:
        return ""
    day = format_date(document.answer_by, current_language(), "short")
    if document.is_late(today()):
        return badge("late", "clock-exclamation", _("Late: due %(day)s") % {"day": day})
    return badge("none", "clock", _("Due %(day)s") % {"day": day})


@register.simple_tag
def destroyed_badge() -> SafeString:
    return badge("none", "circle-x", _("Destroyed"))


@register.simple_tag
def if_chosen(document: OfficialDocument, chosen: set[str]) -> SafeString | str:
    """A box that was ticked before a refusal stays ticked."""
    return SafeString(" checked") if str(document.key) in chosen else ""


@register.simple_tag
def type_name(kind: DocumentType | None) -> SafeString | str:
    """The name of a type; a document without one is a letter."""
    return tri(kind.name) if kind else lao(_("Letter"))


@register.simple_tag
def type_told(paper: PartnerPaper) -> SafeString | str:
    """The name of the type as the sender told it."""
    return tri(paper.type_name) if paper.type_name else lao(paper.type_code or _("Letter"))


@register.simple_tag
def recipient_name(recipient: Recipient) -> SafeString | str:
    return tri(recipient.institution.short_name) if recipient.institution else lao(recipient.name)


@register.simple_tag
def referred_by(relation: str) -> str:
    return lao(str(REFERRED[Relation(relation)]))


@register.simple_tag
def found_line(found: Mapping[int, tuple[str, str]], document: OfficialDocument) -> Any:
    """Where inside a file the words of a search stand."""
    return found.get(document.pk)


@register.simple_tag
def years_to_keep(years: int) -> str:
    words = ngettext("%(n)s year", "%(n)s years", years)
    return words % {"n": format_number(years, current_language())}


@register.simple_tag
def country(code: str) -> str:
    return lao(country_name(code, current_language()))


REPORT_LOOKS = {
    ReportState.OPEN: ("none", "circle-dashed"),
    ReportState.DRAFTED: ("none", "pencil"),
    ReportState.CHECKED: ("track", "list-check"),
    ReportState.SIGNED: ("sign", "signature"),
    ReportState.SENT: ("done", "send"),
    ReportState.RECEIPTED: ("done", "circle-check"),
}


@register.simple_tag
def report_badge(owed: Owed) -> SafeString:
    """How a report stands, and how many days late it is or was."""
    look, drawing = REPORT_LOOKS[owed.state]
    state = badge(look, drawing, _(owed.state.words))
    if not owed.late:
        return state
    words = ngettext("%(days)s day late", "%(days)s days late", owed.late)
    late = words % {"days": format_number(owed.late, current_language())}
    return format_html("{} {}", state, badge("warn" if owed.gone else "late", "clock-exclamation", late))


@register.simple_tag
def period(shown: Period) -> str:
    return lao(format_period(shown.first, shown.last, current_language()))


@register.simple_tag
def days_after(days: int) -> str:
    words = ngettext("%(n)s day after the period", "%(n)s days after the period", days)
    return lao(words % {"n": format_number(days, current_language())})


@register.simple_tag
def late_reports(count: int) -> str:
    words = ngettext("%(n)s report is late and not sent.", "%(n)s reports are late and not sent.", count)
    return lao(words % {"n": format_number(count, current_language())})
