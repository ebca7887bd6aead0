"""A plan as the document both sides sign (coop-doc/1 terms)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from songfai.kit.languages import Trilingual
from songfai.plans.models import Plan, PlanItem
from songfai.programmes.terms import commitment_id, form_of, parties_named

WHO = {0: "both", 1: "p1", 2: "p2"}
BY_WORD = {word: number for number, word in WHO.items()}


def item_id(key: UUID) -> str:
    """How a document names an item: the same in every version of the plan, on every server."""
    return f"i-{key.hex}"


def item_key(identifier: str) -> UUID:
    return UUID(hex=identifier.removeprefix("i-"))


def written(value: Decimal | int) -> str:
    """A decimal without trailing zeros; documents hold no floats."""
    return format(Decimal(value).normalize(), "f")


def item_terms(item: PlanItem) -> dict[str, object]:
    terms: dict[str, object] = {
        "id": item_id(item.key),
        "number": item.number,
        "commitment": commitment_id(item.commitment.number),
        "title": item.title.as_dict(),
        "kind": item.kind,
        "lead": WHO[item.lead],
        "payer": WHO[item.payer],
        **parties_named(
            lead_party=item.lead_party,
            coordinator_party=item.coordinator_party,
            payer_party=item.payer_party,
        ),
    }
    optional = {
        "quantity": written(item.quantity) if item.quantity is not None else None,
        "unit": item.unit.as_dict(),
        "quarter": str(item.quarter) if item.quarter else None,
        "costs": item.costs.as_dict(),
        "venue": item.venue.as_dict(),
        "note": item.note.as_dict(),
    }
    return terms | {name: value for name, value in optional.items() if value}


def names_further(item: PlanItem) -> bool:
    return any((item.lead_party_id, item.coordinator_party_id, item.payer_party_id))


def plan_terms(plan: Plan, items: list[PlanItem]) -> dict[str, object]:
    terms: dict[str, object] = {
        **form_of(any(names_further(item) for item in items)),
        "year": plan.year,
        "items": sorted((item_terms(item) for item in items), key=lambda item: str(item["id"])),
    }
    if plan.note:
        terms["reason"] = plan.note.as_dict()
    return terms


def title_of(plan: Plan) -> Trilingual:
    """The plan's title in the three languages, as papers bear it."""
    return Trilingual(
        lo=f"ແຜນການປະຈຳປີ {plan.year}", vi=f"Kế hoạch năm {plan.year}", en=f"Yearly plan {plan.year}"
    )


def plan_paper(plan: Plan, items: list[PlanItem]) -> dict[str, Any]:
    """What `record.actions.offer` is told of the plan."""
    return {
        "kind": "plan",
        "thread": f"plan/{plan.year}",
        "title": title_of(plan),
        "terms": plan_terms(plan, items),
        "authentic": plan.programme.authentic_languages,
        "attachments": [],
    }
