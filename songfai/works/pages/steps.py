"""Filing a work, and one page for each step of its submission: what it will do, what it asks for, the button."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.formats import currency_of
from songfai.kit.saving import Attempt, attempt
from songfai.works import actions, rules
from songfai.works.forms import SeenForm, step_form
from songfai.works.pages.parts import form_page, home, submission_of, work_of
from songfai.works.pages.requesting import TOLD_BEFORE, told_term
from songfai.works.permissions import check_may
from songfai.works.states import WITH_REASON, Scheme, Stage, Step

ACTIONS: dict[Step, Callable[..., Any]] = {
    Step.MEND: actions.mend,
    Step.WITHDRAW: actions.withdraw,
    Step.DEFECTS: actions.ask_for_mending,
    Step.ACCEPT: actions.accept,
    Step.REJECT: actions.reject,
    Step.CONVENE: actions.convene,
    Step.COUNT: actions.count_points,
    Step.OPEN: actions.open_ballot,
    Step.CLOSE: actions.close,
    Step.ANNUL: actions.annul,
    Step.SEND_UP: actions.send_up,
    Step.APPROVE: actions.approve,
    Step.DECLINE: actions.decline,
    Step.RECOGNISE: actions.recognise,
    Step.REFUSE: actions.refuse,
    Step.CERTIFY: actions.certify,
    Step.APPLY: actions.apply,
    Step.TRANSFER: actions.transfer,
    Step.REVOKE: actions.revoke,
}
BEFORE = {
    Step.MEND: gettext_lazy("The unit checks the form anew."),
    Step.WITHDRAW: gettext_lazy("The work is yours again; it may be reworded and filed anew."),
    Step.DEFECTS: gettext_lazy("The authors read what is missing and have until a day to mend it."),
    Step.ACCEPT: gettext_lazy("The file is in order. The term of the decision runs from today."),
    Step.REJECT: gettext_lazy("The authors read the reason. They may file the work anew."),
    Step.CONVENE: gettext_lazy("Its members read the whole work. Whoever is an author has no vote on it."),
    Step.COUNT: gettext_lazy("The score sheets that are handed in are counted once. The result stays."),
    Step.OPEN: gettext_lazy("Every member who may vote is told. The voters’ list is drawn up now."),
    Step.CLOSE: gettext_lazy("The urn is counted once. Nobody has seen a result before."),
    Step.ANNUL: gettext_lazy("The urn is emptied uncounted. The work is before the council again."),
    Step.SEND_UP: gettext_lazy("The head of the unit is an author: the superior body approves first."),
    Step.APPROVE: gettext_lazy("Enter the paper by which the superior body has approved."),
    Step.DECLINE: gettext_lazy("Recognition is refused. The authors read the reason."),
    Step.RECOGNISE: gettext_lazy(
        "Only what the council has voted for, with every condition found met, may be recognised."
    ),
    Step.REFUSE: gettext_lazy("The authors read the reason. They may file the work anew."),
    Step.CERTIFY: gettext_lazy(
        "Each author receives a certificate with its own number, naming the others; the investor too, where it is not the"
        " authors and the rules give it one."
    ),
    Step.APPLY: gettext_lazy("Where the work is applied from now on."),
    Step.TRANSFER: gettext_lazy("To whom the work was handed on, and for how much."),
    Step.REVOKE: gettext_lazy("The certificates are void and stay on record. The authors read the reason."),
}
# What is said otherwise of a level above the base unit.
BEFORE_ABOVE = {
    Step.MEND: gettext_lazy("The office checks the form anew. The work itself stays as it was recognised."),
    Step.WITHDRAW: gettext_lazy("The recognition by the unit stays. The work may be sent up anew."),
    Step.REJECT: gettext_lazy("The authors read the reason. The recognition by the unit stays."),
    Step.REFUSE: gettext_lazy("The authors read the reason. The recognition by the unit stays."),
    Step.RECOGNISE: gettext_lazy(
        "The council has voted for it. Enter how far its effect was found to reach."
    ),
}


@require_POST
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    submission = actions.file(work=work_of(request, key), by=request.seat, at=now())
    messages.success(request, _("Filed. The receipt is %(number)s.") % {"number": submission.receipt})
    return redirect("works:receipt", key)


def step(request: HttpRequest, key: UUID, name: str, sub: UUID | None = None) -> HttpResponse:
    if name not in set(Step):
        raise Http404
    wanted = Step(name)
    work, shown = submission_of(request, key, sub)
    check_may(request.seat, wanted, work, shown)
    day = today()
    initial = {"decided_on": day, "dated": day, "on": day, "superior": shown.superior, "report": shown.report,
               "currency": currency_of(shown.institution.country)}  # fmt: skip

    def form_of(data: Any) -> SeenForm:
        return step_form(wanted, data, shown, initial, day)

    def save(form: SeenForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        ACTIONS[wanted](submission=shown, **told, **form.values())

    def fresh() -> dict[str, Any]:
        nonlocal shown
        shown = submission_of(request, key, sub)[1]
        return {"seen": shown.revision}

    if request.method != "POST":
        rules.destination(Stage(shown.stage), wanted, Scheme(shown.scheme))
        done = Attempt(form_of(None))
    else:
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(home(shown))
    return form_page(
        request,
        done,
        work=work,
        title=_(wanted.words),
        lead=BEFORE_ABOVE.get(wanted, BEFORE[wanted]) if shown.above else BEFORE[wanted],
        back=home(shown),
        save=_(wanted.words),
        request_term=None if shown.above or wanted not in TOLD_BEFORE else told_term(work),
        stop=wanted in WITH_REASON and wanted != Step.DEFECTS,
        councils_missing=wanted == Step.CONVENE and not done.form.fields["council"].queryset.exists(),  # type: ignore[attr-defined]
    )
