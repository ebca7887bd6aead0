"""The head of every page: the cord, the mark, the main navigation, the languages, who acts for whom.

A plain function and not a template, because every page has it. What it shows is in the context of the page, and may be missing:
`navigation` is a list of {text, url, section, count}; `search_url`, `notices_url`, `notices_count`, `account_links`,
`languages`, `demo`. Who acts is request.seat, of request.seats.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from songfai.kit.addresses import address
from songfai.kit.escaping import written
from songfai.kit.shown import lao, num, plain, tri
from songfai.kit.text import initials

CORD = (
    '<svg class="cord" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="mk-a" width="50" height="5"/><rect class="mk-b" x="50" width="50" height="5"/></svg>'
)
MARK = (
    '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path class="mk-a" d="M18.4 4A16.2 16.2 0 0 0 18.4 36z"/>'
    '<path class="mk-b" d="M21.6 4A16.2 16.2 0 0 1 21.6 36z"/>'
    '<path d="M10 20H30" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/></svg>'
)


def top_drawn(context: Context) -> SafeString:
    user = context.get("user")
    signed_in = bool(user and user.is_authenticated)
    seat = _seat(user, context["request"].seat) if signed_in else ""
    menu = _seat_menu(context) if signed_in else ""
    languages = "".join(map(_language, context.get("languages") or ()))
    navigation = _navigation(context.get("navigation") or (), context.get("section"))
    language, main = written(_("Language")), written(pgettext("navigation", "Main"))
    wide = f'<nav aria-label="{main}" class="only-wide"><ul class="mainnav">{navigation}</ul></nav>'
    return SafeString(
        f'<header class="top">{CORD}\n<div class="container-xl top-in">\n'
        f'<a class="brand" href="{address("desk:desk") if signed_in else "/"}">{MARK}'
        '<span>Songfai <bdi lang="lo" class="fw-normal">ສອງຝ່າຍ</bdi>'
        f"<span>{written(_('the two sides, one record'))}</span></span></a>\n"
        f'{wide if navigation else ""}\n<div class="tools">\n{_search(context)}\n{_notices(context)}\n'
        f'<ul class="langs" aria-label="{language}">{languages}</ul>\n'
        f"{_own_menu(seat, menu) if signed_in else _sign_in('btn btn-quiet btn-sm')}\n</div>\n"
        f"{_small_menu(context, seat, menu, navigation)}\n"
        f'<ul class="langs mt-2 d-inline-flex" aria-label="{language}">{languages}</ul></nav></details>\n'
        f"</div>{_demo_line() if context.get('demo') else ''}</header>\n"
    )


def _icon(name: str, look: str = "") -> SafeString:
    from songfai.kit.templatetags.songfai import icon  # the tags draw heads with this

    return icon(name, look)


def _navigation(entries: Iterable[Mapping[str, Any]], section: Any) -> str:
    drawn = ""
    for entry in entries:
        here = ' aria-current="page"' if entry.get("section") == section else ""
        number = entry.get("count")
        count = f'<span class="count">{written(num(number))}</span>' if number else ""
        drawn += f'<li><a href="{written(entry["url"])}"{here}>{written(entry["text"])}{count}</a></li>'
    return drawn


def _language(one: Mapping[str, Any]) -> str:
    if one["current"]:
        return f'<li><span aria-current="true" lang="{one["code"]}">{written(one["name"])}</span></li>'
    return (
        f'<li><a href="{written(one["address"])}" lang="{one["code"]}" hreflang="{one["code"]}">'
        f"{written(one['name'])}</a></li>"
    )


def _search(context: Context) -> str:
    if not (url := context.get("search_url")):
        return ""
    label = written(_("Search"))
    return f'<a class="iconbtn" href="{written(url)}" aria-label="{label}">{_icon("search", "i-l")}</a>'


def _notices(context: Context) -> str:
    if not (url := context.get("notices_url")):
        return ""
    count = context.get("notices_count")
    words = _("Notices, %(number)s new") % {"number": num(count)} if count else _("Notices")
    dot = '<span class="dot"></span>' if count else ""
    bell = _icon("bell", "i-l")
    return f'<a class="iconbtn" href="{written(url)}" aria-label="{written(words)}">{bell}{dot}</a>'


def _sign_in(look: str) -> str:
    return f'<a class="{look}" href="{address("account_login")}">{written(_("Sign in"))}</a>'


def _own_menu(seat: str, menu: str) -> str:
    opened = _icon("chevron-down")
    return (
        f'<details class="drop"><summary>{seat}{opened}</summary><div class="drop-in">{menu}</div></details>'
    )


def _small_menu(context: Context, seat: str, menu: str, navigation: str) -> str:
    """What a phone shows of the same."""
    words, links = written(_("Menu")), navigation
    who = f'<div class="mt-3 mb-1">{seat}</div>' if seat else ""
    own = menu or f"<p>{_sign_in('btn btn-quiet w-100')}</p>"
    if url := context.get("search_url"):
        links += f'<li><a href="{written(url)}">{written(_("Search"))}</a></li>'
    if url := context.get("notices_url"):
        number = context.get("notices_count")
        count = f'<span class="count">{written(num(number))}</span>' if number else ""
        links += f'<li><a href="{written(url)}">{written(_("Notices"))}{count}</a></li>'
    return (
        f'<details class="mobmenu"><summary>{_icon("menu-2")}{words}</summary><nav aria-label="{words}">\n'
        f'{who}\n<ul class="menulist">{links}</ul>\n{own}'
    )


def _demo_line() -> str:
    words = written(_("This is a demonstration: the persons and papers are invented."))
    return f'<div class="demo-line no-print"><div class="container-xl">{_icon("info-circle")} {words}</div></div>'


def _seat(user: Any, seat: Any) -> str:
    """Who is signed in, and for whom."""
    name = (plain(user.person.name) if user.person else "") or user.email
    acts = ""
    if seat:
        institution = lao(plain(seat.institution.short_name))
        acts = f'<span class="seat-for">{written(_("for %(institution)s") % {"institution": institution})}</span>'
    return f'<span class="seat">{avatar_drawn(name)}<span class="seat-in"><b>{written(lao(name))}</b>{acts}</span></span>'


def avatar_drawn(name: Any) -> SafeString:
    """A person's initials in a round."""
    letters = written(initials(plain(name)))
    return SafeString(f'<span class="avatar rounded-circle" aria-hidden="true">{letters}</span>')


