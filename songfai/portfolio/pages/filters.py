"""Filters saved under a name, and the links that open them for colleagues."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.forms import current_language
from songfai.kit.notes import say
from songfai.kit.order import sort_key
from songfai.kit.refusals import status, words
from songfai.portfolio import actions, queries
from songfai.portfolio.forms import SaveForm
from songfai.portfolio.permissions import check_may
from songfai.portfolio.states import Place, View

SHOWN = 300
# Where each list is. Its rooms need not know that their filters are saved: their pages show portfolio/_save.html.
LISTS = {
    Place.ACTIVITIES: "portfolio:activities",
    Place.VISITS: "portfolio:visits",
    Place.PROGRAMMES: "programmes:list",
    Place.COMMITMENTS: "reports:commitments",
    Place.OUTGOING: "registry:outgoing",
    Place.INCOMING: "registry:incoming",
    Place.WORKS: "works:list",
}
# What an address says of one page of a list, or of one visit to it.
PASSING = ("after", "before", "export", "language", "key", "all", "more", "saved", "month")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One's own saved filters, and those of colleagues."""
    check_may(request.seat, "look")
    language = current_language()
    rows = sorted(queries.filters_of(request.seat)[:SHOWN], key=lambda one: sort_key(one.name, language))
    return render(request, "portfolio/filters.html", {"rows": rows})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form, code = SaveForm(request.POST), 422
    if form.is_valid():
        values = form.cleaned_data
        place = Place(values["place"] or Place.ACTIVITIES)
        query = filters_in(values["query"])
        try:
            saved = actions.save_filter(
                name=values["name"], place=place, view=View(values["view"] or View.LIST), query=query,
                shared=values["shared"], by=request.seat, at=now(),
            )  # fmt: skip
            said = (
                _("Saved. Its link opens for every colleague of your institution.")
                if saved.shared
                else _("Saved. It stands among your own filters.")
            )
            say(request, said)
            return redirect("portfolio:filter", saved.key)
        except Refused as refused:
            form.add_error("name", words(refused))
            code = status(refused)
    return render(request, "portfolio/save_filter.html", {"form": form}, status=code)


def filters_in(query: str) -> str:
    """What of an address narrows the list."""
    kept = QueryDict(query, mutable=True)
    for name, values in list(kept.lists()):
        if name in PASSING or not any(values):
            kept.pop(name)
    return kept.urlencode()


@require_GET
def follow(request: HttpRequest, key: UUID) -> HttpResponse:
    """The link of a saved filter."""
    saved = get_object_or_404(queries.filters_of(request.seat), key=key)
    query = QueryDict(saved.query, mutable=True)
    if saved.place == Place.ACTIVITIES:
        query["view"] = saved.view
    query["saved"] = str(saved.key)
    return redirect(f"{reverse(LISTS[Place(saved.place)])}?{query.urlencode()}")


@require_POST
def forget(request: HttpRequest, key: UUID) -> HttpResponse:
    saved = get_object_or_404(queries.filters_of(request.seat), key=key)
    actions.forget_filter(saved=saved, by=request.seat, at=now())
    say(request, _("The filter is deleted."))
    return redirect("portfolio:filters")
