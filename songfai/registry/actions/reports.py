"""Duties to report: entered, drafted as an outgoing document filled from what was recorded, receipted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.formats import format_period
from songfai.kit.languages import LANGUAGES, Trilingual, language_of_country
from songfai.parties.models import Institution, Seat
from songfai.plans.then import as_stood, formers_on
from songfai.registry import rules
from songfai.registry.actions.documents import add_recipient, draft
from songfai.registry.actions.parts import add_part
from songfai.registry.by_hand import list_in_word
from songfai.registry.models import OfficialDocument, Report, ReportDuty, Series
from songfai.registry.permissions import check_may
from songfai.registry.queries import activities_in, duties_of, owed_of, series_for
from songfai.registry.rules import Period
from songfai.registry.states import Direction, Numbers, PartKind, Purpose, ReportKind


@transaction.atomic
def save_duty(
    *,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    duty: ReportDuty | None = None,
    seen_revision: int | None = None,
) -> ReportDuty:
    """Enter a duty to report, or change one. `values` are those of forms.DutyForm; drafted reports keep their last day.

    Refused: recipient_one, programme_needed, programme_not_here, due_one, basis_missing, ends_before_it_begins.
    """
    row = duty or ReportDuty(institution=by.institution)
    check_may(by, "duty", row)
    if duty is not None:
        row.refresh_from_db(from_queryset=ReportDuty.objects.select_for_update())
        if seen_revision is not None and seen_revision != row.revision:
            raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
        row.revision += 1
    for name, value in values.items():
        setattr(row, name, value)
    rules.require_recipient(row.to_institution is not None, bool(row.to_name.strip()))
    rules.require_programme(ReportKind(row.kind), row.programme is not None)
    rules.require_due_rule(rule=row.rule is not None, days=row.days, basis=bool(row.basis))
    if row.ends_on and row.ends_on < row.starts_on:
        raise Refused("ends_before_it_begins", N_("The last day is before the first day."))
    row.save()
    write(by=by, at=at, verb="registry.save_duty", subject=row)
    return row


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of a report written from the record."""

    kind: PartKind
    title: str
    name: str
    content: bytes


@transaction.atomic
def draft_report(
    *, duty: ReportDuty, first: date, by: Seat, at: datetime, enclosed: Sequence[Enclosed] = ()
) -> Report:
    """The outgoing document of one period: type, subject and recipient from the duty. Its files are those of the frozen
    reports that answer it (`reports.actions.answer`); a duty of another kind gets a Word text of what was recorded.

    Refused: no_period, report_drafted, due_unknown, nothing_to_report, no_series.
    """
    check_may(by, "report", duty)
    ReportDuty.objects.select_for_update().get(pk=duty.pk)
    duty = duties_of(by).get(pk=duty.pk)
    owed = owed_of(duty, first, timezone.localdate(at))
    if owed is None:
        raise Refused("no_period", N_("No report is owed for a period that begins on this day."))
    rules.require_open_report(owed.state)
    if owed.due is None:
        raise Refused("due_unknown", N_("The rule of this duty gives no limit yet. Change the duty first."))
    rules.require_written_report(ReportKind(duty.kind), len(enclosed))
    language = language_of_country(duty.institution.country)
    values = {
        "series": outgoing_series(by.institution),
        "type": duty.type,
        "subject": subject_of(duty, owed.period),
        "language": language,
        "place": duty.institution.place,
        "programme": duty.programme,
    }
    document = draft(values=values, by=by, at=at)
    told: dict[str, Any] = {"document": document, "by": by, "at": at}
    add_recipient(institution=duty.to_institution, name=duty.to_name, purpose=Purpose.REPORT, **told)
    for one in enclosed or [_by_hand(document, duty, owed.period, by, language)]:
        add_part(kind=one.kind, title=one.title, name=one.name, data=one.content, **told)
    # A report whose document was cancelled or recalled is answered by the new one.
    kept = {
        "last": owed.period.last,
        "due": owed.due,
        "document": document,
        "receipted_on": None,
        "receipt": "",
    }
    report, _made = Report.objects.update_or_create(duty=duty, first=owed.period.first, defaults=kept)
    write(by=by, at=at, verb="registry.draft_report", subject=document)
    return report


def _by_hand(
    document: OfficialDocument, duty: ReportDuty, period: Period, by: Seat, language: str
) -> Enclosed:
    """Its prose is nobody's but the writer's; what to begin with are the facts of the period, as the reports of the other
    kinds count them up to its last day."""
    rows = list(activities_in(duty, period, by))
    programmes = {row.programme_id: row.programme for row in rows}.values()
    as_stood(rows, formers_on(programmes, period.last), period.last)
    data = list_in_word(document.subject.best(language)[0], rows, period.last, language)
    return Enclosed(PartKind.TEXT, "", f"report-{period.first.isoformat()}.docx", data)


def outgoing_series(institution: Institution) -> Series:
    """The one a paper written from the record takes its number from. Refused: no_series."""
    found = series_for(institution, Direction.OUT).filter(numbers=Numbers.OUT).first()
    if found is None:
        raise Refused("no_series", N_("Your institution has no series for outgoing documents yet."))
    return found


def subject_of(duty: ReportDuty, period: Period) -> Trilingual:
    """The title of the duty and the period, in each language the title has."""
    said = {
        one: f"{duty.title.get(one)}, {format_period(period.first, period.last, one)}"
        for one in LANGUAGES
        if duty.title.get(one)
    }
    return Trilingual(**said)


@transaction.atomic
def enter_receipt(*, report: Report, on: date, receipt: str, by: Seat, at: datetime) -> Report:
    """The recipient has confirmed that it arrived, by a paper of its own.

    Refused: day_ahead, not_sent, receipt_missing.
    """
    check_may(by, "receipt", report.duty)
    report.refresh_from_db(from_queryset=Report.objects.select_for_update())
    owed = owed_of(duties_of(by).get(pk=report.duty_id), report.first, timezone.localdate(at))
    assert owed is not None
    rules.require_sent(owed.state)
    if on > timezone.localdate(at):
        raise Refused("day_ahead", N_("This day lies ahead."))
    if not receipt.strip():
        raise Refused("receipt_missing", N_("Say what confirms it: a number, a stamp, a mail."))
    report.receipted_on, report.receipt = on, receipt.strip()
    report.save(update_fields=["receipted_on", "receipt"])
    write(by=by, at=at, verb="registry.enter_receipt", subject=report.document)
    return report
