"""The score sheet of a member, what the sheets of a council come to, and the judgement on novelty."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from songfai.kit.clock import now
from songfai.kit.saving import tried
from songfai.works import actions, rules
from songfai.works.forms import ConclusionForm, ReasonForm, RecuseForm, bands_in, score_form, scores_in
from songfai.works.pages.parts import address, form_page, home, submission_of
from songfai.works.pages.sitting import about_points, still_missing
from songfai.works.permissions import check_may, may
from songfai.works.queries import conclusion_of, own_sheet, reopened_sheets, rubric_of
from songfai.works.states import SCORED, Stage


def score(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """One's own sheet: kept as a draft, handed in with the signature."""
    work, submission = submission_of(request, key, sub)
    rubric = rubric_of(submission.regulation)
    if rubric is None or submission.council is None:
        raise Http404
    check_may(request.seat, "score", work, submission)
    items = list(rubric.items.all())
    sheet = own_sheet(request.seat, submission)
    if sheet is not None and sheet.handed_in_at and request.method != "POST":
        return redirect(address("scores", submission))
    rules.require_scored_now(Stage(submission.stage))

    def form_of(data: Any) -> Any:
        return score_form(items, data, own_sheet(request.seat, submission))

    def fresh() -> dict[str, Any]:
        kept = own_sheet(request.seat, submission)
        scores = kept.scores.all() if kept else []
        found: dict[str, Any] = {f"points_{one.item_id}": one.points for one in scores}
        found |= {f"why_{one.item_id}": one.comment for one in scores}
        found |= {f"band_{one.item_id}": "" if one.band is None else str(one.band) for one in scores}
        return found | {"seen": kept.revision if kept else 0, "comment": kept.comment if kept else ""}

    def save(form: Any) -> None:
        verb = actions.hand_in_scores if form.cleaned_data["hand_in"] else actions.keep_scores
        told: dict[str, Any] = {"comment": form.cleaned_data["comment"], "by": request.seat, "at": now()}
        told |= {"given": scores_in(form), "bands": bands_in(form)}
        verb(submission=submission, seen_revision=form.seen_revision, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        handed_in = done.form.cleaned_data["hand_in"]
        there = address("scores", submission) if handed_in else home(submission)
        said = (
            _("Your score sheet is handed in.")
            if handed_in
            else _("The draft is kept. Nobody else reads it.")
        )
        messages.success(request, said)
        # Kept on the device and sent in the background, the form is told its address (keep.js).
        return JsonResponse({"address": there}) if request.headers.get("X-Songfai-Keep") else redirect(there)
    return form_page(
        request,
        done,
        work=work,
        title=_("Score sheet"),
        lead=rubric.title,
        back=home(submission),
        keep=True,
        comparison=address("comparison", submission),
        conflict_at=address("declare", submission) if submission.stage == Stage.APPRAISAL else "",
    )


def scores(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """What the points come to. Before they are counted it is the council's and its office's; each member reads the others'
    sheets after having handed in the own one."""
    work, submission = submission_of(request, key, sub)
    told = about_points(work, submission, request.seat)
    if not told or not (told["sees_result"] or told["sees_missing"]):
        raise Http404
    context = {
        "work": work,
        "submission": submission,
        "still_missing": still_missing(submission),
        "reopened": reopened_sheets(submission) if told["sees_sheets"] else [],
        "may_reopen": submission.stage in SCORED and may(request.seat, "reopen", work, submission),
        "own_account": request.seat.account_id,
        "together": rules.points_together([one.column for one in told["session"].rows]),
        **told,
    }
    return render(request, "works/scores.html", context)


def reopen(request: HttpRequest, key: UUID, number: int, sub: UUID | None = None) -> HttpResponse:
    """Give a member the score sheet back, with a reason."""
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "reopen", work, submission)
    told = about_points(work, submission, request.seat)
    sheets = told["session"].sheets if told else []
    sheet = next((one for one in sheets if one.pk == number), None)
    if sheet is None:
        raise Http404
    name = str(sheet.member)

    def save(form: ReasonForm) -> None:
        given = {"reason": form.cleaned_data["reason"], "by": request.seat, "at": now()}
        actions.reopen_scores(sheet=sheet, **given)

    done = tried(request, ReasonForm, save)
    if done.done:
        messages.success(request, _("The score sheet is open again. What was handed in is kept."))
        return redirect(address("scores", submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Reopen the score sheet of %(name)s") % {"name": name},
        lead=_("It counts no more, is kept with your reason, and the member goes on with a copy."),
        back=address("scores", submission),
        save=_("Reopen it"),
    )


def declare(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """A conflict of interest before the ballot, or where none is held."""
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "declare", work, submission)
    rules.require_before_ballot(Stage(submission.stage))

    def save(form: RecuseForm) -> None:
        told = {"reason": form.cleaned_data["reason"], "by": request.seat, "at": now()}
        actions.declare_conflict(submission=submission, **told)

    done = tried(request, RecuseForm, save)
    if done.done:
        messages.success(request, _("You have no vote on this work."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Declare a conflict of interest"),
        lead=_("You then neither score this work nor vote on it."),
        back=home(submission),
        save=_("Declare it"),
    )


def conclude(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    """The council's judgement on the novelty of the whole work."""
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "conclude", work, submission)
    rules.require_before_decision(Stage(submission.stage))

    def fresh() -> dict[str, Any]:
        shown = submission_of(request, key, sub)[1]
        said = conclusion_of(shown)
        known = {"alike": said.alike, "reason": said.reason} if said else {}
        return known | {"seen": shown.revision}

    def form_of(data: Any) -> ConclusionForm:
        return ConclusionForm(data, initial=fresh())

    def save(form: ConclusionForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.conclude(submission=submission, **form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Judgement on novelty"),
        lead=_(
            "Of the whole work, also where no earlier work was found. What was judged before stays readable."
        ),
        comparison=address("comparison", submission),
        back=home(submission),
    )
