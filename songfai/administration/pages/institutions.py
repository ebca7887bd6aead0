"""Pages of an administrator: institutions, units, and who acts for whom."""

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.administration import actions
from songfai.administration.actions import Administrator
from songfai.administration.forms import AccountForm, InstitutionForm, SeatForm, UnitForm, initial_of
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.export import export_response
from songfai.kit.refusals import words
from songfai.kit.saving import Attempt, attempt
from songfai.kit.tables import Column
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.parties.queries import administered, seats_at
from songfai.people.queries import account_of


def administrator_of(request: HttpRequest) -> Administrator:
    """Who administers here; for anybody else these pages do not exist."""
    if request.user.is_staff:
        return Administrator(account_of(request), None)
    if can(request.seat, "administer"):
        return Administrator(account_of(request), request.seat.institution)
    raise Http404


def institution_of(admin: Administrator, slug: str) -> Institution:
    return get_object_or_404(administered(admin.institution), slug=slug)


SEAT_COLUMNS = [
    Column(
        "name", gettext_lazy("Name"), lambda seat: seat.account.person.name if seat.account.person else ""
    ),
    Column("email", gettext_lazy("E-mail address"), lambda seat: seat.account.email),
    Column("role", gettext_lazy("Role"), lambda seat: seat.get_role_display()),
    Column("post", gettext_lazy("Post"), lambda seat: seat.post),
    Column("unit", gettext_lazy("Unit"), lambda seat: seat.unit.name if seat.unit else ""),
    Column("authority", gettext_lazy("Paper of authority"), lambda seat: seat.authority),
]
INSTITUTION_COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: row.name),
    Column("short_name", gettext_lazy("Short name"), lambda row: row.short_name),
    Column("country", gettext_lazy("Country"), lambda row: row.country),
    Column("place", gettext_lazy("Place"), lambda row: row.place),
]


def index(request: HttpRequest) -> HttpResponse:
    """The institutions one looks after."""
    admin = administrator_of(request)
    rows = administered(admin.institution)
    if file := export_response(
        request, rows, INSTITUTION_COLUMNS, "institutions", _("Institutions and seats")
    ):
        return file
    return render(
        request, "administration/list.html", {"institutions": rows, "whole": admin.institution is None}
    )


def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Make an institution, or change its names and its place."""
    admin = administrator_of(request)
    if not slug and admin.institution is not None:
        raise Http404
    shown = institution_of(admin, slug) if slug else None
    if request.method != "POST":
        done = Attempt(InstitutionForm(institution=shown))
    else:
        done = attempt(
            request,
            InstitutionForm(request.POST, institution=shown),
            lambda form: actions.save_institution(
                by=admin,
                values=form.values(),
                institution=shown,
                seen=form.cleaned_data["seen"],
                at=now(),
            ),
            # Only a shown institution can have changed: a new one has nothing that somebody else could save.
            fresh=lambda: initial_of(institution_of(admin, slug)),
            again=lambda data: InstitutionForm(data, institution=shown),
        )
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("administration:institution", done.form.cleaned_data["slug"])
    return render(
        request,
        "administration/edit.html",
        {"form": done.form, "institution": shown, "differences": done.differences},
        status=done.code,
    )


def institution(request: HttpRequest, slug: str) -> HttpResponse:
    """Units and seats of an institution."""
    shown = institution_of(administrator_of(request), slug)
    seats = seats_at(shown, today())
    if file := export_response(request, seats, SEAT_COLUMNS, f"{slug}-seats", _("Who acts for it")):
        return file
    return _shown(request, shown, {})


def _shown(
    request: HttpRequest, shown: Institution, forms: dict[str, object], code: int = 200
) -> HttpResponse:
    context = {
        "institution": shown,
        "units": shown.units.order_by("id"),
        "seats": seats_at(shown, today()),
        "unit_form": UnitForm(prefix="unit"),
        "seat_form": SeatForm(institution=shown, prefix="seat"),
    }
    return render(request, "administration/institution.html", context | forms, status=code)


@require_POST
def add_unit(request: HttpRequest, slug: str) -> HttpResponse:
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    form = UnitForm(request.POST, prefix="unit")
    if not form.is_valid():
        return _shown(request, shown, {"unit_form": form}, 422)
    actions.save_unit(by=admin, institution=shown, name=form.cleaned_data["name"], at=now())
    messages.success(request, _("Saved."))
    return redirect("administration:institution", slug)


@require_POST
def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a person act for the institution; a new account gets a mail to choose its password."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    form = SeatForm(request.POST, institution=shown, prefix="seat")
    if form.is_valid():
        try:
            seat, made = actions.give_seat(by=admin, institution=shown, at=now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, words(refused))
        else:
            if made:
                invite(request, seat)
            messages.success(request, _("%(who)s has a seat now.") % {"who": seat.account})
            return redirect("administration:institution", slug)
    return _shown(request, shown, {"seat_form": form}, 422)


def invite(request: HttpRequest, seat: Seat) -> None:
    """The mail with the link to choose a first password is that of a forgotten one."""
    form = ResetPasswordForm({"email": seat.account.email})
    if form.is_valid():
        form.save(request)


@require_POST
def end_seat(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    seat = get_object_or_404(seats_at(shown, today()), pk=number)
    actions.end_seat(by=admin, seat=seat, at=now())
    messages.success(request, _("%(who)s no longer acts for the institution.") % {"who": seat.account})
    return redirect("administration:institution", slug)


def me(request: HttpRequest) -> HttpResponse:
    """My name forms, my language and how I sign in."""
    account = account_of(request)
    form = AccountForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        by = request.seat or Administrator(account, None)
        actions.save_own_account(by=by, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("administration:me")
    return render(request, "administration/me.html", {"form": form})
