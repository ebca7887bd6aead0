"""Headings of forms that the comparison does not count: those of the software, of everybody, of one's own unit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.deadlines.permissions import Keeper
from songfai.kit.clock import now
from songfai.kit.saving import Attempt, attempt
from songfai.novelty.rules.known import HEADINGS
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.works import actions
from songfai.works.forms import HeadingForm
from songfai.works.models import FormHeading
from songfai.works.pages.parts import worker
from songfai.works.pages.rates import keeper_here
from songfai.works.permissions import may
from songfai.works.queries import headings_of


def _by(request: HttpRequest) -> tuple[Seat | Keeper, Institution | None] | None:
    """Who enters them here, and whose: the office its unit's, who keeps the server and has no office everybody's."""
    if may(request.seat, "headings"):
        return request.seat, request.seat.institution
    keeper = keeper_here(request)
    return (keeper, None) if keeper is not None else None


def index(request: HttpRequest) -> HttpResponse:
    """All of them with their papers; on the same page a new one is entered."""
    keeper = keeper_here(request)
    if keeper is None:
        worker(request)
    who = _by(request)
    done = Attempt(HeadingForm(None))
    if request.method == "POST":
        if who is None:
            raise Http404
        by, institution = who

        def keep(form: HeadingForm) -> None:
            actions.add_heading(**form.cleaned_data, institution=institution, by=by, at=now())

        done = attempt(request, HeadingForm(request.POST), keep, fresh=dict, again=HeadingForm)
        if done.done:
            messages.success(request, _("Saved."))
            return redirect("works:headings")
    rows = list(headings_of(request.seat, keeper=keeper is not None))
    context: dict[str, Any] = {
        "rows": [(one, one.valid_to is None and _may_end(who, one)) for one in rows],
        "form": done.form if who else None,
        "whose": who[1] if who else None,
        "usual": HEADINGS.strip().splitlines(),
        "works": can(request.seat, "works"),
    }
    return render(request, "works/headings.html", context, status=done.code)


def _may_end(who: tuple[Seat | Keeper, Institution | None] | None, row: FormHeading) -> bool:
    if who is None:
        return False
    by, _institution = who
    if isinstance(by, Seat):
        return row.institution_id is not None and by.acts_for(row.institution_id)
    return row.institution_id is None


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    keeper, who = keeper_here(request), _by(request)
    row = get_object_or_404(headings_of(request.seat, keeper=keeper is not None), pk=number)
    if who is None or not _may_end(who, row):
        raise Http404
    actions.end_heading(heading=row, by=who[0], at=now())
    messages.success(request, _("Saved."))
    return redirect("works:headings")
