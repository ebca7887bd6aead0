"""A report that is owed, written from the record for its period: which report a duty asks for, and its draft."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.refusals import words
from songfai.parties.models import Seat
from songfai.parties.permissions import check
from songfai.programmes.models import Programme
from songfai.programmes.queries import Wanted, in_force, visible_to
from songfai.registry.models import ReportDuty
from songfai.registry.permissions import check_may
from songfai.registry.queries import duties_of, owed_of
from songfai.registry.rules import Period
from songfai.registry.states import Cadence, ReportKind
from songfai.reports import actions
from songfai.reports.pages import kinds
from songfai.reports.pages.freezing import Report, written_out
from songfai.reports.queries import (
    MOST_PROGRAMMES,
    compiled_of_term,
    gather,
    gather_commitments,
    gather_information,
    gather_plan,
    gather_portfolio,
    gather_term,
    gather_visit,
    plans_on_paper,
    portfolio_of,
    require_year,
    usual_cut_off_of,
)
from songfai.reviews.states import ReviewKind
from songfai.visits.queries import visits_of, with_parts
from songfai.visits.states import OVER


@require_POST
def draft(request: HttpRequest, key: UUID, first: str) -> HttpResponse:
    """Open the draft: the report of the duty's kind for this period, frozen, in an outgoing document."""
    check(request.seat, "read")
    duty = get_object_or_404(duties_of(request.seat), key=key)
    try:
        owed = owed_of(duty, date.fromisoformat(first), today())
    except ValueError as error:
        raise Http404 from error
    if owed is None:
        raise Http404
    check_may(request.seat, "report", duty)
    try:
        document = actions.answer(
            duty=duty,
            first=owed.period.first,
            sheets=[written_out(one, request.seat) for one in reports_for(duty, owed.period, request.seat)],
            by=request.seat,
            at=now(),
        )
    except Refused as refused:
        messages.error(request, words(refused))
        return redirect("registry:report", key, first)
    messages.success(request, _("Drafted from what was recorded. Read it, then have it reviewed."))
    return redirect("registry:document", document.key)


def reports_for(duty: ReportDuty, period: Period, seat: Seat) -> list[Report]:
    """The reports the pages of the same kinds show, for the period of a duty: several visits are several reports. None
    where the record holds nothing of the kind, or the duty is of another kind."""
    kind = ReportKind(duty.kind)
    if kind == ReportKind.OTHER:
        return []
    if kind == ReportKind.PORTFOLIO:
        return _portfolio(period, seat)
    if kind == ReportKind.COMMITMENTS and duty.programme_id is None:
        return _commitments(None, period, seat)
    programmes = visible_to(seat).exclude(register=None)
    programme = programmes.filter(pk=duty.programme_id).first() if duty.programme_id else None
    if programme is None:
        return []
    if kind == ReportKind.COMMITMENTS:
        return _commitments(programme, period, seat)
    if kind == ReportKind.ANNUAL:
        return _annual(programme, period, Cadence(duty.cadence))
    if kind == ReportKind.INFORMATION:
        return _information(programme, period.last.year)
    return {
        ReportKind.PLAN: _plan,
        ReportKind.VISIT: _visits,
        ReportKind.MIDTERM: lambda programme, period: _term(programme, period, ReviewKind.MIDTERM),
        ReportKind.FINAL: lambda programme, period: _term(programme, period, ReviewKind.FINAL),
    }[kind](programme, period)


def _annual(programme: Programme, period: Period, cadence: Cadence) -> list[Report]:
    """Of the year of the period; a shorter period ends the report with its last day."""
    year = period.last.year
    try:
        require_year(programme, year)
    except Refused:
        return []
    whole = cadence == Cadence.YEAR
    cut_off = usual_cut_off_of(programme, year, today()) if whole else _until(period)
    facts = gather(programme, year, cut_off, _at())
    if facts.is_empty:
        return []
    return [kinds.annual(programme, year, facts)]


def _commitments(programme: Programme | None, period: Period, seat: Seat) -> list[Report]:
    if programme is None:
        programmes, issuer = list(in_force(seat).order_by("pk")[:MOST_PROGRAMMES]), seat.institution
    else:
        programmes, issuer = [programme], None
    facts = gather_commitments(programmes, _until(period), _at(), issuer=issuer)
    return [kinds.commitments(programme, facts)] if facts.total else []


def _information(programme: Programme, year: int) -> list[Report]:
    facts = gather_information(programme, year, _at())
    return [kinds.information(programme, year, facts)] if facts is not None else []


def _plan(programme: Programme, period: Period) -> list[Report]:
    """The newest version both sides have read of the plan of that year."""
    plan = next((one for one in plans_on_paper(programme) if one.year == period.last.year), None)
    if plan is None:
        return []
    plan.programme = programme
    return [kinds.plan(programme, plan.key, gather_plan(plan, _at()))]


def _visits(programme: Programme, period: Period) -> list[Report]:
    """Every visit that ended within the period."""
    over = visits_of(programme).filter(state__in=OVER, ends_on__range=(period.first, period.last))
    made = []
    for visit in with_parts(over).order_by("starts_on", "id"):
        visit.programme = programme
        made.append(kinds.visit(programme, visit.key, gather_visit(visit, _at())))
    return made


def _term(programme: Programme, period: Period, kind: ReviewKind) -> list[Report]:
    found = (one.year for one in compiled_of_term(programme) if one.kind == kind)
    year = next((one for one in found if period.first.year <= one <= period.last.year), None)
    facts = gather_term(programme, kind, year, _at()) if year else None
    return [kinds.term(programme, kind, year, facts)] if year and facts is not None else []


def _portfolio(period: Period, seat: Seat) -> list[Report]:
    programmes = list(portfolio_of(seat, Wanted())[:MOST_PROGRAMMES])
    if not programmes:
        return []
    year = period.last.year
    return [kinds.portfolio(year, gather_portfolio(seat, programmes, year, _until(period), _at()))]


def _until(period: Period) -> date:
    return min(period.last, today())


def _at() -> datetime:
    return timezone.localtime(now())
