"""Pages of a meeting: its agenda, its minutes in each language, the promises, and the paper both sides sign."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.aligned import aligned
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, Refused
from songfai.kit.refusals import status, words
from songfai.kit.saving import Attempt, attempt, tried
from songfai.parties.permissions import can
from songfai.plans.actions.plans import require_in_force
from songfai.programmes.models import Programme, Side
from songfai.programmes.queries import bodies_of, side_of
from songfai.record import queries as record
from songfai.record.prospects import Prospect, approving, meanwhile, offering, prospect
from songfai.visits import actions
from songfai.visits.actions.meetings import (
    MEETING,
    meeting_stamp,
    minutes_stamp,
    missing_of,
    offered,
    owed,
    promise_stamp,
)
from songfai.visits.forms.lines import MeetingForm, MinutesForm, PromiseForm
from songfai.visits.models import Meeting, Promise
from songfai.visits.pages.parts import form_page, programme_of, visit_of
from songfai.visits.permissions import check_may, may
from songfai.visits.queries import meetings_of, promise_of_commitment, promised_in, texts_stamp
from songfai.visits.rules import Owed, require_minutes_open, require_offerable, require_open
from songfai.visits.states import VisitState
from songfai.visits.terms import minutes_paper, terms_stamp
from songfai.visits.wording import minutes_words


def meeting_of(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> Meeting:
    visit = visit_of(request, slug, key)
    found = get_object_or_404(meetings_of(visit), key=meeting)
    found.visit = visit
    return found


def address_of(shown: Meeting) -> str:
    return reverse("visits:meeting", args=[shown.visit.programme.slug, shown.visit.key, shown.key])


def meeting(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    return meeting_page(request, meeting_of(request, slug, key, meeting))


def meeting_page(
    request: HttpRequest, shown: Meeting, *, code: int = 200, refused: Refused | None = None, **more: Any
) -> HttpResponse:
    """The working text, and once it was offered the paper with its stage and the answer."""
    visit, programme = shown.visit, shown.visit.programme
    promises, authentic = list(shown.promises.all()), programme.authentic_languages
    own = side_of(programme, request.seat)
    position = own.position if own else None
    missing = [] if shown.without_minutes else missing_of(shown, promises, now(), position)
    codes = {one.code for one in missing}
    context = {
        "programme": programme,
        "visit": visit,
        "meeting": shown,
        "promised": promised_in([shown], today()),
        "authentic": authentic,
        "missing": [words(one) for one in missing],
        "behind": "minutes_behind" in codes,
        "uneven": bool(codes & {"minutes_behind", "minutes_untranslated"}),
        "texts_stamp": texts_stamp(shown, promises),
        "side_by_side": aligned(shown.minutes, authentic, shown.evened.get("minutes")),
        "unnamed": _unnamed(programme, promises, position),
        "terms_stamp": terms_stamp(shown, promises) if shown.is_open and not missing else "",
        "may_change": visit.is_open and shown.is_open and may(request.seat, programme, "meeting", visit),
        "may_write": shown.is_open and may(request.seat, programme, "meeting", visit),
        "may_offer": shown.is_open and may(request.seat, programme, "offer", visit),
        "today": today(),
        "refused": words(refused) if refused else "",
    }
    if shown.document is not None:
        context |= paper(request, shown)
    # Of a programme that both have closed there is nothing to offer, and its pages stay open.
    if context["terms_stamp"] and own is not None and programme.closed_on is None:
        context |= _offer(request, shown, promises, refused)
    return render(request, "visits/meeting.html", context | more, status=code)


def prospect_of(shown: Meeting, promises: Sequence[Promise]) -> Prospect:
    """The minutes as an offer would make them now."""
    return prospect(require_in_force(shown.visit.programme), minutes_paper(shown, promises), shown)


def _offer(
    request: HttpRequest, shown: Meeting, promises: Sequence[Promise], refused: Refused | None
) -> dict[str, Any]:
    """The minutes as they would be offered, and what changed in them since the person read them."""
    now_ = prospect_of(shown, promises)
    layout = minutes_words(shown.visit.programme)
    return {"prospect": now_, "meanwhile": meanwhile(request, refused, now_.terms, layout)}


def _unnamed(
    programme: Programme, promises: Sequence[Promise], offering: int | None
) -> list[tuple[Owed, Side]]:
    """Promises for which the other side has not named its unit: said before the offer, but no ground to refuse it."""
    others = [side for side in programme.sides.all() if offering and side.position != offering]
    return [(one, side) for one in owed(promises) for side in others if side.position in one.without_unit]


def paper(request: HttpRequest, shown: Meeting) -> dict[str, Any]:
    """What the countersign screen needs of the minutes last offered."""
    document = shown.document
    assert document is not None
    versions = record.versions(document.register, document.thread)
    earlier = [one for one in versions if one.version < document.version]
    before = max(earlier, key=lambda one: one.version) if earlier else None
    terms = record.terms_of(document)
    layout = minutes_words(shown.visit.programme)
    return {
        "document": document,
        "terms": terms,
        "sides": list(shown.visit.programme.sides.all()),
        "versions": versions,
        "predecessor": before,
        "changes": record.differences(record.terms_of(before), terms, layout) if before else None,
        "can_agree": can(request.seat, "agree"),
    }


def edit(request: HttpRequest, slug: str, key: UUID, meeting: UUID | None = None) -> HttpResponse:
    """Add a meeting to a visit, or change one."""
    visit = visit_of(request, slug, key)
    check_may(request.seat, visit.programme, "meeting", visit)
    if request.method != "POST":
        require_open(VisitState(visit.state))
    shown = meeting_of(request, slug, key, meeting) if meeting else None
    saved: list[Meeting] = []

    def filled(row: Meeting | None) -> dict[str, Any]:
        if row is None:
            return {"held_on": visit.starts_on}
        return {name: getattr(row, name) for name in MEETING} | {"seen": meeting_stamp(row)}

    def form_of(data: Any) -> MeetingForm:
        return MeetingForm(data, initial=filled(shown))

    def save(form: MeetingForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        if shown is not None:
            told |= {"meeting": shown, "seen": form.cleaned_data["seen"]}
        saved.append(actions.save_meeting(visit=visit, **told))

    def fresh() -> dict[str, Any]:
        return filled(meeting_of(request, slug, key, meeting)) if meeting else {}

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("visits:meeting", slug, key, saved[0].key)
    return form_page(
        request,
        done,
        programme=visit.programme,
        visit=visit,
        title=_("Change a meeting") if shown else _("Add a meeting"),
        lead=_("A visit has as many meetings as it needs; each has minutes and promises of its own."),
        back=address_of(shown) if shown else reverse("visits:visit", args=[slug, key]),
    )


@require_POST
def remove(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    actions.remove_meeting(meeting=meeting_of(request, slug, key, meeting), by=request.seat, at=now())
    messages.success(request, _("The meeting was taken out."))
    return redirect("visits:visit", slug, key)


def minutes(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    """Write the minutes in each language."""
    shown = meeting_of(request, slug, key, meeting)
    check_may(request.seat, shown.visit.programme, "meeting", shown.visit)
    if request.method != "POST":
        require_minutes_open(shown.stage)

    def filled() -> dict[str, Any]:
        now_saved = meeting_of(request, slug, key, meeting)
        return {"minutes": now_saved.minutes, "seen": minutes_stamp(now_saved)}

    def save(form: MinutesForm) -> None:
        values = form.cleaned_data
        actions.write_minutes(
            meeting=shown, minutes=values["minutes"], seen=values["seen"], by=request.seat, at=now()
        )

    done = Attempt(MinutesForm(initial=filled()))
    if request.method == "POST":
        done = attempt(request, MinutesForm(request.POST), save, fresh=filled, again=MinutesForm)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(address_of(shown))
    return form_page(
        request,
        done,
        programme=shown.visit.programme,
        visit=shown.visit,
        title=_("Minutes"),
        lead=shown.title,
        back=address_of(shown),
    )


def promise(
    request: HttpRequest, slug: str, key: UUID, meeting: UUID, number: int | None = None
) -> HttpResponse:
    """Write down what was promised: by whom, until when, which unit of one's own side answers for it."""
    shown = meeting_of(request, slug, key, meeting)
    programme = shown.visit.programme
    check_may(request.seat, programme, "promise", shown.visit)
    if request.method != "POST":
        require_minutes_open(shown.stage)
    own = side_of(programme, request.seat)
    assert own is not None
    line = get_object_or_404(shown.promises.all(), pk=number) if number else None

    def filled(row: Any) -> dict[str, Any]:
        names = ("text", "type", "bearer", "due", f"unit_{own.position}")
        return {name: getattr(row, name) for name in names} | {"seen": promise_stamp(row)} if row else {}

    def form_of(data: Any) -> PromiseForm:
        return PromiseForm(
            data, programme=programme, own=own, bodies=bodies_of(request.seat), initial=filled(line)
        )

    def save(form: PromiseForm) -> None:
        seen = form.cleaned_data["seen"] if line else None
        actions.save_promise(
            meeting=shown, promise=line, values=form.values(), seen=seen, by=request.seat, at=now()
        )

    def fresh() -> dict[str, Any]:
        return filled(shown.promises.filter(pk=number or 0).first())

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(f"{address_of(shown)}#h-promises")
    return form_page(
        request,
        done,
        programme=programme,
        visit=shown.visit,
        title=_("Change a promise") if line else _("Add a promise"),
        lead=_("Once both sides have signed the minutes it becomes a commitment of the programme."),
        back=f"{address_of(shown)}#h-promises",
    )


