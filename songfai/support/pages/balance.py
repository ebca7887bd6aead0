"""Pages of the balance: the picture, the years, and the units both sides agreed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.kit.refusals import status, words
from songfai.parties.permissions import can
from songfai.programmes.queries import further_parties_of
from songfai.support import actions, queries
from songfai.support.balance import Apart, Line, Pair
from songfai.support.forms.paying import UnitForm
from songfai.support.measures import MEASURES, Measure, without_delegation
from songfai.support.pages.balance_files import (
    Balance,
    exported_file,
    said,
    said_pair,
    undelegated_in_words,
    unit_words,
)
from songfai.support.pages.giving import programme_of
from songfai.support.permissions import check_side, position_in
from songfai.support.states import AgreedState
from songfai.visits.states import HOW_VISITS_COUNT


def balance(request: HttpRequest, slug: str) -> HttpResponse:
    """What each side gave, drawn and in numbers, for the whole term or one year. Nothing is added across units."""
    programme = programme_of(request, slug, texts=False)
    years, day = queries.years_of(programme), today()
    shown_years = [year for year in years if year <= day.year] or years[:1]
    agreed = queries.agreed_units(programme)
    lines, apart = queries.whole_balance(programme, shown_years, agreed)
    named = {one.pk: one.display_name for one in further_parties_of(programme)} if apart else {}
    typed = request.GET.get("year", "")
    year = next((one for one in shown_years if str(one) == typed), None)
    visits = without_delegation(programme, shown_years)
    shown = Balance(programme, shown_years, year, agreed, lines, apart, named, visits)
    if file := exported_file(request, shown):
        return file
    undelegated = shown.undelegated_shown
    context = {
        "programme": programme,
        "years": shown_years,
        "year": year,
        "bars": [bar(line, line.years[year] if year else line.total) for line in lines],
        "tables": [table(line) for line in lines],
        "apart": [apart_row(one, named[one.party], year) for one in apart],
        "undelegated": undelegated,
        "undelegated_words": undelegated_in_words(len(undelegated)) if undelegated else "",
        "how_visits_count": _(HOW_VISITS_COUNT),
        "waiting": queries.waiting_for_receipt(programme),
        "agreed": bool(agreed),
        "sides": list(programme.sides.all()),
    }
    return render(request, "support/balance.html", context)


def bar(line: Line, pair: Pair) -> dict[str, Any]:
    """A row of the picture (kit/balance.html)."""
    return {
        "words": _(line.measure.words), "unit": unit_words(line), "a": pair[0], "b": pair[1],
        "said": said_pair(line, pair),
    }  # fmt: skip


def apart_row(one: Apart, name: Trilingual, year: int | None) -> dict[str, Any]:
    """What a further party gave, and what each side gave to it: of the year, or of all."""
    line, (gave, took) = one.line(), one.of(year)
    return {
        "name": name, "words": _(one.measure.words), "unit": unit_words(line),
        "gave": said(line, gave), "took": said_pair(line, took),
    }  # fmt: skip


def table(line: Line) -> dict[str, Any]:
    """A measure year by year and cumulated, in numbers and as bars."""
    return {
        "words": _(line.measure.words),
        "unit": unit_words(line),
        "currency": line.currency,
        "years": [
            {"year": year, "given": said_pair(line, pair), "sums": said_pair(line, line.sums[year])}
            for year, pair in line.years.items()
        ],
        "pairs": list(line.years.values()),
        "most": line.most,
    }


def units(request: HttpRequest, slug: str) -> HttpResponse:
    """What is counted in which unit, and proposals that wait for an answer."""
    programme = programme_of(request, slug)
    rows = list(queries.agreements_of(programme))
    for one in rows:
        one.programme = programme
    position = position_in(request.seat, programme)
    by_state = {(one.measure, one.state): one for one in rows}
    context = {
        "programme": programme,
        "rows": [
            {
                "measure": measure,
                "words": _(measure.words),
                "usual": _(measure.unit) if measure.unit else "",
                "agreed": by_state.get((measure.slug, AgreedState.AGREED)),
                "proposed": by_state.get((measure.slug, AgreedState.PROPOSED)),
            }
            for measure in MEASURES
        ],
        "position": position,
        "can_decide": position is not None and can(request.seat, "draft"),
    }
    return render(request, "support/units.html", context)


def measure_of(slug: str) -> Measure:
    found = next((one for one in MEASURES if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def propose(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    programme, counted, code = programme_of(request, slug), measure_of(measure), 200
    check_side(request.seat, programme, "draft")
    agreed = queries.agreements_of(programme).filter(measure=measure).last()
    form = UnitForm(request.POST or None, agreed=agreed, is_money=counted.is_money)
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.propose_unit(
                    programme=programme, measure=measure, values=form.values(), by=request.seat, at=now()
                )
                messages.success(request, _("Proposed. It counts so when the other side agrees."))
                return redirect("support:units", slug)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    context = {"programme": programme, "words": _(counted.words), "form": form}
    return render(request, "support/propose_unit.html", context, status=code)


def proposal_of(request: HttpRequest, slug: str, number: int) -> Any:
    programme = programme_of(request, slug)
    found = get_object_or_404(queries.agreements_of(programme), pk=number)
    found.programme = programme
    return found


@require_POST
def agree(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.agree_unit(agreed=proposal_of(request, slug, number), by=request.seat, at=now())
    messages.success(request, _("Agreed. The balance is counted so for both sides."))
    return redirect("support:units", slug)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.withdraw_unit(agreed=proposal_of(request, slug, number), by=request.seat, at=now())
    messages.success(request, _("The proposal is gone; it is counted as before."))
    return redirect("support:units", slug)
