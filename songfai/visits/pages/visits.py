"""Pages of visits: the list, one visit with all that belongs to it, what is arranged, the programme on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.deadlines.wording import how_counted
from songfai.kit.clock import now, today
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.paging import page_of
from songfai.kit.saving import Attempt, attempt
from songfai.programmes.models import Programme
from songfai.programmes.queries import as_of, side_of
from songfai.visits import actions
from songfai.visits.apart import Aside, asides
from songfai.visits.forms.visits import FilterForm, SchemeForm, VisitForm, visit_values
from songfai.visits.models import Visit
from songfai.visits.pages.parts import form_page, paper, programme_of, visit_of
from songfai.visits.pages.steps import next_steps
from songfai.visits.permissions import may
from songfai.visits.queries import (
    Filter,
    clashes_of,
    days_of,
    names_told,
    narrowed,
    on_paper,
    promised_in,
    proposed_for,
    sheets,
    totals,
    visits_of,
    with_parts,
)
from songfai.visits.rules import require_changeable
from songfai.visits.states import OVER, VisitState
from songfai.visits.tables import COLUMNS
from songfai.visits.wording import PieceRow, piece_rows, reason_words


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Visits of a programme, newest first, narrowed by what the address says."""
    programme = programme_of(request, slug)
    form = FilterForm(request.GET or None, programme=programme)
    values = form.cleaned_data if form.is_valid() else {}
    wanted = Filter(
        text=values.get("text", ""),
        year=values.get("year"),
        level=values.get("level", ""),
        state=values.get("state", ""),
        host=values.get("host"),
    )
    rows = narrowed(visits_of(programme), wanted, today())
    if request.GET.get("export"):
        known = _known(rows, programme)
        if file := export_response(request, known, COLUMNS, f"{slug}-visits", _("Visits")):
            return file
    page = page_of(request, rows, "-starts_on")
    shown = _known(page.rows, programme)
    context = {
        "programme": programme,
        "form": form,
        "page": page,
        "rows": [(visit, visit.standing(today())) for visit in shown],
        "narrowed": wanted != Filter(),
        "can_propose": programme.takes_entries and may(request.seat, programme, "propose"),
        "today": today(),
    }
    return render(request, "visits/list.html", context)


def _known(rows: Any, programme: Programme) -> list[Visit]:
    """The rows with their programme at hand, so that none of them asks for it again."""
    found = list(rows)
    for row in found:
        row.programme = programme
    return found


