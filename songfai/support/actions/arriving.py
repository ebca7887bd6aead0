"""What the other side's server sent of support and of the units of the balance, worked out from both sides' last words."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from songfai.files.actions import adopt_named, share
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import fold
from songfai.plans.models import Activity
from songfai.programmes.actions.arriving import commitment_of, party_of, programme_of, tell_here
from songfai.programmes.models import Programme
from songfai.record.arrived import Arrived, arrived, is_latest, sides_of
from songfai.record.models import Document, Entry
from songfai.record.queries import terms_of
from songfai.record.states import EntryType
from songfai.record.threads import latest, said_by
from songfai.support import rules
from songfai.support.measures import MEASURES
from songfai.support.models import Agreed, Paper, Payment, Support
from songfai.support.statements import receipt_name, support_name
from songfai.support.states import AgreedState, SupportKind, SupportState

Terms = Mapping[str, Any]
# What the giver can say by itself: that it was received only the other side says.
GIVEN = {SupportState.PROMISED, SupportState.APPROVED, SupportState.DELIVERED, SupportState.CANCELLED}


@transaction.atomic
def take_in_support(*, document: Document, at: datetime) -> None:
    """Show what the giving side says. Refused: programme_missing, commitment_missing, activity_missing,
    support_of_another, and what no support may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    support = Support.objects.select_for_update().filter(key=said.key).first() or Support(
        key=said.key, giver=said.position, recorded_by=said.account[:200], recorded_at=said.at
    )
    if support.pk and (support.programme_id, support.giver) != (programme.pk, said.position):
        raise Refused("support_of_another", N_("This support belongs to another programme or side."))
    support.programme = programme
    before = support.state if support.pk else ""
    _fill(support, said)
    _receipt(support, document)
    _keep(support, said, at, "take_in_support")
    if support.state != before:
        texts = {
            SupportState.PROMISED: N_("%(side)s promises: %(support)s."),
            SupportState.DELIVERED: N_(
                "%(side)s says it delivered: %(support)s. It waits for your confirmation of receipt."
            ),
            SupportState.CANCELLED: N_("%(side)s no longer promises: %(support)s."),
        }
        _tell(support, said, texts.get(SupportState(support.state)), at)


def _fill(support: Support, said: Arrived) -> None:
    terms, programme = said.terms, support.programme
    support.kind, support.title = SupportKind(terms["kind"]), Trilingual.of(said.body["title"])
    support.year = terms["year"]
    support.quantity = Decimal(terms["quantity"]) if "quantity" in terms else None
    support.unit = Trilingual.of(terms.get("unit"))
    money = terms.get("money", {})
    support.minor, support.currency = money.get("minor"), money.get("cur", "")
    support.state = SupportState(terms["state"])
    if support.state not in GIVEN:
        raise Refused("support_of_another", N_("This support belongs to another programme or side."))
    support.approved_paper = terms.get("approved_paper", "")
    support.reason = terms.get("reason", support.reason)
    support.delivered_on = date.fromisoformat(terms["delivered_on"]) if "delivered_on" in terms else None
    support.commitment = commitment_of(programme, terms["commitment"]) if "commitment" in terms else None
    support.activity = _activity(programme, terms.get("activity"))
    support.giver_party, support.receiver_party = (
        party_of(programme, terms.get(name)) for name in ("giver_party", "receiver_party")
    )
    rules.require_one_end(support.giver_party is not None, support.receiver_party is not None)
    rules.require_amount(support.kind, support.quantity, bool(support.unit), support.minor, support.currency)
    rules.require_year(support.year, programme.term_start.year or 0, programme.term_end.year or 9999)
    support.search = fold(" ".join(support.title.get(language) for language in LANGUAGES))


def _activity(programme: Programme, identifier: str | None) -> Activity | None:
    if identifier is None:
        return None
    found = Activity.objects.filter(programme=programme, key=uuid.UUID(hex=identifier)).first()
    if found is None:
        raise Refused("activity_missing", N_("The activity it speaks of has not come yet."))
    return found


