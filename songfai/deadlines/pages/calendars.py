"""Pages of the holidays of each country and year."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.deadlines import actions, queries
from songfai.deadlines.forms import HolidayForm, MovingForm, holiday_values, moving_values
from songfai.deadlines.pages.rules import keeper, require_reader
from songfai.deadlines.permissions import check_keeps, keeper_of, may_keep
from songfai.deadlines.wording import COUNTRIES, country
from songfai.kit.clock import now, today
from songfai.kit.export import export_response
from songfai.kit.saving import Attempt, attempt
from songfai.kit.tables import Column
from songfai.people.queries import account_of

COLUMNS = [
    Column("country", gettext_lazy("Country"), lambda row: country(row.country)),
    Column("day", gettext_lazy("Day"), lambda row: row.day, "date"),
    Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column("name", gettext_lazy("Name"), lambda row: row.name),
    Column("sure", gettext_lazy("Checked"), lambda row: _("yes") if row.sure else _("no")),
    Column("source", gettext_lazy("Where it was read"), lambda row: row.source),
]


def index(request: HttpRequest) -> HttpResponse:
    """One year of one country; which years there are."""
    require_reader(request)
    wanted = request.GET.get("country", "")
    shown = wanted if wanted in COUNTRIES else _own(request)
    typed = request.GET.get("year", "")
    year = (
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) else today().year
    )
    rows = list(queries.holidays_of(shown, year))
    if file := export_response(request, rows, COLUMNS, f"holidays-{shown}-{year}", _("Holidays")):
        return file
    known, moving = queries.calendars(), queries.moving_in(shown, year)
    context = {
        "rows": rows,
        "country": shown,
        "country_name": country(shown),
        "year": year,
        "countries": [(code, country(code)) for code in COUNTRIES],
        "years": sorted({one for code, one in known if code == shown} | {year}),
        "moving": moving,
        "lacking": queries.lacking(moving, shown, year),
        "can_edit": may_keep(keeper_of(account_of(request), request.seat), None),
    }
    return render(request, "deadlines/holidays.html", context)


def _own(request: HttpRequest) -> str:
    own = request.seat.institution.country if request.seat else ""
    return own if own in COUNTRIES else COUNTRIES[0]


def edit(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Enter a day, or correct one."""
    by = keeper(request)
    check_keeps(by, None)
    row = get_object_or_404(queries.holidays(), key=key) if key else None
    done = Attempt(
        HolidayForm(holiday=row) if row else HolidayForm(initial={"country": request.GET.get("country", "")})
    )
    if request.method == "POST":
        done = attempt(
            request,
            HolidayForm(request.POST, holiday=row),
            lambda form: actions.save_holiday(
                by=by, values=form.values(), holiday=row, at=now(), seen_revision=form.cleaned_data["seen"]
            ),
            fresh=lambda: holiday_values(queries.holidays().get(key=key)) if key else {},
            again=lambda data: HolidayForm(data, holiday=row),
        )
    if done.done:
        messages.success(request, _("Saved. Dates that were counted before stay as they are."))
        return to_year(done.form.cleaned_data["country"], done.form.cleaned_data["day"].year)
    context = {"form": done.form, "holiday": row, "differences": done.differences}
    return render(request, "deadlines/holiday.html", context, status=done.code)


def to_year(shown: str, year: int) -> HttpResponse:
    response = redirect("deadlines:holidays")
    response["Location"] += f"?country={shown}&year={year}"
    return response


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    by = keeper(request)
    row = get_object_or_404(queries.holidays(), key=key)
    actions.remove_holiday(by=by, holiday=row, at=now())
    messages.success(request, _("The day was taken out of the calendar."))
    return to_year(row.country, row.day.year)


# ---------------------------------------------------------------- holidays announced year by year


def edit_moving(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Name a holiday whose day is announced year by year, or correct one."""
    by = keeper(request)
    check_keeps(by, None)
    row = get_object_or_404(queries.moving_holidays(), slug=slug) if slug else None

    def build(data: Any = None, **kwargs: Any) -> MovingForm:
        return MovingForm(data, row=row, **kwargs)

    done = Attempt(build() if row else build(initial={"country": request.GET.get("country", "")}))
    if request.method == "POST":
        done = attempt(
            request,
            build(request.POST),
            lambda form: actions.save_moving_holiday(
                by=by, values=form.values(), row=row, at=now(), seen=form.cleaned_data["seen"]
            ),
            fresh=lambda: moving_values(queries.moving_holidays().get(slug=slug)) if slug else {},
            again=build,
        )
    if done.done:
        messages.success(request, _("Saved. Dates that were counted before stay as they are."))
        return to_year(done.form.cleaned_data["country"], today().year)
    context = {"form": done.form, "row": row, "differences": done.differences}
    return render(request, "deadlines/moving.html", context, status=done.code)


@require_POST
def remove_moving(request: HttpRequest, slug: str) -> HttpResponse:
    by = keeper(request)
    row = get_object_or_404(queries.moving_holidays(), slug=slug)
    actions.remove_moving_holiday(by=by, row=row, at=now())
    messages.success(request, _("No year lacks this holiday any more."))
    return to_year(row.country, today().year)