@require_POST
def let_stand(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    shown = meeting_of(request, slug, key, meeting)
    try:
        actions.let_stand(meeting=shown, by=request.seat, at=now(), seen=request.POST.get("seen", ""))
    except Changed as refused:
        fresh = meeting_of(request, slug, key, meeting)
        return meeting_page(request, fresh, code=status(refused), refused=refused)
    messages.success(request, _("Kept: the languages say the same."))
    return redirect(address_of(shown))


@require_POST
def remove_promise(request: HttpRequest, slug: str, key: UUID, meeting: UUID, number: int) -> HttpResponse:
    shown = meeting_of(request, slug, key, meeting)
    line = get_object_or_404(shown.promises.all(), pk=number)
    line.meeting = shown
    actions.remove_promise(promise=line, by=request.seat, at=now())
    messages.success(request, _("The promise was taken out."))
    return redirect(f"{address_of(shown)}#h-promises")


def promised(request: HttpRequest, slug: str, commitment: UUID) -> HttpResponse:
    """Where a commitment was promised: leads to the meeting."""
    programme = programme_of(request, slug)
    found = get_object_or_404(promise_of_commitment(programme, commitment))
    address = reverse("visits:meeting", args=[slug, found.meeting.visit.key, found.meeting.key])
    return redirect(f"{address}#h-promises")


# ---- The paper both sides sign ----------------------------------------------------------------------------


@require_POST
def offer(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    """Offer what was read; a refusal shows the meeting again and says what is missing or who changed something."""
    shown = meeting_of(request, slug, key, meeting)
    try:
        _require_offerable(request, shown)
        actions.offer_minutes(
            meeting=shown,
            by=request.seat,
            at=now(),
            seen=request.POST.get("seen", ""),
            consent=offering(request, prospect_of(shown, list(shown.promises.all()))),
        )
    except Refused as refused:
        fresh = meeting_of(request, slug, key, meeting)
        return meeting_page(request, fresh, code=status(refused), refused=refused)
    messages.success(request, _("The minutes are offered. The other side has been told."))
    return redirect(address_of(shown))


def _require_offerable(request: HttpRequest, shown: Meeting) -> None:
    """What has to be true before anybody is asked for a proof; the action asks again."""
    programme, visit = shown.visit.programme, shown.visit
    check_may(request.seat, programme, "offer", visit)
    require_minutes_open(shown.stage)
    own = side_of(programme, request.seat)
    promises = list(shown.promises.all())
    require_offerable(missing_of(shown, promises, now(), own.position if own else None))


@require_POST
def approve(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    shown, seen = meeting_of(request, slug, key, meeting), request.POST.get("seen", "")
    try:
        consent = approving(request, offered(shown), seen)
        actions.approve_minutes(meeting=shown, seen=seen, by=request.seat, at=now(), consent=consent)
    except Refused as refused:
        return _answer_refused(request, shown, refused)
    messages.success(request, _("Approved by your side. What was promised stands among the commitments now."))
    return redirect(address_of(shown))


@require_POST
def return_(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    shown = meeting_of(request, slug, key, meeting)
    return _answered(
        request, shown, actions.return_minutes, _("Returned to the other side with your reason.")
    )


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID, meeting: UUID) -> HttpResponse:
    shown = meeting_of(request, slug, key, meeting)
    return _answered(request, shown, actions.withdraw_minutes, _("The offer is withdrawn."))


def _answered(request: HttpRequest, shown: Meeting, action: Callable[..., object], said: str) -> HttpResponse:
    typed = request.POST.get("reason", "")
    try:
        action(meeting=shown, seen=request.POST.get("seen", ""), reason=typed, by=request.seat, at=now())
    except Refused as refused:
        return _answer_refused(request, shown, refused, typed)
    messages.success(request, said)
    return redirect(address_of(shown))


def _answer_refused(request: HttpRequest, shown: Meeting, refused: Refused, typed: str = "") -> HttpResponse:
    visit = shown.visit
    fresh = meeting_of(request, visit.programme.slug, visit.key, shown.key)
    if fresh.document is None:
        raise refused
    return meeting_page(request, fresh, code=status(refused), answer_error=words(refused), typed_reason=typed)
