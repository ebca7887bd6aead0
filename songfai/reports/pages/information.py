"""The report on the yearly information exchange: on the screen, as PDF, DOCX and XLSX, in three languages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.kit.clock import now
from songfai.reports.compile_information import information_report, workbook
from songfai.reports.pages.annual import programme_of
from songfai.reports.pages.term import shown
from songfai.reports.queries import gather_information


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = gather_information(programme, year, timezone.localtime(now()))
    if facts is None:
        raise Http404
    return shown(
        request,
        programme,
        facts,
        name=f"information-{year}",
        workbook=workbook,
        paper=information_report,
        title=_("Yearly information exchange %(year)s") % {"year": year},
        made_from=_(
            "Written from what each side handed over; drafts are not in it. The clerk fills in the number and the date."
        ),
    )
