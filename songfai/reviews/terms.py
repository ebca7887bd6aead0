"""The minutes of a review as the document both sides sign (coop-doc/1 terms, kind "minutes")."""

from typing import Any

from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.plans.terms import WHO
from songfai.programmes.terms import commitment_id, form_of, parties_named
from songfai.reviews.compiled import COUNTED, with_indicators
from songfai.reviews.ground_terms import grounds_by_heading
from songfai.reviews.models import Review
from songfai.reviews.queries import Judged, Row, Sheet
from songfai.reviews.states import ReviewKind

# The minutes' title by kind of review; {years} is one year, or the first and the last.
TITLES = {
    ReviewKind.ANNUAL: {
        "lo": "ບົດບັນທຶກກອງປະຊຸມສະຫຼຸບ-ຕີລາຄາປະຈຳປີ {years}",
        "vi": "Biên bản đánh giá hằng năm {years}",
        "en": "Minutes of the annual review {years}",
    },
    ReviewKind.MIDTERM: {
        "lo": "ບົດບັນທຶກກອງປະຊຸມສະຫຼຸບເບື້ອງຕົ້ນ {years}",
        "vi": "Biên bản sơ kết {years}",
        "en": "Minutes of the preliminary review {years}",
    },
    ReviewKind.FINAL: {
        "lo": "ບົດບັນທຶກກອງປະຊຸມສະຫຼຸບສັງລວມ {years}",
        "vi": "Biên bản tổng kết {years}",
        "en": "Minutes of the final summary {years}",
    },
}


def title_of(review: Review) -> Trilingual:
    """The minutes' title in the three languages, as papers bear it."""
    first, last = review.first_year, review.year
    years = str(last) if first == last else f"{first}–{last}"
    words = TITLES[ReviewKind(review.kind)]
    return Trilingual(**{language: each.format(years=years) for language, each in words.items()})


def minutes_paper(sheet: Sheet) -> dict[str, Any]:
    """What `record.actions.offer` is told of the minutes."""
    review = sheet.review
    return {
        "kind": "minutes",
        "thread": f"minutes/{review.code}",
        "title": title_of(review),
        "terms": minutes_terms(sheet),
        "authentic": review.programme.authentic_languages,
        "attachments": [],
    }


def minutes_terms(sheet: Sheet) -> dict[str, Any]:
    """What is signed: the facts at the cut-off, both ratings and the agreed one, lessons, directions."""
    review = sheet.review
    terms: dict[str, Any] = {
        **form_of(any(direction.lead_party_id for direction in sheet.directions)),
        "year": review.year,
        "kind": review.kind,
        "cut_off": review.cut_off.isoformat(),
        "held_on": review.held_on.isoformat() if review.held_on else None,
        "place": review.place.as_dict(),
        "agenda": review.agenda.as_dict(),
        "delegations": [
            {"id": f"p{position}", "members": one.members.as_dict()}
            for position, one in sorted(sheet.delegations.items())
        ],
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
            | ({"lead": WHO[direction.lead]} if direction.lead is not None else {})
            | parties_named(lead_party=direction.lead_party)
            for direction in sheet.directions
        ],
        "headings": [_judged(one) for one in sheet.judged],
        "decision": _decision(review),
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
        "difficulty": finding.difficulty.as_dict() if finding else None,
        "cause": finding.cause.as_dict() if finding else None,
        "planned": str(row.facts.get("planned", 0)),
        "done": str(row.facts.get("done", 0)),
    }
    return {name: value for name, value in said.items() if value}


def _judged(one: Judged) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": str(one.heading),
        "side_1": one.view_1.grade if one.view_1 else "",
        "side_2": one.view_2.grade if one.view_2 else "",
        "text_1": one.view_1.text.as_dict() if one.view_1 else None,
        "text_2": one.view_2.text.as_dict() if one.view_2 else None,
        "conclusion": one.conclusion.text.as_dict() if one.conclusion else None,
        "rests_on_1": grounds_by_heading(one.grounds_1).get(one.heading),
        "rests_on_2": grounds_by_heading(one.grounds_2).get(one.heading),
    }
    return {name: value for name, value in said.items() if value}


def _decision(review: Review) -> dict[str, Any]:
    if not review.decision:
        return {}
    said = {
        "value": review.decision,
        "text": review.decision_text.as_dict(),
        "extended_to": review.extended_to.isoformat() if review.extended_to else None,
    }
    return {name: value for name, value in said.items() if value}


def _year(row: dict[str, Any]) -> dict[str, Any]:
    """A recorded year: its numbers as strings, and the minutes of that year by their hash."""
    kept = {"id": f"y{row['year']}", "year": row["year"]} | {name: str(row[name]) for name in COUNTED}
    kept |= {name: row[name] for name in ("agreed", "differs", "cause") if name in row}
    if "minutes" in row:
        kept["minutes"] = f"sha256:{row['minutes']['sha256']}"
        kept["minutes_version"] = row["minutes"]["version"]
    return kept


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
                    | {name: one[name] for name in ("side_1", "side_2", "estimate") if one.get(name)}
                    for number, one in enumerate(kept["figures"], 1)
                ]
            }
            if kept["figures"]
            else {}
        )
        | ({"years": [_year(row) for row in kept["years"]]} if kept.get("years") else {})
        | with_indicators(kept.get("indicators"))
        for kept in facts.get("commitments", [])
    ]
    plan = {"plan": f"sha256:{facts['plan']['sha256']}"} if facts.get("plan") else {}
    term = {
        "years": [_year(row) for row in facts.get("years", [])],
        "undone": facts.get("undone", []),
        "unplanned": facts.get("unplanned", []),
    }
    return (
        plan
        | ({"commitments": commitments} if commitments else {})
        | {name: rows for name, rows in term.items() if rows}
    )


def terms_stamp(sheet: Sheet) -> str:
    """What somebody saw when they decided to offer: it changes with every word of the minutes."""
    return stamp(minutes_terms(sheet))


def year_taken(row: dict[str, Any]) -> dict[str, Any]:
    """A year of the signed facts as the room keeps it: numbers as numbers."""
    kept: dict[str, Any] = {name: int(row.get(name, 0)) for name in COUNTED}
    kept["year"] = int(row["year"])
    return kept | {name: row[name] for name in ("agreed", "differs", "cause") if name in row}
