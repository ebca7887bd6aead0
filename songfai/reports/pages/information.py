"""The report on the yearly information exchange: on the screen, as PDF, DOCX and XLSX, in three languages."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from songfai.kit.clock import now
from songfai.kit.export import XLSX, attachment
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.record.queries import words_of
from songfai.reports.compile_information import information_report, workbook
from songfai.reports.pages.annual import programme_of
from songfai.reports.pages.term import report_files
from songfai.reports.queries import gather_information
from songfai.reports.render import FORMS
from songfai.reports.render import information as rendered


@require_GET
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = gather_information(programme, year, timezone.localtime(now()))
    if facts is None:
        raise Http404
    asked = request.GET.get("report", "")
    language = asked if asked in LANGUAGES else current_language()
    form = request.GET.get("format", "")
    file_name = f"{slug}-information-{year}-{language}.{form}"
    if form == "xlsx":
        return attachment(workbook(facts, language), file_name, XLSX)
    words = words_of(facts.fingerprint(), language)
    if form in FORMS:
        return attachment(rendered(facts, language, form, words), file_name, FORMS[form])
    context = {
        "programme": programme,
        "facts": facts,
        "language": language,
        "report_languages": [(code, NAMES[code], urlencode({"report": code})) for code in LANGUAGES],
        "paper": information_report(facts, language, words),
        "files": report_files(language),
        "title": _("Yearly information exchange %(year)s") % {"year": year},
        "made_from": _(
            "Written from what each side handed over; drafts are not in it. The clerk fills in the number and the date."
        ),
    }
    return render(request, "reports/term.html", context)
