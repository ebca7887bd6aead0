"""The commitment report, of one programme or of all: on the screen, as PDF, DOCX and XLSX, in three languages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.kit.clock import now, today
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES
from songfai.parties.permissions import check
from songfai.programmes.queries import Wanted, in_force, narrowed, visible_to
from songfai.reports.commitment_facts import CommitmentReport
from songfai.reports.pages import kinds
from songfai.reports.pages.annual import files_to_take
from songfai.reports.pages.freezing import FORMS_TO_TAKE
from songfai.reports.pages.wording import taken_away, worded
from songfai.reports.queries import MOST_PROGRAMMES, gather_commitments

FILTERS = ("q", "field", "partner", "country")


@require_http_methods(["GET", "HEAD", "POST"])
def of_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Of one programme: the report of both sides."""
    programme = get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)
    facts = gather_commitments([programme], today(), timezone.localtime(now()))
    return _report(request, facts, {"programme": programme})


@require_http_methods(["GET", "HEAD", "POST"])
def of_all(request: HttpRequest) -> HttpResponse:
    """Of every programme in force of one's institution, or of those the filters of the address leave."""
    check(request.seat, "read")
    wanted = Wanted(**{name: request.GET.get(name, "").strip()[:100] for name in FILTERS})
    key = f"order_{current_language()}"
    found = narrowed(in_force(request.seat), wanted, request.seat).order_by(key, "pk").distinct()
    programmes = list(found[: MOST_PROGRAMMES + 1])
    context = {"cut": len(programmes) > MOST_PROGRAMMES, "most": MOST_PROGRAMMES, "kept": _kept(request)}
    facts = gather_commitments(
        programmes[:MOST_PROGRAMMES],
        today(),
        timezone.localtime(now()),
        issuer=request.seat.institution,
    )
    return _report(request, facts, context)


def _report(request: HttpRequest, facts: CommitmentReport, context: dict) -> HttpResponse:
    asked = request.GET.get("report", "")
    language = asked if asked in LANGUAGES else current_language()
    if not facts.total:
        return render(request, "reports/commitments.html", context | {"language": language})
    report = kinds.commitments(context.get("programme"), facts, _query(request))
    page = worded(request, report, language)
    if answer := page.answer or taken_away(request, report, page.paper):
        return answer
    context |= page.context | {
        "language": language,
        "report_languages": [(code, NAMES[code], _query(request, report=code)) for code in LANGUAGES],
        "files": files_to_take(language, FORMS_TO_TAKE, **_kept(request)),
        "title": _("Commitment report"),
    }
    return render(request, "reports/commitments.html", context, status=page.code)


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _query(request: HttpRequest, **more: str) -> str:
    return urlencode(_kept(request) | more)
