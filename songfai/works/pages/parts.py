"""What the pages of the room share: finding a work, and showing a form on a page of its own."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.export import XLSX, attachment
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.long_files import About
from songfai.kit.saving import Attempt
from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.parties.permissions import can, check
from songfai.works import actions
from songfai.works.models import Submission, Work
from songfai.works.permissions import reads_as_council
from songfai.works.queries import above, latest, with_all, works


def read_at() -> tuple[str, str]:
    """When figures were read; a figure without it says nothing."""
    moment = timezone.localtime(now())
    return _("Cut-off"), f"{format_date(moment.date(), current_language())} {moment:%H:%M}"


def figures_file(
    title: str, columns: list[Column], rows: Iterable[Any], told: About, filename: str
) -> HttpResponse:
    """Figures as a workbook, and on a second sheet what was counted."""
    sheets = [
        Sheet(_("Figures"), columns, list(rows)),
        Sheet(
            _("What was counted"),
            [Column("what", "", lambda row: row[0]), Column("value", "", lambda row: row[1])],
            list(told),
        ),
    ]
    data = as_workbook(sheets, current_language(), title)
    return attachment(data, f"{filename}-{today():%Y%m%d}.xlsx", XLSX)


def worker(request: HttpRequest) -> None:
    """Pages of works are for everybody who works in an institution; an administrator does not."""
    check(request.seat, "works")


def work_of(request: HttpRequest, key: UUID) -> Work:
    if not can(request.seat, "works"):
        raise Http404
    return get_object_or_404(with_all(works(request.seat)), key=key)


def submission_of(request: HttpRequest, key: UUID, sub: UUID | None = None) -> tuple[Work, Submission]:
    """The work and its newest submission to the base unit, or the one to a level above that is named by its key; 404
    for a work that was never filed."""
    work = work_of(request, key)
    submission = next((one for one in above(work) if one.key == sub), None) if sub else latest(work)
    if submission is None:
        raise Http404
    return work, submission


def keep_disclosed(request: HttpRequest, submission: Submission | None) -> None:
    """Before what is confidential is shown to a member of the council, that it is."""
    if submission is not None and reads_as_council(request.seat, submission.work, submission):
        actions.disclose(submission=submission, by=request.seat, at=now())


def address(name: str, submission: Submission, *rest: Any) -> str:
    """Pages of a submission: those of a level above the unit carry its key."""
    of_level = [submission.key] if submission.above else []
    return reverse(f"works:{name}", args=[submission.work.key, *of_level, *rest])


def home(submission: Submission) -> str:
    """The page a submission is shown on: the work's own, or that of the level."""
    return address("level" if submission.above else "work", submission)


def form_page(
    request: HttpRequest,
    done: Attempt,
    *,
    title: Any,
    back: str,
    work: Work | None = None,
    lead: Any = "",
    save: Any = "",
    template: str = "works/form.html",
    **more: Any,
) -> HttpResponse:
    """A form with its heading, what it does, and the way back. Nothing typed is lost after a refusal."""
    context = {
        "work": work,
        "title": title,
        "lead": lead,
        "save": save,
        "back": back,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, template, context | more, status=done.code)
