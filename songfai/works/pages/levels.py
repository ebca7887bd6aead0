"""A recognised work sent to a level above its unit, and the page of such a submission."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.files.serving import as_download
from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.works import actions
from songfai.works.forms import ReportForm
from songfai.works.models import Submission
from songfai.works.pages.parts import form_page, home, keep_disclosed, submission_of, work_of
from songfai.works.pages.work import about_submission, handed_in, part_rows
from songfai.works.permissions import Reads, check_may, reads, reads_confidential
from songfai.works.queries import latest, level_of, papers_for
from songfai.works.states import ABOVE, Scheme


def send_above(request: HttpRequest, key: UUID, scheme: str) -> HttpResponse:
    shown = work_of(request, key)
    if scheme not in ABOVE:
        raise Http404
    check_may(request.seat, "send_above", shown)
    level = level_of(shown, scheme, today())
    saved: list[Submission] = []

    def fresh() -> dict[str, Any]:
        return {"seen": work_of(request, key).revision}

    def form_of(data: Any) -> ReportForm:
        return ReportForm(data, initial=fresh())

    def save(form: ReportForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        saved.append(actions.send_above(work=shown, scheme=Scheme(scheme), **form.values(), **told))

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Filed. The receipt is %(number)s.") % {"number": saved[0].receipt})
        return redirect(home(saved[0]))
    return form_page(
        request,
        done,
        work=shown,
        title=_(Scheme(scheme).words),
        lead=level.body.name if level else "",
        back=reverse("works:work", args=[key]),
        save=_("Send it up"),
    )


def level(request: HttpRequest, key: UUID, sub: UUID) -> HttpResponse:
    work, submission = submission_of(request, key, sub)
    if reads(request.seat, work, submission) == Reads.FILED:
        return handed_in(request, work, submission)
    keep_disclosed(request, submission)
    base = latest(work)
    context = {
        "work": work,
        "base": base,
        "places": list(base.uses.all()) if base else [],
        "parts": part_rows(work, submission, request.seat),
        "papers": list(papers_for(request.seat, work, submission)),
        "may_compare": reads_confidential(request.seat, work, submission),
        **about_submission(submission, work, request.seat),
    }
    return render(request, "works/level.html", context)


def paper(request: HttpRequest, key: UUID, sub: UUID, number: int) -> FileResponse:
    """A file of the work, for the office and the council of a level above: confidential ones too, as they read all."""
    work, submission = submission_of(request, key, sub)
    row = get_object_or_404(papers_for(request.seat, work, submission), pk=number)
    keep_disclosed(request, submission)
    return as_download(row.file)
