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
from songfai.works import actions, rules
from songfai.works.forms import AnswerForm, JudgementForm
from songfai.works.models import Submission, Work
from songfai.works.pages.parts import form_page, submission_of, work_of
from songfai.works.permissions import check_compares, check_may, may
from songfai.works.queries import Earlier, compared, latest
from songfai.works.states import ANSWERED, BEFORE_COUNCIL, Layer, Stage


def comparison(request: HttpRequest, key: UUID) -> HttpResponse:
    work = work_of(request, key)
    submission = latest(work)
    check_compares(request.seat, work, submission)
    found = compared(request.seat, work, submission, today())
    context = {
        "work": work,
        "found": found,
        "may_answer": work.stage in ANSWERED and may(request.seat, "answer", work, submission),
        "may_judge": work.stage in BEFORE_COUNCIL and may(request.seat, "judge", work, submission),
    }
    return render(request, "works/comparison.html", context)


def _earlier(request: HttpRequest, work: Work, submission: Submission | None, other: UUID) -> Earlier:
    """One of the earlier works that the comparison shows; no other work is told of here."""
    check_compares(request.seat, work, submission)
    for one in compared(request.seat, work, submission, today()).earlier:
        if one.work.key == other:
            return one
    raise Http404


def answer(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    work = work_of(request, key)
    check_may(request.seat, "answer", work)
    rules.require_answerable(Stage(work.stage))
    earlier = _earlier(request, work, latest(work), other)

    def fresh() -> dict[str, Any]:
        said = work.answers.filter(earlier=earlier.work).first()
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


def judge(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    work, submission = submission_of(request, key)
    check_may(request.seat, "judge", work, submission)
    rules.require_before_decision(Stage(submission.stage))
    earlier = _earlier(request, work, submission, other)

    def fresh() -> dict[str, Any]:
        said = submission.judgements.filter(earlier=earlier.work).first()
        known = {name: getattr(said, name) for name in (*Layer, "reason")} if said else {}
        return known | {"seen": submission_of(request, key)[1].revision}

    def form_of(data: Any) -> JudgementForm:
        return JudgementForm(data, initial=fresh())

    def save(form: JudgementForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.judge(submission=submission, earlier=earlier.work, **form.values(), **told)

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
        title=_("Judgement of the council"),
        lead=earlier.work.title,
        back=reverse("works:comparison", args=[key]),
        answer=earlier.answer,
    )
