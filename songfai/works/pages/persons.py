"""Authors of the register as persons, each counted once; pairs that may be one person, and what was said of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.forms import current_language
from songfai.kit.notes import say
from songfai.kit.paging import capped_count, count_in_words, page_of
from songfai.kit.tables import Column
from songfai.works import actions
from songfai.works.models import AuthorPair
from songfai.works.pages.parts import figures_file, read_at
from songfai.works.permissions import check_may
from songfai.works.queries import (
    as_handed_in,
    number_of_persons,
    pairs,
    persons,
    persons_by_unit,
    reasons_of,
    with_list,
    with_spellings,
    works_of_person,
)
from songfai.works.queries.persons import LINES
from songfai.works.states import PairState

LONGEST_SEARCH = 200
COUNTED = gettext_lazy(
    "Authors of the works that were filed, as last handed in, and of those recognised before this register; not of drafts."
    " The same name, date of birth and unit, or the"
    " same account, are one person; what else is one person, the office decides."
)
IN_TWO_UNITS = gettext_lazy("Who is an author in two units stands in both lines, and once in the total.")
COLUMNS = [
    Column("institution", gettext_lazy("Institution"), lambda one: one.institution.name),
    Column("unit", gettext_lazy("Unit"), lambda one: one.unit.name if one.unit else None),
    Column("persons", gettext_lazy("Persons"), "persons", "number"),
    Column("spellings", gettext_lazy("Ways they are written"), "spellings", "number"),
]


def index(request: HttpRequest) -> HttpResponse:
    """Persons, not lines: whoever is written in two ways that were said to be one stands here once."""
    check_may(request.seat, "persons")
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    units = persons_by_unit(request.seat)
    if request.GET.get("export") == "xlsx":
        total = number_of_persons(request.seat)
        told = [
            read_at(),
            (_("Counted"), str(COUNTED)),
            (_("By unit"), str(IN_TWO_UNITS)),
            (_("Persons"), str(total)),
        ]
        return figures_file(_("Authors"), COLUMNS, units, told, "authors")
    page = page_of(request, persons(request.seat, text), "-pk")
    context = {
        "active": "persons",
        "text": text,
        "page": page,
        "rows": with_spellings(page.rows),
        "total": number_of_persons(request.seat),
        "spellings": sum(one.spellings for one in units),
        "units": units[:LINES],
        "further": max(0, len(units) - LINES),
        "waiting": count_in_words(capped_count(pairs(request.seat)), current_language()),
        "cut_off": now(),
        "counted": COUNTED,
        "in_two_units": IN_TWO_UNITS,
    }
    return render(request, "works/persons.html", context)


def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One person: the ways the name is written, and the works under all of them."""
    check_may(request.seat, "persons")
    shown = get_object_or_404(persons(request.seat), key=key)
    page = page_of(request, with_list(works_of_person(request.seat, shown)), "-listed_on")
    as_handed_in(page.rows, request.seat)
    context = {
        "active": "persons",
        "shown": with_spellings([shown])[0],
        "page": page,
    }
    return render(request, "works/person.html", context)


def _explained(request: HttpRequest, pair: AuthorPair) -> dict[str, object]:
    own = request.seat.account_id in (pair.one.account_id, pair.other.account_id)
    return {"pair": pair, "reasons": [_(one.words) for one in reasons_of(pair)], "own": own}


def pair_list(request: HttpRequest) -> HttpResponse:
    """Pairs to decide on, the likeliest first; with `state`, those decided, which can be undone."""
    check_may(request.seat, "persons")
    asked = request.GET.get("state", "")
    state = PairState(asked) if asked in set(PairState) else PairState.OPEN
    page = page_of(request, pairs(request.seat, state), "-strength")
    context = {
        "active": "persons",
        "state": state,
        "states": [(str(one), _(one.words)) for one in PairState],
        "page": page,
        "rows": [_explained(request, pair) for pair in page.rows],
    }
    return render(request, "works/pairs.html", context)


@require_POST
def judge(request: HttpRequest, number: int, verdict: str) -> HttpResponse:
    """`verdict`: same, different, or open, which undoes either."""
    check_may(request.seat, "persons")
    if verdict not in set(PairState):
        raise Http404
    pair = next(
        (found for state in PairState if (found := pairs(request.seat, state).filter(pk=number).first())),
        None,
    )
    if pair is None:
        raise Http404
    before = pair.state
    actions.judge_pair(pair=pair, verdict=PairState(verdict), by=request.seat, at=now())
    told = {
        PairState.SAME: _("Counted as one person from now on."),
        PairState.DIFFERENT: _("Counted as two persons."),
        PairState.OPEN: _("Undone. The pair waits for a decision again."),
    }
    undo = (
        "" if verdict == PairState.OPEN else reverse("works:judge_pair", args=[number, PairState.OPEN.value])
    )
    say(request, told[PairState(verdict)], undo=undo)
    back = reverse("works:pairs")
    return redirect(back if before == PairState.OPEN else f"{back}?state={before}")
