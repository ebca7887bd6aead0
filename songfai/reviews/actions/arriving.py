"""Ratings and minutes that the other side's server sent, shown in the same room as one's own."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.plans.models import Plan
from songfai.plans.terms import BY_WORD
from songfai.programmes.actions.arriving import party_of, programme_of
from songfai.programmes.actions.notifying import DECIDING
from songfai.programmes.models import Programme
from songfai.programmes.terms import number_of
from songfai.record.arrived import Arrived, arrived, is_latest, readers
from songfai.record.models import Document
from songfai.reviews import rules
from songfai.reviews.actions.arriving_term import (
    take_decision,
    take_delegation,
    take_term,
    take_views,
    term_facts_taken,
)
from songfai.reviews.actions.meeting_dates import meet_dates
from songfai.reviews.actions.room import agree, keep_even, values
from songfai.reviews.compiled import COUNTED, with_indicators
from songfai.reviews.ground_terms import take_grounds
from songfai.reviews.indicator_facts import indicators_taken
from songfai.reviews.models import Direction, Finding, Lesson, Review, SideRating
from songfai.reviews.queries import sheet, written_in
from songfai.reviews.statements import own_words
from songfai.reviews.states import Rating
from songfai.reviews.terms import year_taken


def _room(programme: Programme, said: Arrived, kind: str, year: int, at: datetime) -> Review:
    review = Review.objects.filter(programme=programme, kind=kind, year=year).first()
    return review or Review.objects.create(
        programme=programme,
        kind=kind,
        year=year,
        cut_off=rules.usual_cut_off(year, timezone.localdate(at)),
        opened_by=said.institution,
        created_at=said.at,
    )


@transaction.atomic
def take_in_ratings(*, document: Document, at: datetime) -> None:
    """Show how the other side rates. Refused: programme_missing."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    review = _room(programme, said, said.terms["kind"], said.terms["year"], at)
    if not rules.is_open(review.stage):
        return  # the minutes say it already, as both read it
    keep_even(sheet(review))
    before = _by_commitment(review)
    _ratings(
        review,
        said.position,
        {one["id"]: one for one in said.terms.get("ratings", [])},
        said.account[:200],
        said.at,
    )
    after = _by_commitment(review)
    for commitment in programme.commitments.filter(pk__in=before.keys() | after.keys()):
        agree(review, commitment, values(before[commitment.pk]), values(after[commitment.pk]))
    if review.form.of_term:
        views = {one["id"]: one for one in said.terms.get("views", [])}
        take_views(review, said.position, views, said.account[:200], said.at)
        take_grounds(review, said.position, {key: one.get("rests_on", []) for key, one in views.items()})
    take_delegation(review, said.position, said.terms.get("delegation"))
    # Of its own word the side answers for itself whether the languages say the same.
    words = list(own_words(said.terms, said.position))
    alike = {path: row[f"{name}_alike"] for path, row, name in words if f"{name}_alike" in row}
    keep_even(sheet(review), stays={path for path, *_ in words} - alike.keys(), alike=alike)
    review.revision += 1
    review.save(update_fields=["revision"])
    write(by=said, at=at, verb="reviews.take_in_ratings", subject=review, programme=programme.slug)


def _by_commitment(review: Review) -> dict[int, dict[int, SideRating]]:
    """The ratings of both sides by the row of the commitment and the side."""
    found: dict[int, dict[int, SideRating]] = defaultdict(dict)
    for one in review.ratings.all():
        found[one.commitment_id][one.position] = one
    return found


def _ratings(review: Review, position: int, rows: dict[str, dict[str, Any]], who: str, at: datetime) -> None:
    numbers = {number_of(identifier): one for identifier, one in rows.items()}
    review.ratings.filter(position=position).exclude(commitment__number__in=numbers).delete()
    for commitment in review.programme.commitments.filter(number__in=numbers):
        one = numbers[commitment.number]
        SideRating.objects.update_or_create(
            review=review,
            commitment=commitment,
            position=position,
            defaults={
                "value": Rating(one["value"]),
                "comment": Trilingual.of(one.get("comment")),
                "rated_by": who,
                "rated_at": at,
            },
        )


