"""What the other side's server calls. Nobody signs in here: a bundle proves itself, whoever brings it."""

import json
from itertools import chain

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from songfai.exchange import actions, queries, transport
from songfai.exchange.bundle import MAX_BYTES, MAX_LINE
from songfai.exchange.carried import Carried
from songfai.exchange.handing import handed_out
from songfai.exchange.parts import laid_down, pieces_of, sha256_of
from songfai.exchange.states import Way
from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.refusals import words
from songfai.record import books as records
from songfai.record.models import Checkpoint, Log

# What was not taken in, and why the other server may want to know apart from all else.
STATUS = {
    "bundle_gap": 409,
    "record_behind": 409,
    "record_forked": 409,
    "bundle_too_large": 413,
    "sent_too_often": 429,
}
# Of what is refused unread, so much is read and thrown away: a sender that is cut off does not hear why.
DRAINED, PIECE = 8 * 1024 * 1024, 64 * 1024


@csrf_exempt
@login_not_required
@require_POST
def bundle(request: HttpRequest) -> HttpResponseBase:
    """Take a bundle in. Answered with this side's own bundle when the request is signed by the sender's log key, else
    with nothing."""
    try:
        # Until the sender is known and the file is one the record may need, only the first line is read.
        announced = _announced(request, first := request.readline(MAX_LINE + 1))
    except Refused as refused:
        _drain(request)
        return _refusal(refused)
    with laid_down(chain([first], pieces_of(request, MAX_BYTES + 1 - len(first)))) as body:
        content = sha256_of(body)
        try:
            announced.require_content(content)
            done = actions.receive(body, way=Way.HTTPS, at=now())
        except Refused as refused:
            return _refusal(refused)
    answer = _answer_to(request, content, done.programme, done.sender)
    return handed_out(answer, transport.KIND) if answer else HttpResponse(status=204)


def _announced(request: HttpRequest, first: bytes) -> actions.Announced:
    return actions.let_in(
        first,
        size=int(request.META.get("CONTENT_LENGTH") or 0),
        signature=request.headers.get(transport.HEADER, ""),
        content=request.headers.get(transport.CONTENT, ""),
        at=now(),
    )


def _drain(request: HttpRequest) -> None:
    for _ in range(DRAINED // PIECE):
        if not request.read(PIECE):
            return


def _refusal(refused: Refused) -> HttpResponse:
    """The code and the reason, in the words of this server's language."""
    said = {"code": refused.code, "text": words(refused)}
    status = STATUS.get(refused.code, 422)
    headers = {"Retry-After": str(refused.params["seconds"])} if status == 429 else {}
    return HttpResponse(
        json.dumps(said, ensure_ascii=False), status=status, content_type="application/json", headers=headers
    )


def _answer_to(request: HttpRequest, content: str, programme: str, sender: str) -> Carried | None:
    signed = transport.read(request.headers.get(transport.HEADER, ""))
    if signed is None or signed.origin != sender:
        return None
    logs = {
        log.origin: log
        for log in Log.objects.filter(register__programme=programme).select_related("institution")
    }
    theirs = logs[sender]
    own = next(log for log in logs.values() if log.origin != sender)
    card = records.card_at(theirs, theirs.size)
    if not own.hosted or theirs.hosted or card is None:
        return None
    if not transport.is_announced(signed, own.origin, content, card.log):
        return None
    data = actions.bundle_for(own, now())
    actions.note_sent(own, data, Way.HTTPS, now())
    return data


@login_not_required
@require_GET
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed statement of a log's size and root that has left this server, with the other side's cosignature:
    for witnesses. It says nothing of what the log holds."""
    row = Checkpoint.objects.select_related("log").filter(log__origin=request.GET.get("log", "")).first()
    note = queries.shown_note(row) if row else ""
    if not note:
        return HttpResponse(status=404)
    return HttpResponse(note, content_type="text/plain; charset=utf-8")
