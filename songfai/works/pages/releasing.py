"""Releasing recognised works to the other side of a programme: all of a list in one step, or one that was looked at."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed
from songfai.kit.paging import page_of
from songfai.kit.refusals import words
from songfai.parties.permissions import check
from songfai.programmes.models import Programme, Side
from songfai.programmes.queries import side_of
from songfai.works import actions
from songfai.works.forms import ReleaseForm
from songfai.works.models import Release, Work
from songfai.works.pages.parts import worker
from songfai.works.queries import (
    campaigns_of_side,
    counts_works,
    is_on_this_server,
    programmes_to_release_in,
    releasable,
    released_off_the_list,
    releases_in,
    size_of,
    waiting,
    with_release,
    with_terms,
    years,
)
from songfai.works.rules.releasing import MOST
from songfai.works.states import Level, PartKind
from songfai.works.terms import seen_of, work_terms


def index(request: HttpRequest) -> HttpResponse:
    """The programmes in which the side may release works, or has works to withdraw."""
    worker(request)
    check(request.seat, "release")
    context = {"rows": programmes_to_release_in(request.seat, today())}
    return render(request, "works/release_programmes.html", context)


def _programme(request: HttpRequest, slug: str) -> tuple[Programme, Side]:
    worker(request)
    check(request.seat, "release")
    programme = next(
        (one for one in programmes_to_release_in(request.seat, today()) if one.slug == slug), None
    )
    side = side_of(programme, request.seat) if programme else None
    if programme is None or side is None:
        raise Http404
    return programme, side


def _other(programme: Programme, side: Side) -> Side:
    return next(one for one in programme.sides.all() if one.position != side.position)


def releases(request: HttpRequest, slug: str) -> HttpResponse:
    """Recognised works of a year or a campaign, which of them the partner has, and how large the others are together."""
    programme, side = _programme(request, slug)
    form = ReleaseForm(
        request.GET or None, years=years(request.seat, today()), campaigns=campaigns_of_side(side, today())
    )
    wanted = form.wanted()
    rows = releasable(side, today(), **wanted or {})
    rows = rows if wanted is not None else rows.none()
    left = waiting(rows, programme)
    number, stale = _released(request, programme, left.works)
    if number is not None:
        messages.success(
            request,
            ngettext(
                "%(number)s work was released to the partner.",
                "%(number)s works were released to the partner.",
                number,
            )
            % {"number": number},
        )
        query = request.GET.urlencode()
        return redirect(reverse("works:releases", args=[slug]) + (f"?{query}" if query else ""))
    listed = with_release(rows.select_related("institution", "unit").defer("search"), programme)
    page = page_of(request, listed, "-listed_on")
    context = {
        "programme": programme,
        "other": _other(programme, side),
        "form": form,
        "left": left,
        "most": MOST,
        "page": page,
        "rows": [(one, _standing(one)) for one in page.rows],
        "off_the_list": released_off_the_list(programme, side, today()),
        "counts": counts_works(programme, today()),
        "seen": seen_of(left.works),
        "stale": stale,
    }
    return render(request, "works/releases.html", context, status=409 if stale else 200)


def _released(request: HttpRequest, programme: Programme, works: list[Work]) -> tuple[int | None, str]:
    """What was looked at is released: how many said something new; else, why what is there now must be looked at."""
    if request.method != "POST":
        return None, ""
    told: dict[str, Any] = {"seen": request.POST.get("seen", ""), "by": request.seat, "at": now()}
    try:
        return actions.release(works=works, programme=programme, **told), ""
    except Changed as changed:
        return None, words(changed)


def _standing(work: Work) -> Release | None:
    return next((one for one in work.releases.all() if one.withdrawn_at is None), None)


def release(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What crosses of one work, word for word, before it does."""
    programme, side = _programme(request, slug)
    work = get_object_or_404(with_release(with_terms(releasable(side, today())), programme), key=key)
    number, stale = _released(request, programme, [work])
    if number is not None:
        done = _("Released to the partner.") if number else _("The partner has it as it stands.")
        messages.success(request, done)
        return redirect("works:release", slug, key)
    terms = work_terms(work)
    parts = {one["id"]: one["text"] for one in terms.get("parts", [])}
    context: dict[str, Any] = {
        "programme": programme,
        "other": _other(programme, side),
        "work": work,
        "standing": _standing(work),
        "terms": terms,
        "counts": counts_works(programme, today()),
        "level": _(Level(terms["level"]).words) if terms.get("level") else "",
        "filed_on": date.fromisoformat(terms["filed_on"]) if terms.get("filed_on") else None,
        "novelty": date.fromisoformat(terms["novelty_on"]),
        "decided_on": PartialDate.of(terms["decision"].get("on")),
        "parts": [(_(kind.words), parts.get(kind)) for kind in PartKind],
        "size": size_of([work]),
        "seen": seen_of([work]),
        "stale": stale,
    }
    return render(request, "works/release.html", context, status=409 if stale else 200)


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Also of a work whose recognition was revoked since."""
    programme, side = _programme(request, slug)
    row = get_object_or_404(releases_in(programme, side), work__key=key)
    actions.withdraw_release(release=row, by=request.seat, at=now())
    done = _("The release is withdrawn.")
    if not is_on_this_server(programme, _other(programme, side)):
        done = _("The release is withdrawn. The partner’s server is told with the next file.")
    messages.success(request, done)
    left = any(one.slug == slug for one in programmes_to_release_in(request.seat, today()))
    return redirect("works:releases", slug) if left else redirect("works:released")
