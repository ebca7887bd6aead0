"""What came and stands in the register already, entered by hand: joined to that entry, and separated again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.notes import say
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.registry import actions
from songfai.registry.forms import EntrySearch, JoinForm
from songfai.registry.models import PartnerPaper, Recipient
from songfai.registry.pages.partner import printed_on, told_of
from songfai.registry.pages.parts import document_of, reader
from songfai.registry.permissions import check_may
from songfai.registry.queries import (
    arrival_waits,
    found_in,
    from_partners,
    is_waiting,
    joinable_by,
    same_entries,
    sent_to,
)

# So many entries of a search on one page.
SHOWN = 20


def join_arrival(request: HttpRequest, number: int) -> HttpResponse:
    """Join what another institution of this server has sent to an entry made by hand."""
    reader(request)
    arrival = get_object_or_404(sent_to(request.seat), pk=number)
    check_may(request.seat, "register")
    if request.method != "POST" and not arrival_waits(arrival):
        return redirect("registry:register", number)
    return _join(request, arrival, None)


def join_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join what the other side's server told that it issued to us to an entry made by hand."""
    reader(request)
    paper = get_object_or_404(from_partners(request.seat), key=key)
    check_may(request.seat, "register")
    if request.method != "POST" and not is_waiting(paper):
        return redirect("registry:partner_paper", key)
    return _join(request, None, paper)


def _join(request: HttpRequest, arrival: Recipient | None, paper: PartnerPaper | None) -> HttpResponse:
    form, code = JoinForm(request.POST if request.method == "POST" else None, seat=request.seat), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            entry = form.cleaned_data["entry"]
            try:
                actions.join(entry=entry, arrival=arrival, paper=paper, by=request.seat, at=now())
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
            else:
                text = _("Joined to your entry %(number)s. The sender sees its day and number.")
                undo = reverse("registry:separate", args=[entry.key])
                say(request, text % {"number": entry.printed}, undo=undo)
                return redirect("registry:document", entry.key)
    return render(
        request, "registry/join.html", _shown(request, arrival, paper) | {"form": form}, status=code
    )


def _shown(request: HttpRequest, arrival: Recipient | None, paper: PartnerPaper | None) -> dict[str, Any]:
    """What came, the entries with its number and date, and those that were searched for."""
    number, dated, subject = printed_on(arrival, paper)
    search = EntrySearch(request.GET or None)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    same = same_entries(request.seat, number, dated)
    page = None
    if text:
        others = joinable_by(request.seat, text).exclude(pk__in=[one.pk for one in same])
        page = page_of(request, others, "-listed_on", SHOWN)
    return {
        "arrival": arrival,
        "paper": paper,
        **(told_of(paper) if paper else {}),
        "number": number,
        "subject": subject,
        "same": same,
        "search": search,
        "text": text,
        "page": page,
        "found": found_in(page.rows, text) if page else {},
    }


@require_POST
def separate(request: HttpRequest, key: UUID) -> HttpResponse:
    entry = document_of(request, key)
    actions.separate(entry=entry, by=request.seat, at=now())
    say(request, _("Separated. The entry stays in the register as it was entered by hand."))
    return redirect("registry:document", key)
