"""Pages of support: the list with its filters, one support with what each side does about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.export import export_response
from songfai.kit.money import sums
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.saving import Attempt, attempt
from songfai.parties.permissions import can
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.support import actions, queries
from songfai.support.columns import COLUMNS, PAYMENT_COLUMNS, unit_of
from songfai.support.forms.giving import (
    ApproveForm,
    DeliverForm,
    FilterForm,
    PaperForm,
    ReasonForm,
    ReceiveForm,
    SupportForm,
    support_values,
)
from songfai.support.models import Support
from songfai.support.permissions import check_may, check_side, may, position_in
from songfai.support.proposals import from_activity, giver_of
from songfai.support.states import CHANGEABLE, SupportKind, SupportState

NOT_ENTERED = 5


def programme_of(request: HttpRequest, slug: str, *, texts: bool = True) -> Programme:
    return get_object_or_404(visible_to(request.seat, texts=texts).exclude(register=None), slug=slug)


def support_of(request: HttpRequest, slug: str, key: UUID) -> Support:
    programme = programme_of(request, slug)
    found = get_object_or_404(queries.support_of(programme), key=key)
    found.programme = programme
    return found


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What both sides give, newest year first; and activities of which nothing is entered yet."""
    programme = programme_of(request, slug)
    form = FilterForm(request.GET or None, programme=programme, years=queries.years_of(programme))
    given = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Filter(**{name: given[name] for name in given if given[name] not in ("", None)})
    found = queries.narrowed(queries.support_of(programme), wanted)
    if request.GET.get("export"):
        rows = of_known_programme(list(found), programme)
        if file := export_response(request, rows, COLUMNS, f"{slug}-support", _("Support")):
            return file
    page = page_of(request, found, "-year")
    position = position_in(request.seat, programme)
    can_promise = position is not None and can(request.seat, "record") and programme.takes_entries
    context = {
        "programme": programme,
        "page": page,
        "rows": [(one, unit_of(one)) for one in of_known_programme(page.rows, programme)],
        "form": form,
        "narrowed": wanted != queries.Filter(),
        "can_promise": can_promise,
        "not_entered": [
            one for one in queries.not_entered(programme, 4 * NOT_ENTERED) if giver_of(one) == position
        ][:NOT_ENTERED]
        if can_promise
        else [],
    }
    return render(request, "support/list.html", context)


def of_known_programme(rows: Any, programme: Programme) -> list[Support]:
    """The rows with their programme at hand, so that none of them asks for it again."""
    for row in rows:
        row.programme = programme
    return list(rows)


def edit(request: HttpRequest, slug: str, key: UUID | None = None) -> HttpResponse:
    """Promise something of one's own side, or change it until it is delivered."""
    programme = programme_of(request, slug)
    shown = support_of(request, slug, key) if key else None
    if shown is None:
        check_side(request.seat, programme, "record")
    else:
        check_may(request.seat, shown, "change")
    saved: list[Support] = []

    def form_of(data: Any) -> SupportForm:
        initial = proposed(request, programme) if shown is None else {}
        return SupportForm(data, programme=programme, support=shown, initial=initial)

    def save(form: SupportForm) -> None:
        told: dict[str, Any] = {"values": form.values(), "by": request.seat, "at": now()}
        if shown is None:
            saved.append(actions.promise(programme=programme, **told))
        else:
            saved.append(actions.change(support=shown, seen_revision=form.cleaned_data["seen"], **told))

    done = Attempt(form_of(None))
    if request.method == "POST":
        done = attempt(
            request,
            form_of(request.POST),
            save,
            fresh=lambda: support_values(support_of(request, slug, key)) if key else {},
            again=form_of,
        )
    if done.done:
        messages.success(request, _("Saved. The other side sees it."))
        return redirect("support:support", slug, saved[0].key)
    context = {"programme": programme, "support": shown, "form": done.form, "differences": done.differences}
    return render(request, "support/edit.html", context, status=done.code)


