"""The reports an institution has frozen, of one programme or of all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from songfai.kit.paging import page_of
from songfai.parties.permissions import check
from songfai.programmes.models import Programme
from songfai.reports.pages.annual import programme_of
from songfai.reports.queries.frozen import FrozenLine, frozen_of


@require_GET
def of_programme(request: HttpRequest, slug: str) -> HttpResponse:
    return _list(request, programme_of(request, slug))


@require_GET
def of_all(request: HttpRequest) -> HttpResponse:
    """Those that tell of several programmes."""
    return _list(request, None)


def _list(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    check(request.seat, "read")
    page = page_of(request, frozen_of(request.seat, programme), "-id")
    lines = [FrozenLine(row, None) for row in page.rows]
    return render(request, "reports/frozen.html", {"programme": programme, "page": page, "frozen": lines})
