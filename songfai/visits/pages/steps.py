"""One page for each step of a visit: what it will do, what it asks for, the button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.saving import Attempt, attempt
from songfai.parties.models import Seat
from songfai.visits import actions, rules
from songfai.visits.forms.visits import STEP_FORMS, StepForm
from songfai.visits.models import Visit
from songfai.visits.pages.parts import form_page, paper, visit_of
from songfai.visits.permissions import check_may, may
from songfai.visits.states import WHOSE, Step, VisitState, Whose
from songfai.visits.wording import AFTER, BEFORE

ACTIONS: dict[Step, Callable[..., Visit]] = {
    Step.TAKE_IN: actions.take_in,
    Step.APPROVE_SCHEME: actions.approve_scheme,
    Step.CONFIRM: actions.confirm,
    Step.BEGIN: actions.begin,
    Step.FINISH: actions.finish,
    Step.REPORT: actions.report,
    Step.CLOSE: actions.close,
    Step.CANCEL: actions.cancel,
}


@dataclass(frozen=True, slots=True)
class Next:
    """A step that the state of a visit allows: whose it is, and whether this seat may take it."""

    step: Step
    words: str
    side: int
    may: bool


def next_steps(visit: Visit, seat: Seat | None) -> list[Next]:
    sides = {Whose.HOST: visit.host, Whose.TRAVELLING: visit.travelling, Whose.EITHER: 0}
    return [
        Next(step, _(step.words), sides[WHOSE[step]], may(seat, visit.programme, str(step), visit))
        for step in rules.steps_from(VisitState(visit.state))
    ]


def step(request: HttpRequest, slug: str, key: UUID, name: str) -> HttpResponse:
    if name not in set(Step):
        raise Http404
    wanted, shown = Step(name), visit_of(request, slug, key)
    check_may(request.seat, shown.programme, str(wanted), shown)

    def form_of(data: Any) -> StepForm:
        return STEP_FORMS[wanted](data, request.FILES or None, visit=shown)

    def save(form: StepForm) -> None:
        values = form.values()
        if "paper" in values:
            values["paper"] = paper(values["paper"])
        ACTIONS[wanted](visit=shown, by=request.seat, at=now(), seen_revision=form.seen_revision, **values)

    def fresh() -> dict[str, Any]:
        nonlocal shown
        shown = visit_of(request, slug, key)
        return {"seen": shown.revision}

    if request.method != "POST":
        rules.destination(VisitState(shown.state), wanted)
        done = Attempt(form_of(None))
    else:
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
    if done.done:
        messages.success(request, AFTER[wanted])
        return redirect("visits:visit", slug, key)
    return form_page(
        request,
        done,
        programme=shown.programme,
        visit=shown,
        title=_(wanted.words),
        lead=BEFORE[wanted],
        back=reverse("visits:visit", args=[slug, key]),
        save=_(wanted.words),
        stop=wanted == Step.CANCEL,
        text=shown.report if wanted == Step.CLOSE else None,
    )


def _seen(request: HttpRequest) -> int:
    """-1, which is none, when the form does not say."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


@require_POST
def put_in_place(request: HttpRequest, slug: str, key: UUID, side: int) -> HttpResponse:
    """What a side arranged at the same time as the other holds now."""
    shown = visit_of(request, slug, key)
    actions.put_in_place(visit=shown, side=side, by=request.seat, at=now(), seen_revision=_seen(request))
    messages.success(request, _("It stands now. The other side has been told."))
    return redirect("visits:visit", slug, key)


@require_POST
def let_go(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    actions.let_go(
        visit=visit_of(request, slug, key), by=request.seat, at=now(), seen_revision=_seen(request)
    )
    messages.success(request, _("Left as it stands. What your side wrote stays in the record."))
    return redirect("visits:visit", slug, key)
