"""What the other sides' servers told of the documents they issued to us."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.kit.paging import page_of
from songfai.registry.models import PartnerPaper
from songfai.registry.pages.parts import reader
from songfai.registry.permissions import may
from songfai.registry.queries import files_of, from_partners, is_waiting
from songfai.registry.rules import signature_line
from songfai.registry.states import SENT, Capacity


def told_of(paper: PartnerPaper) -> dict[str, Any]:
    """What `registry/_told.html` shows beside the paper itself."""
    post = paper.signer_post.best(paper.language)[0]
    return {"signature": signature_line(Capacity(paper.capacity), post), "files": files_of(paper)}


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
    }
    return render(request, "registry/paper.html", context)
