"""The report on the yearly information exchange: on the screen, as PDF, DOCX and XLSX, in three languages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from songfai.kit.clock import now
from songfai.programmes.models import Programme
from songfai.reports.information_facts import InformationFacts
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.annual import programme_of
from songfai.reports.pages.term import shown
from songfai.reports.queries import gather_information, rows_behind
from songfai.reports.wording import Speaker


def gathered(programme: Programme, year: int) -> InformationFacts:
    """404 where neither side has handed anything over."""
    facts = gather_information(programme, year, timezone.localtime(now()))
    if facts is None:
        raise Http404
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = gathered(programme, year)
    return shown(
        request,
        kinds.information(programme, year, facts),
        title=_("Yearly information exchange %(year)s") % {"year": year},
        made_from=_(
            "Written from what each side handed over; drafts are not in it. The clerk fills in the number and the date."
        ),
        leads=behind.leads("reports:information_rows", slug, year),
    )


@require_GET
def rows(request: HttpRequest, slug: str, year: int, name: str) -> HttpResponse:
    """Where a figure stands: what its side handed over under that heading."""
    programme = programme_of(request, slug)
    facts = gathered(programme, year)
    figure = facts.figure(name)
    if figure is None:
        raise Http404
    heading, position, at = (int(part) for part in name.removeprefix("said.").split("."))
    given = facts.headings[heading - 1].said[position - 1].figures[at - 1]
    say = Speaker(get_language())
    title = _("Yearly information exchange %(year)s") % {"year": year}
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=rows_behind(programme, figure),
            words=f"{say.plain(facts.sides[position - 1].short)} · {say.plain(given.label)}",
            told=title,
            report=reverse("reports:information", args=[slug, year]),
            report_name=title,
            file_name=f"{slug}-information-{year}-{name}",
            programme=programme,
        ),
    )
