"""What both sides wrote to one another about a programme, newest first, and a message to the other side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.exchange import actions, permissions
from songfai.exchange.forms import MessageForm
from songfai.exchange.pages.programmes import matter
from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.notes import say
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.record import beside
from songfai.record.queries import position_of, sides_of


@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest, slug: str) -> HttpResponse:
    programme, register = matter(request, slug, "read")
    form, code = MessageForm(request.POST or None), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.send_message(
                    programme=programme, text=form.cleaned_data["text"], by=request.seat, at=now()
                )
                say(
                    request,
                    _("Written. Where the other side has its own server, it goes with the next file."),
                )
                return redirect("exchange:messages", slug)
            except Refused as refused:
                form.add_error("text", words(refused))
                code = status(refused)
    position = position_of(register, request.seat.institution, request.seat.stands_for)
    page = page_of(request, beside.messages(register), "-at")
    context = {
        "programme": programme,
        "page": page,
        "said": [beside.message_of(line) for line in page.rows],
        "sides": sides_of(register),
        "form": form,
        "may_write": permissions.can(request.seat, "write", position=position),
    }
    return render(request, "exchange/messages.html", context, status=code)
