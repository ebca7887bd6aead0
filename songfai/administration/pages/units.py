"""A unit of an institution, and what becomes of it from a day on."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from songfai.administration import actions
from songfai.administration.actions.units import Joined, Went
from songfai.administration.forms import (
    UnitChangeForm,
    UnitJoinForm,
    UnitMoveForm,
    UnitNameForm,
    initial_of_unit,
)
from songfai.administration.pages.institutions import administrator_of, institution_of
from songfai.kit.clock import now, today
from songfai.kit.dates import PartialDate
from songfai.kit.notes import say
from songfai.kit.saving import Attempt, attempt
from songfai.parties import queries
from songfai.parties.models import Unit

SALT = "administration.units"


@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A unit's name, what it is part of, from when to when, and who carries it on."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    row = get_object_or_404(queries.units_of(shown), pk=number)

    def initial() -> dict[str, Any]:
        return initial_of_unit(queries.units_of(shown).get(pk=number))

    def build(data: Any = None, **kwargs: Any) -> UnitChangeForm:
        return UnitChangeForm(data, unit=row, **kwargs)

    done = Attempt(build(initial=initial()))
    if request.method == "POST":
        done = attempt(
            request,
            build(request.POST),
            lambda form: actions.save_unit(
                by=admin,
                institution=shown,
                unit=row,
                values=form.values(),
                seen=form.cleaned_data["seen"],
                at=now(),
            ),
            fresh=initial,
            again=build,
        )
        if done.done:
            say(request, _("Saved."))
            return redirect("administration:institution", slug)
    context = {
        "institution": shown,
        "unit": row,
        "what": row.name,
        "form": done.form,
        "differences": done.differences,
        "moves": list(queries.moves_of_unit(row)),
    }
    return render(request, "administration/unit.html", context, status=done.code)


# ---------------------------------------------------------------- from a day on


def _from_a_day(
    request: HttpRequest,
    slug: str,
    number: int,
    what: str,
    form_of: Callable[[Unit], Callable[..., forms.Form]],
    act: Callable[[actions.Administrator, Unit, Any], str],
) -> HttpResponse:
    """A form of what becomes of the unit; `act` does it and gives the address that undoes it."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    row = get_object_or_404(queries.units_of(shown), pk=number)
    build = form_of(row)
    done = Attempt(build(initial={"on": PartialDate.of(today())}))
    if request.method == "POST":
        undo: list[str] = []
        done = attempt(
            request,
            build(request.POST),
            lambda typed: undo.append(act(admin, row, typed.values())),
            fresh=dict,
            again=build,
        )
        if done.done:
            say(request, _("Entered."), undo=undo[0])
            return redirect("administration:institution", slug)
    context = {"institution": shown, "unit": row, "what": what, "form": done.form}
    return render(request, "administration/part.html", context, status=done.code)


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The unit under another name from a day on."""

    def act(admin: actions.Administrator, unit: Unit, values: Any) -> str:
        return _undo(slug, actions.rename_unit(by=admin, unit=unit, **values, at=now()), values["on"])

    return _from_a_day(request, slug, number, _("New name"), lambda row: UnitNameForm, act)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One unit where there were several."""

    def act(admin: actions.Administrator, unit: Unit, values: Any) -> str:
        units = [unit, *values.pop("units")]
        return _undo(slug, actions.join_units(by=admin, units=units, **values, at=now()), values["on"])

    return _from_a_day(
        request, slug, number, _("Join with other units"), lambda row: partial(UnitJoinForm, unit=row), act
    )


@require_http_methods(["GET", "POST"])
def divide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Another unit answers for some fields of this one."""

    def act(admin: actions.Administrator, unit: Unit, values: Any) -> str:
        rows = actions.move_fields(by=admin, unit=unit, **values, at=now())
        token = _token([[row.pk for row in rows], values["into"] is None])
        return reverse("administration:take_moves_back", args=[slug, token])

    return _from_a_day(
        request,
        slug,
        number,
        _("Split, or hand on a field"),
        lambda row: partial(UnitMoveForm, unit=row),
        act,
    )


def _undo(slug: str, joined: Joined, on: date) -> str:
    moved = {str(unit): asdict(went) for unit, went in joined.moved.items()}
    token = _token([joined.into.pk, joined.made, moved, on.isoformat()])
    return reverse("administration:take_joining_back", args=[slug, token])


def _token(said: Any) -> str:
    return signing.dumps(said, salt=SALT, compress=True)


def _said(token: str) -> Any:
    try:
        return signing.loads(token, salt=SALT, max_age=86400)
    except signing.BadSignature as forged:
        raise Http404 from forged


@require_POST
def take_joining_back(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Undo a new name or a joining: the address carries what went where, signed."""
    admin = administrator_of(request)
    institution_of(admin, slug)
    into, made, moved, on = _said(token)
    joined = Joined(
        get_object_or_404(queries.all_units(), pk=into),
        made,
        {int(unit): Went(**went) for unit, went in moved.items()},
    )
    actions.take_joining_back(by=admin, joined=joined, on=date.fromisoformat(on), at=now())
    say(request, _("The units are as they were."))
    return redirect("administration:institution", slug)


@require_POST
def take_moves_back(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Undo handing fields on."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    rows, made = _said(token)
    for row in queries.moves_of(shown).filter(pk__in=rows):
        actions.take_move_back(by=admin, row=row, made=made, at=now())
    say(request, _("The fields stay with their unit."))
    return redirect("administration:institution", slug)


@require_POST
def take_move_back(request: HttpRequest, slug: str, number: int, move: int) -> HttpResponse:
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    row = get_object_or_404(queries.moves_of(shown).filter(unit=number, unit__institution=shown), pk=move)
    actions.take_move_back(by=admin, row=row, at=now())
    say(request, _("The fields stay with their unit."))
    return redirect("administration:unit", slug, number)
