"""The report on the term, preliminary or final: on the screen, as PDF, DOCX and XLSX, in three languages."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.kit.clock import now
from songfai.kit.export import XLSX, attachment
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.programmes.models import Programme
from songfai.record.queries import words_of
from songfai.reports.compile_term import term_report, workbook
from songfai.reports.pages.annual import File, programme_of
from songfai.reports.pages.wording import worded
from songfai.reports.paper import Paper
from songfai.reports.queries import gather_term
from songfai.reports.render import FORMS, as_file
from songfai.reviews.states import ReviewKind


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, kind: str, year: int) -> HttpResponse:
    programme = programme_of(request, slug)
    if kind not in set(ReviewKind):
        raise Http404
    facts = gather_term(programme, ReviewKind(kind), year, timezone.localtime(now()))
    if facts is None:
        raise Http404
    return shown(
        request,
        programme,
        facts,
        name=f"{kind}-{year}",
        workbook=workbook,
        paper=term_report,
        title=f"{_(ReviewKind(kind).words)} {facts.first_year}–{facts.last_year}",
        made_from=_(
            "Written from the recorded years and the signed minutes; nothing is typed a second time. The clerk fills in"
            " the number and the date."
        ),
    )


def shown(
    request: HttpRequest,
    programme: Programme,
    facts: Any,
    *,
    name: str,
    workbook: Callable[[Any, str], bytes],
    paper: Callable[[Any, str, Sequence[str]], Paper],
    title: str,
    made_from: str,
    leads: str = "",
    key: str = "",
) -> HttpResponse:
    """A report on the screen, or as the file that was asked for; `?report=` chooses its language.

    `leads` is the address of the rows behind a number (pages.behind.leads); `key` names the report where `name`, which
    is that of its files, may be another's too.
    """
    asked = request.GET.get("report", "")
    language = asked if asked in LANGUAGES else current_language()
    form = request.GET.get("format", "")
    file_name = f"{programme.slug}-{name}-{language}.{form}"
    if form == "xlsx":
        return attachment(workbook(facts, language), file_name, XLSX)
    words = words_of(facts.fingerprint(), language)
    page = worded(request, paper(facts, language, words), key or name, programme)
    if page.answer:
        return page.answer
    if form in FORMS:
        return attachment(as_file(page.paper, form, facts.compiled_at), file_name, FORMS[form])
    context = page.context | {
        "programme": programme,
        "facts": facts,
        "language": language,
        "report_languages": [(code, NAMES[code], urlencode({"report": code})) for code in LANGUAGES],
        "files": report_files(language),
        "title": title,
        "made_from": made_from,
        "leads": leads,
    }
    return render(request, "reports/term.html", context, status=page.code)


def report_files(shown: str) -> list[File]:
    """The language on the screen first."""
    return [
        File(
            language,
            f"{form.upper()} · {NAMES[language]}",
            urlencode({"report": language, "format": form}),
            language == shown and form == "pdf",
        )
        for language in (shown, *(each for each in LANGUAGES if each != shown))
        for form in (*FORMS, "xlsx")
    ]
