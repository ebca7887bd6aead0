"""What the pages of the room share: finding a visit, and showing a form on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.files.actions import read_upload
from songfai.kit.saving import Attempt
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.visits import actions
from songfai.visits.models import Visit
from songfai.visits.queries import visits_of


def programme_of(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def visit_of(
    request: HttpRequest,
    slug: str,
    key: UUID,
    *,
    shown: Callable[[QuerySet[Visit]], QuerySet[Visit]] = QuerySet.all,
) -> Visit:
    """A visit among those of a programme the seat may see, with as much of it as the page shows."""
    programme = programme_of(request, slug)
    visit = get_object_or_404(shown(visits_of(programme)), key=key)
    visit.programme = programme
    return visit


def paper(upload: Any) -> actions.Paper | None:
    return actions.Paper(upload.name, read_upload(upload)) if upload else None


def form_page(
    request: HttpRequest,
    done: Attempt,
    *,
    programme: Programme,
    title: Any,
    back: str,
    visit: Visit | None = None,
    lead: Any = "",
    save: Any = "",
    code: int = 0,
    **more: Any,
) -> HttpResponse:
    """A form with its heading, what it does, and the way back. Nothing typed is lost after a refusal."""
    context = {
        "programme": programme,
        "visit": visit,
        "title": title,
        "lead": lead,
        "save": save,
        "back": back,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, "visits/form.html", context | more, status=code or done.code)