def proposed(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """What the activity named in the address proposes; else the running year."""
    typed = request.GET.get("activity", "")
    try:
        activity = queries.activities_to_choose(programme).filter(key=UUID(typed)).first()
    except ValueError:
        activity = None
    return from_activity(activity) if activity else {"year": today().year}


def support(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    row = support_of(request, slug, key)
    payments = list(row.payments.all())
    if file := export_response(request, payments, PAYMENT_COLUMNS, f"{slug}-payments", _("Payments")):
        return file
    return shown(request, row)


def shown(
    request: HttpRequest, row: Support, given: dict[str, Any] | None = None, code: int = 200
) -> HttpResponse:
    """One support, with what this person may do about it now."""
    seat, state = request.seat, SupportState(row.state)
    seen = {"seen": row.revision}
    payments = list(row.payments.all())
    context: dict[str, Any] = {
        "programme": row.programme,
        "support": row,
        "unit": unit_of(row),
        "is_money": row.kind == SupportKind.MONEY,
        "payments": payments,
        "paid": [
            (total, code) for code, total in sums((one.minor, one.currency) for one in payments).items()
        ],
        "position": position_in(seat, row.programme),
        "can_change": state in CHANGEABLE and may(seat, row, "change"),
        "can_approve": state == SupportState.PROMISED and may(seat, row, SupportState.APPROVED),
        "can_deliver": state == SupportState.APPROVED and may(seat, row, SupportState.DELIVERED),
        "can_take_back": state == SupportState.DELIVERED and may(seat, row, SupportState.DELIVERED),
        "can_receive": state == SupportState.DELIVERED and may(seat, row, SupportState.RECEIVED),
        "can_take_receipt_back": state == SupportState.RECEIVED and may(seat, row, "unreceive"),
        "can_cancel": state in CHANGEABLE and may(seat, row, SupportState.CANCELLED),
        "can_promise_again": state == SupportState.CANCELLED and may(seat, row, SupportState.PROMISED),
        "can_document": may(seat, row, "document"),
        "can_pay": state != SupportState.CANCELLED and may(seat, row, "pay"),
        "approve_form": ApproveForm(initial=seen),
        "deliver_form": DeliverForm(initial={**seen, "activity": row.activity_id}, support=row),
        "receive_form": ReceiveForm(initial=seen, support=row),
        "cancel_form": ReasonForm(initial=seen, auto_id="cancel_%s"),
        "receipt_form": ReasonForm(initial=seen, auto_id="receipt_%s"),
        "paper_form": PaperForm(auto_id="paper_%s"),
    }
    return render(request, "support/support.html", context | (given or {}), status=code)


def answered(
    request: HttpRequest,
    slug: str,
    key: UUID,
    name: str,
    form: forms.Form,
    act: Callable[[Support], object],
    said: str,
) -> HttpResponse:
    """Do one action with a form of the page; a refusal shows the page again with what was typed."""
    row, code = support_of(request, slug, key), 422
    if form.is_valid():
        try:
            act(row)
            messages.success(request, said)
            return redirect("support:support", slug, key)
        except NotPermitted:
            raise
        except Refused as refused:
            form.add_error(None, words(refused))
            code = status(refused)
    return shown(request, support_of(request, slug, key), {name: form}, code)


@require_POST
def approve(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    form = ApproveForm(request.POST)
    return answered(
        request, slug, key, "approve_form", form,
        lambda row: actions.approve(
            support=row, paper=form.cleaned_data["paper"], seen_revision=form.cleaned_data["seen"],
            by=request.seat, at=now(),
        ),
        _("Approved by your side."),
    )  # fmt: skip


@require_POST
def deliver(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    form = DeliverForm(request.POST, support=support_of(request, slug, key))
    return answered(
        request, slug, key, "deliver_form", form,
        lambda row: actions.deliver(
            support=row, on=form.cleaned_data["on"],
            activity=form.cleaned_data["activity"], seen_revision=form.cleaned_data["seen"], by=request.seat, at=now()
        ),
        _("Delivered. The other side has been asked to confirm the receipt."),
    )  # fmt: skip


@require_POST
def receive(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    form = ReceiveForm(request.POST, support=support_of(request, slug, key))
    return answered(
        request, slug, key, "receive_form", form,
        lambda row: actions.receive(
            support=row, seen_revision=form.cleaned_data["seen"], by=request.seat, at=now(), **form.values()
        ),
        _("Receipt confirmed. It counts in the balance now."),
    )  # fmt: skip


def with_reason(
    request: HttpRequest, slug: str, key: UUID, name: str, act: Callable[..., object], said: str
) -> HttpResponse:
    """Do what takes a reason; `name` is that of its form on the page."""
    form = ReasonForm(request.POST, auto_id=f"{name}_%s")
    return answered(
        request, slug, key, f"{name}_form", form,
        lambda row: act(
            support=row, reason=form.cleaned_data["reason"], seen_revision=form.cleaned_data["seen"],
            by=request.seat, at=now(),
        ),
        said,
    )  # fmt: skip


@require_POST
def take_receipt_back(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    said = _("The receipt is taken back; it no longer counts in the balance.")
    return with_reason(request, slug, key, "receipt", actions.take_receipt_back, said)


@require_POST
def cancel(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    said = _("Cancelled. The other side has been told.")
    return with_reason(request, slug, key, "cancel", actions.cancel, said)


def at_once(
    request: HttpRequest, slug: str, key: UUID, act: Callable[..., object], said: str
) -> HttpResponse:
    """Do what asks for nothing more than the press of the button."""
    act(support=support_of(request, slug, key), by=request.seat, at=now())
    messages.success(request, said)
    return redirect("support:support", slug, key)


@require_POST
def take_back(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return at_once(request, slug, key, actions.take_delivery_back, _("The delivery is taken back."))


@require_POST
def promise_again(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    said = _("Promised again. The other side has been told.")
    return at_once(request, slug, key, actions.promise_again, said)


@require_POST
def add_paper(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    form = PaperForm(request.POST, request.FILES, auto_id="paper_%s")

    def act(row: Support) -> object:
        upload = form.cleaned_data["file"]
        return actions.add_paper(
            support=row, name=upload.name, data=read_upload(upload), dated=form.cleaned_data["dated"],
            caption=form.cleaned_data["caption"], crosses=form.cleaned_data["crosses"], by=request.seat, at=now(),
        )  # fmt: skip

    return answered(request, slug, key, "paper_form", form, act, _("The document is kept."))


@require_POST
def remove_paper(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    row = support_of(request, slug, key)
    paper = get_object_or_404(row.papers.all(), pk=number)
    paper.support = row
    actions.remove_paper(paper=paper, by=request.seat, at=now())
    messages.success(request, _("Taken out. The file itself is kept."))
    return redirect("support:support", slug, key)
