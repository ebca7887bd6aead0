"""Reports an institution owes: every period with its last day, how it stands and how late it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from songfai.deadlines.counting import Special, count
from songfai.deadlines.queries import rules as deadline_rules
from songfai.deadlines.queries import specials, version_on
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.plans.models import Activity, Figure
from songfai.plans.queries import activities_visible_to
from songfai.registry import rules
from songfai.registry.models import OfficialDocument, Part, Report, ReportDuty
from songfai.registry.queries.documents import bodies_of
from songfai.registry.rules import Period
from songfai.registry.states import GONE, Cadence, DocumentState, ReportState

# How far back unsent reports are looked for, how many sent ones are still shown, how far a limit may reach.
BACK, STILL_SHOWN, REACH = timedelta(days=3 * 366), 2, timedelta(days=400)
# From how long before its last day an unsent report stands on the desk.
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Owed:
    """One period of a duty. `due` is None where its rule gives no limit; `report` once somebody began it."""

    duty: ReportDuty
    period: Period
    due: date | None
    report: Report | None
    state: ReportState
    sent_on: date | None
    late: int

    @property
    def gone(self) -> bool:
        return self.state in GONE


def duties_of(seat: Seat | None) -> QuerySet[ReportDuty]:
    if seat is None or not can(seat, "read"):
        return ReportDuty.objects.none()
    reports = Report.objects.select_related("document").prefetch_related(
        "document__recipients",
        "document__moves",
        # The words of a file are for the search, and many.
        Prefetch("document__parts", Part.objects.defer("text").select_related("file")),
    )
    return (
        ReportDuty.objects.filter(institution__in=bodies_of(seat))
        .select_related("institution", "to_institution", "type", "programme")
        .prefetch_related(Prefetch("rule", deadline_rules()), Prefetch("reports", reports))
        .order_by("id")
    )


def owed(duties: Iterable[ReportDuty], today: date) -> list[Owed]:
    """Of each duty what is not sent yet and the newest that are, newest first. Reads the duty's rule and reports."""
    duties = list(duties)
    countries = {duty.institution.country for duty in duties}
    days = specials(countries, today - BACK - REACH, today + 2 * REACH) if duties else []
    found = []
    for duty in duties:
        last = min(today, duty.ends_on) if duty.ends_on else today
        every = rules.periods(Cadence(duty.cadence), max(duty.starts_on, today - BACK), last)
        rows = [_owed(duty, period, days, today) for period in reversed(every)]
        sent = [row for row in rows if row.gone][:STILL_SHOWN]
        found += [row for row in rows if not row.gone or row in sent]
    return found


def owed_soon(seat: Seat, today: date) -> list[Owed]:
    """The few reports not sent yet that are late or due within two weeks, the longest awaited first: for the desk."""
    rows = (row for row in owed(duties_of(seat), today) if not row.gone and row.due)
    soon = [row for row in rows if row.due and row.due <= today + SOON]
    return sorted(soon, key=lambda row: (row.due or today, row.duty.pk))[:5]


def owed_of(duty: ReportDuty, first: date, today: date) -> Owed | None:
    """The period that begins on a day, when the duty has one."""
    period = rules.period_of(Cadence(duty.cadence), first)
    begins = rules.period_of(Cadence(duty.cadence), duty.starts_on).first
    if period.first != first or first < begins or first > today or (duty.ends_on and first > duty.ends_on):
        return None
    days = specials([duty.institution.country], first - REACH, period.last + 2 * REACH)
    return _owed(duty, period, days, today)


def _owed(duty: ReportDuty, period: Period, days: list[Special], today: date) -> Owed:
    report = next((one for one in duty.reports.all() if one.first == period.first), None)
    due = report.due if report else due_of(duty, period, days)
    if report is None:
        late = rules.days_late(due, None, today) if due else 0
        return Owed(duty, period, due, None, ReportState.OPEN, None, late)
    state = rules.report_state(DocumentState(report.document.state), receipted=_receipted(report))
    sent_on = _sent_on(report.document) if state in GONE else None
    return Owed(duty, period, due, report, state, sent_on, rules.days_late(report.due, sent_on, today))


def due_of(duty: ReportDuty, period: Period, days: list[Special]) -> date | None:
    """Counted from the last day of the period: by the version of the rule that applied then, or so many days."""
    if duty.rule is None:
        return period.last + timedelta(days=duty.days or 0)
    version = version_on(duty.rule, period.last, duty.institution_id)
    if version is None or not version.limit.is_known:
        return None
    return count(period.last, version.limit, [duty.institution.country], days).due


def _receipted(report: Report) -> bool:
    """By the paper of the recipient, or because it has registered the document, on this server or on its own."""
    return report.receipted_on is not None or any(
        one.registered_id is not None or one.registered_there_on is not None
        for one in report.document.recipients.all()
    )


def _sent_on(document: OfficialDocument) -> date | None:
    return next((one.sent_on for one in document.recipients.all() if one.sent_on), None)


def activities_in(duty: ReportDuty, period: Period, seat: Seat) -> QuerySet[Activity]:
    """What was done in the period, as it was recorded once: every report of any cadence reads the same rows."""
    rows = activities_visible_to(seat).filter(starts_on__lte=period.last, ends_on__gte=period.first)
    if duty.programme_id:
        rows = rows.filter(programme=duty.programme_id)
    figures = Prefetch("figures", Figure.objects.order_by("id"))
    return (
        rows.select_related("programme", "commitment").prefetch_related(figures).order_by("starts_on", "id")
    )
