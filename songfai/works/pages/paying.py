"""Remuneration: what was agreed, what is owed today, what was paid."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.formats import currency_of
from songfai.kit.money import to_amount
from songfai.kit.paging import page_of
from songfai.kit.saving import tried
from songfai.parties.permissions import check
from songfai.works import actions, rules
from songfai.works.forms import AgreementForm, PaymentForm
from songfai.works.models import Instalment, Work
from songfai.works.pages.parts import form_page, work_of
from songfai.works.permissions import check_may
from songfai.works.queries import agreement_of, dues_of, dues_today, rates_on, to_pay
from songfai.works.states import PayKind, Stage


def index(request: HttpRequest) -> HttpResponse:
    """What the unit owes its authors by now and has not paid in full, the oldest first."""
    check(request.seat, "record")
    day = today()
    page = page_of(request, to_pay(request.seat, day), "due")
    context = {"active": "payments", "page": page, "dues": dues_today(page.rows, day)}
    return render(request, "works/payments.html", context)


def _initial(work: Work) -> dict[str, Any]:
    """As it was entered last; for a first one, the rates of the law where one is known."""
    if row := agreement_of(work):
        filled = {
            name: getattr(row, name)
            for name in ("kind", "paper", "agreed_on", "benefit", "transfer", "years", "reason")
        }
        if row.fixed_minor is not None:
            filled["amount"] = to_amount(row.fixed_minor, row.fixed_currency)
        return filled | {"currency": row.fixed_currency}
    likely = {"kind": PayKind.AGREED, "currency": currency_of(work.institution.country)}
    rates = rates_on(work.institution, today())
    if rates is None:
        return likely
    return likely | {
        "benefit": rates.benefit,
        "transfer": rates.transfer,
        "years": rates.years,
    }


def agreement(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "agreement", shown)
    rules.require_payable(Stage(shown.stage))

    def fresh() -> dict[str, Any]:
        return _initial(shown) | {"seen": work_of(request, key).revision}

    def form_of(data: Any) -> AgreementForm:
        return AgreementForm(data, initial=fresh())

    def save(form: AgreementForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.save_agreement(work=shown, **form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:work", key)
    return form_page(
        request,
        done,
        work=shown,
        title=_("Remuneration of the authors"),
        lead=_("What is owed for each year is computed from the confirmed benefit. What was paid stays."),
        back=reverse("works:work", args=[key]),
        rates=rates_on(shown.institution, today()),
    )


def pay(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "pay", shown)
    row: Instalment = get_object_or_404(shown.instalments.select_related("agreement", "use"), pk=number)
    rules.require_owed(row.lapsed)
    due = next(one for one in dues_of(shown, shown.benefits.all(), today()) if one.instalment.pk == row.pk)
    rules.require_known_amount(due.owed)
    assert due.owed is not None

    def fresh() -> dict[str, Any]:
        assert due.owed is not None
        return {
            "seen": work_of(request, key).revision,
            "amount": to_amount(due.rest, due.owed.currency),
            "currency": due.owed.currency,
            "paid_on": today(),
        }

    def form_of(data: Any) -> PaymentForm:
        return PaymentForm(data, initial=fresh())

    def save(form: PaymentForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.pay(instalment=row, **form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:work", key)
    return form_page(
        request,
        done,
        work=shown,
        title=_("Enter a payment of remuneration"),
        lead=_("The authors are told. An entry is not changed afterwards."),
        back=reverse("works:work", args=[key]),
    )
