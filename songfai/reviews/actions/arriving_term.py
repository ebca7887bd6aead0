"""What the other side's server brings of the delegations; and what only a review of the term has: views, conclusions, the
decision."""

from datetime import date, datetime
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.record.arrived import Arrived
from songfai.reviews.ground_terms import take_grounds
from songfai.reviews.models import Conclusion, Delegation, Review, View
from songfai.reviews.states import Decision, Grade, Heading
from songfai.reviews.terms import year_taken


def take_views(
    review: Review, position: int, rows: dict[str, dict[str, Any]], who: str, at: datetime
) -> None:
    review.views.filter(position=position).exclude(heading__in=rows).delete()
    for heading, one in rows.items():
        View.objects.update_or_create(
            review=review,
            heading=Heading(heading),
            position=position,
            defaults={
                "grade": Grade(one["grade"]),
                "text": Trilingual.of(one.get("text")),
                "said_by": who,
                "said_at": at,
            },
        )


def take_delegation(review: Review, position: int, members: dict[str, str] | None) -> None:
    if members:
        Delegation.objects.update_or_create(
            review=review, position=position, defaults={"members": Trilingual.of(members)}
        )
    else:
        review.delegations.filter(position=position).delete()


def take_decision(review: Review, said: dict[str, Any]) -> None:
    review.decision = Decision(said["value"]) if "value" in said else ""
    review.decision_text = Trilingual.of(said.get("text"))
    review.extended_to = date.fromisoformat(said["extended_to"]) if "extended_to" in said else None


def take_term(review: Review, terms: dict[str, Any], said: Arrived) -> None:
    """What the offered minutes say of the headings and the delegations: from here on the room says the same."""
    members = {one["id"]: one["members"] for one in terms.get("delegations", [])}
    for position in (1, 2):
        take_delegation(review, position, members.get(f"p{position}"))
    if not review.form.of_term:
        return
    headings = terms.get("headings", [])
    for position in (1, 2):
        rows = {
            one["id"]: {"grade": one[f"side_{position}"], "text": one.get(f"text_{position}")}
            for one in headings
            if one.get(f"side_{position}")
        }
        take_views(review, position, rows, said.account[:200], said.at)
        take_grounds(review, position, {one["id"]: one.get(f"rests_on_{position}", []) for one in headings})
    review.conclusions.all().delete()
    Conclusion.objects.bulk_create(
        Conclusion(review=review, heading=Heading(one["id"]), text=Trilingual.of(one["conclusion"]))
        for one in headings
        if one.get("conclusion")
    )


def term_facts_taken(facts: dict[str, Any]) -> dict[str, Any]:
    if "years" not in facts:
        return {}
    years = []
    for row in facts["years"]:
        kept = year_taken(row)
        if "minutes" in row:
            sha256 = row["minutes"].removeprefix("sha256:")
            kept["minutes"] = {"sha256": sha256, "version": int(row["minutes_version"])}
        years.append(kept)
    undone = [dict(one) for one in facts.get("undone", [])]
    unplanned = [dict(one) for one in facts.get("unplanned", [])]
    return {"years": years, "undone": undone} | ({"unplanned": unplanned} if unplanned else {})
