"""Pages of rate tables: the list, one table with its versions, gaps and rates, and their editing."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from songfai.deadlines.permissions import Keeper, can_read, check_keeps, keeper_of, may_keep, require_keeper
from songfai.deadlines.wording import COUNTRIES, country
from songfai.kit import validity
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, Refused
from songfai.kit.export import export_response
from songfai.kit.forms import said
from songfai.kit.money import to_amount, to_minor
from songfai.kit.refusals import status, words
from songfai.people.queries import account_of
from songfai.support import actions, queries
from songfai.support.columns import RATE_COLUMNS
from songfai.support.forms.rates import RateFormSet, RateTableForm, RateVersionForm, rate_version_values
from songfai.support.models import RateGap, RateTable, RateVersion
from songfai.support.states import RateState

TABLE_FIELDS = ("title", "country", "slug")


def keeper(request: HttpRequest) -> Keeper:
    """Who uses the tables without keeping them is told who does."""
    account, seat = account_of(request), request.seat
    if not can_read(account, seat):
        raise Http404
    return require_keeper(account, seat)


def tables(request: HttpRequest) -> Any:
    account, seat = account_of(request), request.seat
    if not can_read(account, seat):
        raise Http404
    by = keeper_of(account, seat)
    whole = by is not None and by.institution_id is None
    return queries.rate_tables(seat.institution_id if seat else None, whole=whole)


def index(request: HttpRequest) -> HttpResponse:
    """Every table one may use, with the version that applies today."""
    day, found = today(), list(tables(request))
    rows = [{"table": one, "version": queries.version_on(one, day)} for one in found]
    can_add = keeper_of(account_of(request), request.seat) is not None
    return render(request, "support/rates.html", {"rows": rows, "can_add": can_add, "day": day})


def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions of a table, newest first, with their rates; gaps between versions are said."""
    row = get_object_or_404(tables(request), slug=slug)
    versions = list(row.versions.all())
    rates = [rate for version in versions for rate in of_version(version)]
    if file := export_response(request, rates, RATE_COLUMNS, f"rates-{slug}", _("Rates")):
        return file
    by = keeper_of(account_of(request), request.seat)
    context = {
        "table": row,
        "versions": [(one, of_version(one)) for one in reversed(versions)],
        "gaps": gaps_of(row, versions),
        "applies": queries.version_on(row, today()),
        "can_edit": may_keep(by, row.institution_id),
        "country": country(row.country) if row.country else "",
    }
    return render(request, "support/table.html", context)


def gaps_of(row: RateTable, versions: Iterable[RateVersion]) -> list[tuple[validity.Span, RateGap | None]]:
    """The times between versions without a rate, each with what was said of it."""
    said_of: dict[tuple[date | None, date | None], RateGap] = {
        (one.starts_on, one.ends_on): one for one in row.gaps.all()
    }
    found = validity.gaps([one for one in versions if one.state != RateState.DRAFT])
    return [(one, said_of.get((one.valid_from, one.valid_to))) for one in found]


def of_version(version: RateVersion) -> list[Any]:
    rates = list(version.rates.all())
    for rate in rates:
        rate.version = version
    return rates


def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    by = keeper(request)
    row: RateTable | None = get_object_or_404(tables(request), slug=slug) if slug else None
    check_keeps(by, row.institution_id if row else by.institution_id)
    initial = {name: getattr(row, name) for name in TABLE_FIELDS} if row else {}
    countries = [(code, country(code)) for code in COUNTRIES]
    form, code = RateTableForm(request.POST or None, countries=countries, initial=initial), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                saved = actions.save_table(by=by, values=form.cleaned_data, table=row, at=now())
                messages.success(request, _("Saved."))
                return redirect("support:table", saved.slug)
            except Refused as refused:
                form.add_error("slug", words(refused))
    return render(request, "support/edit_table.html", {"form": form, "table": row}, status=code)


# Where in the form what was refused is put right.
AT_FIELD = {
    "first_day_missing": "valid_from",
    "ends_before_it_begins": "valid_to",
    "rates_overlap": "valid_from",
    "rates_gap": "gap_reason",
}


def version(request: HttpRequest, slug: str, key: UUID | None = None) -> HttpResponse:
    """A version of a table with all its rates."""
    by, row = keeper(request), get_object_or_404(tables(request), slug=slug)
    check_keeps(by, row.institution_id)
    shown = get_object_or_404(row.versions.all(), key=key) if key else None
    form = RateVersionForm(request.POST or None, version=shown)
    formset = RateFormSet(request.POST or None, initial=initial_rates(shown))
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid() and formset.is_valid():
            rates = lines_of(formset, form.cleaned_data["currency"])
            try:
                if rates is not None:
                    actions.save_version(
                        by=by, table=row, values=form.values(), rates=rates, version=shown, at=now(),
                        seen_revision=form.cleaned_data["seen"], gap_reason=form.cleaned_data["gap_reason"],
                    )  # fmt: skip
                    messages.success(request, _("Saved. Payments that were made keep their version."))
                    return redirect("support:table", slug)
            except Refused as refused:
                code = status(refused)
                if isinstance(refused, Changed) and shown is not None:
                    fresh = rate_version_values(row.versions.get(pk=shown.pk))
                    form.data = {**request.POST.dict(), "seen": str(fresh["seen"])}
                form.add_error(AT_FIELD.get(refused.code), words(refused))
    context = {"table": row, "version": shown, "form": form, "formset": formset}
    return render(request, "support/version.html", context, status=code)


def initial_rates(version: RateVersion | None) -> list[dict[str, Any]]:
    if version is None:
        return []
    return [
        {"level": one.level, "category": one.category, "amount": to_amount(one.minor, version.currency)}
        for one in version.rates.all()
    ]


def lines_of(formset: Any, currency: str) -> list[actions.RateLine] | None:
    """The lines with their amounts in the smallest unit; None, with an error at its field, where one cannot be."""
    lines: list[actions.RateLine] = []
    for form in formset:
        given = form.cleaned_data
        if given.get("amount") is None or given.get("DELETE"):
            continue
        try:
            minor = to_minor(given["amount"], currency)
        except Refused as refused:
            form.add_error("amount", said(refused))
            continue
        lines.append(actions.RateLine(given["level"], given["category"], minor))
    return lines if formset.is_valid() else None
