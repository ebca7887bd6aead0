"""The papers of a submission as files: its receipt, certificates, what its council recorded and what was decided. In any of
the three languages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.export import attachment
from songfai.kit.languages import LANGUAGES, Trilingual, language_of_country
from songfai.kit.refusals import words
from songfai.registry.actions import Enclosed
from songfai.registry.states import PartKind
from songfai.reports.compile_council import decision_paper, minutes_paper, refusal_paper, summary_paper
from songfai.reports.compile_work import certificate_paper, receipt_paper
from songfai.reports.paper import Paper
from songfai.reports.pdf import pdf
from songfai.reports.queries.council import decision_facts, minutes_facts, refusal_facts, summary_facts
from songfai.reports.queries.works import certificate_facts, receipt_facts
from songfai.reports.render import FORMS, as_file
from songfai.works import actions
from songfai.works.actions.holding import address_of
from songfai.works.models import Submission
from songfai.works.permissions import check_may
from songfai.works.queries import council_papers, submissions
from songfai.works.states import CouncilPaper
from songfai.works.wording import check_address

# Each paper of a council: its facts, and how they are worded.
COUNCIL: dict[CouncilPaper, tuple[Callable[..., Any], Callable[..., Paper]]] = {
    CouncilPaper.MINUTES: (minutes_facts, minutes_paper),
    CouncilPaper.SUMMARY: (summary_facts, summary_paper),
    CouncilPaper.DECISION: (decision_facts, decision_paper),
    CouncilPaper.REFUSAL: (refusal_facts, refusal_paper),
}


def _submission(request: HttpRequest, key: UUID, language: str) -> Submission:
    """Of a work the person may open."""
    if language not in LANGUAGES:
        raise Http404
    return get_object_or_404(submissions(request.seat), key=key)


@require_GET
def receipt(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    submission = _submission(request, key, language)
    facts = receipt_facts(submission, timezone.localtime(now()))
    name = f"receipt-{submission.receipt.replace('/', '-')}-{language}.pdf"
    return attachment(pdf(receipt_paper(facts, language), facts.compiled_at), name, FORMS["pdf"])


@require_GET
def certificate(request: HttpRequest, key: UUID, number: int, language: str) -> HttpResponse:
    submission = _submission(request, key, language)
    row = get_object_or_404(submission.certificates.all(), pk=number)
    facts = certificate_facts(row, submission, check_address(request, row), timezone.localtime(now()))
    name = f"certificate-{str(row).replace('/', '-')}-{language}.pdf"
    return attachment(pdf(certificate_paper(facts, language), facts.compiled_at), name, FORMS["pdf"])


@require_GET
def council_paper(request: HttpRequest, key: UUID, kind: str, language: str, form: str) -> HttpResponse:
    """Minutes, summary of the score sheets, decision, refusal: each for who may read it, once there is such a paper."""
    submission = _submission(request, key, language)
    wanted = next((one for one in FORMS if one == form), None)
    if wanted is None or kind not in council_papers(request.seat, submission):
        raise Http404
    facts_of, paper_of = COUNCIL[CouncilPaper(kind)]
    at = timezone.localtime(now())
    data = as_file(paper_of(facts_of(submission, at), language), wanted, at)
    name = f"{kind}-{submission.receipt.replace('/', '-')}-{language}.{wanted}"
    return attachment(data, name, FORMS[wanted])


@require_POST
def draft_letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """The letter of refusal as an outgoing document, in the language the institution writes its papers in."""
    submission = get_object_or_404(submissions(request.seat), key=key)
    check_may(request.seat, "letter", submission.work, submission)
    if CouncilPaper.REFUSAL not in council_papers(request.seat, submission):
        raise Http404
    at = timezone.localtime(now())
    facts = refusal_facts(submission, at)
    language = language_of_country(submission.institution.country)
    papers = {one: refusal_paper(facts, one) for one in LANGUAGES}
    subject = Trilingual(
        **{one: f"{paper.head.type_name.capitalize()} {paper.head.subject}" for one, paper in papers.items()}
    )
    data = as_file(papers[language], "docx", at)
    name = f"refusal-{submission.receipt.replace('/', '-')}-{language}.docx"
    enclosed = Enclosed(PartKind.TEXT, "", name, data)
    try:
        document = actions.draft_letter(
            submission=submission,
            subject=subject,
            language=language,
            enclosed=enclosed,
            by=request.seat,
            at=now(),
        )
    except Refused as refused:
        messages.error(request, words(refused))
        return redirect(address_of(submission))
    messages.success(request, _("Drafted from what was recorded. Read it, then have it reviewed."))
    return redirect("registry:document", document.key)
