"""Earlier works with the same wording, while a work is being written: beside the form, or as a part of it for a script."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from songfai.kit.clock import today
from songfai.kit.saving import Attempt
from songfai.novelty.rules.sheets import Written
from songfai.works import rules
from songfai.works.forms import WorkForm
from songfai.works.models import Work
from songfai.works.pages.parts import form_page
from songfai.works.queries import compared_typed

# How often one person may ask is said with the limits of accounts (settings.ACCOUNT_RATE_LIMITS).
COUNTED = "works.compare"


def asks(request: HttpRequest) -> bool:
    """Whether the form was sent to be compared, not to be saved: by its own button, or by the script (near.js)."""
    return request.method == "POST" and "compare" in request.POST


def write_page(request: HttpRequest, done: Attempt, **told: Any) -> HttpResponse:
    """The form of a work, with a place for the earlier works below its text."""
    return form_page(request, done, template="works/write.html", keep=True, near_writes=True, **told)


def compare(request: HttpRequest, form: WorkForm, *, work: Work | None, **told: Any) -> HttpResponse:
    """Nothing is saved. For the script the earlier works alone; else the form with them, and with all that was typed in it."""
    if not ratelimit.consume(request, action=COUNTED, user=request.user):
        return _answer(request, form, work, {"near_too_often": True}, 429, told)
    form.is_valid()
    key = work.key if work else form.cleaned_data.get("key") or form.initial["key"]
    parts = [Written(rules.part_name(kind, language), text) for kind, language, text in form.typed()]
    institution = work.institution if work else request.seat.institution
    near = compared_typed(
        request.seat,
        parts,
        key=str(key),
        work=work,
        institution=institution,
        applied=form.cleaned_data.get("first_applied"),
        today=today(),
    )
    return _answer(request, form, work, {"near": near}, 200, told)


def _answer(
    request: HttpRequest,
    form: WorkForm,
    work: Work | None,
    found: dict[str, Any],
    code: int,
    told: dict[str, Any],
) -> HttpResponse:
    if request.headers.get("X-Songfai-Compare"):
        response = render(request, "works/_near.html", {"work": work, **found}, status=code)
    else:
        # What is missing is said when it is saved.
        form.errors.clear()
        response = write_page(request, Attempt(form, code=code), work=work, **found, **told)
    if code == 429:
        response["Retry-After"] = "60"
    return response
