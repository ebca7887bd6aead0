"""Rates of remuneration: those of each law and those of one's own institution, with their history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from songfai.deadlines.permissions import Keeper, keeper_of, may_keep
from songfai.kit.clock import now, today
from songfai.kit.countries import country_name
from songfai.kit.forms import current_language
from songfai.kit.money import to_amount
from songfai.kit.saving import tried
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.people.queries import account_of
from songfai.works import actions
from songfai.works.forms import EndForm, LawRatesForm, RatesForm
from songfai.works.models import PayRates
from songfai.works.pages.parts import form_page, worker
from songfai.works.permissions import check_may, may
from songfai.works.queries import rates_of, rates_on

SHOWN = (
    "benefit",
    "years",
    "transfer",
    "wages",
    "helpers",
    "helpers_certainty",
    "basis",
    "source",
    "certainty",
)


def keeper_here(request: HttpRequest) -> Keeper | None:
    """Who keeps what counts for everybody on this server."""
    keeper = keeper_of(account_of(request), request.seat)
    return keeper if may_keep(keeper, None) else None


def _by(request: HttpRequest, rates: PayRates) -> Seat | Keeper:
    """The seat for the institution's own, the keeper for a law's; whoever may not is told so by the action."""
    keeper = keeper_here(request)
    return keeper if keeper is not None and rates.institution_id is None else request.seat


def _may_change(request: HttpRequest, rates: PayRates) -> bool:
    if rates.institution_id is None:
        return keeper_here(request) is not None
    return may(request.seat, "rates") and request.seat.acts_for(rates.institution_id)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    keeper = keeper_here(request)
    if keeper is None:
        worker(request)
    rows = list(rates_of(request.seat, keeper))
    context = {
        "rows": [
            (one, _may_change(request, one), country_name(one.country, current_language())) for one in rows
        ],
        "applies": rates_on(request.seat.institution, today()) if request.seat else None,
        "may_own": may(request.seat, "rates"),
        "may_law": keeper is not None,
        "works": can(request.seat, "works"),
    }
    return render(request, "works/rates.html", context)


def _filled(row: PayRates | None) -> dict[str, Any]:
    if row is None:
        return {}
    filled = {name: getattr(row, name) for name in SHOWN}
    if row.wage_minor is not None:
        filled["amount"] = to_amount(row.wage_minor, row.wage_currency)
    return filled | {"currency": row.wage_currency}


def new(request: HttpRequest) -> HttpResponse:
    """The institution's own, begun as a copy of those that apply today."""
    worker(request)
    check_may(request.seat, "rates")
    here = request.seat.institution
    like = rates_on(here, today())
    filled = _filled(like) | {"valid_from": today(), "certainty": "sourced"}

    def keep(form: RatesForm) -> None:
        told = {"country": here.country, "institution": here, "by": request.seat, "at": now()}
        actions.save_rates(**form.values(), **told)

    return _form(
        request,
        lambda data: RatesForm(data, initial=filled),
        keep,
        fresh=dict,
        title=_("Enter rates of your unit"),
        lead=_("They go before those of a body above it and of the law, and give no less than the law."),
    )


def new_law(request: HttpRequest) -> HttpResponse:
    keeper = keeper_here(request)
    if keeper is None:
        raise Http404

    def keep(form: LawRatesForm) -> None:
        actions.save_rates(**form.values(), institution=None, by=keeper, at=now())

    return _form(
        request,
        lambda data: LawRatesForm(data, initial={"valid_from": today()}),
        keep,
        fresh=dict,
        title=_("Enter rates of a law"),
        lead=_("The version before ends on the day before. What was entered by it stays."),
    )


def _found(request: HttpRequest, number: int) -> PayRates:
    row = get_object_or_404(rates_of(request.seat, keeper_here(request)), pk=number)
    if not _may_change(request, row):
        raise Http404
    return row


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Rates by which nothing was entered yet; others are ended, and new ones entered."""
    row = _found(request, number)

    def fresh() -> dict[str, Any]:
        read = _found(request, number)
        days = {"valid_from": read.valid_from, "valid_to": read.valid_to}
        return _filled(read) | days | {"seen": read.revision}

    def keep(form: RatesForm) -> None:
        told: dict[str, Any] = {"by": _by(request, row), "at": now(), "seen_revision": form.seen_revision}
        actions.save_rates(
            **form.values(), country=row.country, institution=row.institution, rates=row, **told
        )

    return _form(
        request,
        lambda data: RatesForm(data, initial=fresh()),
        keep,
        fresh=fresh,
        title=_("Change the rates"),
        lead=_("Only rates by which nothing was entered yet."),
    )


def end(request: HttpRequest, number: int) -> HttpResponse:
    row = _found(request, number)

    def fresh() -> dict[str, Any]:
        read = _found(request, number)
        return {"last": read.valid_to, "seen": read.revision}

    def keep(form: EndForm) -> None:
        told: dict[str, Any] = {"by": _by(request, row), "at": now(), "seen_revision": form.seen_revision}
        actions.end_rates(rates=row, last=form.cleaned_data["last"], **told)

    return _form(
        request,
        lambda data: EndForm(data, initial=fresh()),
        keep,
        fresh=fresh,
        title=_("End these rates"),
        lead=_("What was entered by them stays. Afterwards those of the body above apply, or the law’s."),
    )


def _form(
    request: HttpRequest, form_of: Any, keep: Any, *, fresh: Any, title: str, lead: str
) -> HttpResponse:
    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:rates")
    return form_page(request, done, title=title, lead=lead, back=reverse("works:rates"))