def visit(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = visit_of(request, slug, key, shown=with_parts)
    programme, own = shown.programme, side_of(shown.programme, request.seat)
    meetings = list(shown.meetings.all())
    promised = promised_in(meetings, today())
    costs, gifts = list(shown.costs.all()), list(shown.gifts.all())
    allowed = {
        what: shown.is_open and may(request.seat, programme, what, shown)
        for what in ("change", "scheme", "delegation", "programme", "meeting", "own_lines", "put_in_place")
    }
    for what in ("change", "scheme", "put_in_place"):
        allowed[what] &= shown.state not in OVER
    allowed["let_go"] = may(request.seat, programme, "let_go", shown)
    context = {
        "programme": programme,
        "visit": shown,
        "asides": _asides(shown),
        "standing": shown.standing(today()),
        "steps": next_steps(shown, request.seat),
        "own": own,
        "days": days_of(shown),
        "meetings": meetings,
        "promised": promised,
        "complete": sum(one.is_complete for one in promised),
        "clashes": clashes_of(shown, request.seat),
        "rotation": _rotation(shown),
        "costs": costs,
        "gifts": gifts,
        "totals": totals(costs),
        "how": how_counted(shown.report_how),
        "today": today(),
        "may": allowed,
    }
    return render(request, "visits/visit.html", context)


def _asides(shown: Visit) -> list[tuple[Aside, list[PieceRow]]]:
    """What both sides arranged at the same time; titles of plan items are looked up only where there is something."""
    found = asides(shown)
    items = names_told(shown.programme) if found else {}
    return [(one, piece_rows(one, items)) for one in found]


def _rotation(shown: Visit) -> Any:
    """The rotation of the visit's level, where the sides have one."""
    found = [one for one in sheets(shown.programme, today()) if one.level == shown.level and one.rotation]
    if not found:
        return None
    proposed = proposed_for(shown.programme, shown.level, shown.starts_on.year, shown)
    return {"sheet": found[0], "why": reason_words(proposed, shown.programme) if proposed else ""}


def edit(request: HttpRequest, slug: str, key: UUID | None = None) -> HttpResponse:
    """Propose a visit, or change what is arranged of one."""
    programme = programme_of(request, slug)
    shown = visit_of(request, slug, key) if key else None
    if shown is not None and request.method != "POST":
        require_changeable(VisitState(shown.state))
    saved: list[Visit] = []

    def form_of(data: Any) -> VisitForm:
        initial = visit_values(shown) if shown else _usual(programme, request)
        return VisitForm(data, programme=programme, initial=initial)

    def save(form: VisitForm) -> None:
        told = {"values": form.values(), "commitments": form.cleaned_data["commitments"]}
        told |= {"by": request.seat, "at": now()}
        if shown is None:
            saved.append(actions.propose(programme=programme, **told))
        else:
            saved.append(actions.change(visit=shown, seen_revision=form.seen_revision, **told))

    done = Attempt(form_of(None))
    if request.method == "POST":
        fresh = lambda: visit_values(visit_of(request, slug, key)) if key else {}  # noqa: E731
        done = attempt(request, form_of(request.POST), save, fresh=fresh, again=form_of)
    if done.done:
        messages.success(request, _("Saved.") if shown else _("Proposed. The other side has been told."))
        return redirect("visits:visit", slug, saved[0].key)
    return form_page(
        request,
        done,
        programme=programme,
        visit=shown,
        title=_("Change a visit") if shown else _("Propose a visit"),
        lead=_("Either side may propose: to travel, or to host. Nobody decides for the other side."),
        back=reverse("visits:visit", args=[slug, key]) if shown else reverse("visits:list", args=[slug]),
        save=_("Save") if shown else _("Propose the visit"),
        hints=_hints(programme),
    )


def _usual(programme: Programme, request: HttpRequest) -> dict[str, Any]:
    """`?level=high` begins with the next host of that level."""
    wanted = request.GET.get("level", "")
    sheet = next((one for one in sheets(programme, today()) if one.level == wanted), None)
    if sheet is None or sheet.next is None:
        return {}
    return {"level": wanted, "host": sheet.next.host}


def _hints(programme: Programme) -> list[tuple[str, str]]:
    """Whose turn it is, by level, beside the choice of the host."""
    return [
        (_(one.level.words), reason_words(one.next, programme))
        for one in sheets(programme, today())
        if one.next is not None and one.rotation is not None and one.rotation.is_agreed
    ]


def scheme(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The scheme of the travelling side."""
    shown = visit_of(request, slug, key)
    if request.method != "POST":
        require_changeable(VisitState(shown.state))

    def filled() -> dict[str, Any]:
        now_saved = visit_of(request, slug, key)
        return {"scheme": now_saved.scheme, "seen": now_saved.revision}

    def save(form: SchemeForm) -> None:
        actions.write_scheme(
            visit=shown,
            scheme=form.cleaned_data["scheme"],
            paper=paper(form.cleaned_data["paper"]),
            by=request.seat,
            at=now(),
            seen_revision=form.seen_revision,
        )

    done = Attempt(SchemeForm(initial=filled()))
    if request.method == "POST":
        done = attempt(request, SchemeForm(request.POST, request.FILES), save, fresh=filled, again=SchemeForm)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("visits:visit", slug, key)
    return form_page(
        request,
        done,
        programme=shown.programme,
        visit=shown,
        title=_("Scheme of the visit"),
        lead=_("The travelling side writes it; the host reads it."),
        back=reverse("visits:visit", args=[slug, key]),
    )


def printed(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The programme of the visit on paper, in the language of the page: days, meetings, delegation."""
    shown = visit_of(request, slug, key, shown=on_paper)
    as_of(shown.programme, shown.starts_on)
    sides = list(shown.programme.sides.all())
    # On paper each language names its own country first; between two bodies of one country the signed order holds.
    own = {"vi": "VN", "lo": "LA"}.get(current_language())
    sides.sort(key=lambda side: side.institution.country != own)
    context = {
        "programme": shown.programme,
        "visit": shown,
        "sides": sides,
        "days": days_of(shown),
        "members": list(shown.members.all()),
        "delegates": list(shown.delegates.all()),
        "host": next(side for side in sides if side.position == shown.host),
        "travelling": next(side for side in sides if side.position == shown.travelling),
        "is_draft": shown.state in (VisitState.PROPOSED, VisitState.IN_PLAN, VisitState.SCHEME_APPROVED),
        "today": today(),
    }
    return render(request, "visits/print.html", context)
