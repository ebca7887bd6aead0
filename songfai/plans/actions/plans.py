"""Writes of yearly plans: a draft is one side's; what was offered never changes; both agree or it is not in force."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.people.consent import Consent
from songfai.plans import rules
from songfai.plans.models import Activity, Plan, PlanItem
from songfai.plans.permissions import check_own_plan, check_side
from songfai.plans.queries import current, items_of
from songfai.plans.terms import plan_paper
from songfai.programmes.actions import notifying
from songfai.programmes.models import Programme
from songfai.programmes.rules import require_not_closed, require_parties
from songfai.record import actions as record
from songfai.record.models import Document, Register
from songfai.record.states import Stage

ITEM_PARTIES = ("lead_party", "coordinator_party", "payer_party")
COPIED = (
    "number",
    "commitment_id",
    "title",
    "kind",
    "quantity",
    "unit",
    "quarter",
    "lead",
    "payer",
    "costs",
    "venue",
    "note",
    *ITEM_PARTIES,
)


def require_in_force(programme: Programme) -> Register:
    """The register of a programme that is in force; refuses the others, and one both sides have closed."""
    require_not_closed(programme.closed_on)
    document = programme.document
    if document is not None and programme.register and document.standing.stage == Stage.IN_FORCE:
        return programme.register
    raise Refused(
        "programme_not_in_force",
        N_("The programme is not in force yet. What is planned and done under it is entered after that."),
    )


def offered(plan: Plan) -> Document:
    """The document of a version that was offered; a draft has none to answer."""
    if plan.document is None:
        raise Refused("plan_not_offered", N_("This draft has not been offered yet."))
    return plan.document


def bump(row: Plan | Activity, seen_revision: int | None) -> None:
    """Take the row's next revision, or say that somebody else took it meanwhile."""
    mine = type(row).objects.filter(pk=row.pk)
    if seen_revision is not None:
        mine = mine.filter(revision=seen_revision)
    if not mine.update(revision=F("revision") + 1):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row.refresh_from_db(fields=["revision"])


def require_one_lead(item: PlanItem) -> None:
    """A further party leads or pays in place of the sides, not beside one of them."""
    rules.require_one((item.lead, item.lead_party_id), (item.payer, item.payer_party_id))


def hold_draft(plan: Plan, by: Seat, at: datetime) -> None:
    """Take the draft to write in it; who did is kept."""
    hold(plan, by, "draft")
    record.wrote(plan, by, at)


def hold(plan: Plan, by: Seat, capability: str) -> None:
    """Take the draft as it is now and keep it until the transaction ends: what was offered meanwhile no longer
    changes, also for somebody who still had it open as a draft."""
    check_own_plan(by, plan, capability)
    if not Plan.objects.select_for_update().filter(pk=plan.pk).values_list("pk", flat=True):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    plan.refresh_from_db(fields=["document", "version", "note", "revision"])
    rules.require_draft(plan.is_draft)


def _is_agreed(plan: Plan) -> bool:
    return plan.document is not None and plan.document.standing.stage in (Stage.IN_FORCE, Stage.REPLACED)


