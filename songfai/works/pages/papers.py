"""Papers of a submission, to be printed by the browser: the receipt, a certificate for each author."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.deadlines.counting import Counted
from songfai.deadlines.wording import how_counted
from songfai.kit.clock import today
from songfai.kit.squares import square_address
from songfai.works.pages.parts import submission_of
from songfai.works.queries import investor_of, signer_of
from songfai.works.states import CREATORS, Stage
from songfai.works.wording import check_address


def receipt(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """What the unit received, from whom, when, and the day by which the result is due. Circular 18/2013, Annex II."""
    work, submission = submission_of(request, key, sub)
    context = {
        "work": work,
        "submission": submission,
        "institution": submission.institution,
        "authors": [one for one in submission.filed.get("authors", []) if one["role"] in CREATORS],
        "counted": how_counted(Counted.of(submission.stated)),
        "today": today(),
    }
    return render(request, "works/receipt.html", context)


def certificate(request: HttpRequest, key: UUID, number: int, sub: UUID | None = None) -> HttpResponse:
    """Proof of recognition for one author, naming the others, or for the investor. Circular 18/2013, Article 9 and Annex
    III."""
    work, submission = submission_of(request, key, sub)
    row = get_object_or_404(submission.certificates.select_related("author"), pk=number)
    authors = [one for one in submission.filed.get("authors", []) if one["role"] in CREATORS]
    check = check_address(request, row)
    context = {
        "work": work,
        "submission": submission,
        "certificate": row,
        "name_then": submission.institution.name_on(row.dated),
        "signer": signer_of(row),
        "check": check,
        "square": square_address(check),
        "title": submission.filed.get("title", {}),
        "investor": investor_of(submission),
        "own": next((one for one in authors if one["id"] == row.author_id), None),
        "others": [one for one in authors if one["id"] != row.author_id],
        "institution": submission.institution,
        "void": submission.stage == Stage.REVOKED,
        "base_revoked": submission.above and work.stage == Stage.REVOKED,
        "today": today(),
    }
    return render(request, "works/certificate.html", context)
