"""The paper both sides sign: offered, approved, returned or withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import now
from songfai.kit.errors import N_, Refused
from songfai.kit.notes import say
from songfai.kit.refusals import status, words
from songfai.people.consent import Consent
from songfai.programmes import actions, permissions, queries, rules
from songfai.programmes.actions.signing import offer_of
from songfai.programmes.amended import in_order, open_amendments
from songfai.programmes.layout import LAYOUT, paper_of
from songfai.programmes.models import Programme
from songfai.programmes.prospects import prospect_of
from songfai.programmes.terms import THREAD, terms_of, texts_named
from songfai.record import queries as record
from songfai.record.prospects import approving, meanwhile, offering


def _matter(request: HttpRequest, slug: str) -> Programme:
    """Also a paper that was returned: each side keeps reading what was offered."""
    return get_object_or_404(queries.papers_of(request.seat), slug=slug)


@require_GET
def document(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, _matter(request, slug))


def show(request: HttpRequest, programme: Programme, refused: Refused | None = None) -> HttpResponse:
    # A refused act is shown at the act's own address, which cannot be opened again: links lead to the paper's.
    request.path = reverse("programmes:document", args=[programme.slug])
    own = queries.side_of(programme, request.seat)
    may_edit = permissions.can_draft(request.seat, programme) and programme.is_open
    context = {
        "programme": programme,
        "may_edit": may_edit,
        "may_offer": may_edit and permissions.can_own_side(request.seat, own, "offer"),
        "is_visible": queries.visible_to(request.seat).filter(pk=programme.pk).exists(),
        "missing": [words(one) for one in rules.missing_for_offer(offer_of(programme))] if may_edit else [],
        "answer_error": words(refused) if refused else "",
        "typed_reason": request.POST.get("reason", ""),
    }
    if programme.document is not None:
        context |= _paper(programme)
        context |= {
            "amendments": list(in_order(programme)),
            "open_amendments": list(open_amendments(programme)),
        }
    if may_edit and not context["missing"]:
        context |= _draft(request, programme, refused)
    return render(request, "programmes/document.html", context, status=status(refused) if refused else 200)


def _draft(request: HttpRequest, programme: Programme, refused: Refused | None) -> dict[str, object]:
    """The paper as it would be offered, and what changed in it since the person read it."""
    terms = terms_of(programme)
    return {
        "draft": paper_of(terms),
        "prospect": prospect_of(programme),
        "meanwhile": meanwhile(request, refused, terms, LAYOUT),
    }


def _paper(programme: Programme) -> dict[str, object]:
    """The paper last offered, and what it says differently from the version before it."""
    paper = programme.document
    assert paper is not None
    terms = record.terms_of(paper)
    versions = record.versions(paper.register, THREAD)
    before = next((one for one in versions if one.version < paper.version), None)
    slug = [programme.slug]
    return {
        "document": paper,
        "title": record.title_of(paper),
        "paper": paper_of(terms),
        "texts": texts_named(programme, record.body_of(paper)),
        "versions": versions,
        "sides": record.sides_of(paper.register),
        "changes": record.differences(record.terms_of(before), terms, LAYOUT) if before else None,
        "heading_version": before.version if before else 0,
        "approve_url": reverse("programmes:approve", args=slug),
        "return_url": reverse("programmes:return", args=slug),
        "withdraw_url": reverse("programmes:withdraw", args=slug),
    }


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

    def act(programme: Programme) -> object:
        permissions.check_draft(request.seat, programme)
        permissions.check_own_side(request.seat, queries.side_of(programme, request.seat), "offer")
        rules.require_open(programme.stage)
        rules.require_offerable(offer_of(programme))
        prospect = prospect_of(programme)
        return actions.offer(
            programme=programme,
            seen_revision=revision,
            by=request.seat,
            at=now(),
            consent=offering(request, prospect) if prospect else refuse_without_keys(),
        )

    return _act(
        request,
        slug,
        act,
        _("The programme is offered. The other side has been told."),
    )


def refuse_without_keys() -> Consent:
    raise Refused("keys_first", N_("Make the keys of both sides first: without them the paper has no code."))


@require_POST
def make_keys(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(
        request,
        slug,
        lambda programme: actions.make_keys(programme=programme, by=request.seat, at=now()),
        _("The keys are made. Read the paper and its code, then offer it."),
    )


@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return _act(
        request,
        slug,
        lambda programme: actions.approve(
            programme=programme,
            seen=seen,
            by=request.seat,
            at=now(),
            consent=approving(request, actions.offered(programme), seen),
        ),
        _("You have approved the programme for your side."),
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
