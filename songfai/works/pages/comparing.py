"""Earlier works with the same wording: side by side, the authors' answer, the council's judgement."""

from typing import Any
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.parties.permissions import can
from songfai.works import actions, rules
from songfai.works.forms import AnswerForm, JudgementForm, OutsideForm
from songfai.works.models import Submission, Work
from songfai.works.pages.parts import address, form_page, keep_disclosed, submission_of, work_of
from songfai.works.permissions import check_compares, check_may, may
from songfai.works.queries import Earlier, compared, earlier_by_name, latest, named_earlier, outside_of
from songfai.works.states import ANSWERED, BEFORE_COUNCIL, Layer, Scope, Stage


# Who examines is told in tens how much of what is confidential agrees (docs/adr/0142): asked over and over, it would spell
# it out.
@rate_limit(action="works.comparison", limit_get=True)
def comparison(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    work = work_of(request, key)
    submission = submission_of(request, key, sub)[1] if sub else latest(work)
    check_compares(request.seat, work, submission)
    keep_disclosed(request, submission)
    judges = _judges(request, work, submission)
    found = compared(request.seat, work, submission, today(), with_later=judges)
    stage = Stage(submission.stage if submission and submission.above else work.stage)
    context = {
        "work": work,
        "found": found,
        "own_filed_on": submission.filed_on if submission else None,
        "may_answer": not sub and work.stage in ANSWERED and may(request.seat, "answer", work, submission),
        "submission": submission,
        "scope": _(Scope(submission.regulation.scope if submission else Scope.UNIT).words),
        "may_judge": judges,
        "lists_past": can(request.seat, "read"),
        "outside": outside_of(work, found.day),
        "may_name": stage in ANSWERED | BEFORE_COUNCIL,
        "me": request.seat.account_id,
    }
    return render(request, "works/comparison.html", context)


def name_outside(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """A source outside the register, by whoever reads all of the work."""
    work = work_of(request, key)
    submission = submission_of(request, key, sub)[1] if sub else latest(work)
    check_compares(request.seat, work, submission)
    back = address("comparison", submission) if submission else reverse("works:comparison", args=[key])

    def keep(form: OutsideForm) -> None:
        told = {"by": request.seat, "at": now()}
        actions.name_outside(work=work, submission=submission, values=form.values(), **told)

    done = tried(request, OutsideForm, keep)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(back)
    return form_page(
        request,
        done,
        work=work,
        title=_("Name a source outside the register"),
        lead=_(
            "A patent, a journal, a page of the web that may say the same. People read it; no machine compares it."
        ),
        back=back,
    )


@require_POST
def drop_outside(request: HttpRequest, key: UUID, number: int, sub: UUID | None = None) -> HttpResponse:
    work = work_of(request, key)
    submission = submission_of(request, key, sub)[1] if sub else latest(work)
    check_compares(request.seat, work, submission)
    row = get_object_or_404(work.outside.all(), pk=number)
    actions.drop_outside(outside=row, submission=submission, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect(
        address("comparison", submission) if submission else reverse("works:comparison", args=[key])
    )


def _judges(request: HttpRequest, work: Work, submission: Submission | None) -> bool:
    in_time = submission is not None and submission.stage in BEFORE_COUNCIL
    return in_time and may(request.seat, "judge", work, submission)


def name_earlier(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """The council looks for an earlier work the machine has not found; its judgement on it is entered as on the others."""
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "judge", work, submission)
    rules.require_before_decision(Stage(submission.stage))
    text = request.GET.get("q", "").strip()[:200]
    context = {
        "work": work,
        "submission": submission,
        "text": text,
        "rows": named_earlier(request.seat, work, text, today()),
        "back": address("comparison", submission),
    }
    return render(request, "works/name_earlier.html", context)


def _earlier(request: HttpRequest, work: Work, submission: Submission | None, other: UUID) -> Earlier:
    """One of the earlier works that the comparison shows, or for the council another one it may open."""
    check_compares(request.seat, work, submission)
    judges = submission is not None and _judges(request, work, submission)
    found = compared(request.seat, work, submission, today(), with_later=judges)
    for one in (*found.earlier, *found.later):
        if one.work.key == other:
            return one
    if judges:
        if named := earlier_by_name(request.seat, work, submission, other, today()):
            return named
    raise Http404


def answer(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    work = work_of(request, key)
    check_may(request.seat, "answer", work)
    rules.require_answerable(Stage(work.stage))
    earlier = _earlier(request, work, latest(work), other)

    def fresh() -> dict[str, Any]:
        said = work.answers.filter(earlier=earlier.work).last()
        known: dict[str, Any] = {"seen": work_of(request, key).revision}
        if said is None:
            return known
        notes = {f"note_{layer}": said.notes.get(layer, "") for layer in Layer}
        return known | {"kind": said.kind, "text": said.text} | notes

    def form_of(data: Any) -> AnswerForm:
        return AnswerForm(data, initial=fresh())

    def save(form: AnswerForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.answer(work=work, earlier=earlier.work, **form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:comparison", key)
    return form_page(
        request,
        done,
        work=work,
        title=_("Why your work differs"),
        lead=earlier.work.title,
        back=reverse("works:comparison", args=[key]),
    )


def judge(request: HttpRequest, key: UUID, other: UUID, sub: UUID | None = None) -> HttpResponse:
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "judge", work, submission)
    rules.require_before_decision(Stage(submission.stage))
    earlier = _earlier(request, work, submission, other)

    def fresh() -> dict[str, Any]:
        said = submission.judgements.filter(earlier=earlier.work).last()
        known = {name: getattr(said, name) for name in (*Layer, "reason")} if said else {}
        return known | {"seen": submission_of(request, key, sub)[1].revision}

    def form_of(data: Any) -> JudgementForm:
        return JudgementForm(data, initial=fresh())

    def save(form: JudgementForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.judge(
            submission=submission, earlier=earlier.work, added=earlier.added, **form.values(), **told
        )

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(address("comparison", submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Judgement of the council"),
        lead=earlier.work.title,
        back=address("comparison", submission),
        answer=earlier.answer,
    )
