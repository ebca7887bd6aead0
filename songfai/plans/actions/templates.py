"""Templates: items an institution keeps, without year and quarter, to begin its plans with."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.parties.models import Institution, Seat
from songfai.plans.actions.plans import bump, hold_draft, start_plan
from songfai.plans.models import Plan, PlanItem, Template, TemplateItem
from songfai.plans.permissions import check_own_template, check_side
from songfai.plans.queries import items_of
from songfai.plans.rules import alike, position_of, seen_from
from songfai.programmes.models import Commitment, FurtherParty, Programme
from songfai.programmes.queries import nameable_by_body

# Where an item names a further party -> where a template keeps the body.
BODIES = {"lead_party": "lead_body", "coordinator_party": "coordinator_body", "payer_party": "payer_body"}
KEPT = ("number", "title", "kind", "quantity", "unit", "costs", "venue", "note")


@transaction.atomic
def save_template(*, plan: Plan, name: Trilingual, everywhere: bool, by: Seat, at: datetime) -> Template:
    """Keep the items of a plan under a name: for its programme, or `everywhere` the institution plans.

    Refused: template_without_items, template_without_name.
    """
    own = check_side(by, plan.programme, "draft")
    items = list(items_of(plan))
    if not items:
        raise Refused("template_without_items", N_("The plan has no item yet: there is nothing to keep."))
    if not name:
        raise Refused("template_without_name", N_("Give the template a name."))
    template = Template.objects.create(
        institution=by.institution,
        programme=None if everywhere else plan.programme,
        name=name,
        saved_by=str(by.account)[:200],
        saved_at=at,
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(
            template=template,
            commitment_number=item.commitment.number,
            commitment_type=item.commitment.type,
            lead=seen_from(own, item.lead),
            payer=seen_from(own, item.payer),
            **{body: _body(getattr(item, party)) for party, body in BODIES.items()},
            **{field: getattr(item, field) for field in KEPT},
        )
        for item in items
    )
    write(by=by, at=at, verb="plans.save_template", subject=template, programme=plan.programme.slug)
    return template


@transaction.atomic
def start_from_template(
    *, programme: Programme, year: int, template: Template, by: Seat, at: datetime
) -> Plan:
    """Begin a draft with the items of a template. Refused as start_plan, and nothing_fits."""
    check_own_template(by, template)
    plan = start_plan(programme=programme, year=year, by=by, at=at)
    _add(plan, template, by)
    return plan


@transaction.atomic
def fill_from_template(
    *, plan: Plan, template: Template, by: Seat, at: datetime, seen_revision: int | None = None
) -> int:
    """Add the items of a template that the draft does not have yet; says how many. Refused: nothing_fits."""
    check_own_template(by, template)
    hold_draft(plan, by, at)
    bump(plan, seen_revision)
    added = _add(plan, template, by)
    write(by=by, at=at, verb="plans.fill_plan", subject=plan, programme=plan.programme.slug, items=added)
    return added


@transaction.atomic
def remove_template(*, template: Template, by: Seat, at: datetime) -> None:
    """Plans that began with it keep their items."""
    check_own_template(by, template)
    write(by=by, at=at, verb="plans.remove_template", subject=template)
    template.delete()


def _add(plan: Plan, template: Template, by: Seat) -> int:
    """Each item goes to the commitment that is most like the one it was kept for: same number and type, else the first
    of the type. An item in the same words under that commitment is there already. A further party is named where the body
    takes part here too and not only to read; else the item is for both sides until somebody says whose it is."""
    own = check_side(by, plan.programme, "draft")
    parties = nameable_by_body(plan.programme)
    commitments = list(plan.programme.commitments.order_by("number"))
    there = {(item.commitment_id, _words(item.title)) for item in plan.items.all()}
    last = plan.items.aggregate(last=Max("number"))["last"] or 0
    added = 0
    for item in template.items.order_by("number", "id"):
        commitment = _like(item, commitments)
        if commitment is None or (commitment.pk, _words(item.title)) in there:
            continue
        added += 1
        PlanItem.objects.create(
            plan=plan,
            key=uuid4(),
            commitment=commitment,
            lead=position_of(own, item.lead),
            payer=position_of(own, item.payer),
            **{party: parties.get(getattr(item, f"{body}_id")) for party, body in BODIES.items()},
            **{field: getattr(item, field) for field in KEPT if field != "number"},
            number=last + added,
        )
    if not added:
        raise Refused(
            "nothing_fits",
            N_("Nothing of this template fits: the draft has it already, or no commitment is like it."),
        )
    return added


def _like(item: TemplateItem, commitments: Iterable[Commitment]) -> Commitment | None:
    known = list(commitments)
    at = alike((item.commitment_number, item.commitment_type), [(one.number, one.type) for one in known])
    return known[at] if at is not None else None


def _body(named: FurtherParty | None) -> Institution | None:
    return named.institution if named else None


def _words(title: Trilingual) -> str:
    return fold(title.best("vi")[0])
