"""Filling a draft plan from what is there already: only what is missing is added, nothing is overwritten."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.actions.plans import COPIED, bump, hold_draft
from songfai.plans.models import Plan, PlanItem
from songfai.plans.queries import items_of
from songfai.plans.rules import alike
from songfai.programmes.models import Commitment


@transaction.atomic
def fill_plan(*, plan: Plan, source: Plan, by: Seat, at: datetime, seen_revision: int | None = None) -> int:
    """Add the items of another plan that the draft does not have yet; says how many.

    The source may be an earlier year, another version, or the plan of a similar programme: its items then go to the
    commitments that are alike. Refused: nothing_to_fill.
    """
    hold_draft(plan, by)
    bump(plan, seen_revision)
    same_programme = source.programme_id == plan.programme_id
    same_year = same_programme and source.year == plan.year
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


def _words(item: PlanItem) -> str:
    return fold(item.title.best("vi")[0])


def _alike(wanted: Commitment, own: list[Commitment]) -> Commitment | None:
    """The commitment of this programme that most resembles one of another: same number and type, else the first of the type."""
    at = alike((wanted.number, wanted.type), [(one.number, one.type) for one in own])
    return own[at] if at is not None else None
