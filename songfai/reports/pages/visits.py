"""The programme of a visit as a file to print and to send; the report on it, with the rows behind its numbers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from songfai.kit.clock import now
from songfai.kit.export import attachment
from songfai.kit.languages import LANGUAGES
from songfai.programmes.models import Programme
from songfai.reports.compile_visit import visit_paper
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.annual import programme_of
from songfai.reports.pages.term import shown
from songfai.reports.pdf import pdf
from songfai.reports.queries import gather_visit, rows_behind
from songfai.reports.queries.visit_programme import visit_programme
from songfai.reports.render import FORMS
from songfai.reports.visit_report_facts import VisitReport
from songfai.reports.wording import Speaker
from songfai.visits.queries import on_paper, visits_of, visits_visible_to, with_parts
from songfai.visits.states import OVER


def programme(request: HttpRequest, slug: str, key: UUID, language: str) -> HttpResponse:
    """As PDF, in any of the three languages."""
    if language not in LANGUAGES:
        raise Http404
    rows = on_paper(visits_visible_to(request.seat).select_related("programme"))
    visit = get_object_or_404(
        rows.prefetch_related("programme__sides__institution", "programme__sides__unit"),
        programme__slug=slug, key=key,
    )  # fmt: skip
    facts = visit_programme(visit, timezone.localtime(now()))
    name = f"{slug}-visit-{visit.starts_on:%Y-%m-%d}-{language}.pdf"
    return attachment(pdf(visit_paper(facts, language), facts.compiled_at), name, FORMS["pdf"])


def reported(programme: Programme, key: UUID) -> VisitReport:
    """The facts of a visit that is over; 404 for any other, there is nothing to report yet."""
    visit = get_object_or_404(with_parts(visits_of(programme)), key=key, state__in=OVER)
    visit.programme = programme
    return gather_visit(visit, timezone.localtime(now()))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """On the screen, as PDF, DOCX and XLSX, in three languages."""
    programme = programme_of(request, slug)
    facts = reported(programme, key)
    return shown(
        request,
        kinds.visit(programme, key, facts),
        title=_("Report on the visit"),
        made_from=_(
            "The paper of the side that travelled, written from what both sides recorded of the visit; its own words stand"
            " under its name. The clerk fills in the number and the date."
        ),
        leads=behind.leads("reports:visit_rows", slug, key),
    )


@require_GET
def rows(request: HttpRequest, slug: str, key: UUID, name: str) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = reported(programme, key)
    figure = facts.figure(name)
    if figure is None:
        raise Http404
    say = Speaker(get_language())
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=rows_behind(programme, figure),
            words=say.word(f"row.{name}"),
            told=say.plain(facts.title),
            report=reverse("reports:visit", args=[slug, key]),
            report_name=_("Report on the visit"),
            file_name=f"{slug}-{name}",
            programme=programme,
        ),
    )
