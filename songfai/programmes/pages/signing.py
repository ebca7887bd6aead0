"""The paper both sides sign: offered, approved, returned or withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.notes import say
from songfai.kit.refusals import status, words
from songfai.parties import permissions as roles
from songfai.programmes import actions, permissions, queries, rules
from songfai.programmes.actions.signing import THREAD, offer_of
from songfai.programmes.models import Programme
from songfai.record import queries as record


def _matter(request: HttpRequest, slug: str) -> Programme:
    """Also a paper that was returned: each side keeps reading what was offered."""
    return get_object_or_404(queries.papers_of(request.seat), slug=slug)


@require_GET
def document(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, _matter(request, slug))


def show(request: HttpRequest, programme: Programme, refused: Refused | None = None) -> HttpResponse:
    own = queries.side_of(programme, request.seat)
    may_edit = permissions.can_draft(request.seat, programme) and programme.is_open
    context = {
        "programme": programme,
        "own": own,
        "other": queries.other_side(programme, request.seat),
        "may_edit": may_edit,
        "may_offer": may_edit and permissions.can_own_side(request.seat, own, "offer"),
        "is_visible": queries.visible_to(request.seat).filter(pk=programme.pk).exists(),
        "missing": [words(one) for one in rules.missing_for_offer(offer_of(programme))] if may_edit else [],
        "refusal": words(refused) if refused else "",
        "reason": request.POST.get("reason", ""),
    }
    if programme.document is not None:
        context |= _paper(request, programme)
    return render(request, "programmes/document.html", context, status=status(refused) if refused else 200)


def _paper(request: HttpRequest, programme: Programme) -> dict[str, object]:
    paper = programme.document
    assert paper is not None
    before = paper.supersedes
    terms = record.terms_of(paper)
    slug = [programme.slug]
    return {
        "document": paper,
        "terms": terms,
        "events": record.events(paper),
        "versions": record.versions(paper.register, THREAD),
        "changes": record.differences(record.terms_of(before) if before else None, terms, LAYOUT),
        "before": before,
        "can_agree": roles.can(request.seat, "agree"),
        "approve_url": reverse("programmes:approve", args=slug),
        "return_url": reverse("programmes:return", args=slug),
        "withdraw_url": reverse("programmes:withdraw", args=slug),
    }


LAYOUT: dict[str, object] = {}


def _act(request: HttpRequest, slug: str, act: object, done: str) -> HttpResponse:
    programme = _matter(request, slug)
    try:
        act(programme)  # type: ignore[operator]
    except Refused as refused:
        return show(request, _matter(request, slug), refused)
    say(request, done)
    return redirect("programmes:document", slug)


@require_POST
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() else -1
    return _act(
        request,
        slug,
        lambda programme: actions.offer(
            programme=programme, seen_revision=revision, by=request.seat, at=now()
        ),
        _("The programme is offered. The other side has been told."),
    )


@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return _act(
        request,
        slug,
        lambda programme: actions.approve(programme=programme, seen=seen, by=request.seat, at=now()),
        _("You have approved the programme. Both logs hold the receipt: it is in force."),
    )


@require_POST
def return_(request: HttpRequest, slug: str) -> HttpResponse:
    seen, reason = request.POST.get("seen", ""), request.POST.get("reason", "")
    return _act(
        request,
        slug,
        lambda programme: actions.return_(
            programme=programme, seen=seen, reason=reason, by=request.seat, at=now()
        ),
        _("The programme is returned with your reason."),
    )


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    seen, reason = request.POST.get("seen", ""), request.POST.get("reason", "")
    return _act(
        request,
        slug,
        lambda programme: actions.withdraw(
            programme=programme, seen=seen, reason=reason, by=request.seat, at=now()
        ),
        _("The offer is withdrawn. You can change the draft and offer it anew."),
    )
