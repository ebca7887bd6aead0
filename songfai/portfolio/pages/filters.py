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
from songfai.portfolio.states import View

SHOWN = 300


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One's own saved filters, and those of colleagues."""
    check_may(request.seat, "look")
    language = current_language()
    rows = sorted(queries.filters_of(request.seat)[:SHOWN], key=lambda one: sort_key(one.name, language))
    return render(request, "portfolio/filters.html", {"rows": rows, "views": dict(_views())})


def _views() -> list[tuple[str, str]]:
    return [(one.value, _(one.words)) for one in View]


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form, code = SaveForm(request.POST), 422
    if form.is_valid():
        values = form.cleaned_data
        query = QueryDict(values["query"]).urlencode()
        try:
            saved = actions.save_filter(
                name=values["name"], view=View(values["view"] or View.LIST), query=query,
                by=request.seat, at=now(),
            )  # fmt: skip
            say(request, _("Saved. Its link opens for every colleague of your institution."))
            return redirect("portfolio:filter", saved.key)
        except Refused as refused:
            form.add_error("name", words(refused))
            code = status(refused)
    return render(request, "portfolio/save_filter.html", {"form": form}, status=code)


@require_GET
def follow(request: HttpRequest, key: UUID) -> HttpResponse:
    """The link of a saved filter."""
    saved = get_object_or_404(queries.filters_of(request.seat), key=key)
    query = QueryDict(saved.query, mutable=True)
    query["view"] = saved.view
    query["saved"] = str(saved.key)
    return redirect(f"{reverse('portfolio:activities')}?{query.urlencode()}")


@require_POST
def forget(request: HttpRequest, key: UUID) -> HttpResponse:
    saved = get_object_or_404(queries.filters_of(request.seat), key=key)
    actions.forget_filter(saved=saved, by=request.seat, at=now())
    say(request, _("The filter is deleted."))
    return redirect("portfolio:filters")
