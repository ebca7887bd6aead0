"""An institution over time, as its administrator enters it: names and succession; and the list of fields."""

from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from songfai.administration import actions
from songfai.administration.forms import FieldForm, RenameForm, SuccessionForm, initial_of_field
from songfai.administration.pages.institutions import administrator_of, institution_of
from songfai.kit.clock import now, today
from songfai.kit.dates import PartialDate
from songfai.kit.export import export_response
from songfai.kit.notes import say
from songfai.kit.saving import Attempt, attempt
from songfai.kit.tables import Column
from songfai.parties import queries

SALT = "administration.succession"


# ---------------------------------------------------------------- names and succession


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """The same body under another name from a day on."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    done = Attempt(RenameForm(initial={"on": PartialDate.of(today())}))
    if request.method == "POST":
        saved: list[Any] = []
        done = attempt(
            request,
            RenameForm(request.POST),
            lambda form: saved.append(actions.rename(by=admin, institution=shown, **form.values(), at=now())),
            fresh=dict,
            again=RenameForm,
        )
        if done.done:
            undo = reverse("administration:take_name_back", args=[slug, saved[0].pk])
            say(request, _("From that day on it bears the new name."), undo=undo)
            return redirect("administration:over_time", slug)
    context = {"institution": shown, "what": _("New name"), "form": done.form}
    return render(request, "administration/part.html", context, status=done.code)


@require_http_methods(["GET", "POST"])
def over_time(request: HttpRequest, slug: str) -> HttpResponse:
    """What the institution was called and what it handed on; and one more line of succession."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)

    def build(data: Any = None, **kwargs: Any) -> SuccessionForm:
        return SuccessionForm(data, institution=shown, **kwargs)

    done = Attempt(build())
    if request.method == "POST":
        saved: list[Any] = []
        done = attempt(
            request,
            build(request.POST),
            lambda form: saved.append(
                actions.hand_on(by=admin, predecessor=shown, **form.values(), at=now())
            ),
            fresh=dict,
            again=build,
        )
        if done.done:
            undo = reverse("administration:take_back", args=[slug, saved[0].pk])
            say(request, _("The line of succession is entered."), undo=undo)
            return redirect("administration:over_time", slug)
    context = {
        "institution": shown,
        "names": list(queries.former_names(shown)),
        "lines": queries.successions().filter(predecessor=shown),
        "form": done.form,
    }
    return render(request, "administration/over_time.html", context, status=done.code)


@require_POST
def take_name_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    former = get_object_or_404(queries.former_names(shown), pk=number)
    actions.take_name_back(by=admin, former=former, at=now())
    say(request, _("The former name is its name again."))
    return redirect("administration:over_time", slug)


@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a line of succession back; it can be put in again as it was."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    row = get_object_or_404(queries.successions().filter(predecessor=shown), pk=number)
    was = [row.successor.slug, row.field.slug if row.field else "", row.kind, row.on.isoformat(), row.basis]
    token = signing.dumps([*was, row.confirmed], salt=SALT, compress=True)
    actions.take_back(by=admin, row=row, at=now())
    undo = reverse("administration:hand_on_again", args=[slug, token])
    say(request, _("The line of succession is taken back."), undo=undo)
    return redirect("administration:over_time", slug)


@require_POST
def hand_on_again(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Undo taking a line back: the address carries what it said, signed."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    try:
        successor, field, kind, on, basis, confirmed = signing.loads(token, salt=SALT, max_age=86400)
    except signing.BadSignature as forged:
        raise Http404 from forged
    actions.hand_on(
        by=admin,
        predecessor=shown,
        successor=get_object_or_404(queries.all_institutions(), slug=successor),
        field=get_object_or_404(queries.fields(), slug=field) if field else None,
        kind=kind,
        on=date.fromisoformat(on),
        basis=basis,
        confirmed=confirmed,
        at=now(),
    )
    say(request, _("The line of succession is entered."))
    return redirect("administration:over_time", slug)


# ---------------------------------------------------------------- fields

FIELD_COLUMNS = [
    Column("slug", gettext_lazy("Short address"), "slug"),
    Column("lo", gettext_lazy("Lao"), lambda row: row.name.lo),
    Column("vi", gettext_lazy("Vietnamese"), lambda row: row.name.vi),
    Column("en", gettext_lazy("English"), lambda row: row.name.en),
]


def fields(request: HttpRequest) -> HttpResponse:
    """The controlled list of fields of cooperation."""
    admin = administrator_of(request)
    rows = queries.fields()
    if file := export_response(request, rows, FIELD_COLUMNS, "fields", _("Fields of cooperation")):
        return file
    context = {"fields": rows, "whole": admin.institution is None}
    return render(request, "administration/fields.html", context)


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Add a field, or change how one is called and where it stands."""
    admin = administrator_of(request)
    if admin.institution is not None:
        raise Http404
    row = get_object_or_404(queries.fields(), slug=slug) if slug else None

    def initial() -> dict[str, Any]:
        return initial_of_field(queries.fields().get(slug=slug) if slug else None)

    def build(data: Any = None, **kwargs: Any) -> FieldForm:
        return FieldForm(data, field=row, **kwargs)

    done = Attempt(build(initial=initial()))
    if request.method == "POST":
        done = attempt(
            request,
            build(request.POST),
            lambda form: actions.save_field(
                by=admin, field=row, **form.values(), seen=form.cleaned_data["seen"], at=now()
            ),
            fresh=initial,
            again=build,
        )
        if done.done:
            say(request, _("Saved."))
            return redirect("administration:fields")
    context = {"field": row, "form": done.form, "differences": done.differences}
    return render(request, "administration/field.html", context, status=done.code)
