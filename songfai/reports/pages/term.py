"""The report on the term, preliminary or final: on the screen, as PDF, DOCX and XLSX, in three languages."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from songfai.kit.clock import now
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.programmes.models import Programme
from songfai.reports.figures import Figure
from songfai.reports.indicator_facts import indicator_named
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.annual import files_to_take, programme_of
from songfai.reports.pages.freezing import FORMS_TO_TAKE, Report
from songfai.reports.pages.wording import taken_away, worded
from songfai.reports.queries import gather_term, grounds_behind, recounted, rows_behind, term_rows
from songfai.reports.term_facts import GROUND, TermFacts, TermScope
from songfai.reports.wording import Speaker
from songfai.reviews.states import ReviewKind


def gathered(programme: Programme, kind: str, year: int) -> TermFacts:
    """404 where no such review has compiled its facts."""
    if kind not in set(ReviewKind):
        raise Http404
    facts = gather_term(programme, ReviewKind(kind), year, timezone.localtime(now()))
    if facts is None:
        raise Http404
    return facts


def title_of(facts: TermFacts) -> str:
    return f"{_(ReviewKind(facts.kind).words)} {facts.first_year}–{facts.last_year}"


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, kind: str, year: int) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = gathered(programme, kind, year)
    return shown(
        request,
        kinds.term(programme, kind, year, facts),
        title=title_of(facts),
        made_from=_(
            "Written from the recorded years and the signed minutes; nothing is typed a second time. The clerk fills in"
            " the number and the date."
        ),
        leads=behind.leads("reports:term_rows", slug, kind, year),
    )


@require_GET
def rows(request: HttpRequest, slug: str, kind: str, year: int, name: str) -> HttpResponse:
    """The rows of a frozen number, counted anew at its cut-off date; where they are not as many, the page says so."""
    programme = programme_of(request, slug)
    facts = gathered(programme, kind, year)
    if name.startswith(GROUND) and (figure := facts.figure(name)) is not None:
        return _rows_rested_on(request, programme, facts, figure)
    found = recounted(facts, term_rows(programme, facts), name)
    if found is None:
        raise Http404
    return behind.page(
        request,
        behind.Behind(
            figure=found.figure,
            rows=rows_behind(programme, found.figure),
            words=words_for(facts, name, Speaker(get_language())),
            told=title_of(facts),
            report=reverse("reports:term", args=[slug, kind, year]),
            report_name=title_of(facts),
            file_name=f"{slug}-{kind}-{year}-{name}",
            programme=programme,
            is_counted=True,
            note="" if found.matches else behind.frozen_note(),
        ),
    )


def _rows_rested_on(
    request: HttpRequest, programme: Programme, facts: TermFacts, figure: Figure
) -> HttpResponse:
    """The rows and files a judgement rests on, as they were picked."""
    code = facts.code.rpartition("_")
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=grounds_behind(programme, facts, figure),
            words=words_for(facts, figure.name, Speaker(get_language())),
            told=title_of(facts),
            report=reverse("reports:term", args=[facts.slug, code[0], code[2]]),
            report_name=title_of(facts),
            file_name=f"{facts.slug}-{facts.code}-{figure.name}",
            programme=programme,
        ),
    )


def words_for(facts: TermFacts, name: str, say: Speaker) -> str:
    """What a number counts, as a heading over its rows: "Commitment 3 · 2024 · Done late"."""
    if name.startswith("sum."):
        one = facts.totals[int(name.removeprefix("sum.")) - 1]
        how = say.word("commitments.estimate") if one.is_estimate else ""
        return " · ".join(filter(None, [say.plain(one.label), say.plain(one.unit), how]))
    if name.startswith(GROUND):
        heading = say.word(f"term.heading.{name.removeprefix(GROUND)}")
        return f"{heading} · {say.word('term.sheet_grounds')}"
    if name.startswith("indicator."):
        return say.plain(indicator_named(facts.indicators, name).text)
    scope = TermScope.of(name)
    commitment = f"{say.word('column.commitment')} {scope.commitment}" if scope.commitment else ""
    year = str(scope.year) if scope.year else ""
    return " · ".join(filter(None, [commitment, year, say.word(f"row.{scope.part}")]))


def shown(
    request: HttpRequest, report: Report, *, title: str, made_from: str, leads: str = ""
) -> HttpResponse:
    """A report on the screen, or as the file that was asked for; `?report=` chooses its language.

    `leads` is the address of the rows behind a number (pages.behind.leads).
    """
    asked = request.GET.get("report", "")
    language = asked if asked in LANGUAGES else current_language()
    page = worded(request, report, language)
    if answer := page.answer or taken_away(request, report, page.paper):
        return answer
    context = page.context | {
        "programme": report.programme,
        "facts": report.facts,
        "language": language,
        "report_languages": [(code, NAMES[code], urlencode({"report": code})) for code in LANGUAGES],
        "files": files_to_take(language, FORMS_TO_TAKE),
        "title": title,
        "made_from": made_from,
        "leads": leads,
    }
    return render(request, "reports/term.html", context, status=page.code)
