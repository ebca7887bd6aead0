"""Pages of amendments: those of a programme, a draft part by part, and the paper both sides sign."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.export import export_response
from songfai.kit.notes import say
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.saving import Attempt, attempt
from songfai.programmes import actions, amended, permissions, queries
from songfai.programmes.actions.amending import WORDING
from songfai.programmes.actions.amendments import offered
from songfai.programmes.amendment_terms import amendment_terms
from songfai.programmes.amendment_wording import COLUMNS, paper_of, words_for
from songfai.programmes.forms.amending import AmendedCommitmentForm, WordingForm
from songfai.programmes.models import Amendment, Programme
from songfai.programmes.prospects import amendment_prospect
from songfai.programmes.rules import amending
from songfai.record import queries as record
from songfai.record.prospects import approving, meanwhile, offering
from songfai.record.states import Stage

ANEW = (Stage.RETURNED, Stage.WITHDRAWN)
SHOWN = ("text", "short", "type", "bearer", "due", "field")


def programme_of(request: HttpRequest, slug: str) -> Programme:
    """One that was in force at some time: a draft is changed, not amended."""
    visible = queries.visible_to(request.seat).filter(
        document__standing__stage__in=(Stage.IN_FORCE, Stage.REPLACED)
    )
    return get_object_or_404(visible, slug=slug)


def amendment_of(request: HttpRequest, slug: str, key: UUID) -> Amendment:
    programme = programme_of(request, slug)
    found = get_object_or_404(amended.amendments_visible_to(request.seat, programme), key=key)
    found.programme = programme
    return found


def draft_of(request: HttpRequest, slug: str, key: UUID) -> Amendment:
    """A draft the seat may change."""
    found = amendment_of(request, slug, key)
    permissions.check_own_amendment(request.seat, found)
    amending.require_draft(found.is_draft)
    return found


def seen_revision(request: HttpRequest) -> int:
    """The revision the person had before them; -1, which is none, when the form does not say."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


@require_GET
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The amendments of a programme, or how to begin one."""
    programme = programme_of(request, slug)
    rows = amended.amendments_visible_to(request.seat, programme)
    if file := export_response(request, rows, COLUMNS, f"{slug}-amendments", _("Amendments")):
        return file
    page = page_of(request, rows, "-created_at")
    own = queries.side_of(programme, request.seat)
    context = {
        "programme": programme,
        "page": page,
        "own_draft": next((one for one in page.rows if one.is_draft), None),
        "can_draft": permissions.can_own_side(request.seat, own, "draft"),
    }
    return render(request, "programmes/amendments.html", context)


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft: empty, or anew from one that came back."""
    programme = programme_of(request, slug)
    typed = request.POST.get("from", "")
    source = None
    if typed:
        try:
            source = amendment_of(request, slug, UUID(typed))
        except ValueError:
            source = None
    begun = actions.start_amendment(programme=programme, by=request.seat, at=now(), copy_of=source)
    return redirect("programmes:amendment", slug, begun.key)


@require_GET
def amendment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return show(request, amendment_of(request, slug, key))


def show(request: HttpRequest, shown: Amendment, refused: Refused | None = None) -> HttpResponse:
    """A draft with what it still lacks, or the paper with its stage and the answer."""
    # A refused act is shown at the act's own address, which cannot be opened again: links lead to the paper's.
    request.path = reverse("programmes:amendment", args=[shown.programme.slug, shown.key])
    context: dict[str, Any] = {
        "programme": shown.programme,
        "amendment": shown,
        "own": request.seat.acts_for(shown.drafted_by_id),
        "answer_error": words(refused) if refused else "",
        "typed_reason": request.POST.get("reason", ""),
    }
    context |= _draft(request, shown, refused) if shown.is_draft else _paper(request, shown)
    template = "programmes/amendment_draft.html" if shown.is_draft else "programmes/amendment.html"
    return render(request, template, context, status=status(refused) if refused else 200)


def _draft(request: HttpRequest, shown: Amendment, refused: Refused | None) -> dict[str, Any]:
    rows, state = amended.lines(shown), amended.state_of(shown.programme)
    terms = amendment_terms(shown, rows, state.commitments, amended.dates_of(shown))
    missing = amending.missing(amended.draft_of(shown, rows, state), state, today())
    touched = {row.number for row in rows}
    # Of a programme that both have closed there is nothing to offer, and its pages stay open.
    offerable = not missing and shown.base == state.base and shown.programme.closed_on is None
    context: dict[str, Any] = {
        "paper": paper_of(terms, shown.programme),
        "lines": rows,
        "untouched": [one for one in queries.commitments_of(shown.programme) if one.number not in touched],
        "outdated": shown.base != state.base,
        "missing": [words(one) for one in missing],
        "can_draft": permissions.can_own_amendment(request.seat, shown, "draft"),
        "can_offer": permissions.can_own_amendment(request.seat, shown, "offer"),
    }
    if offerable:
        # The paper as it would be offered, and what changed in it since the person read it.
        now_ = amendment_prospect(shown, rows, state)
        context |= {
            "prospect": now_,
            "meanwhile": meanwhile(request, refused, now_.terms, words_for(shown.programme)),
        }
    return context


def _paper(request: HttpRequest, shown: Amendment) -> dict[str, Any]:
    document = offered(shown)
    terms = record.terms_of(document)
    versions = record.versions(document.register, document.thread)
    before = next((one for one in versions if one.version < document.version), None)
    stage = document.standing.stage
    return {
        "document": document,
        "title": record.title_of(document),
        "paper": paper_of(terms, shown.programme),
        "before": before,
        "changes": record.differences(record.terms_of(before), terms, words_for(shown.programme))
        if before
        else None,
        "outdated": stage == Stage.OFFERED and shown.base != amended.base_of(shown.programme),
        "can_offer_anew": stage in ANEW and permissions.can_own_amendment(request.seat, shown, "draft"),
    }


