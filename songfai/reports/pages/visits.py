"""The programme of a visit as a file to print and to send."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from songfai.kit.clock import now
from songfai.kit.export import attachment
from songfai.kit.languages import LANGUAGES
from songfai.reports.compile_visit import visit_paper
from songfai.reports.pdf import pdf
from songfai.reports.queries.visit_programme import visit_programme
from songfai.reports.render import FORMS
from songfai.visits.queries import on_paper, visits_visible_to


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
