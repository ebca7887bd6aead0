"""A document of the record as it was agreed: its bytes, its hash, who did what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.record.outline import outline
from songfai.record.queries import body_of, visible_to
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
    }
    return render(request, "record/document.html", context)


def stored_bytes(request: HttpRequest, sha256: str) -> HttpResponse:
    """The exact bytes, so that `sha256sum` gives the hash shown."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    name = f"{shown.thread.replace('/', '-')}-{shown.version}-{shown.sha256[:8]}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(shown.body), content_type="application/json", headers=headers)
