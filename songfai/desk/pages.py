from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.desk import parts, queries
from songfai.desk.pictures import points, signed
from songfai.desk.search import found
from songfai.exchange.queries import without_mailbox
from songfai.kit.clock import today
from songfai.kit.export import export_response
from songfai.kit.tables import Column
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can, check
from songfai.parties.queries import administered
from songfai.programmes.amended import with_open
from songfai.programmes.models import Programme
from songfai.programmes.queries import (
    further_parties_of,
    readings_of,
    side_of,
    visible_to,
    with_authentic,
)
from songfai.programmes.states import Progress
from songfai.registry.queries import late_papers, owed_soon, partner_papers_waiting, waiting
from songfai.visits.queries import with_rotation
from songfai.works.queries import (
    asked_for_help,
    clocks,
    dues_today,
    to_pay,
    to_score,
    to_vote,
    waiting_confirmation,
)

WORDS = {state: gettext_lazy(state.words) for state in Progress}


def unmailed(request: HttpRequest) -> QuerySet[Institution]:
    """The sides an administrator looks after that hold no copy of their own of a record both work on here."""
    body = None if request.user.is_staff else request.seat.institution
    return without_mailbox(administered(body))[: queries.SHOWN]


def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is late, what is asleep, what comes next, my programmes."""
    if not can(request.seat, "read"):
        if can(request.seat, "works"):
            return redirect("works:own")
        administers = request.user.is_staff or can(request.seat, "administer")
        context = {"can_administer": administers, "unmailed": unmailed(request) if administers else []}
        return render(request, "desk/no_seat.html", context)
    day = today()
    shown = queries.desk(request.seat, day)
    rows = [
        {
            "standing": one,
            "points": points(one.programme, one.obligations, day),
            "start": signed(one.programme),
            "end": queries.last_day(one.programme),
            "stage": queries.stage_of(one.programme),
        }
        for one in shown.programmes
    ]
    context = {
        "desk": shown,
        "parts": parts.first_of_each(shown, day),
        "rows": rows,
        "today": day,
        "readings": readings_of(request.seat)[:5],
        "clocks": clocks(request.seat, day, queries.SHOWN),
        "to_vote": to_vote(request.seat, 5),
        "to_score": to_score(request.seat, 5),
        "to_confirm": waiting_confirmation(request.seat, 5),
        "to_pay": dues_today(to_pay(request.seat, day)[:5], day),
        "to_help": asked_for_help(request.seat, 5),
        "arrivals": waiting(request.seat) if can(request.seat, "registry") else [],
        "papers": partner_papers_waiting(request.seat) if can(request.seat, "registry") else [],
        "reports_owed": owed_soon(request.seat, day) if can(request.seat, "record") else [],
        "late_papers": late_papers(request.seat, day) if can(request.seat, "record") else [],
        "can_draft": can(request.seat, "draft"),
        "can_record": can(request.seat, "record"),
    }
    return render(request, "desk/desk.html", context)


def part(request: HttpRequest, name: str) -> HttpResponse:
    """All of one list of the desk, page by page: `?page=2`."""
    if name not in parts.WORDS:
        raise Http404
    check(request.seat, "read")
    day, asked = today(), request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    context = {
        "part": parts.page_of(queries.desk(request.seat, day), name, number, day),
        "template": f"desk/_{name}.html",
        "today": day,
        "can_record": can(request.seat, "record"),
    }
    return render(request, "desk/part.html", context)


def square(place: int, row: queries.GridRow) -> Any:
    """The state in one year, in words; nothing for a year before it was promised."""
    cell = row.cells[place]
    return WORDS[Progress(cell.state)] if cell else ""


def _for_page(seat: Seat | None) -> QuerySet[Programme]:
    """Each with its sides, and with what tells the page which further questions it need not ask."""
    return with_authentic(with_rotation(with_open(visible_to(seat, texts=False))))


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme at one look: both sides, its term as a picture, commitments by year."""
    shown = get_object_or_404(_for_page(request.seat), slug=slug)
    if shown.register_id is None:
        return redirect("programmes:edit", slug)
    day = today()
    overview = queries.overview(shown, day, request.seat)
    columns = [
        Column("number", gettext_lazy("No."), lambda row: row.commitment.number, "number"),
        Column("text", gettext_lazy("Commitment"), lambda row: row.commitment.short or row.commitment.text),
        *(Column(f"y{year}", str(year), partial(square, place)) for place, year in enumerate(overview.years)),
    ]
    if file := export_response(
        request, overview.grid, columns, f"{slug}-commitments", _("Commitments by year")
    ):
        return file
    context = {
        "programme": shown,
        "overview": overview,
        "further_parties": further_parties_of(shown) if shown.has_further else [],
        "points": points(shown, overview.obligations, day),
        "start": signed(shown),
        "end": queries.last_day(shown),
        "today": day,
        "may_set_asleep": side_of(shown, request.seat) is not None and can(request.seat, "answerable"),
        "days_left": max(0, (queries.last_day(shown) - day).days),
    }
    return render(request, "desk/programme.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """One box over programmes, commitments, activities and visits the seat may see; marks and case do not matter."""
    text = request.GET.get("text", "").strip()[:200]
    context = {"text": text, "results": found(request.seat, text) if text and request.seat else None}
    return render(request, "desk/search.html", context)
