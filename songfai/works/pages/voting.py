"""The secret ballot of a council, and what the council found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.saving import attempt, tried
from songfai.works import actions, rules
from songfai.works.forms import ApartForm, RecuseForm, VoteForm, findings_form, found_in
from songfai.works.models import Ballot, Submission, Work
from songfai.works.pages.parts import address, form_page, home, submission_of
from songfai.works.permissions import check_may
from songfai.works.queries import ballot_of, namesakes, voter_of
from songfai.works.states import Choice, Stage


def _ballot(request: HttpRequest, key: UUID, sub: UUID | None) -> tuple[Work, Submission, Ballot]:
    """The open ballot, for who stands on its list."""
    work, submission = submission_of(request, key, sub)
    ballot = ballot_of(submission)
    if ballot is None or voter_of(request.seat, ballot) is None:
        raise Http404
    return work, submission, ballot


def vote(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    work, submission, ballot = _ballot(request, key, sub)
    voter = voter_of(request.seat, ballot)
    assert voter is not None
    rules.require_may_vote(barred=voter.barred, voted=voter.voted)

    def save(form: VoteForm) -> None:
        actions.vote(ballot=ballot, choice=Choice(form.cleaned_data["choice"]), by=request.seat)

    done = tried(request, VoteForm, save)
    if done.done:
        messages.success(request, _("Your ballot is in the urn."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Vote in secret"),
        lead=_("It is kept that you have voted, and apart from it what was voted. Nobody can tell yours."),
        back=home(submission),
        save=_("Put the ballot into the urn"),
        recuse_form=RecuseForm(),
        recuse_at=address("recuse", submission),
        comparison=address("comparison", submission),
    )


@require_POST
def recuse(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    work, submission, ballot = _ballot(request, key, sub)

    def save(form: RecuseForm) -> None:
        actions.recuse(ballot=ballot, reason=form.cleaned_data["reason"], by=request.seat)

    done = attempt(request, RecuseForm(request.POST), save, fresh=dict, again=RecuseForm)
    if done.done:
        messages.success(request, _("You have no vote on this work."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Declare a conflict of interest"),
        back=address("vote", submission),
        save=_("Declare it"),
    )


def apart(request: HttpRequest, key: UUID, number: int, member: int, sub: UUID | None = None) -> HttpResponse:
    """Why a member of the council is not the author of the same name."""
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "tell_apart", work, submission)
    rows = namesakes(submission)
    found = next((one for one in rows if (one.author.pk, one.member.pk) == (number, member)), None)
    if found is None:
        raise Http404

    def save(form: ApartForm) -> None:
        told = {"reason": form.cleaned_data["reason"], "by": request.seat, "at": now()}
        actions.tell_apart(submission=submission, author=found.author, member=found.member, **told)

    done = tried(request, ApartForm, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("Not the same person"),
        lead=found.author.name,
        back=home(submission),
    )


def findings(request: HttpRequest, key: UUID, sub: UUID | None = None) -> HttpResponse:
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "findings", work, submission)
    rules.require_before_decision(Stage(submission.stage))

    def form_of(data: Any) -> Any:
        return findings_form(submission, data)

    def save(form: Any) -> None:
        actions.save_findings(submission=submission, found=found_in(form), by=request.seat, at=now())

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(home(submission))
    return form_page(
        request,
        done,
        work=work,
        title=_("What the council found"),
        comparison=address("comparison", submission),
        lead=submission.regulation.title,
        back=home(submission),
    )
