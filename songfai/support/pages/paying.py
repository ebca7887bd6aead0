"""Pages of payments under a support."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.formats import currency_of
from songfai.kit.refusals import status, words
from songfai.support import actions
from songfai.support.forms.paying import PaymentForm
from songfai.support.pages.giving import support_of
from songfai.support.permissions import check_may
from songfai.support.queries import usable_rates


def pay(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Enter a payment; with a rate its amount is worked out."""
    row, code = support_of(request, slug, key), 200
    check_may(request.seat, row, "pay")
    likely = row.currency or currency_of(request.seat.institution.country)
    rates = usable_rates(request.seat.institution_id)
    form = PaymentForm(request.POST or None, rates=rates, initial={"currency": likely})
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.pay(support=row, values=form.values(), by=request.seat, at=now())
                messages.success(request, _("The payment is entered."))
                return redirect("support:support", slug, key)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    context = {"programme": row.programme, "support": row, "form": form}
    return render(request, "support/pay.html", context, status=code)


@require_POST
def remove(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    row = support_of(request, slug, key)
    payment = get_object_or_404(row.payments.all(), pk=number)
    payment.support = row
    actions.remove_payment(payment=payment, by=request.seat, at=now())
    messages.success(request, _("The payment is taken out; the working history keeps it."))
    return redirect("support:support", slug, key)
