"""Help for the authors: mentors, questions and advice, what is missing for the next level; works to help with."""

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
from songfai.kit.saving import attempt, tried
from songfai.kit.streams import stretch_of
from songfai.parties.models import Seat
from songfai.works import actions, rules
from songfai.works.forms import AdviceForm, MentorForm, WantedForm
from songfai.works.models import Mentorship, Work
from songfai.works.pages.parts import form_page, work_of, worker
from songfai.works.permissions import check_may, is_own, may
from songfai.works.queries import (
    Wanted,
    filing_of,
    is_mentor,
    levels_of,
    mentors_of,
    shown,
    thread_of,
    with_help,
    worth_helping,
    years,
)
from songfai.works.states import FILEABLE, RECOGNITION, Stage


def next_level(work: Work) -> list[dict[str, Any]]:
    """The next levels of a work, each with what is still missing for it: its filing, then the levels above its unit."""
    day = today()
    if work.stage in FILEABLE or work.stage == Stage.DEFECTS:
        found = rules.missing(filing_of(work, day))
        return [{"words": _("Recognition by the base unit"), "missing": [words(one) for one in found]}]
    if work.stage not in RECOGNITION:
        return []
    return [
        {"words": _(one.scheme.words), "missing": [words(each) for each in one.missing]}
        for one in levels_of(work, day)
        if one.submission is None
    ]


def _guided(seat: Seat, work: Work) -> bool:
    """Those who write to each other, those who are asked to, and who may ask for them."""
    asked = any(one.mentor_id == seat.account_id for one in mentors_of(work))
    return is_own(seat, work) or is_mentor(seat, work) or asked or may(seat, "ask_mentor", work)


def mentor_rows(work: Work, seat: Seat) -> list[dict[str, Any]]:
    own = is_own(seat, work)
    rows = []
    for one in mentors_of(work):
        mine = one.mentor_id == seat.account_id
        waits = (mine and not one.mentor_agreed_at) or (own and not one.authors_agreed_at)
        rows.append({"row": one, "may_agree": waits, "may_end": own or mine, "mine": mine})
    return rows


def guidance(request: HttpRequest, key: UUID) -> HttpResponse:
    work = work_of(request, key)
    seat = request.seat
    if not _guided(seat, work):
        raise Http404
    rows = mentor_rows(work, seat)
    writes = (is_own(seat, work) or is_mentor(seat, work)) and any(one["row"].active for one in rows)
    context = {
        "work": work,
        "mentors": rows,
        "thread": list(thread_of(seat, work)),
        "levels": next_level(work),
        "may_ask": may(seat, "ask_mentor", work),
        "may_read": is_own(seat, work) or is_mentor(seat, work),
        "own": is_own(seat, work),
        "form": AdviceForm() if writes else None,
    }
    return render(request, "works/guidance.html", context)


def ask_mentor(request: HttpRequest, key: UUID) -> HttpResponse:
    found = work_of(request, key)
    check_may(request.seat, "ask_mentor", found)

    def save(form: MentorForm) -> None:
        actions.ask_mentor(
            work=found, email=form.cleaned_data["email"], by=request.seat, at=now(), day=today()
        )

    done = tried(request, MentorForm, save)
    if done.done:
        messages.success(request, _("Asked. Guidance begins when both sides have agreed."))
        return redirect("works:guidance", key)
    return form_page(
        request,
        done,
        work=found,
        title=_("Ask for a mentor"),
        lead=_("A mentor reads your work with what is not confidential, and advises you in writing."),
        back=reverse("works:guidance", args=[key]),
        save=_("Ask"),
    )


@require_POST
def offer_help(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.offer_help(work=work_of(request, key), by=request.seat, at=now())
    messages.success(request, _("Offered. The authors decide."))
    return redirect("works:work", key)


@require_POST
def say(request: HttpRequest, key: UUID) -> HttpResponse:
    found = work_of(request, key)

    def save(form: AdviceForm) -> None:
        actions.say(work=found, text=form.cleaned_data["text"], by=request.seat, at=now())

    done = attempt(request, AdviceForm(request.POST), save, fresh=dict, again=AdviceForm)
    if done.done:
        messages.success(request, _("Sent."))
        return redirect("works:guidance", key)
    back = reverse("works:guidance", args=[key])
    return form_page(request, done, work=found, title=_("Question or advice"), back=back, save=_("Send"))


def _mentorship(request: HttpRequest, key: UUID, number: int) -> Mentorship:
    work = work_of(request, key)
    return get_object_or_404(mentors_of(work), pk=number)


@require_POST
def agree_guidance(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    actions.agree_guidance(mentorship=_mentorship(request, key, number), by=request.seat, at=now())
    messages.success(request, _("You have agreed."))
    return redirect("works:guidance", key)


@require_POST
def end_guidance(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    actions.end_guidance(mentorship=_mentorship(request, key, number), by=request.seat, at=now())
    messages.success(request, _("The guidance has ended."))
    return redirect("works:own")


@require_POST
def mark_read(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.mark_read(work=work_of(request, key), by=request.seat, at=now())
    messages.success(request, _("Remembered that you have read it."))
    return redirect("works:work", key)


def discover(request: HttpRequest) -> HttpResponse:
    """Works worth helping with, newest first; the person's own are left out."""
    worker(request)
    form = WantedForm(request.GET or None, years=years(request.seat, today()))
    values = form.cleaned_data if form.is_valid() else {}
    wanted = Wanted(
        field=values.get("field"),
        since=values.get("since"),
        benefit=values.get("benefit", ""),
        unread=bool(values.get("unread")),
        by_nobody=bool(values.get("by_nobody")),
    )
    page = stretch_of(request, worth_helping(request.seat, wanted), lambda ids: shown(ids, request.seat))
    context = {
        "active": "discover",
        "form": form,
        "page": page,
        "rows": with_help(request.seat, page.rows),
        "searched_to": page.searched_to,
        "narrowed": wanted != Wanted(),
    }
    return render(request, "works/discover.html", context)
