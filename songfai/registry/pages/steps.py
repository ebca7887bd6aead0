"""One page for each step of a document: what it will do, what it asks for, the button."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import now, today
from songfai.kit.forms import SeenForm
from songfai.kit.saving import Attempt, attempt
from songfai.parties.models import Seat
from songfai.registry import actions, rules
from songfai.registry.forms import step_form
from songfai.registry.models import OfficialDocument
from songfai.registry.pages.parts import document_of, form_page
from songfai.registry.permissions import check_may
from songfai.registry.queries import crossing_of
from songfai.registry.states import DocumentState, Step

ACTIONS: dict[Step, Callable[..., OfficialDocument]] = {
    Step.REVIEW: actions.review,
    Step.CHECK: actions.check_format,
    Step.RETURN: actions.send_back,
    Step.SIGN: actions.sign,
    Step.NUMBER: actions.number,
    Step.ISSUE: actions.issue,
    Step.RECALL: actions.recall,
    Step.HAND: actions.hand,
    Step.DEAL: actions.deal,
    Step.CANCEL: actions.cancel,
}
BEFORE = {
    Step.REVIEW: gettext_lazy("The content is right. The registry office checks the format next."),
    Step.CHECK: gettext_lazy("Layout, type, symbol and recipients are right. It goes to the signature next."),
    Step.RETURN: gettext_lazy("It becomes a draft again; the drafter reads the reason."),
    Step.SIGN: gettext_lazy(
        "Enter who signed the paper, in what capacity and on which day. The number comes after it."
    ),
    Step.NUMBER: gettext_lazy(
        "It gets the next number of its series in the year of the signature. A number is never given twice."
    ),
    Step.ISSUE: gettext_lazy(
        "Recipients on this server find it to be registered, with its files. Nothing changes afterwards."
    ),
    Step.RECALL: gettext_lazy(
        "It stays in every register, marked as recalled. Recipients on this server are told."
    ),
    Step.HAND: gettext_lazy("Say which unit deals with it."),
    Step.DEAL: gettext_lazy("Say how it ended: answered, taken note of, filed."),
    Step.CANCEL: gettext_lazy(
        "It stays in the register with the reason. A number it has is never given again."
    ),
}

# The other side of the programme receives it (docs/adr/0136).
BEFORE_CROSSING = {
    Step.ISSUE: gettext_lazy(
        "The other side of the programme receives it: number, date, subject and signer go into the joint record, with the "
        "scan and the appendices; its clerk registers it there. The text to be edited stays here. Recipients on this "
        "server find it to be registered. Nothing changes afterwards."
    ),
    Step.RECALL: gettext_lazy(
        "It stays in every register, marked as recalled. The other side of the programme reads the reason in the joint "
        "record. Recipients on this server are told."
    ),
}


def before(step: Step, document: OfficialDocument, seat: Seat) -> Any:
    """What the step will do."""
    crosses = step in BEFORE_CROSSING and crossing_of(document, seat.stands_for) is not None
    return BEFORE_CROSSING[step] if crosses else BEFORE[step]


def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    if name not in set(Step):
        raise Http404
    wanted, shown = Step(name), document_of(request, key)
    check_may(request.seat, wanted, shown)
    initial = {
        "signer": shown.signer,
        "post": shown.signer_post,
        "capacity": shown.capacity,
        "signed_on": today(),
        "unit": shown.unit_id,
    }

    def form_of(data: Any) -> SeenForm:
        return step_form(wanted, data, shown, initial)

    def save(form: SeenForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        ACTIONS[wanted](document=shown, **told, **form.values())

    def fresh() -> dict[str, Any]:
        nonlocal shown
        shown = document_of(request, key)
        return {"seen": shown.revision}

    if request.method != "POST":
        rules.destination(DocumentState(shown.state), wanted)
        actions.require_complete(shown, wanted)
        done = Attempt(form_of(None))
    else:
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
    if done.done:
        shown = document_of(request, key)
        if wanted == Step.NUMBER:
            messages.success(request, _("The number is %(number)s.") % {"number": shown.printed})
        else:
            messages.success(request, _("Saved."))
        return redirect("registry:document", key)
    return form_page(
        request,
        done,
        document=shown,
        title=_(wanted.words),
        lead=before(wanted, shown, request.seat),
        back=reverse("registry:document", args=[key]),
        save=_(wanted.words),
        stop=wanted in (Step.CANCEL, Step.RECALL),
    )
