"""What the other sides' servers told of the documents they issued to us."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.kit.languages import Trilingual
from songfai.kit.paging import page_of
from songfai.registry.models import PartnerPaper, Recipient
from songfai.registry.pages.parts import reader
from songfai.registry.permissions import may
from songfai.registry.queries import files_of, from_partners, is_waiting, same_entries
from songfai.registry.rules import signature_line
from songfai.registry.states import SENT, Capacity


def told_of(paper: PartnerPaper) -> dict[str, Any]:
    """What `registry/_told.html` shows beside the paper itself."""
    post = paper.signer_post.best(paper.language)[0]
    return {"signature": signature_line(Capacity(paper.capacity), post), "files": files_of(paper)}


def printed_on(arrival: Recipient | None, paper: PartnerPaper | None) -> tuple[str, date | None, Trilingual]:
    """Number, date and subject of what came."""
    if paper is not None:
        return paper.number, paper.dated, paper.subject
    assert arrival is not None
    return arrival.document.printed, arrival.document.dated, arrival.document.subject


def index(request: HttpRequest) -> HttpResponse:
    """All of them, newest first: those that wait to be registered, those that are, and those recalled."""
    reader(request)
    page = page_of(request, from_partners(request.seat), "-sent_on")
    context = {"page": page, "rows": page.rows, "can_register": may(request.seat, "register"), "sent": SENT}
    return render(request, "registry/partner.html", context)


def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    reader(request)
    shown: PartnerPaper = get_object_or_404(from_partners(request.seat), key=key)
    context = {
        "paper": shown,
        **told_of(shown),
        "waits": is_waiting(shown),
        "can_register": may(request.seat, "register"),
        "same": same_entries(request.seat, shown.number, shown.dated) if is_waiting(shown) else [],
    }
    return render(request, "registry/paper.html", context)