@transaction.atomic
def take_in(*, document: Document, at: datetime) -> Review:
    """Show offered minutes: from here on the room says what they say. Refused: programme_missing."""
    said, programme = arrived(document), programme_of(document)
    terms = said.terms
    review = _room(programme, said, terms["kind"], terms["year"], at)
    if review.document is not None and review.version >= document.version and not review.is_open:
        return review
    review.held_on = date.fromisoformat(terms["held_on"]) if "held_on" in terms else None
    review.place = Trilingual.of(terms.get("place"))
    review.cut_off = date.fromisoformat(terms["cut_off"])
    review.agenda = Trilingual.of(terms.get("agenda"))
    take_decision(review, terms.get("decision", {}))
    review.facts = _facts(terms.get("facts", {}), programme) | {"compiled_by": said.account[:200]}
    review.compiled_at = said.at
    review.document, review.version = document, document.version
    review.revision += 1
    review.evened = {}
    review.save()
    findings = terms.get("findings", [])
    for position in (1, 2):
        rows = {
            one["id"]: {"value": one[f"side_{position}"], "comment": one.get(f"comment_{position}")}
            for one in findings
            if one.get(f"side_{position}")
        }
        _ratings(review, position, rows, said.account[:200], said.at)
    take_term(review, terms, said)
    commitments = {one.number: one for one in programme.commitments.all()}
    for rows_of in (review.findings, review.lessons, review.directions):
        rows_of.all().delete()
    Finding.objects.bulk_create(
        Finding(
            review=review,
            commitment=commitments[number_of(one["id"])],
            agreed=one.get("agreed", ""),
            disagreement=Trilingual.of(one.get("disagreement")),
            difficulty=Trilingual.of(one.get("difficulty")),
            cause=Trilingual.of(one.get("cause")),
        )
        for one in findings
    )
    Lesson.objects.bulk_create(
        Lesson(review=review, number=one["number"], text=Trilingual.of(one["text"]))
        for one in terms.get("lessons", [])
    )
    Direction.objects.bulk_create(
        Direction(
            review=review,
            number=one["number"],
            commitment=commitments[number_of(one["commitment"])],
            text=Trilingual.of(one["text"]),
            lead=BY_WORD[one["lead"]] if "lead" in one else None,
            lead_party=party_of(programme, one.get("lead_party")),
        )
        for one in terms.get("directions", [])
    )
    # The side that offers them says that every language says the same.
    room = sheet(review)
    keep_even(room, stays={one.path for one in written_in(room)})
    write(
        by=said,
        at=at,
        verb="reviews.take_in",
        subject=review,
        programme=programme.slug,
        sha256=document.sha256,
    )
    for institution in readers(document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=N_(
                "%(side)s offers the minutes of the review of %(year)s for %(title)s. They wait for your answer."
            ),
            address=reverse("reviews:minutes", args=[programme.slug, review.code]),
            at=at,
            side=(said.institution.short_name or said.institution.name).as_dict(),
            year=review.year,
            title=programme.title.as_dict(),
        )
    return review


def _facts(facts: dict[str, Any], programme: Programme) -> dict[str, Any]:
    """The signed facts as the room keeps them; the rows behind them stay with the server that counted."""
    commitments = [
        {name: int(one.get(name, 0)) for name in (*COUNTED, "evidence")}
        | {
            "id": one["id"],
            "number": one["number"],
            "last_evidence": one.get("last_evidence"),
            "keys": [],
            "evidence_keys": [],
            "figures": [
                {"label": figure["label"], "unit": figure["unit"], "value": figure["value"], "keys": []}
                | {name: figure[name] for name in ("side_1", "side_2", "estimate") if name in figure}
                for figure in one.get("figures", [])
            ],
        }
        | ({"years": [year_taken(row) for row in one["years"]]} if "years" in one else {})
        | with_indicators(indicators_taken(one.get("indicators", [])))
        for one in facts.get("commitments", [])
    ]
    sha256 = facts.get("plan", "").removeprefix("sha256:")
    plan = Plan.objects.filter(programme=programme, document__sha256=sha256).first() if sha256 else None
    named = {"plan": {"key": str(plan.key), "version": plan.version, "sha256": sha256}} if plan else {}
    return {"commitments": commitments} | term_facts_taken(facts) | named


@transaction.atomic
def came_into_force(*, document: Document, at: datetime) -> None:
    """Minutes in force meet the year's duty to hold the review, on whichever server they came into force."""
    review = Review.objects.filter(document=document).select_related("programme").first()
    if review is None:
        raise Refused("review_missing", N_("The review has not come yet."))
    meet_dates(review, arrived(document), at)
