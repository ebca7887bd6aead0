"""The first file of a programme that the other side has offered on its own server: here the programme has no page yet on which
it could be taken in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from songfai.exchange import bundle, permissions, queries
from songfai.exchange.carried import Source
from songfai.exchange.forms import TakeInForm
from songfai.exchange.pages.programmes import taken
from songfai.kit.errors import N_, Refused
from songfai.kit.refusals import status, words
from songfai.parties.models import Seat


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Files of any programme of one's own side, the first as well as later ones."""
    permissions.check_role(request.seat, "carry")
    form, code = TakeInForm(), 200
    if request.method == "POST":
        form, code = TakeInForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                register = taken(request, form, partial(require_own, request.seat))
            except Refused as refused:
                form.add_error("upload", words(refused))
                code = status(refused)
            else:
                matter = getattr(register, "matter", None)
                return redirect("exchange:programme", matter.slug) if matter else redirect("programmes:list")
    return render(request, "exchange/first.html", {"form": form}, status=code)


def require_own(seat: Seat, data: Source) -> None:
    """The seat's side has sent the file or is to have it; whether it passes between the two sides of its programme is asked
    when it is taken in."""
    head = bundle.checked_head_of(data)
    if not any(queries.bears(seat, head[name]) for name in ("to", "from")):
        raise Refused(
            "other_side",
            N_("This file is for %(side)s, not for your side. Nothing was taken in from it."),
            side=queries.called(head["to"]),
        )