@transaction.atomic
def take_in_receipt(*, document: Document, at: datetime) -> None:
    """Show what the receiving side says arrived. Refused: programme_missing, support_missing, support_of_another."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    support = _support_of(said, programme)
    if support.receiver != said.position:
        raise Refused("support_of_another", N_("This support belongs to another programme or side."))
    giving = latest(programme.register_id, support.giver, support_name(support))
    if giving is None:
        raise Refused("support_missing", N_("The support it speaks of has not come yet."))
    before = support.state
    if before == SupportState.RECEIVED:
        support.state = SupportState.DELIVERED
    _receipt(support, giving)
    support.reason = said.terms.get("taken_back", support.reason)
    _keep(support, said, at, "take_in_receipt")
    if support.state != before:
        back = support.state != SupportState.RECEIVED
        text = (
            N_("%(side)s took back the receipt of %(support)s and says why.")
            if back
            else N_("%(side)s confirmed the receipt: %(support)s.")
        )
        _tell(support, said, text, at)


@transaction.atomic
def take_in_payments(*, document: Document, at: datetime) -> None:
    """Show what the giver paid. Refused: programme_missing, support_missing, support_of_another."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    support = _support_of(said, programme)
    if support.giver != said.position:
        raise Refused("support_of_another", N_("This support belongs to another programme or side."))
    known = {_paid(one): one for one in support.payments.select_related("rate__version")}
    support.payments.all().delete()
    for one in said.terms.get("payments", []):
        row = Payment(
            support=support,
            title=Trilingual.of(one["title"]),
            paid_on=date.fromisoformat(one["on"]),
            minor=one["money"]["minor"],
            currency=one["money"]["cur"],
            persons=one.get("persons"),
            times=Decimal(one["times"]) if "times" in one else None,
            rate_told=one.get("rate", {}),
            paper=one.get("paper", ""),
            recorded_by=said.account[:200],
            recorded_at=said.at,
        )
        before = known.get(_paid(row))
        if before is not None:
            # Where a record comes back whole, what was entered here keeps its table and its hand.
            row.rate, row.recorded_by, row.recorded_at = before.rate, before.recorded_by, before.recorded_at
        row.save()
    _keep(support, said, at, "take_in_payments")


def _paid(payment: Payment) -> tuple[object, ...]:
    return (payment.title, payment.paid_on, payment.minor, payment.currency, payment.paper)


def _support_of(said: Arrived, programme: Programme) -> Support:
    support = Support.objects.select_for_update().filter(key=said.key, programme=programme).first()
    if support is None:
        raise Refused("support_missing", N_("The support it speaks of has not come yet."))
    support.programme = programme
    return support


@transaction.atomic
def take_in_papers(*, document: Document, at: datetime) -> None:
    """Documents of a side that may cross. Refused: programme_missing, support_missing, file_missing while a file has not
    come yet."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    support = _support_of(said, programme)
    names = {one["sha256"]: one["name"] for one in said.body.get("attachments", [])}
    support.papers.filter(side=said.position, crosses=True).delete()
    for one in said.terms.get("papers", []):
        file = adopt_named(
            one["sha256"], names, institution=said.institution, given_by=said.account, at=said.at
        )
        share(file=file, institutions=sides_of(document).values())
        Paper.objects.create(
            support=support,
            side=said.position,
            file=file,
            caption=Trilingual.of(one.get("caption")),
            dated=date.fromisoformat(one["dated"]),
            crosses=True,
        )
    _keep(support, said, at, "take_in_papers")


def _receipt(support: Support, giving: Document) -> None:
    """The other side's word counts for the delivery it names; the giver that took its delivery back is not answered."""
    word = latest(support.programme.register_id, support.receiver, receipt_name(support))
    terms = terms_of(word) if word is not None else {}
    holds = terms.get("delivery") == f"sha256:{giving.sha256}" and support.state == SupportState.DELIVERED
    if word is None or not holds or "received_on" not in terms:
        support.arrived = support.arrived_minor = support.received_on = support.received_at = None
        support.received_by, support.receipt_note = "", Trilingual()
        return
    support.received_on = date.fromisoformat(terms["received_on"])
    support.arrived = Decimal(terms["arrived"]) if "arrived" in terms else None
    support.arrived_minor = terms.get("money", {}).get("minor")
    support.receipt_note = Trilingual.of(terms.get("note"))
    rules.require_after(support.delivered_on, support.received_on)
    _require_received(support)
    if support.received_at is None:
        side = support.programme.sides.get(position=support.receiver)
        line = Entry.objects.filter(document=word, type=EntryType.STATE).order_by("seq").first()
        support.received_by = str(side.institution)[:200]
        support.received_at = line.at if line is not None else word.created_at
    support.state = SupportState.RECEIVED


