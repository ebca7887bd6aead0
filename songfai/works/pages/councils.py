"""Councils with their members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.refusals import words
from songfai.kit.saving import tried
from songfai.works import actions
from songfai.works.forms import CouncilForm, MemberForm, TogetherForm
from songfai.works.models import Council
from songfai.works.pages.parts import form_page, worker
from songfai.works.pages.steps import BEFORE
from songfai.works.permissions import check_may, check_own, may
from songfai.works.queries import councils_of, for_session
from songfai.works.states import TOGETHER, Step

NAMES = ("title", "decision", "decided_on", "valid_to")


def _council(request: HttpRequest, key: UUID) -> Council:
    return get_object_or_404(councils_of(request.seat), key=key)


def index(request: HttpRequest) -> HttpResponse:
    worker(request)
    context = {
        "rows": list(councils_of(request.seat)),
        "can_write": may(request.seat, "council"),
        "today": today(),
    }
    return render(request, "works/councils.html", context)


def council(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = _council(request, key)
    own = may(request.seat, "council") and request.seat.acts_for(shown.institution_id)
    session = any(for_session(request.seat, shown).values())
    context = {
        "council": shown,
        "may_write": own,
        "session": session,
        "form": MemberForm() if own else None,
        "today": today(),
    }
    return render(request, "works/council.html", context)


def save(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    worker(request)
    check_may(request.seat, "council")
    shown = _council(request, key) if key else None
    if shown:
        check_own(request.seat, shown.institution_id)
    saved: list[Council] = []

    def fresh() -> dict[str, Any]:
        if key is None:
            return {"decided_on": today()}
        row = _council(request, key)
        return {name: getattr(row, name) for name in NAMES} | {"seen": row.revision}

    def form_of(data: Any) -> CouncilForm:
        return CouncilForm(data, initial=fresh())

    def keep(form: CouncilForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        seen = form.seen_revision if shown else None
        saved.append(actions.save_council(council=shown, seen_revision=seen, **told))

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:council", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Change the council") if shown else _("Enter a council"),
        lead=_("The head of the unit forms it by a decision. Its members are named on its own page."),
        back=reverse("works:council", args=[key]) if key else reverse("works:councils"),
    )


def add_member(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = _council(request, key)
    check_may(request.seat, "council")
    check_own(request.seat, shown.institution_id)

    def keep(form: MemberForm) -> None:
        told = {"by": request.seat, "at": now(), "day": today()}
        actions.add_member(council=shown, **form.cleaned_data, **told)

    done = tried(request, MemberForm, keep)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:council", key)
    back = reverse("works:council", args=[key])
    return form_page(request, done, title=_("Add a member"), lead=shown.title, back=back)


@require_POST
def remove_member(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = _council(request, key)
    row = get_object_or_404(shown.members.all(), pk=number)
    actions.remove_member(member=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:council", key)


def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Several works in one step: those that were refused stay, and the page says why."""
    shown = _council(request, key)
    worker(request)
    rows = for_session(request.seat, shown)
    asked = request.POST.get("step", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in TOGETHER:
        raise Http404
    outcomes: list[actions.Outcome] = []
    typed = None
    if asked:
        form = TogetherForm(request.POST, step=Step(asked), rows=rows[Step(asked)])
        if form.is_valid():
            told = {"council": shown, "by": request.seat, "at": now()}
            outcomes = actions.take_together(**form.values(), **told)
            rows = for_session(request.seat, shown)
        else:
            typed = form
    forms = [
        (
            _(step.words),
            BEFORE[step],
            typed if typed is not None and step == asked else TogetherForm(None, step=step, rows=found),
        )
        for step, found in rows.items()
        if found
    ]
    context = {
        "council": shown,
        "forms": forms,
        "asked": _(Step(asked).words) if asked else "",
        "done": [one.submission for one in outcomes if one.refused is None],
        "refused": [(one.submission, words(one.refused)) for one in outcomes if one.refused],
    }
    code = 200 if context["done"] or not asked else 422
    return render(request, "works/session.html", context, status=code)
