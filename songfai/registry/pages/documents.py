"""A document with its way, its recipients, files and archive."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from songfai.kit.clock import today
from songfai.kit.errors import Refused
from songfai.kit.refusals import words
from songfai.parties.models import Seat
from songfai.registry import actions
from songfai.registry.forms import PartForm
from songfai.registry.models import Move, OfficialDocument, PartnerPaper, Recipient
from songfai.registry.pages.parts import document_of
from songfai.registry.permissions import may
from songfai.registry.queries import crossing_of, goes_on, is_ended, with_all
from songfai.registry.rules import signature_line
from songfai.registry.statements import statement_of
from songfai.registry.states import (
    BEFORE_NUMBER,
    IN_WAY,
    MOVES,
    OUT_WAY,
    WORDED,
    Capacity,
    Direction,
    DocumentState,
    PartKind,
    Step,
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on a document's way: reached by whom and when, or still ahead."""

    words: str
    move: Move | None
    current: bool


def way_of(document: OfficialDocument) -> list[Stop]:
    """The usual way of its direction, as far as it went since it was last a draft; at its end what became of it."""
    moves = list(document.moves.all())
    begun = max((n for n, one in enumerate(moves) if one.state == DocumentState.DRAFT), default=0)
    reached = {one.state: one for one in moves[begun:]}
    usual = OUT_WAY if document.direction == Direction.OUT else IN_WAY
    stops = [Stop(_(one.words), reached.get(one), document.state == one) for one in usual]
    if document.state not in usual:
        state = DocumentState(document.state)
        stops = [one for one in stops if one.move] + [Stop(_(state.words), reached.get(state), current=True)]
    return stops


def lacks(document: OfficialDocument, step: Step) -> str:
    """What must be there before the step, in words; none where nothing is missing."""
    try:
        actions.require_complete(document, step)
    except Refused as refused:
        return words(refused)
    return ""


def steps_of(document: OfficialDocument, seat: Seat | None) -> list[dict[str, Any]]:
    """The steps from here, those that stop or turn it back last; whether this seat may take them, and what is missing yet."""
    from_here = MOVES[DocumentState(document.state)]
    return [
        {
            "step": one,
            "words": _(one.words),
            "may": may(seat, one, document),
            "lacks": lacks(document, one),
            "stops": one in (Step.CANCEL, Step.RETURN, Step.RECALL),
        }
        for one in from_here
    ]


def addable(document: OfficialDocument) -> list[PartKind]:
    """The kinds of files that may be added now (rules.require_part)."""
    if document.state in (DocumentState.REGISTERED, DocumentState.HANDED):
        return list(PartKind)
    if document.state in WORDED:
        return [PartKind.TEXT, PartKind.APPENDIX]
    return [PartKind.SCAN] if document.state in (DocumentState.SIGNED, DocumentState.NUMBERED) else []


def part_form(document: OfficialDocument, *data: Any) -> PartForm:
    form = PartForm(*data)
    kind: Any = form.fields["kind"]
    kind.choices = [(one.value, _(one.words)) for one in addable(document)]
    return form


def arrival_of(document: OfficialDocument) -> Recipient | None:
    """The other institution's document this one was registered from."""
    return getattr(document, "arrival", None)


def paper_of(document: OfficialDocument) -> PartnerPaper | None:
    """What the partner's server told of the document this one was registered from."""
    return getattr(document, "partner_paper", None)


def document(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = document_of(request, key, whole=with_all)
    kinds = addable(shown) if may(request.seat, "parts", shown) else []
    addressing = shown.direction == Direction.OUT and shown.state in BEFORE_NUMBER | {DocumentState.NUMBERED}
    crossing = crossing_of(shown, request.seat.stands_for)
    came = paper_of(shown) or arrival_of(shown)
    joined_at = came.joined_at if came else None
    context = {
        "document": shown,
        "crossing": crossing,
        "told": statement_of(crossing, shown) if crossing else "",
        "paper": paper_of(shown),
        "arrival": arrival_of(shown),
        "joined_at": joined_at,
        "may_separate": joined_at is not None
        and may(request.seat, "register", shown)
        and not goes_on(shown, joined_at),
        "way": way_of(shown),
        "steps": steps_of(shown, request.seat),
        "moves": list(shown.moves.all()),
        "parts": [(part, part.kind in kinds) for part in shown.parts.all()],
        "part_form": part_form(shown) if kinds else None,
        "signature": signature_line(Capacity(shown.capacity), shown.signer_post.best(shown.language)[0]),
        "may_change": shown.state in WORDED and may(request.seat, "change", shown),
        "may_address": addressing and may(request.seat, "recipients", shown),
        "fates": list(shown.fates.all()),
        "term_ended": is_ended(shown, today()),
        "may_archive": may(request.seat, "archive", shown),
    }
    return render(request, "registry/document.html", context)
