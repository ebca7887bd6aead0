"""A document of the record as it was agreed: its bytes, its hash, who did what."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.files.actions import read_upload
from songfai.files.serving import gone, hand_out
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.notes import say
from songfai.kit.refusals import status, words
from songfai.record import actions
from songfai.record.beside import Brought, Paper, papers_of
from songfai.record.forms import GroundForm, PaperForm
from songfai.record.models import Document
from songfai.record.outline import outline
from songfai.record.permissions import can
from songfai.record.queries import (
    body_of,
    events,
    is_document,
    newer_logs,
    position_of,
    sides_of,
    visible_to,
    words_of,
)
from songfai.record.rules import is_statement, is_statement_of
from songfai.record.states import ENDED


def document(request: HttpRequest, sha256: str) -> HttpResponse:
    return _page(request, get_object_or_404(visible_to(request.seat), sha256=sha256))


def _page(
    request: HttpRequest, shown: Document, form: PaperForm | None = None, code: int = 200
) -> HttpResponse:
    position = position_of(shown.register, request.seat.institution, request.seat.stands_for)
    standing = None if is_statement(shown.thread) else shown.standing
    body = body_of(shown)
    # The programme's page is above this room: it is only linked, and only while it has something to show.
    linked = standing is None or shown.kind != "programme" or standing.stage not in ENDED
    papers = papers_of(shown)
    brought = Brought(shown.register) if papers and can(request.seat, "erase", position=position) else None

    def may_erase(one: Paper) -> bool:
        # What both signed names its files for both: one side alone is not led to erase the text of an agreement.
        its_own = standing is None or one.position is not None
        return its_own and brought is not None and position is not None and brought.by(position, one.sha256)

    context = {
        "document": shown,
        "matter": getattr(shown.register, "matter", None) if linked else None,
        "title": body["title"],
        "authentic": body.get("authentic", []),
        # Each with a form of its own: two fields of one page do not share a name.
        "papers": [(one, GroundForm(auto_id=f"%s-{one.sha256[:16]}"), may_erase(one)) for one in papers],
        "may_keep": standing is not None
        and standing.stage not in ENDED
        and can(request.seat, "state", position=position),
        "form": form or PaperForm(),
        "terms": outline(body["terms"]),
        "size": len(bytes(shown.body)),
        "newer_logs": newer_logs(shown.register),
    }
    if standing is None:
        context |= _statement(shown)
    return render(
        request, f"record/{'statement' if standing is None else 'document'}.html", context, status=code
    )


def _statement(shown: Document) -> dict[str, object]:
    """What the page of a statement says beyond that of a paper both sides sign."""
    sides, told = sides_of(shown.register, today()), events(shown)
    speaker = next(side for side in sides if is_statement_of(shown.thread, side.position))
    languages = dict.fromkeys([get_language() or "en", *(side.language for side in sides)])
    return {
        "sides": sides,
        "speaker": speaker.dated(told[0].at if told else speaker.day),
        "events": told,
        "code_words": {one: words_of(shown.sha256, one) for one in languages},
        "is_hosted": all(side.hosted for side in sides),
    }


def stored_bytes(request: HttpRequest, sha256: str) -> HttpResponse:
    """The exact bytes, so that `sha256sum` gives the hash shown."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    name = f"{shown.thread.replace('/', '-')}-{shown.version}-{shown.sha256[:8]}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(shown.body), content_type="application/json", headers=headers)


@require_POST
def keep_paper(request: HttpRequest, sha256: str) -> HttpResponse:
    """The paper that was signed by hand is kept beside the document."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    form, code = PaperForm(request.POST, request.FILES), 422
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.keep_paper(
                document=shown, name=upload.name, data=read_upload(upload), by=request.seat, at=now()
            )
            say(request, _("The signed paper is kept with the document. The other side sees it too."))
            return redirect("record:document", sha256)
        except Refused as refused:
            form.add_error("file", words(refused))
            code = status(refused)
    return _page(request, shown, form, code)


@require_GET
def paper(request: HttpRequest, sha256: str, file: str) -> FileResponse:
    """A file that belongs to the document: one it names, or a signed paper kept with it."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    found = next((one for one in papers_of(shown) if one.sha256 == file), None)
    if found is None:
        raise Http404
    if found.erased:
        raise gone(found.name)
    return hand_out(found.sha256, found.name)


@require_POST
def erase_file(request: HttpRequest, sha256: str, file: str) -> HttpResponse:
    """Have a file erased that one's own side has put into the record."""
    shown = get_object_or_404(visible_to(request.seat), sha256=sha256)
    actions.erase_file(
        register=shown.register, sha256=file, ground=request.POST.get("ground", ""), by=request.seat, at=now()
    )
    say(request, _("Erased here. The other side’s server erases it when this line arrives there."))
    return redirect("record:document", sha256)


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
