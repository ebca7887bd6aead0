"""Filling a draft plan from what is there already: only what is missing is added, nothing is overwritten."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.actions.plans import COPIED, ITEM_PARTIES, bump, hold_draft
from songfai.plans.models import Plan, PlanItem
from songfai.plans.permissions import check_side
from songfai.plans.queries import items_of
from songfai.plans.rules import alike, position_of, seen_from
from songfai.programmes.models import Commitment
from songfai.programmes.queries import nameable_by_body, side_of


@transaction.atomic
def fill_plan(*, plan: Plan, source: Plan, by: Seat, at: datetime, seen_revision: int | None = None) -> int:
    """Add the items of another plan that the draft does not have yet; says how many.

    The source may be an earlier year, another version, or the plan of a similar programme: its items then go to the
    commitments that are alike, and what one's own side leads or pays there stays its own, wherever it is named first.
    Refused: nothing_to_fill.
    """
    hold_draft(plan, by, at)
    bump(plan, seen_revision)
    same_programme = source.programme_id == plan.programme_id
    same_year = same_programme and source.year == plan.year
    places = {0: 0, 1: 1, 2: 2} if same_programme else _places(plan, source, by)
    parties = {} if same_programme else nameable_by_body(plan.programme)
    own = list(plan.programme.commitments.order_by("number"))
    there = {(item.commitment_id, _words(item)) for item in plan.items.all()}
    keys = set(plan.items.values_list("key", flat=True))
    last = plan.items.aggregate(last=Max("number"))["last"] or 0
    added = 0
    for item in items_of(source):
        commitment = item.commitment if same_programme else _alike(item.commitment, own)
        if commitment is None or (commitment.pk, _words(item)) in there or item.key in keys:
            continue
        added += 1
        values = {name: getattr(item, name) for name in COPIED if name not in ("number", "commitment_id")}
        values |= {"lead": places[item.lead], "payer": places[item.payer]}
        if not same_programme:
            # A body that takes no part here, or only reads: the item is for both sides until somebody says whose it is.
            named = {name: values[name] for name in ITEM_PARTIES}
            values |= {name: one and parties.get(one.institution_id) for name, one in named.items()}
        PlanItem.objects.create(
            plan=plan,
            key=item.key if same_year else uuid4(),
            number=last + added,
            commitment=commitment,
            **values,
        )
    if not added:
        raise Refused("nothing_to_fill", N_("The draft already has all that fits from there."))
    write(by=by, at=at, verb="plans.fill_plan", subject=plan, programme=plan.programme.slug, items=added)
    return added


def _places(plan: Plan, source: Plan, by: Seat) -> dict[int, int]:
    """The sides of another programme by their place in this one: first and second there may be second and first here.
    A body that bears both sides there bears neither alone: such an item is for both until somebody says whose it is."""
    own, there = check_side(by, plan.programme, "draft"), side_of(source.programme, by)
    if there is None:
        return dict.fromkeys((0, 1, 2), 0)
    return {place: position_of(own, seen_from(there.position, place)) for place in (0, 1, 2)}


def _words(item: PlanItem) -> str:
    return fold(item.title.best("vi")[0])


def _alike(wanted: Commitment, own: list[Commitment]) -> Commitment | None:
    """The commitment of this programme that most resembles one of another: same number and type, else the first of the type."""
    at = alike((wanted.number, wanted.type), [(one.number, one.type) for one in own])
    return own[at] if at is not None else None
