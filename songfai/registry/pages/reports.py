"""Reports an institution owes: the list, one period with what was done in it, the duty itself."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.export import export_response
from songfai.kit.formats import format_period
from songfai.kit.forms import current_language
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.kit.tables import Column
from songfai.parties.permissions import check
from songfai.registry import actions
from songfai.registry.forms import DutyForm, OwedForm, ReceiptForm
from songfai.registry.models import ReportDuty
from songfai.registry.pages.parts import form_page, reader
from songfai.registry.permissions import check_may, may
from songfai.registry.queries import Owed, activities_in, duties_of, owed, owed_of
from songfai.registry.states import Cadence, ReportKind, ReportState

NAMES = (
    "title", "to_institution", "to_name", "basis", "kind", "cadence", "type", "rule", "days", "programme", "starts_on", "ends_on",
)  # fmt: skip
COLUMNS = [
    Column("title", gettext_lazy("Report"), lambda row: row.duty.title),
    Column("period", gettext_lazy("Period"), lambda row: period_words(row)),
    Column("to", gettext_lazy("To whom"), lambda row: recipient_of(row.duty)),
    Column("basis", gettext_lazy("Legal basis"), lambda row: row.duty.basis),
    Column("kind", gettext_lazy("Kind of report"), lambda row: row.duty.get_kind_display()),
    Column("cadence", gettext_lazy("How often"), lambda row: row.duty.get_cadence_display()),
    Column("form", gettext_lazy("Form"), lambda row: row.duty.type.name if row.duty.type else _("Letter")),
    Column("due", gettext_lazy("Due"), lambda row: row.due, "date"),
    Column("state", gettext_lazy("State"), lambda row: _(row.state.words)),
    Column("sent", gettext_lazy("Sent on"), lambda row: row.sent_on, "date"),
    Column("late", gettext_lazy("Days late"), lambda row: row.late, "number"),
    Column(
        "number",
        gettext_lazy("Number as printed"),
        lambda row: row.report.document.printed if row.report else "",
    ),
]


def period_words(row: Owed) -> str:
    return format_period(row.period.first, row.period.last, current_language())


def recipient_of(duty: ReportDuty) -> Any:
    return duty.to_institution.name if duty.to_institution else duty.to_name


def _asked(rows: list[Owed], state: str) -> list[Owed]:
    if state == "late":
        return [row for row in rows if row.late and not row.gone]
    return [row for row in rows if row.state == state] if state else rows


def index(request: HttpRequest) -> HttpResponse:
    """Every duty to report with the periods that are not sent yet and the newest that are."""
    reader(request)
    form = OwedForm(request.GET or None)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    duties = duties_of(request.seat)
    if request.GET.get("export"):
        rows = _asked(owed(duties, today()), state)
        if file := export_response(request, rows, COLUMNS, "reports-owed", _("Reports owed")):
            return file
    page = page_of(request, duties)
    rows = _asked(owed(page.rows, today()), state)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "duties": page.rows,
        "late": sum(row.late > 0 and not row.gone for row in owed(duties, today())),
        "narrowed": bool(state),
        "can_keep": may(request.seat, "duty"),
        "today": today(),
    }
    return render(request, "registry/reports.html", context)


def _owed(request: HttpRequest, key: UUID, first: str) -> Owed:
    check(request.seat, "read")
    duty = get_object_or_404(duties_of(request.seat), key=key)
    try:
        found = owed_of(duty, date.fromisoformat(first), today())
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def report(request: HttpRequest, key: UUID, first: str) -> HttpResponse:
    """One period: what was done in it, how the report stands; a POST enters its receipt."""
    shown, code = _owed(request, key, first), 200
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial={"on": today()})
    if request.method == "POST":
        check_may(request.seat, "receipt", shown.duty)
        code = 422
        if form.is_valid():
            try:
                if shown.report is None:
                    raise Http404
                actions.enter_receipt(report=shown.report, by=request.seat, at=now(), **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
            else:
                messages.success(request, _("Saved."))
                return redirect("registry:report", key, first)
    context = {
        "owed": shown,
        "period": period_words(shown),
        "page": page_of(request, activities_in(shown.duty, shown.period, request.seat), "starts_on"),
        "form": form
        if shown.state == ReportState.SENT and may(request.seat, "receipt", shown.duty)
        else None,
        "can_draft": shown.state == ReportState.OPEN and may(request.seat, "report", shown.duty),
        "today": today(),
    }
    return render(request, "registry/report.html", context, status=code)


def edit_duty(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Enter a duty to report, or change one."""
    check(request.seat, "read")
    shown = get_object_or_404(duties_of(request.seat), key=key) if key else None
    check_may(request.seat, "duty", shown)

    def fresh() -> dict[str, Any]:
        if key is None:
            return {"kind": ReportKind.ANNUAL, "cadence": Cadence.YEAR, "starts_on": date(today().year, 1, 1)}
        row: ReportDuty = duties_of(request.seat).get(key=key)
        return {name: getattr(row, name) for name in NAMES} | {"seen": row.revision}

    def form_of(data: Any) -> DutyForm:
        return DutyForm(data, seat=request.seat, initial=fresh())

    def save(form: DutyForm) -> None:
        seen = form.seen_revision if shown else None
        told = {"values": form.values(), "by": request.seat, "at": now()}
        actions.save_duty(duty=shown, seen_revision=seen, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:reports")
    return form_page(
        request,
        done,
        title=_("Change a duty to report") if shown else _("Enter a duty to report"),
        lead=_(
            "Who owes it is your institution. Each period has its own last day, and a document that answers it."
        ),
        back=reverse("registry:reports"),
    )
