"""Figures of the register by unit: each says when and under which filter it was counted, and leads to its rows."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.forms import current_language
from songfai.kit.tables import Column
from songfai.parties.permissions import check
from songfai.works.forms import FilterForm
from songfai.works.pages.lists import about, few_units, form_of
from songfai.works.pages.parts import figures_file
from songfai.works.queries import Figures, Filter, figures, figures_elsewhere, recognised_before
from songfai.works.states import GROUPS

# Units a page shows.
LINES = 200


def index(request: HttpRequest) -> HttpResponse:
    """Works filed by unit and state: the units with most works; of thousands of units, all are in the file and the total."""
    check(request.seat, "read")
    form = form_of(request)
    form.fields.pop("late")
    wanted = form.wanted()
    lines = figures(request.seat, wanted)
    if request.GET.get("export") == "xlsx":
        return _workbook(form, lines, recognised_before(request.seat, wanted))
    day = _day_of(wanted.year)
    before = recognised_before(request.seat, wanted)
    few_units(form, wanted, request.seat)
    context = {
        "active": "figures",
        "narrowed": wanted != Filter(),
        "form": form,
        "about": about(form, _("Filed works by unit"))[1:],
        "groups": [_(words) for words, _stages in GROUPS.values()],
        "lines": [
            (one, one.institution.name_on(day), _cells(request, one.counts, one)) for one in lines[:LINES]
        ],
        "elsewhere": [
            (one, one.institution.name_on(day)) for one in figures_elsewhere(request.seat, wanted)[:LINES]
        ],
        "further": max(0, len(lines) - LINES),
        "before": before,
        "before_query": _past_query(request),
        "totals": _cells(request, _total(lines), None),
    }
    return render(request, "works/figures.html", context)


def _day_of(year: int | None) -> date:
    """Names are those of the last day that is counted."""
    return min(today(), today().replace(year=year, month=12, day=31)) if year else today()


def _total(lines: list[Figures]) -> dict[str, int]:
    return {name: sum(one.counts[name] for one in lines) for name in GROUPS}


def _cells(request: HttpRequest, counts: dict[str, int], one: Figures | None) -> list[tuple[str, int, str]]:
    """(what is counted, number, the filter that lists exactly these works)."""
    found = []
    for name, number in counts.items():
        query = request.GET.copy()
        for gone in ("export", "after", "late"):
            query.pop(gone, None)
        # What was asked for is counted in the first column: its rows are those of what was asked for.
        asked = query.get("stage", "")
        if not asked or (asked in GROUPS and name != "filed"):
            query["stage"] = name
        if one is not None:
            query["body"] = one.institution.slug
            query["unit" if one.unit else "no_unit"] = str(one.unit.pk) if one.unit else "on"
        found.append((_(GROUPS[name][0]), number, query.urlencode()))
    return found


def _unit_words(one: Figures) -> str:
    name = one.unit.name if one.unit else one.institution.name
    return str(name.best(current_language())[0])


def _count(name: str) -> Callable[[Figures], int]:
    return lambda one: one.counts[name]


COLUMNS = [Column("unit", gettext_lazy("Unit"), _unit_words)] + [
    Column(name, gettext_lazy(words), _count(name), "number") for name, (words, _stages) in GROUPS.items()
]


def _past_query(request: HttpRequest) -> str:
    query = request.GET.copy()
    for gone in ("export", "after", "late"):
        query.pop(gone, None)
    query["stage"] = "past"
    return query.urlencode()


def _workbook(form: FilterForm, lines: list[Figures], before: int) -> HttpResponse:
    title = _("Filed works by unit")
    counted = (_("Counted"), _("Each filed work once, in its newest state. Drafts are not counted."))
    apart = (_("Recognised before this register, counted nowhere above"), str(before))
    return figures_file(title, COLUMNS, lines, [*about(form, title), counted, apart], "works-by-unit")
