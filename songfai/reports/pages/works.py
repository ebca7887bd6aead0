"""The papers of a submission as files: its receipt, a certificate for each author. In any of the three languages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from songfai.kit.clock import now
from songfai.kit.export import attachment
from songfai.kit.languages import LANGUAGES
from songfai.reports.compile_work import certificate_paper, receipt_paper
from songfai.reports.pdf import pdf
from songfai.reports.queries.works import certificate_facts, receipt_facts
from songfai.reports.render import FORMS
from songfai.works.models import Submission
from songfai.works.queries import submissions


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
    facts = certificate_facts(row, submission, timezone.localtime(now()))
    name = f"certificate-{str(row).replace('/', '-')}-{language}.pdf"
    return attachment(pdf(certificate_paper(facts, language), facts.compiled_at), name, FORMS["pdf"])
