"""The office enters what it has checked of what the authors state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from songfai.kit.clock import now
from songfai.kit.saving import tried
from songfai.works import actions, rules
from songfai.works.forms import MarkForm
from songfai.works.pages.parts import form_page, home, submission_of
from songfai.works.permissions import check_may
from songfai.works.queries import claims_of
from songfai.works.states import Mark, Stage


def check(request: HttpRequest, key: UUID, mark: str, sub: UUID | None = None) -> HttpResponse:
    """One mark, by the office of the unit or of the level above that examines the work."""
    if mark not in set(Mark):
        raise Http404
    work, submission = submission_of(request, key, sub)
    check_may(request.seat, "check_mark", work, submission)
    rules.require_checkable(Stage(submission.stage))
    claims = claims_of(work)
    if mark not in claims:
        raise Http404
    claimed = claims[Mark(mark)]

    def fresh() -> dict[str, Any]:
        return {"seen": submission_of(request, key, sub)[1].revision}

    def form_of(data: Any) -> MarkForm:
        return MarkForm(data, initial=fresh())

    def save(form: MarkForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.check_mark(submission=submission, mark=Mark(mark), **form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(home(submission))
    stated = _("The authors state: yes.") if claimed else _("The authors state: no.")
    return form_page(
        request,
        done,
        work=work,
        title=_(Mark(mark).words),
        lead=stated,
        back=home(submission),
        save=_("Enter what was found"),
    )
