"""The portfolio report of one's institution: on the screen, as PDF, DOCX and XLSX, in three languages."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from songfai.kit.clock import now, today
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.permissions import check
from songfai.programmes.models import Programme
from songfai.programmes.queries import Wanted
from songfai.reports.figures import Figure
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.annual import files_to_take
from songfai.reports.pages.commitments import FILTERS
from songfai.reports.pages.freezing import FORMS_TO_TAKE
from songfai.reports.pages.wording import taken_away, worded
from songfai.reports.paper import text_of
from songfai.reports.portfolio_facts import PortfolioFacts
from songfai.reports.queries import MOST_PROGRAMMES, gather_portfolio, portfolio_of, rows_behind
from songfai.reports.sections.portfolio import further_kind, label_of
from songfai.reports.wording import Speaker


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Of the programmes in force of one's own side, or of those the filters of the address leave."""
    year, cut_off, programmes = _asked(request)
    asked = request.GET.get("report", "")
    language = asked if asked in LANGUAGES else current_language()
    kept = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    context = {
        "language": language,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "title": _("Portfolio report"),
        "cut": len(programmes) > MOST_PROGRAMMES,
        "most": MOST_PROGRAMMES,
        "kept": kept,
    }
    if not programmes:
        return render(request, "reports/portfolio.html", context)
    facts = _gathered(request, year, cut_off, programmes)
    report = kinds.portfolio(year, facts, urlencode(kept))
    page = worded(request, report, language)
    if answer := page.answer or taken_away(request, report, page.paper):
        return answer
    context |= page.context | {
        "facts": facts,
        "report_languages": [(code, NAMES[code], _query(request, report=code)) for code in LANGUAGES],
        "files": files_to_take(language, FORMS_TO_TAKE, **_kept(request)),
        "leads": behind.leads("reports:portfolio_rows", **_kept(request)),
    }
    return render(request, "reports/portfolio.html", context, status=page.code)


@require_GET
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """The rows one number was counted from, counted anew as the report counts them."""
    year, cut_off, programmes = _asked(request)
    facts = _gathered(request, year, cut_off, programmes) if programmes else None
    figure = facts.figure(name) if facts else None
    if facts is None or figure is None:
        raise Http404
    language = get_language()
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=rows_behind(programmes[:MOST_PROGRAMMES], figure),
            words=words_for(facts, figure, Speaker(language)),
            told=_("Portfolio report %(year)s, figures of %(date)s")
            % {"year": year, "date": format_date(cut_off, language)},
            report=f"../../?{_query(request)}",
            report_name=_("Portfolio report"),
            file_name=f"portfolio-{year}-{name}",
        ),
    )


def words_for(facts: PortfolioFacts, figure: Figure, say: Speaker) -> str:
    """What a figure counts, as a heading over its rows: "Laos · Late"."""
    scope, _dot, rest = figure.name.partition(".")
    key, _dot, part = rest.rpartition(".")
    if scope == "support":
        found = facts.sums[int(key) - 1]
        unit = found.currency or say.plain(found.unit)
        return " · ".join(
            filter(None, [say.word(f"support.{found.kind}"), unit, say.word(f"portfolio.{part}")])
        )
    if scope == "further":
        one = facts.further_sums[int(key) - 1]
        told = (say.plain(one.party), further_kind(one.kind, say), one.currency or say.plain(one.unit))
        return " · ".join(filter(None, [*told, say.word(f"portfolio.{part}")]))
    words = next(
        say.word(name)
        for name in (f"portfolio.{part}_row", f"portfolio.{part}", f"portfolio.short.{part}", "row.share")
        if name in say.patterns and say.has(name) and name != "portfolio.off_plan"
    )
    words = words[:1].upper() + words[1:]
    group = next((one for one in facts.groups if (one.kind, one.key) == (scope, key)), None)
    if group is None:
        return f"{facts.year - 1} · {words}"
    return words if group.kind == "total" else f"{text_of(label_of(group, facts, say))} · {words}"


# ---- What was asked ---------------------------------------------------------------------------------------


def _asked(request: HttpRequest) -> tuple[int, date, list[Programme]]:
    """The year, its cut-off date and the programmes; one more than a report holds, to tell that some are left out."""
    check(request.seat, "read")
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today().year
    if not 1990 <= year <= today().year:
        raise Http404
    wanted = Wanted(**{name: request.GET.get(name, "").strip()[:100] for name in FILTERS})
    found = portfolio_of(request.seat, wanted)[: MOST_PROGRAMMES + 1]
    return year, min(date(year, 12, 31), today()), list(found)


def _gathered(request: HttpRequest, year: int, cut_off: date, programmes: list[Programme]) -> PortfolioFacts:
    at = timezone.localtime(now())
    return gather_portfolio(request.seat, programmes[:MOST_PROGRAMMES], year, cut_off, at)


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("year", *FILTERS) if request.GET.get(name)}


def _query(request: HttpRequest, **more: str) -> str:
    return urlencode(_kept(request) | more)
