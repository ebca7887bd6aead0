"""What the pages of the room share: finding a document, and showing a form on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.kit.saving import Attempt
from songfai.parties.permissions import can, check
from songfai.registry.models import OfficialDocument
from songfai.registry.queries import documents


def reader(request: HttpRequest) -> None:
    """Pages of the register are for those who read in a matter; an administrator does not."""
    check(request.seat, "read")


def document_of(request: HttpRequest, key: UUID, *, whole: Any = None) -> OfficialDocument:
    if not can(request.seat, "read"):
        raise Http404
    rows = documents(request.seat)
    return get_object_or_404(whole(rows) if whole else rows, key=key)


def form_page(
    request: HttpRequest,
    done: Attempt,
    *,
    title: Any,
    back: str,
    document: OfficialDocument | None = None,
    lead: Any = "",
    save: Any = "",
    **more: Any,
) -> HttpResponse:
    """A form with its heading, what it does, and the way back. Nothing typed is lost after a refusal."""
    context = {
        "document": document,
        "title": title,
        "lead": lead,
        "save": save,
        "back": back,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, "registry/form.html", context | more, status=done.code)
