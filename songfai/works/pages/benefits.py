"""Benefit by unit: each figure says when and under which filter it was added up, and leads to its rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
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
from songfai.works.pages.lists import UNITS_LISTED, few_units
from songfai.works.pages.parts import figures_file, read_at
from songfai.works.queries import (
    BenefitLine,
    BenefitTotal,
    benefit_rows,
    benefit_sums,
    benefit_totals,
    bodies,
    has_more_units,
    named_sums,
    newest_year,
    units_of,
)

# Lines a page shows, and years offered beside the one of today.
LINES, YEARS = 300, 15


def form_of(request: HttpRequest) -> BenefitFilterForm:
    """The filters as the address has them. Where there are thousands of units, their lines are those of one year: nobody reads
    three hundred thousand, and they would be added up for as long as a page may take."""
    now, asked = today().year, request.GET.copy()
    years = list(range(now + 1, now - YEARS, -1))
    one_year = has_more_units(request.seat, UNITS_LISTED)
    if one_year and not asked.get("year"):
        asked["year"] = str(max(newest_year(now), years[-1]))
    return BenefitFilterForm(
        asked or None,
        years=years,
        any_year=not one_year,
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


def rows_of(form: BenefitFilterForm, one: BenefitLine | BenefitTotal) -> str:
    """The filter that lists exactly the entries of a figure."""
    query = QueryDict(mutable=True)
    query.update(form.data)
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
    sums = benefit_sums(request.seat, wanted)
    title = _("Benefit by unit")
    over = [*about(form, title), counted()]
    if request.GET.get("export") == "xlsx":
        return figures_file(title, COLUMNS, named_sums(sums), over, "benefit-by-unit")
    few_units(form, wanted, request.seat)
    context = {
        "active": "figures",
        "form": form,
        "about": over[1:],
        "lines": [(one, rows_of(form, one)) for one in named_sums(sums[:LINES])],
        "further": max(0, len(sums) - LINES),
        "totals": [(one, rows_of(form, one)) for one in benefit_totals(sums)],
        "narrowed": form.is_bound,
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
        "page": page_of(request, rows.defer("work__search"), "-work_id"),
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