def _seat_menu(context: Context) -> str:
    request, token = context["request"], _token(context)
    seats = ""
    if request.seats:
        rows = "".join(_other_seat(one, request, token) for one in request.seats)
        seats = f'<h2 class="h4">{written(_("You act for"))}</h2><ul class="seatlist">{rows}</ul>'
    links = [(one["url"], one["text"]) for one in context.get("account_links") or ()]
    links.append((address("account_change_password"), _("Change the password")))
    links.append((address("mfa_index"), _("Passkeys and second factor")))
    rows = "".join(f'<li><a href="{written(url)}">{written(text)}</a></li>' for url, text in links)
    return (
        f'{seats}\n<ul class="seatlist">{rows}<li><form method="post" action="{address("account_logout")}">{token}'
        f"<button>{written(_('Sign out'))}</button></form></li></ul>"
    )


def _other_seat(seat: Any, request: Any, token: str) -> str:
    institution, role = written(tri(seat.institution.short_name)), written(seat.get_role_display())
    what = f'<span class="small text-secondary d-block">{role}</span>'
    if seat.pk == request.seat.pk:
        return f'<li><span aria-current="true">{_icon("check")} {institution} {what}</span></li>'
    return (
        f'<li><form method="post" action="{address("parties:switch_seat")}">{token}'
        f'<input type="hidden" name="next" value="{written(request.path)}">'
        f'<button name="seat" value="{seat.pk}">{institution}{what}</button></form></li>'
    )


def _token(context: Context) -> str:
    """As `{% csrf_token %}`."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return ""
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{written(token)}">'
