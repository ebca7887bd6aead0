"""Documents whose time of keeping has ended: destroyed together by one decision, or kept on one by one."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.paging import capped_count
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.registry import actions
from songfai.registry.forms import DestroyForm, KeepOnForm
from songfai.registry.models import OfficialDocument
from songfai.registry.pages.parts import document_of, form_page, reader
from songfai.registry.permissions import check_may, may
from songfai.registry.queries import ended_for

# So many stand on the page, the oldest first; those after them come up when these are decided.
SHOWN = 100


def index(request: HttpRequest) -> HttpResponse:
    """The list, and the decision by which those that were chosen are destroyed. What was chosen is kept after a refusal."""
    reader(request)
    code, form = 200, DestroyForm(initial={"decided_on": today()})
    chosen = set(request.POST.getlist("document"))
    rows = list(ended_for(request.seat, today())[:SHOWN])
    if request.method == "POST":
        check_may(request.seat, "archive")
        form, code = DestroyForm(request.POST), 422
        if form.is_valid():
            wanted = [one for one in rows if str(one.key) in chosen]
            try:
                _require_all(wanted, chosen)
                actions.destroy(documents=wanted, by=request.seat, at=now(), **form.cleaned_data)
            except Refused as refused:
                form.add_error("decided_on" if refused.code == "day_ahead" else None, words(refused))
                code = status(refused)
            else:
                messages.success(request, _("Entered as destroyed: %(n)s.") % {"n": len(wanted)})
                return redirect("registry:ended")
    context = {
        "rows": rows,
        "chosen": chosen,
        "count": capped_count(ended_for(request.seat, today())),
        "more": len(rows) == SHOWN,
        "form": form,
        "may_decide": may(request.seat, "archive"),
    }
    return render(request, "registry/ended.html", context, status=code)


def _require_all(wanted: Sequence[OfficialDocument], chosen: Collection[str]) -> None:
    """A colleague may have decided on some of them: they would be left out, and nobody told."""
    if len(wanted) < len(chosen):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))


def keep_on(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = document_of(request, key)
    check_may(request.seat, "archive", shown)

    def fresh() -> dict[str, Any]:
        return {"seen": document_of(request, key).revision}

    def form_of(data: Any) -> KeepOnForm:
        return KeepOnForm(data, initial=fresh())

    def save(form: KeepOnForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.keep_on(document=shown, **told, **form.values())

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:document", key)
    return form_page(
        request,
        done,
        document=shown,
        title=_("Keep on"),
        lead=_("The document stays in the archive after its time of keeping has ended."),
        back=reverse("registry:ended"),
    )
