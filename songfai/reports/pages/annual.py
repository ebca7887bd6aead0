"""The years, one report on the screen and as a file, and the rows behind each of its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.formats import format_date
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.reports.facts import AnnualFacts
from songfai.reports.forms import ReportForm
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.freezing import FORMS_TO_TAKE
from songfai.reports.pages.wording import taken_away, worded
from songfai.reports.queries import (
    compiled_of_term,
    gather,
    plans_on_paper,
    require_year,
    rows_behind,
    told_years,
    usual_cut_off_of,
    years_of,
)
from songfai.reports.wording import Speaker, named
from songfai.visits.queries import visits_of
from songfai.visits.states import OVER


@dataclass(frozen=True, slots=True)
class File:
    """A way to take the report away."""

    language: str
    words: str
    query: str
    primary: bool


def programme_of(request: HttpRequest, slug: str) -> Programme:
    """Nothing is reported of a programme that has not been offered."""
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def index(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_of(request, slug)
    context = {
        "programme": programme,
        "years": years_of(programme, today()),
        "of_term": compiled_of_term(programme),
        "told_years": told_years(programme),
        "plans": plans_on_paper(programme),
        "visits": visits_of(programme).filter(state__in=OVER),
    }
    return render(request, "reports/list.html", context)


def form_of(request: HttpRequest, programme: Programme, year: int) -> ReportForm:
    try:
        require_year(programme, year)
    except Refused as refused:
        raise Http404 from refused
    usual = usual_cut_off_of(programme, year, today())
    return ReportForm(request.GET, year=year, today=today(), language=get_language(), cut_off=usual)


def gathered(programme: Programme, year: int, form: ReportForm) -> AnnualFacts:
    return gather(programme, year, form.cleaned_data["cut_off"], timezone.localtime(now()))


@require_http_methods(["GET", "HEAD", "POST"])
def annual(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The report on the screen; with ?format=pdf or docx, the file. A POST words a paragraph."""
    programme = programme_of(request, slug)
    form = form_of(request, programme, year)
    context = {"programme": programme, "year": year, "form": form}
    if not form.is_valid():
        return render(request, "reports/annual.html", context, status=422)
    language = form.cleaned_data["report"]
    facts = gathered(programme, year, form)
    if facts.is_empty:
        return render(request, "reports/annual.html", context | {"facts": facts})
    report = kinds.annual(programme, year, facts)
    page = worded(request, report, language)
    if answer := page.answer or taken_away(request, report, page.paper):
        return answer
    context |= page.context | {
        "facts": facts,
        "is_cut_short": facts.cut_off < min(date(year, 12, 31), today()),
        "files": files_to_take(language, FORMS_TO_TAKE, cut_off=facts.cut_off.isoformat()),
        "leads": behind.leads("reports:rows", slug, year, cut_off=facts.cut_off.isoformat()),
    }
    return render(request, "reports/annual.html", context, status=page.code)


def files_to_take(shown: str, forms: Iterable[str], **kept: str) -> list[File]:
    """A report in each language and form, with what else its page was asked for; the language on the screen first."""
    return [
        File(
            language,
            f"{form.upper()} · {NAMES[language]}",
            urlencode(kept | {"report": language, "format": form}),
            language == shown and form == "pdf",
        )
        for language in (shown, *(each for each in LANGUAGES if each != shown))
        for form in forms
    ]


def rows(request: HttpRequest, slug: str, year: int, name: str) -> HttpResponse:
    """The rows one number was counted from, counted anew at the same cut-off date."""
    programme = programme_of(request, slug)
    form = form_of(request, programme, year)
    if not form.is_valid():
        raise Http404
    facts = gathered(programme, year, form)
    figure = facts.figure(name)
    if figure is None:
        raise Http404
    report = reverse("reports:annual", args=[slug, year])
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=rows_behind(programme, figure),
            words=named(facts, figure, Speaker(get_language())),
            told=_("Report of %(year)s, figures of %(date)s")
            % {"year": year, "date": format_date(facts.cut_off, get_language())},
            report=f"{report}?{urlencode({'cut_off': facts.cut_off.isoformat()})}",
            report_name=str(year),
            file_name=f"{slug}-{year}-{name}",
            programme=programme,
            is_counted=True,
            note=behind.frozen_note() if name in facts.moved else "",
        ),
    )
