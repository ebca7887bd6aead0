"""Earlier works with the same wording: side by side, the authors' answer, the council's judgement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.saving import Attempt, attempt
from songfai.parties.permissions import can
from songfai.works import actions, rules
from songfai.works.forms import AnswerForm, JudgementForm
from songfai.works.models import Submission, Work
from songfai.works.pages.parts import address, form_page, keep_disclosed, submission_of, work_of
from songfai.works.permissions import check_compares, check_may, may
from songfai.works.queries import Earlier, compared, earlier_by_name, latest, named_earlier
from songfai.works.states import ANSWERED, BEFORE_COUNCIL, Layer, Scope, Stage


def comparison(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    work = work_of(request, key)
    submission = submission_of(request, key, sub)[1] if sub else latest(work)
    check_compares(request.seat, work, submission)
    keep_disclosed(request, submission)
    judges = _judges(request, work, submission)
    found = compared(request.seat, work, submission, today(), with_later=judges)
    context = {
        "work": work,
        "found": found,
        "own_filed_on": submission.filed_on if submission else None,
        "may_answer": not sub and work.stage in ANSWERED and may(request.seat, "answer", work, submission),
        "submission": submission,
        "scope": _(Scope(submission.regulation.scope if submission else Scope.UNIT).words),
        "may_judge": judges,
        "lists_past": can(request.seat, "read"),
    }
    return render(request, "works/comparison.html", context)


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
        return {"seen": work_of(request, key).revision, "text": said.text if said else ""}

    def form_of(data: Any) -> AnswerForm:
        return AnswerForm(data, initial=fresh())

    def save(form: AnswerForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.answer(work=work, earlier=earlier.work, **form.values(), **told)

    done = Attempt(form_of(None))
    if request.method == "POST":
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
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

    done = Attempt(form_of(None))
    if request.method == "POST":
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
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
