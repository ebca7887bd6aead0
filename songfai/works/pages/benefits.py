"""Benefit by unit: each figure says when and under which filter it was added up, and leads to its rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.forms import current_language
from songfai.kit.long_files import About
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.parties.permissions import check
from songfai.works.forms import BenefitFilterForm
from songfai.works.pages.parts import figures_file, read_at
from songfai.works.queries import (
    BenefitLine,
    BenefitTotal,
    benefit_figures,
    benefit_rows,
    benefit_totals,
    bodies,
    units_of,
)

# Lines a page shows, and years offered beside the one of today.
LINES, YEARS = 300, 15


def form_of(request: HttpRequest) -> BenefitFilterForm:
    now = today().year
    return BenefitFilterForm(
        request.GET or None,
        years=list(range(now + 1, now - YEARS, -1)),
        units=units_of(request.seat),
        bodies=bodies(request.seat),
    )


def about(form: BenefitFilterForm, title: str) -> About:
    """What stands over the figures and in their file."""
    said = "; ".join(f"{label}: {value}" for label, value in form.said())
    return [(_("List"), title), read_at(), (_("Filter"), said)]


def counted() -> tuple[str, str]:
    return _("Counted"), _(
        "Each work once in each year and kind. Measured and estimated benefit, confirmed and not confirmed, and currencies"
        " are never added together. A work stays with the unit it was made in."
    )


def rows_of(request: HttpRequest, one: BenefitLine | BenefitTotal) -> str:
    """The filter that lists exactly the entries of a figure."""
    query = request.GET.copy()
    for gone in ("export", "after"):
        query.pop(gone, None)
    query["kind"], query["confirmed"] = one.kind, "yes" if one.confirmed else "no"
    if one.currency:
        query["currency"] = one.currency
    if isinstance(one, BenefitLine):
        query["year"], query["body"] = str(one.year), one.institution.slug
        query["unit" if one.unit else "no_unit"] = str(one.unit.pk) if one.unit else "on"
    return query.urlencode()


def index(request: HttpRequest) -> HttpResponse:
    check(request.seat, "read")
    form = form_of(request)
    wanted = form.wanted()
    lines = benefit_figures(request.seat, wanted)
    title = _("Benefit by unit")
    if request.GET.get("export") == "xlsx":
        return figures_file(title, COLUMNS, lines, [*about(form, title), counted()], "benefit-by-unit")
    context = {
        "active": "figures",
        "form": form,
        "about": [*about(form, title)[1:], counted()],
        "lines": [(one, rows_of(request, one)) for one in lines[:LINES]],
        "further": max(0, len(lines) - LINES),
        "totals": [(one, rows_of(request, one)) for one in benefit_totals(lines)],
        "narrowed": bool(request.GET),
    }
    return render(request, "works/benefits.html", context)


def entries(request: HttpRequest) -> HttpResponse:
    """The benefits of single works behind a figure."""
    check(request.seat, "read")
    form = form_of(request)
    rows = benefit_rows(request.seat, form.wanted()).select_related("work__institution", "work__unit")
    rows = rows.prefetch_related("before")
    context = {
        "active": "figures",
        "about": about(form, "")[1:],
        "page": page_of(request, rows.defer("work__search"), "-pk"),
        "back": request.GET.urlencode(),
    }
    return render(request, "works/benefit_rows.html", context)


def _unit_words(one: BenefitLine) -> str:
    name = one.unit.name if one.unit else one.institution.name
    return str(name.best(current_language())[0])


def _money(one: BenefitLine) -> Any:
    return None if one.minor is None else (one.minor, one.currency)


COLUMNS = [
    Column("unit", gettext_lazy("Unit"), _unit_words),
    Column("year", gettext_lazy("Year"), lambda one: one.year, "year"),
    Column("kind", gettext_lazy("How it is known"), lambda one: _(one.kind.words)),
    Column(
        "confirmed",
        gettext_lazy("Confirmed"),
        lambda one: _("confirmed") if one.confirmed else _("not confirmed"),
    ),
    Column("currency", gettext_lazy("Currency"), lambda one: one.currency),
    Column("amount", gettext_lazy("Benefit"), _money, "money"),
    Column("works", gettext_lazy("Works"), lambda one: one.works, "number"),
    Column("corrected", gettext_lazy("Of them corrected"), lambda one: one.corrected, "number"),
]
