"""A work written: begun, changed, thrown away; its files."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.files.actions import read_upload
from songfai.files.serving import as_download
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.works import actions
from songfai.works.forms import PaperForm, WorkForm, initial_of
from songfai.works.models import Work
from songfai.works.pages import typed
from songfai.works.pages.parts import keep_disclosed, work_of, worker
from songfai.works.pages.requesting import limit_help, told_term
from songfai.works.permissions import check_may, may
from songfai.works.queries import latest, papers_for, part_helps_here, part_helps_of


def new(request: HttpRequest) -> HttpResponse:
    """Begin a work: a title is enough, the rest is written when there is time."""
    worker(request)
    check_may(request.seat, "begin")
    saved: list[Work] = []
    behalf = may(request.seat, "behalf")

    # The key is given with the form: the same form sent twice, when an answer was lost, begins one work.
    fresh_key = uuid4()
    helps = part_helps_here(request.seat.institution, today())

    def form_of(data: Any) -> WorkForm:
        return WorkForm(
            data,
            helps=helps,
            limit=limit_help(request.seat.institution),
            new=True,
            behalf=behalf,
            initial={"ip_status": "none", "key": fresh_key},
        )

    def save(form: WorkForm) -> None:
        told = {"values": form.values(), "parts": form.parts(), "by": request.seat, "at": now()}
        behalf_of = form.cleaned_data.get("on_behalf", False)
        saved.append(actions.begin(on_behalf=behalf_of, key=form.cleaned_data["key"], **told))

    told: dict[str, Any] = {
        "title": _("Write down a work"),
        "lead": _("A title is enough to begin. Only its authors see a draft."),
        "back": reverse("works:own"),
        "save": _("Save the draft"),
    }
    if typed.asks(request):
        return typed.compare(request, form_of(request.POST), work=None, **told)
    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("The draft is saved."))
        return _saved(request, saved[0].key)
    return typed.write_page(request, done, **told)


def _saved(request: HttpRequest, key: UUID) -> HttpResponse:
    """To the work; a form that was kept on the device and sent in the background is told its address (keep.js)."""
    if request.headers.get("X-Songfai-Keep"):
        return JsonResponse({"address": reverse("works:work", args=[key])})
    return redirect("works:work", key)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "write", shown)

    def fresh() -> dict[str, Any]:
        return initial_of(work_of(request, key))

    helps = part_helps_of(shown, today())

    def form_of(data: Any) -> WorkForm:
        return WorkForm(data, helps=helps, limit=limit_help(shown.institution), initial=fresh())

    def save(form: WorkForm) -> None:
        told = {"values": form.values(), "parts": form.parts(), "by": request.seat, "at": now()}
        actions.change(work=shown, seen_revision=form.seen_revision, **told)

    told: dict[str, Any] = {
        "title": _("Change the work"),
        "back": reverse("works:work", args=[key]),
        "comparison": reverse("works:comparison", args=[key]),
        "request_term": told_term(shown),
    }
    if typed.asks(request):
        return typed.compare(request, form_of(request.POST), work=shown, **told)
    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return _saved(request, key)
    return typed.write_page(request, done, work=shown, **told)


@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.discard(work=work_of(request, key), by=request.seat, at=now())
    messages.success(request, _("The draft is thrown away."))
    return redirect("works:own")


def add_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file for the work. A page of its own after a refusal, so that what was typed is kept."""
    shown = work_of(request, key)
    check_may(request.seat, "papers", shown)
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            upload = form.cleaned_data["file"]
            told = {name: form.cleaned_data[name] for name in ("title", "confidential")}
            try:
                told |= {"name": upload.name, "data": read_upload(upload)}
                actions.add_paper(work=shown, by=request.seat, at=now(), **told)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
            else:
                messages.success(request, _("Saved."))
                return redirect("works:work", key)
    context = {"work": shown, "title": _("Add a file"), "form": form, "uploads": True}
    return render(
        request, "works/form.html", context | {"back": reverse("works:work", args=[key])}, status=code
    )


@require_POST
def remove_paper(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    row = get_object_or_404(papers_for(request.seat, shown, latest(shown)), pk=number)
    actions.remove_paper(paper=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:work", key)


def paper(request: HttpRequest, key: UUID, number: int) -> FileResponse:
    """A file, for who may see it: a confidential one is not found by others."""
    shown = work_of(request, key)
    row = get_object_or_404(papers_for(request.seat, shown, latest(shown)), pk=number)
    keep_disclosed(request, latest(shown))
    return as_download(row.file)
