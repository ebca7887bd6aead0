"""Gathering a report on the term from the frozen facts of its review."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.parties.queries import lineage
from songfai.programmes.models import Programme
from songfai.programmes.queries import promised_until
from songfai.reports.facts import Unplanned
from songfai.reports.queries.indicators import indicators_in
from songfai.reports.queries.minutes import agreed_paper, direction_facts, findings_of
from songfai.reports.queries.year import writers
from songfai.reports.term_facts import (
    Counted,
    GroundFacts,
    HeadingFacts,
    OfYear,
    RecordedYear,
    Sum,
    TermCommitment,
    TermFacts,
    Undone,
)
from songfai.reviews.models import Review
from songfai.reviews.queries import ReportReview, for_report
from songfai.reviews.states import ReviewKind


def compiled_of_term(programme: Programme) -> list[Review]:
    """Reviews of the term whose facts are compiled, the newest first: each can be reported on."""
    found = Review.objects.filter(programme=programme, compiled_at__isnull=False)
    rows = found.exclude(kind=ReviewKind.ANNUAL).select_related("document__standing").order_by("-year", "-id")
    reviews = list(rows)
    for one in reviews:
        one.programme = programme
    return reviews


def gather_term(programme: Programme, kind: ReviewKind, year: int, at: datetime) -> TermFacts | None:
    """Nothing when no such review has compiled its facts. `at` is the moment of compiling, in local time; whether
    somebody may see the programme is asked before."""
    review = for_report(programme, year, kind)
    if review is None or "years" not in review.facts:
        return None
    sides = writers([programme], lineage(), review.cut_off, at.date()).sides_of(programme)
    paper = agreed_paper(review.document) if review.is_in_force else None
    # Words of either side bind with the signed minutes alone; until then the report holds numbers.
    signed = review if paper else None
    return TermFacts(
        slug=programme.slug,
        kind=str(kind),
        code=f"{kind}_{year}",
        programme_kind=programme.kind,
        title=programme.title,
        sides=(sides[0], sides[1]),
        first_year=review.first_year,
        last_year=review.year,
        cut_off=review.cut_off,
        signed_on=programme.signed_on,
        signed_at=programme.signed_at,
        paper=paper,
        held_on=signed.held_on if signed else None,
        place=signed.place if signed else Trilingual(),
        agenda=signed.agenda if signed else Trilingual(),
        delegations=signed.delegations if signed else (),
        years=tuple(
            RecordedYear(row["year"], _counted(row), "minutes" in row) for row in review.facts["years"]
        ),
        commitments=_commitments(programme, review),
        undone=tuple(_undone(row) for row in review.facts.get("undone", [])),
        findings=findings_of(signed) if signed else (),
        headings=_headings(signed),
        lessons=signed.lessons if signed else (),
        directions=tuple(direction_facts(one) for one in signed.directions) if signed else (),
        decision=signed.decision if signed else "",
        decision_text=signed.decision_text if signed else Trilingual(),
        extended_to=signed.extended_to if signed else None,
        compiled_at=at,
        indicators=indicators_in(
            (row["number"], row.get("indicators", [])) for row in review.facts["commitments"]
        ),
        unplanned=tuple(
            Unplanned(
                row["commitment"],
                Trilingual.of(row["title"]),
                (Trilingual.of(row.get("reason_1")), Trilingual.of(row.get("reason_2"))),
            )
            for row in review.facts.get("unplanned", [])
        ),
    )


def _counted(row: dict[str, Any]) -> Counted:
    return Counted(**{name: row[name] for name in Counted.__dataclass_fields__})


def _commitments(programme: Programme, review: ReportReview) -> tuple[TermCommitment, ...]:
    kept = {row["number"]: row for row in review.facts["commitments"]}
    return tuple(
        TermCommitment(
            number=one.number,
            label=one.short or one.text,
            counted=_counted(kept[one.number]),
            evidence=kept[one.number]["evidence"],
            years=tuple(
                OfYear(row["year"], _counted(row), row.get("agreed", ""), row.get("differs", False))
                for row in kept[one.number]["years"]
            ),
            sums=tuple(
                Sum(
                    Trilingual.of(each["label"]),
                    Trilingual.of(each["unit"]),
                    Decimal(each["value"]),
                    tuple(each.get("keys", ())),
                    bool(each.get("estimate")),
                )
                for each in kept[one.number]["figures"]
            ),
        )
        for one in promised_until(programme, review.cut_off)
        if one.number in kept
    )


def _undone(row: dict[str, Any]) -> Undone:
    return Undone(
        year=row["year"],
        commitment=row["commitment"],
        title=Trilingual.of(row["title"]),
        state=row["state"],
        due=date.fromisoformat(row["due"]),
        reason=Trilingual.of(row.get("reason")),
        said=row.get("said", ""),
        side=row.get("side", 0),
    )


def _headings(review: ReportReview | None) -> tuple[HeadingFacts, ...]:
    return tuple(
        HeadingFacts(
            one.heading,
            (one.grade_1, one.grade_2),
            (one.text_1, one.text_2),
            one.conclusion,
            tuple(
                GroundFacts(each.position, each.kind, each.ref, each.title, each.dated, each.commitment)
                for each in one.grounds
            ),
        )
        for one in (review.judged if review else ())
    )