@transaction.atomic
def start_plan(
    *, programme: Programme, year: int, by: Seat, at: datetime, copy_of: Plan | None = None
) -> Plan:
    """Begin a draft for a year: empty, or with the items of another version or year.

    Items keep their key from version to version of one year, so that differences can be shown.
    """
    check_side(by, programme, "draft")
    require_in_force(programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    rules.require_year_in_term(year, programme.term_start.year, programme.term_end.year)
    drafts = Plan.objects.filter(programme=programme, year=year, drafted_by__in=by.stands_for, document=None)
    if drafts.exists():
        raise Refused(
            "draft_exists", N_("Your side already has a draft for %(year)s. Continue that one."), year=year
        )
    plan = Plan.objects.create(programme=programme, year=year, drafted_by=by.institution, created_at=at)
    for item in items_of(copy_of) if copy_of else []:
        same_year = copy_of is not None and copy_of.year == year
        PlanItem.objects.create(
            plan=plan,
            key=item.key if same_year else uuid4(),
            **{name: getattr(item, name) for name in COPIED},
        )
    if copy_of is not None and copy_of.year == year and not _is_agreed(copy_of):
        # It came back and is offered once more: whoever wrote in it wrote in this one.
        record.hand_on(record.subject_of(copy_of), record.subject_of(plan))
    record.wrote(plan, by, at)
    write(by=by, at=at, verb="plans.start", subject=plan, programme=programme.slug)
    return plan


@transaction.atomic
def save_item(
    *,
    plan: Plan,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    item: PlanItem | None = None,
    seen_revision: int | None = None,
) -> PlanItem:
    """Add an item to a draft or change one. `values` are those of forms.ItemForm."""
    hold_draft(plan, by, at)
    bump(plan, seen_revision)
    if item is None:
        last = plan.items.aggregate(last=Max("number"))["last"] or 0
        item = PlanItem(plan=plan, number=last + 1)
    for name, value in values.items():
        setattr(item, name, value)
    require_parties([getattr(item, name) for name in ITEM_PARTIES], plan.programme_id)
    require_one_lead(item)
    item.save()
    write(by=by, at=at, verb="plans.save_item", subject=item, programme=plan.programme.slug)
    return item


@transaction.atomic
def remove_item(*, item: PlanItem, by: Seat, at: datetime) -> None:
    hold_draft(item.plan, by, at)
    bump(item.plan, None)
    write(by=by, at=at, verb="plans.remove_item", subject=item, programme=item.plan.programme.slug)
    item.delete()


@transaction.atomic
def set_reason(
    *, plan: Plan, reason: Trilingual, by: Seat, at: datetime, seen_revision: int | None = None
) -> None:
    """Why this version is to replace the one in force."""
    hold_draft(plan, by, at)
    bump(plan, seen_revision)
    plan.note = reason
    plan.save(update_fields=["note"])
    write(by=by, at=at, verb="plans.set_reason", subject=plan, programme=plan.programme.slug)


@transaction.atomic
def discard(*, plan: Plan, by: Seat, at: datetime) -> None:
    """Throw away one's own draft. What was offered stays for ever."""
    hold(plan, by, "draft")
    write(by=by, at=at, verb="plans.discard", subject=plan, programme=plan.programme.slug)
    plan.delete()


@transaction.atomic
def offer(
    *,
    plan: Plan,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    consent: Consent | None = None,
) -> Plan:
    """Offer the draft to the other side: it becomes a document that no longer changes. Offering agrees to it, so
    Changed when the draft is no longer the one that was read. `consent` is the person's proof; None for commands."""
    record.hold(plan.programme.register)
    hold(plan, by, "offer")
    if seen_revision is not None and seen_revision != plan.revision:
        raise Changed(
            "changed_meanwhile",
            N_("The draft was changed while you were reading it. Read it once more, then offer it."),
        )
    items = list(items_of(plan))
    replaces = current(plan.programme, plan.year) is not None
    rules.require_offerable(len(items), bool(plan.note), replaces)
    document = record.offer(
        register=require_in_force(plan.programme),
        **plan_paper(plan, items),
        by=by,
        at=at,
        consent=consent,
        draft=plan,
    )
    plan.document, plan.version = document, document.version
    plan.save(update_fields=["document", "version"])
    write(
        by=by, at=at, verb="plans.offer", subject=plan, programme=plan.programme.slug, sha256=document.sha256
    )
    _tell_other(
        plan, by, at, N_("%(side)s offers the plan of %(year)s for %(title)s. It waits for your answer.")
    )
    return plan


@transaction.atomic
def approve(*, plan: Plan, seen: str, by: Seat, at: datetime, consent: Consent | None = None) -> Plan:
    """Approve the very bytes that were read; in force once both receipts are there."""
    check_side(by, plan.programme, "agree")
    record.approve(document=offered(plan), seen=seen, by=by, at=at, consent=consent)
    plan.refresh_from_db()
    write(by=by, at=at, verb="plans.approve", subject=plan, programme=plan.programme.slug, sha256=seen)
    _tell_other(plan, by, at, N_("%(side)s approved the plan of %(year)s for %(title)s. It is in force."))
    return plan


@transaction.atomic
def return_(*, plan: Plan, seen: str, reason: str, by: Seat, at: datetime) -> Plan:
    check_side(by, plan.programme, "answer")
    record.return_(document=offered(plan), seen=seen, reason=reason, by=by, at=at)
    write(by=by, at=at, verb="plans.return", subject=plan, programme=plan.programme.slug, reason=reason)
    _tell_other(plan, by, at, N_("%(side)s returned the plan of %(year)s for %(title)s with a reason."))
    return plan


@transaction.atomic
def withdraw(*, plan: Plan, seen: str, reason: str, by: Seat, at: datetime) -> Plan:
    check_own_plan(by, plan, "answer")
    record.withdraw(document=offered(plan), seen=seen, reason=reason, by=by, at=at)
    write(by=by, at=at, verb="plans.withdraw", subject=plan, programme=plan.programme.slug, reason=reason)
    _tell_other(plan, by, at, N_("%(side)s withdrew its plan of %(year)s for %(title)s."))
    return plan


def _tell_other(plan: Plan, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        plan.programme,
        by,
        at,
        text,
        address=reverse("plans:plan", args=[plan.programme.slug, plan.key]),
        year=plan.year,
        title=plan.programme.title.as_dict(),
    )
