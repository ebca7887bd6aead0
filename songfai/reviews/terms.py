"""The minutes of a review as the document both sides sign (coop-doc/1 terms, kind "minutes")."""

from typing import Any

from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.programmes.terms import commitment_id
from songfai.reviews.compiled import COUNTED
from songfai.reviews.models import Review
from songfai.reviews.queries import Row, Sheet


def title_of(review: Review) -> Trilingual:
    """The minutes' title in the three languages, as papers bear it."""
    return Trilingual(
        lo=f"ບົດບັນທຶກກອງປະຊຸມສະຫຼຸບ-ຕີລາຄາປະຈຳປີ {review.year}",
        vi=f"Biên bản đánh giá hằng năm {review.year}",
        en=f"Minutes of the annual review {review.year}",
    )


def minutes_paper(sheet: Sheet) -> dict[str, Any]:
    """What `record.actions.offer` is told of the minutes."""
    review = sheet.review
    return {
        "kind": "minutes",
        "thread": f"minutes/{review.year}",
        "title": title_of(review),
        "terms": minutes_terms(sheet),
        "authentic": [text.language for text in review.programme.texts.all() if text.authentic],
        "attachments": [],
    }


def minutes_terms(sheet: Sheet) -> dict[str, Any]:
    """What is signed: the facts at the cut-off, both ratings and the agreed one, lessons, directions."""
    review = sheet.review
    terms: dict[str, Any] = {
        "year": review.year,
        "kind": review.kind,
        "cut_off": review.cut_off.isoformat(),
        "held_on": review.held_on.isoformat() if review.held_on else None,
        "place": review.place.as_dict(),
        "facts": _facts(review.facts),
        "findings": [_finding(row) for row in sheet.rows if row.line.to_rate or row.rating_1 or row.rating_2],
        "lessons": [
            {"id": f"l{lesson.number:02d}", "number": lesson.number, "text": lesson.text.as_dict()}
            for lesson in sheet.lessons
        ],
        "directions": [
            {
                "id": f"d{direction.number:02d}",
                "number": direction.number,
                "commitment": commitment_id(direction.commitment.number),
                "text": direction.text.as_dict(),
            }
            for direction in sheet.directions
        ],
    }
    return {name: value for name, value in terms.items() if value}


def _finding(row: Row) -> dict[str, Any]:
    finding = row.finding
    said: dict[str, Any] = {
        "id": commitment_id(row.commitment.number),
        "number": row.commitment.number,
        "side_1": row.line.side_1,
        "side_2": row.line.side_2,
        "comment_1": row.rating_1.comment.as_dict() if row.rating_1 else None,
        "comment_2": row.rating_2.comment.as_dict() if row.rating_2 else None,
        "agreed": row.line.agreed,
        "disagreement": finding.disagreement.as_dict() if finding else None,
        "cause": finding.cause.as_dict() if finding else None,
        "planned": str(row.facts.get("planned", 0)),
        "done": str(row.facts.get("done", 0)),
    }
    return {name: value for name, value in said.items() if value}


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    """The counted numbers as strings; the keys of the rows stay with the review, outside what is signed."""
    commitments = [
        {"id": kept["id"], "number": kept["number"]}
        | {name: str(kept[name]) for name in (*COUNTED, "evidence")}
        | ({"last_evidence": kept["last_evidence"]} if kept.get("last_evidence") else {})
        | (
            {
                "figures": [
                    {
                        "id": f"f{number:02d}",
                        "label": one["label"],
                        "value": one["value"],
                        "unit": one["unit"],
                    }
                    for number, one in enumerate(kept["figures"], 1)
                ]
            }
            if kept["figures"]
            else {}
        )
        for kept in facts.get("commitments", [])
    ]
    plan = {"plan": f"sha256:{facts['plan']['sha256']}"} if facts.get("plan") else {}
    return plan | ({"commitments": commitments} if commitments else {})


def terms_stamp(sheet: Sheet) -> str:
    """What somebody saw when they decided to offer: it changes with every word of the minutes."""
    return stamp(minutes_terms(sheet))
