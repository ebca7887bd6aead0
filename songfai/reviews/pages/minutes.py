"""The paper both sides sign: its stage, what it says, the answer; and the plan that follows from it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.aligned import aligned_terms
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.forms import current_language
from songfai.kit.pictures import year_columns
from songfai.kit.refusals import status, words
from songfai.parties.permissions import can
from songfai.plans.terms import BY_WORD
from songfai.programmes.models import FurtherParty, Programme, Side
from songfai.programmes.queries import further_parties_of, side_of
from songfai.record import queries as record
from songfai.record.even import as_evened, standing_for, words_of_others
from songfai.record.models import Document
from songfai.record.prospects import approving, offering
from songfai.reviews import actions
from songfai.reviews.models import Review
from songfai.reviews.pages.room import prospect_of, review_of, room_page
from songfai.reviews.permissions import check_may, may
from songfai.reviews.queries import behind_in, closing_of, directions_left, names_of, sheet
from songfai.reviews.rules import require_offerable, require_open
from songfai.reviews.states import QUESTIONS, Decision, Heading
from songfai.reviews.terms import minutes_terms, terms_stamp, year_taken
from songfai.reviews.wording import legend, minutes_name_of, minutes_words, name_of


def minutes(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """The minutes last offered. Before the first offer the room is where they are written."""
    shown = review_of(request, slug, which)
    if shown.document is None:
        return redirect("reviews:review", slug, which)
    return minutes_page(request, shown)


def minutes_page(request: HttpRequest, shown: Review, *, code: int = 200, **more: Any) -> HttpResponse:
    document = shown.document
    assert document is not None
    terms = record.terms_of(document)
    versions = record.versions(document.register, document.thread)
    before = _before(versions, document.version)
    earlier = record.terms_of(before) if before else None
    context = told_of(shown, terms, earlier, record.body_of(document).get("authentic", [])) | {
        "document": document,
        "title": minutes_name_of(shown, document.version),
        "versions": versions,
        "predecessor": before,
        "changes": record.differences(earlier, terms, minutes_words(shown.programme))
        if earlier is not None
        else None,
        "can_agree": can(request.seat, "agree"),
        "may_follow": shown.is_in_force and may(request.seat, shown.programme, "plan"),
        "closing": closing_of(shown, request.seat, today())
        if shown.is_in_force and shown.decision == Decision.END
        else None,
        "left": directions_left(shown, request.seat)
        if shown.is_in_force and may(request.seat, shown.programme, "plan")
        else [],
    }
    return render(request, "reviews/minutes.html", context | more, status=code)


def drawn_up(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """The minutes as they stand in the room, before they are offered: what each language still lacks is marked."""
    shown = review_of(request, slug, which)
    if not shown.is_open:
        return redirect("reviews:minutes", slug, which)
    return drawn_up_page(request, shown)


def drawn_up_page(request: HttpRequest, shown: Review, *, refused: Refused | None = None) -> HttpResponse:
    room = sheet(shown)
    terms = minutes_terms(room)
    own = side_of(shown.programme, request.seat) if may(request.seat, shown.programme, "write") else None
    position, waiting = own.position if own else 0, behind_in(room)
    context = told_of(shown, terms, as_evened(terms, shown.evened), shown.programme.authentic_languages) | {
        "missing": [words(one) for one in room.missing],
        "may_let_stand": own is not None and bool(standing_for(position, waiting)),
        "words_of_others": [
            words(one) for one in words_of_others(position, waiting, names_of(shown.programme))
        ],
        "seen": terms_stamp(room),
        "refused": words(refused) if refused else "",
        "title": name_of(shown),
    }
    return render(request, "reviews/drawn_up.html", context, status=status(refused) if refused else 200)


@require_POST
def let_stand(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    shown = review_of(request, slug, which)
    try:
        actions.let_stand(review=shown, by=request.seat, at=now(), seen=request.POST.get("seen", ""))
    except (Changed, NotPermitted) as refused:
        return drawn_up_page(request, review_of(request, slug, which), refused=refused)
    messages.success(request, _("Kept: the languages say the same."))
    return redirect("reviews:drawn_up", slug, which)


def told_of(
    shown: Review, terms: dict[str, Any], before: dict[str, Any] | None, authentic: Sequence[str]
) -> dict[str, Any]:
    """What `reviews/_minutes.html` takes. `terms`: of the minutes; `before`: of the version before, to tell what lags
    behind; `authentic`: the languages both sides sign."""
    facts = terms.get("facts", {})
    said = {name: value for name, value in terms.items() if name != "facts"}
    languages = sorted(authentic, key=lambda one: (one != current_language(), one))
    terms = aligned_terms(said, languages, before)
    rests_on = {one["id"]: one for one in said.get("headings", [])}
    commitments = {f"c{one.number:02d}": one for one in shown.programme.commitments.all()}
    counted = {one["id"]: one for one in facts.get("commitments", [])}
    parties = _parties(shown.programme, terms.get("directions", []))
    years = [year_taken(row) for row in facts.get("years", [])]
    return {
        "programme": shown.programme,
        "review": shown,
        "terms": terms,
        "findings": [
            {"said": one, "commitment": commitments.get(one["id"]), "facts": counted.get(one["id"], {})}
            for one in terms.get("findings", [])
        ],
        "directions": [
            {
                "text": one["text"],
                "commitment": commitments.get(one["commitment"]),
                "lead": BY_WORD.get(one.get("lead", "")),
                "lead_party": parties.get(one.get("lead_party", "")),
            }
            for one in terms.get("directions", [])
        ],
        "sides": list(shown.programme.sides.all()),
        "delegations": _delegations(shown, terms),
        "headings": [
            {
                "said": one,
                "grounds_1": rests_on.get(one["id"], {}).get("rests_on_1", []),
                "grounds_2": rests_on.get(one["id"], {}).get("rests_on_2", []),
                "words": _(Heading(one["id"]).words),
                "question": _(QUESTIONS[Heading(one["id"])]),
            }
            for one in sorted(
                terms.get("headings", []), key=lambda one: list(Heading).index(Heading(one["id"]))
            )
        ],
        "years": years,
        "picture": year_columns(years),
        "undone": facts.get("undone", []),
        "unplanned": facts.get("unplanned", []),
        "legend": legend(),
        "decision_words": _(Decision(terms["decision"]["value"]).words) if "decision" in terms else "",
    }


def _parties(programme: Programme, directions: Sequence[dict[str, Any]]) -> dict[str, FurtherParty]:
    """The further parties by the origin minutes name them by; no query where these name none."""
    named = any("lead_party" in one for one in directions)
    return {one.institution.origin: one for one in further_parties_of(programme)} if named else {}


def _before(versions: Sequence[Document], version: int) -> Document | None:
    """The newest version older than this one."""
    earlier = [one for one in versions if one.version < version]
    return max(earlier, key=lambda one: one.version, default=None)


def _delegations(shown: Review, terms: dict[str, Any]) -> list[tuple[Side, Any]]:
    """Each side with the members the minutes name for it."""
    members = {one["id"]: one["members"] for one in terms.get("delegations", [])}
    return [
        (side, members[f"p{side.position}"])
        for side in shown.programme.sides.all()
        if f"p{side.position}" in members
    ]


@require_POST
def offer(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """Offer what was read; a refusal shows the room again and says what is missing or who changed something."""
    shown = review_of(request, slug, which)
    try:
        check_may(request.seat, shown.programme, "offer")
        require_open(shown.stage)
        room = sheet(shown)
        require_offerable(room.missing)
        actions.offer_minutes(
            review=shown,
            by=request.seat,
            at=now(),
            seen=request.POST.get("seen", ""),
            consent=offering(request, prospect_of(room)),
        )
    except Refused as refused:
        return room_page(
            request, sheet(review_of(request, slug, which)), code=status(refused), refused=refused
        )
    messages.success(request, _("The minutes are offered. The other side has been told."))
    return redirect("reviews:minutes", slug, which)


@require_POST
def approve(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    shown, seen = review_of(request, slug, which), request.POST.get("seen", "")
    try:
        consent = approving(request, actions.offered(shown), seen)
        actions.approve(review=shown, seen=seen, by=request.seat, at=now(), consent=consent)
    except Refused as refused:
        return _answer_refused(request, slug, which, refused)
    messages.success(request, _("Approved by your side."))
    return redirect("reviews:minutes", slug, which)


@require_POST
def return_(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    return _answered(request, slug, which, actions.return_, _("Returned to the other side with your reason."))


@require_POST
def withdraw(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    return _answered(request, slug, which, actions.withdraw, _("The offer is withdrawn."))


def _answered(
    request: HttpRequest, slug: str, which: str, action: Callable[..., object], said: str
) -> HttpResponse:
    shown = review_of(request, slug, which)
    typed = request.POST.get("reason", "")
    try:
        action(review=shown, seen=request.POST.get("seen", ""), reason=typed, by=request.seat, at=now())
    except Refused as refused:
        return _answer_refused(request, slug, which, refused, typed)
    messages.success(request, said)
    return redirect("reviews:minutes", slug, which)


def _answer_refused(
    request: HttpRequest, slug: str, which: str, refused: Refused, typed: str = ""
) -> HttpResponse:
    shown = review_of(request, slug, which)
    if shown.document is None:
        raise refused
    more = {"answer_error": words(refused), "typed_reason": typed}
    return minutes_page(request, shown, code=status(refused), **more)


@require_POST
def plan(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """Make the next year's draft plan from the directions, and go there."""
    try:
        made = actions.plan_from_directions(review=review_of(request, slug, which), by=request.seat, at=now())
    except Refused as refused:
        if refused.code != "directions_carried":
            raise
        # No mistake of the person’s: the plans say that there is nothing left to carry over.
        messages.info(request, words(refused))
        return redirect("plans:list", slug)
    messages.success(
        request, _("The directions stand in your side’s draft plan. Complete its items, then offer it.")
    )
    return redirect("plans:plan", slug, made.key)


@require_POST
def extend(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """Begin the amendment that extends the term as decided, and go there."""
    made = actions.amendment_from_decision(review=review_of(request, slug, which), by=request.seat, at=now())
    messages.success(
        request, _("The draft of the amendment has the new end of the term. Complete it, then offer it.")
    )
    return redirect("programmes:amendment", slug, made.key)


@require_POST
def close(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """Close the programme for one's own side, as both decided."""
    shown = review_of(request, slug, which)
    actions.close(review=shown, by=request.seat, at=now())
    if shown.programme.closed_on:
        messages.success(request, _("Both sides have closed the programme. Its record stays."))
    else:
        messages.success(request, _("Closed by your side. The other side has been told."))
    return redirect("reviews:minutes", slug, which)
