"""Remuneration of the authors: what was agreed, the instalments that follow from it, what was paid."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import count_clock, hold, tell_authors
from songfai.works.models import Agreement, Instalment, Payment, Use, Work
from songfai.works.permissions import check_may
from songfai.works.queries.paying import agreement_of, owed_of, rates_on
from songfai.works.queries.works import latest
from songfai.works.states import REMUNERATION, InstalmentKind, PayKind, Stage, UseKind


@transaction.atomic
def save_agreement(
    *, work: Work, values: dict[str, Any], by: Seat, at: datetime, seen_revision: int | None = None
) -> Agreement:
    """Enter what the owner owes the authors. `values`: kind, paper, agreed_on, benefit, transfer, years (of an agreement),
    minor, currency (for a year whose benefit cannot be computed), reason (when nothing is owed).

    A new one goes before the last: what was paid stays, and what is still owed follows the new one.
    Refused: not_payable, agreement_paper, no_rates, rates_range, reason_missing, day_ahead, clock_missing.
    """
    check_may(by, "agreement", work)
    hold(work, seen_revision)
    rules.require_payable(Stage(work.stage))
    kind, today = PayKind(values["kind"]), timezone.localdate(at)
    rates = rates_on(work.institution, today)
    rules.require_agreement(
        kind,
        paper=values["paper"],
        reason=values["reason"],
        agreed_on=values["agreed_on"],
        today=today,
        rates=rates is not None,
    )
    row = Agreement(work=work, kind=kind, who=str(by.account)[:200], at=at)
    if kind != PayKind.NONE:
        given = values
        if kind == PayKind.BY_LAW and rates is not None:
            row.rates = rates
            given = {"benefit": rates.benefit, "transfer": rates.transfer, "years": rates.years}
        row.benefit, row.transfer, row.years = given["benefit"], given["transfer"], given["years"]
        rules.require_rates(row.benefit, row.transfer, row.years)
        row.fixed_minor, row.fixed_currency = values["minor"], values["currency"]
        if row.fixed_minor is None and row.rates is not None and row.rates.wage_minor is not None:
            row.fixed_minor, row.fixed_currency = (
                row.rates.wages * row.rates.wage_minor,
                row.rates.wage_currency,
            )
    row.paper, row.agreed_on = values["paper"].strip(), values["agreed_on"]
    row.reason = values["reason"].strip()
    row.save()
    _lay(row)
    work.save()
    write(by=by, at=at, verb="works.save_agreement", subject=work, kind=kind)
    tell_authors(work, N_("The remuneration for “%(work)s” was entered."), at)
    return row


def _lay(agreement: Agreement) -> None:
    """Its instalments, in the place of those of the last agreement on which nothing was paid yet."""
    work = agreement.work
    work.instalments.filter(payments=None).delete()
    work.instalments.filter(settled=False).update(agreement=agreement)
    recognition, first = latest(work), work.first_applied.first_day() if work.first_applied else None
    if agreement.kind == PayKind.NONE or recognition is None or recognition.decided_on is None:
        return
    kept = set(work.instalments.filter(use=None).values_list("number", flat=True))
    for year in rules.years(first, recognition.decided_on, agreement.years) if first else ():
        if year.number not in kept:
            _instalment(agreement, InstalmentKind.YEAR, year.first, year.last, year.owed, number=year.number)
    laid = set(work.instalments.exclude(use=None).values_list("use", flat=True))
    for use in Use.objects.filter(submission__work=work, kind=UseKind.TRANSFERRED).exclude(pk__in=laid):
        _lay_transfer(agreement, use, recognition.decided_on)
    settle(work)


def _lay_transfer(agreement: Agreement, use: Use, recognised: date) -> None:
    """A transfer for money brings an instalment; one for nothing, or later than the years that count, does not."""
    if use.minor and rules.transfer_counts(use.on, recognised, agreement.years):
        _instalment(agreement, InstalmentKind.TRANSFER, use.on, use.on, use.on, use=use)


def _instalment(
    agreement: Agreement, kind: InstalmentKind, first: date, last: date, begins: date, **named: Any
) -> None:
    work = agreement.work
    found = count_clock(REMUNERATION, begins, work.institution)
    Instalment.objects.create(
        work=work,
        agreement=agreement,
        institution=work.institution,
        kind=kind,
        first=first,
        last=last,
        begins=begins,
        due=found.due,
        counted=found.as_dict(),
        **named,
    )


def note_transfer(use: Use) -> None:
    """Called when a transfer is entered: its authors are owed a part of the price, where an agreement says so."""
    work = use.submission.work
    agreement, decided = agreement_of(work), use.submission.decided_on
    if agreement is not None and agreement.kind != PayKind.NONE and decided is not None:
        _lay_transfer(agreement, use, decided)


def settle(work: Work) -> None:
    """Called whenever what is owed or paid changes: writes which instalments are paid in full."""
    benefits = list(work.benefits.all())
    rows = work.instalments.filter(lapsed="").select_related("agreement", "use").prefetch_related("payments")
    for row in rows:
        owed = owed_of(row, benefits)
        paid = [rules.Money(one.minor, one.currency) for one in row.payments.all()]
        settled = owed is not None and rules.paid_of(paid, owed.currency) >= owed.minor
        if settled != row.settled:
            row.settled = settled
            row.save(update_fields=["settled"])


def lapse(work: Work, reason: str) -> None:
    """Called when the recognition is revoked: what was not paid in full is not owed any more. What was paid stays."""
    work.instalments.filter(settled=False).update(settled=True, lapsed=reason.strip())


@transaction.atomic
def pay(
    *,
    instalment: Instalment,
    minor: int,
    currency: str,
    paid_on: date,
    paper: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Payment:
    """Enter what was paid of an instalment, with its paper; in parts where it was paid in parts. The authors are told.

    Refused: not_owed, settled_already, amount_unknown, other_currency, nothing_paid, day_ahead, proof_missing.
    """
    work = instalment.work
    check_may(by, "pay", work)
    hold(work, seen_revision)
    instalment.refresh_from_db(from_queryset=Instalment.objects.select_for_update())
    rules.require_owed(instalment.lapsed)
    rules.require_unsettled(instalment.settled)
    owed = owed_of(instalment, work.benefits.all())
    rules.require_known_amount(owed)
    assert owed is not None
    rules.require_currency(owed, currency)
    rules.require_payment(minor, paid_on, paper, timezone.localdate(at))
    row = Payment.objects.create(
        instalment=instalment,
        minor=minor,
        currency=currency,
        paid_on=paid_on,
        paper=paper.strip(),
        who=str(by.account)[:200],
        at=at,
    )
    settle(work)
    work.save()
    write(by=by, at=at, verb="works.pay", subject=work, minor=minor, currency=currency)
    tell_authors(work, N_("A payment of remuneration for “%(work)s” was entered."), at)
    return row
