"""Gathering a version of a yearly plan as a paper."""

from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from songfai.parties.queries import lineage
from songfai.plans.models import Plan, PlanItem
from songfai.programmes.models import Programme
from songfai.record.states import Stage
from songfai.reports.plan_facts import PlanFacts, PlanLine
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.year import writers

# A version that both sides have read, with the word the paper says of it. Others are nobody's plan.
STAGES = {
    Stage.OFFERED: "offered",
    Stage.ACCEPTED: "offered",
    Stage.IN_FORCE: "in_force",
    Stage.REPLACED: "replaced",
}


def plans_on_paper(programme: Programme) -> list[Plan]:
    """The versions a report can be made of, the newest first."""
    rows = Plan.objects.filter(programme=programme, document__standing__stage__in=list(STAGES))
    return list(rows.select_related("document__standing").order_by("-year", "-version", "-id"))


def gather_plan(plan: Plan, at: datetime) -> PlanFacts:
    """A plan of `plans_on_paper`, with its programme. `at` is the moment of compiling, in local time.

    The paper is of the bodies that bear the sides today; who leads, coordinates and pays is called as on the day from which
    the plan is in force, as on its page.
    """
    programme, document = plan.programme, plan.document
    assert document is not None
    before = _replaced(plan)
    lines = _lines(plan)
    in_force = document.standing.in_force_at
    in_force_on = timezone.localdate(in_force) if in_force else None
    sides = writers([programme], lineage(), in_force_on or at.date(), at.date()).sides_of(programme)
    labels = {
        item.commitment.number: item.commitment.short or item.commitment.text for item in plan.items.all()
    }
    return PlanFacts(
        slug=programme.slug,
        title=programme.title,
        sides=(sides[0], sides[1]),
        signed_on=programme.signed_on,
        signed_at=programme.signed_at,
        year=plan.year,
        version=document.version,
        stage=STAGES[Stage(document.standing.stage)],
        offered_by=document.standing.offered_by,
        in_force_on=in_force_on,
        reason=plan.note,
        commitments=tuple(sorted(labels.items())),
        lines=lines,
        compiled_at=at,
        before=_lines(before) if before else None,
        version_before=before.document.version if before and before.document else 0,
    )


def plans_with_items() -> Prefetch:
    parties = [f"{name}_party__institution" for name in ("lead", "coordinator", "payer")]
    items = PlanItem.objects.select_related("commitment", *parties)
    return Prefetch("items", items.order_by("number", "id"))


def _replaced(plan: Plan) -> Plan | None:
    assert plan.document is not None
    rows = Plan.objects.filter(document=plan.document.supersedes_id, programme=plan.programme)
    return rows.select_related("document").prefetch_related(plans_with_items()).first()


def _lines(plan: Plan) -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(
            key=str(one.key),
            number=one.number,
            commitment=one.commitment.number,
            title=one.title,
            kind=one.kind,
            quantity=one.quantity,
            unit=one.unit,
            quarter=one.quarter,
            lead=one.lead,
            payer=one.payer,
            costs=one.costs,
            venue=one.venue,
            note=one.note,
            lead_party=name_of(one.lead_party),
            coordinator_party=name_of(one.coordinator_party),
            payer_party=name_of(one.payer_party),
        )
        for one in plan.items.all()
    )
