from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.journal.queries import lists_of_institution, of_institution, of_programme
from songfai.journal.wording import verb_words
from songfai.kit import shown
from songfai.kit.export import export_response
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.parties.permissions import check

COLUMNS = [
    Column("at", gettext_lazy("When"), lambda line: shown.moment(line.at)),
    Column("who", gettext_lazy("Who"), lambda line: line.who),
    Column("institution", gettext_lazy("For"), lambda line: line.institution),
    Column("verb", gettext_lazy("Did"), lambda line: verb_words(line.verb)),
    Column("subject", gettext_lazy("What"), lambda line: line.subject),
    Column("programme", gettext_lazy("Programme"), lambda line: line.programme),
]


def index(request: HttpRequest) -> HttpResponse:
    """What was done for one's own institution, newest first; `?programme=SLUG` narrows it."""
    check(request.seat, "journal")
    slug = request.GET.get("programme", "")
    lines = of_programme(slug, request.seat) if slug else of_institution(request.seat)
    if file := export_response(request, lines, COLUMNS, "journal", _("Working history")):
        return file
    page = page_of(request, lines if slug else lists_of_institution(request.seat), "-at")
    rows = [(line, verb_words(line.verb)) for line in page.rows]
    return render(request, "journal/list.html", {"page": page, "rows": rows, "programme": slug})