def _require_received(support: Support) -> None:
    promised, arrived_ = (
        (support.minor or 0, support.arrived_minor or 0)
        if support.kind == SupportKind.MONEY
        else (support.quantity or Decimal(0), support.arrived or Decimal(0))
    )
    rules.require_received(promised, arrived_, bool(support.receipt_note))


def _keep(support: Support, said: Arrived, at: datetime, verb: str) -> None:
    support.revision += 1
    support.save()
    write(
        by=said,
        at=at,
        verb=f"support.{verb}",
        subject=support,
        programme=support.programme.slug,
        sha256=said.document.sha256,
    )


def _tell(support: Support, said: Arrived, text: str | None, at: datetime) -> None:
    if text:
        address = reverse("support:support", args=[support.programme.slug, support.key])
        tell_here(said, support.programme, text, address, at, support=support.title.as_dict())


# ---------------------------------------------------------------- the units of the balance


@transaction.atomic
def take_in_unit(*, document: Document, at: datetime) -> None:
    """A proposal of the other side, or its answer to one. Both rows of the measure follow from both sides' last words.

    Refused: programme_missing, measure_unknown, proposal_missing.
    """
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    measure = said.terms["measure"]
    if measure not in {one.slug for one in MEASURES}:
        raise Refused("measure_unknown", N_("This is not counted in the balance."))
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    proposals = {position: latest(programme.register_id, position, f"unit/{measure}") for position in (1, 2)}
    answers = {
        position: said_by(programme.register_id, position, f"unit_answer/{measure}") for position in (1, 2)
    }
    before = set(_rows(programme, measure).values_list("state", "side", "per", "counted"))
    _agreed(programme, measure, answers, at)
    _proposed(programme, measure, proposals, answers, at)
    write(
        by=said,
        at=at,
        verb="support.take_in_unit",
        subject=programme,
        programme=programme.slug,
        measure=measure,
    )
    if before != set(_rows(programme, measure).values_list("state", "side", "per", "counted")):
        text = (
            N_("%(side)s proposes how the balance is counted. It waits for your answer.")
            if document.kind == "unit"
            else N_("%(side)s answered how the balance is counted.")
        )
        tell_here(said, programme, text, reverse("support:units", args=[programme.slug]), at)


def _rows(programme: Programme, measure: str) -> Any:
    return Agreed.objects.filter(programme=programme, measure=measure)


def _row(programme: Programme, document: Document, at: datetime) -> Agreed:
    terms, position = terms_of(document), int(document.thread[1])
    side = programme.sides.get(position=position)
    row = Agreed(
        programme=programme,
        measure=terms["measure"],
        counted=terms["counted"],
        unit=Trilingual.of(terms.get("unit")),
        per=Decimal(terms["per"]),
        side=position,
        proposed_by=str(side.institution)[:200],
        proposed_at=at,
    )
    rules.require_divisor(row.per)
    return row


def _agreed(programme: Programme, measure: str, answers: Mapping[int, Terms], at: datetime) -> None:
    """Of two agreements the one given later holds; of two given without knowing of one another, the smaller hash."""
    given = [(-one["turn"], one["agreed"], position) for position, one in answers.items() if "agreed" in one]
    if not given:
        return
    _, named, position = min(given)
    proposal = Document.objects.filter(
        register=programme.register_id,
        thread=f"p{3 - position}/unit/{measure}",
        sha256=named.removeprefix("sha256:"),
    ).first()
    if proposal is None or arrived(proposal).position != 3 - position:
        raise Refused("proposal_missing", N_("The proposal that is answered has not come yet."))
    _rows(programme, measure).filter(state=AgreedState.AGREED).delete()
    row = _row(programme, proposal, at)
    side = programme.sides.get(position=position)
    row.state, row.agreed_by, row.agreed_at = AgreedState.AGREED, str(side.institution)[:200], at
    row.save()


def _proposed(
    programme: Programme,
    measure: str,
    proposals: Mapping[int, Document | None],
    answers: Mapping[int, Terms],
    at: datetime,
) -> None:
    """The proposal that waits. Where both have proposed at once, one is answered before the other."""
    open_ = []
    for position, document in proposals.items():
        if document is None or "withdrawn" in terms_of(document):
            continue
        answer = answers[3 - position]
        if f"sha256:{document.sha256}" not in (answer.get("agreed"), answer.get("declined")):
            open_.append(document)
    _rows(programme, measure).filter(state=AgreedState.PROPOSED).delete()
    if open_:
        row = _row(programme, min(open_, key=lambda one: one.sha256), at)
        row.state = AgreedState.PROPOSED
        row.save()
