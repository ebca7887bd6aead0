"""A document of the record as it was agreed: its bytes, its hash, who did what."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.notes import say
from songfai.record import actions
from songfai.record.outline import outline
from songfai.record.queries import body_of, is_document, newer_logs, visible_to
from songfai.record.states import Stage


def document(request: HttpRequest, sha256: str) -> HttpResponse:
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    body = body_of(shown)
    # The programme's page is above this room: it is only linked, and only while it has something to show.
    linked = shown.kind != "programme" or shown.standing.stage in (Stage.OFFERED, Stage.IN_FORCE)
    context = {
        "document": shown,
        "matter": getattr(shown.register, "matter", None) if linked else None,
        "title": body["title"],
        "authentic": body.get("authentic", []),
        "attachments": body.get("attachments", []),
        "terms": outline(body["terms"]),
        "size": len(bytes(shown.body)),
        "newer_logs": newer_logs(shown.register),
    }
    return render(request, "record/document.html", context)


def stored_bytes(request: HttpRequest, sha256: str) -> HttpResponse:
    """The exact bytes, so that `sha256sum` gives the hash shown."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    name = f"{shown.thread.replace('/', '-')}-{shown.version}-{shown.sha256[:8]}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(shown.body), content_type="application/json", headers=headers)


@require_POST
def check(request: HttpRequest, sha256: str) -> HttpResponse:
    """Say that one has read a text and found it in order: an offered document, or a draft of one's own side."""
    if is_document(sha256):
        get_object_or_404(visible_to(request.seat), sha256=sha256)
    actions.check_text(sha256=sha256, by=request.seat, at=now())
    say(request, _("It is noted that you have checked this text."))
    # After a refusal the form stands at an address that takes only POSTs; the page of the paper is one above.
    back = re.sub(r"(offer|approve)/$", "", request.POST.get("next", ""))
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("desk:desk")
    return redirect(back)
