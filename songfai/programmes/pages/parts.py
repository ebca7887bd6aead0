"""One part of a draft programme on a page of its own: shown filled in, or saved."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.notes import say
from songfai.kit.saving import Attempt, attempt
from songfai.programmes import permissions, rules
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to


def draft(request: HttpRequest, slug: str) -> Programme:
    """A draft the seat may change."""
    programme = get_object_or_404(visible_to(request.seat), slug=slug)
    permissions.check_draft(request.seat, programme)
    rules.require_open(programme.stage)
    return programme


def part(
    request: HttpRequest,
    programme: Programme,
    *,
    title: Any,
    build: Callable[..., forms.Form],
    initial: Callable[[], Mapping[str, Any]],
    save: Callable[[Any], object],
    anchor: str = "",
    **context: Any,
) -> HttpResponse:
    """One part: show its form filled in, or save it and go back to the draft."""
    if request.method == "POST":
        done = attempt(
            request,
            build(data=request.POST, files=request.FILES),
            save,
            fresh=initial,
            again=lambda data: build(data=data, files=request.FILES),
        )
        if done.done:
            say(request, _("Saved."))
            return redirect(f"{reverse('programmes:edit', args=[programme.slug])}#{anchor}")
    else:
        done = Attempt(build(initial=initial()))
    return render(
        request,
        "programmes/edit_part.html",
        {
            "programme": programme,
            "part": title,
            "form": done.form,
            "differences": done.differences,
            "anchor": anchor,
            **context,
        },
        status=done.code,
    )


def no_files(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kwargs.items() if key != "files"}