# ---------------------------------------------------------------- the draft, part by part


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Wording, reason, the day it holds from, the new end of the term."""
    shown = draft_of(request, slug, key)

    def initial() -> dict[str, Any]:
        fresh = amendment_of(request, slug, key)
        return {name: getattr(fresh, name) for name in WORDING} | {"seen": fresh.revision}

    def save(form: WordingForm) -> None:
        actions.word_amendment(
            amendment=shown,
            values=form.values(),
            seen_revision=form.cleaned_data["seen"],
            by=request.seat,
            at=now(),
        )

    return _part(request, shown, _("What the amendment says"), WordingForm, initial, save)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, slug: str, key: UUID, number: int | None = None) -> HttpResponse:
    """Add a commitment (without a number), or say how one is to read."""
    shown = draft_of(request, slug, key)
    commitment = queries.commitments_of(shown.programme).filter(number=number or 0).first()
    row = shown.lines.filter(number=number or 0).first()
    if number is not None and commitment is None and row is None:
        raise Http404

    def build(data: Any = None, **kwargs: Any) -> AmendedCommitmentForm:
        return AmendedCommitmentForm(data, programme=shown.programme, is_new=commitment is None, **kwargs)

    def initial() -> dict[str, Any]:
        fresh = shown.lines.select_related("field").filter(number=number or 0).first() or commitment
        values = {name: getattr(fresh, name) for name in SHOWN} if fresh else {"type": "other", "bearer": 0}
        return values | {"seen": amendment_of(request, slug, key).revision}

    def save(form: AmendedCommitmentForm) -> None:
        actions.amend_commitment(
            amendment=shown,
            commitment=commitment,
            line=row,
            values=form.values(),
            seen_revision=form.cleaned_data["seen"],
            by=request.seat,
            at=now(),
        )

    title = _("Commitment %(number)s") % {"number": number} if number else _("New commitment")
    return _part(request, shown, title, build, initial, save, commitment=commitment)


def _part(
    request: HttpRequest,
    shown: Amendment,
    title: Any,
    build: Callable[..., Any],
    initial: Callable[[], dict[str, Any]],
    save: Callable[[Any], object],
    **context: Any,
) -> HttpResponse:
    done = Attempt(build(initial=initial()))
    if request.method == "POST":
        done = attempt(request, build(request.POST), save, fresh=initial, again=build)
    if done.done:
        say(request, _("Saved."))
        return redirect("programmes:amendment", shown.programme.slug, shown.key)
    context |= {"programme": shown.programme, "amendment": shown, "part": title}
    context |= {"form": done.form, "differences": done.differences}
    return render(request, "programmes/amendment_part.html", context, status=done.code)


@require_POST
def leave(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    shown = draft_of(request, slug, key)
    row = get_object_or_404(shown.lines.all(), number=number)
    row.amendment = shown
    actions.leave_as_it_is(line=row, by=request.seat, at=now())
    say(request, _("The commitment is taken out of the amendment."))
    return redirect("programmes:amendment", slug, key)


@require_POST
def take_over(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    actions.take_over(amendment=amendment_of(request, slug, key), by=request.seat, at=now())
    say(request, _("The draft now builds on the programme as it is. Read it once more before it is offered."))
    return redirect("programmes:amendment", slug, key)


@require_POST
def discard(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    actions.discard_amendment(amendment=amendment_of(request, slug, key), by=request.seat, at=now())
    say(request, _("The draft was thrown away."))
    return redirect("programmes:amendments", slug)


# ---------------------------------------------------------------- between the two sides


def _act(
    request: HttpRequest, slug: str, key: UUID, act: Callable[[Amendment], object], done: str
) -> HttpResponse:
    """Do it; a refusal shows the page again with what was typed."""
    try:
        act(amendment_of(request, slug, key))
    except Refused as refused:
        return show(request, amendment_of(request, slug, key), refused)
    say(request, done)
    return redirect("programmes:amendment", slug, key)


@require_POST
def offer(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    def act(shown: Amendment) -> None:
        permissions.check_own_amendment(request.seat, shown, "offer")
        amending.require_draft(shown.is_draft)
        rows, state = amended.lines(shown), amended.state_of(shown.programme)
        amending.require_base(shown.base, state.base)
        amending.require_offerable(amended.draft_of(shown, rows, state), state, today())
        actions.offer_amendment(
            amendment=shown,
            seen_revision=seen_revision(request),
            by=request.seat,
            at=now(),
            consent=offering(request, amendment_prospect(shown, rows, state)),
        )

    return _act(request, slug, key, act, _("The amendment is offered. The other side has been told."))


@require_POST
def approve(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen = request.POST.get("seen", "")

    def act(shown: Amendment) -> None:
        consent = approving(request, offered(shown), seen)
        actions.approve_amendment(amendment=shown, seen=seen, by=request.seat, at=now(), consent=consent)

    return _act(request, slug, key, act, _("Approved by your side."))


@require_POST
def return_(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen, reason = request.POST.get("seen", ""), request.POST.get("reason", "")
    return _act(
        request,
        slug,
        key,
        lambda shown: actions.return_amendment(
            amendment=shown, seen=seen, reason=reason, by=request.seat, at=now()
        ),
        _("Returned to the other side with your reason."),
    )


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    seen, reason = request.POST.get("seen", ""), request.POST.get("reason", "")
    return _act(
        request,
        slug,
        key,
        lambda shown: actions.withdraw_amendment(
            amendment=shown, seen=seen, reason=reason, by=request.seat, at=now()
        ),
        _("The offer is withdrawn."),
    )
