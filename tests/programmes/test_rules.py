"""The rules of readings and programmes, as tables. No database."""

from datetime import date

import pytest

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.programmes import rhythm, rules
from songfai.programmes.rules import Line, Offer
from songfai.programmes.slots import SLOTS
from songfai.programmes.states import LineState

D = PartialDate.parse_code
CONFIRMED = LineState.CONFIRMED
PARTY_A = Line("party", {"name": "A", "role": "a", "institution": 1}, CONFIRMED)
PARTY_B = Line("party", {"name": "B", "role": "b", "institution": 2}, CONFIRMED)
WHOLE = [
    Line("title", {"text": "T", "language": "en"}, CONFIRMED),
    Line("kind", {"kind": "memorandum"}, CONFIRMED),
    PARTY_A,
    PARTY_B,
    Line("term", {"start": "2024", "end": "2030"}, CONFIRMED),
    Line("commitment", {"text": "C", "type": "visit", "party": "both", "language": "en"}, LineState.ADDED),
]


def code(call, *args, **kwargs) -> str | None:
    try:
        call(*args, **kwargs)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ok", None), ("", "text_empty"), (" \n\t ", "text_empty"), ("x" * 200_001, "text_too_long")],
)
def test_text_must_hold_something_readable(text, expected):
    assert code(rules.require_text, text) == expected


@pytest.mark.parametrize(
    ("slot", "value", "expected"),
    [
        ("party", {"name": "A", "role": "a", "institution": 1}, None),
        ("party", {"name": "A", "role": "b", "institution": None, "new": {"name": {"en": "A"}}}, None),
        ("party", {"name": "A", "role": "", "institution": 1}, "party_without_side"),
        ("party", {"name": "A", "role": "a", "institution": None}, "party_without_institution"),
        ("signatory", {"name": "S", "title": "", "party": "a"}, None),
        ("signatory", {"name": "S", "title": "", "party": ""}, "signatory_without_side"),
        ("field", {"name": "F", "field": "training"}, None),
        ("field", {"name": "F", "field": None}, "field_not_in_list"),
        ("term", {"start": "2024", "end": "2030"}, None),
        ("term", {"start": "2030", "end": "2024"}, "term_ends_before_it_begins"),
        ("term", {"start": "--08-01", "end": "2024"}, "term_incomplete"),
        ("focus", {"start": "2024", "end": ""}, "term_incomplete"),
        ("signed_on", {"date": "--08-01"}, None),
    ],
)
def test_line_stands_only_when_it_is_whole(slot, value, expected):
    assert code(rules.require_confirmable, slot, value) == expected
    assert rules.is_confirmable(slot, value) == (expected is None)


def test_settled_reading_has_nothing_open():
    assert rules.unsettled(WHOLE) == []
    rules.require_settled(WHOLE, words=[])


@pytest.mark.parametrize("slot", [key for key, slot in SLOTS.items() if slot.required])
def test_required_slot_missing_is_named(slot):
    lines = [line for line in WHOLE if line.slot != slot]
    assert rules.unsettled(lines) == [slot]
    assert code(rules.require_settled, lines, words=[slot]) == "reading_unsettled"


def test_proposed_line_of_any_slot_holds_the_draft_back():
    lines = [*WHOLE, Line("place", {"name": "Vientiane"})]
    assert rules.unsettled(lines) == ["place"]
    deleted = [*WHOLE, Line("place", {"name": "Vientiane"}, LineState.DELETED)]
    assert rules.unsettled(deleted) == []


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (Line("party", {"name": "C", "role": "a", "institution": 3}, CONFIRMED), "too_many_parties"),
        (Line("signatory", {"name": "S", "party": "a"}, CONFIRMED), None),
    ],
)
def test_third_party_is_refused(extra, expected):
    assert code(rules.require_settled, [*WHOLE, extra], words=[]) == expected


def test_both_parties_on_the_same_side_are_refused():
    lines = [line for line in WHOLE if line != PARTY_B] + [
        Line("party", {**PARTY_B.value, "role": "a"}, CONFIRMED)
    ]
    assert code(rules.require_settled, lines, words=["Party"]) == "same_side_twice"


def test_two_signatories_of_one_side_are_refused():
    signed = [Line("signatory", {"name": name, "party": "a"}, CONFIRMED) for name in ("S", "T")]
    assert code(rules.require_settled, [*WHOLE, *signed], words=[]) == "two_signatories"


@pytest.mark.parametrize(
    ("drafting", "sides", "expected"),
    [
        (1, [1, 2], None),
        (2, [1, 2], None),
        (3, [1, 2], "not_a_side"),
        (1, [1, None], None),
        (1, [1, 1], "one_body_twice"),
    ],
)
def test_a_programme_is_drafted_by_one_of_its_sides(drafting, sides, expected):
    assert code(rules.require_own_side, drafting, sides) == expected


def test_single_slot_is_filled_once():
    assert code(rules.require_slot_free, "term", WHOLE) == "slot_taken"
    assert code(rules.require_slot_free, "commitment", WHOLE) is None
    deleted = [Line("term", {}, LineState.DELETED)]
    assert code(rules.require_slot_free, "term", deleted) is None


GOOD = Offer(2, True, "memorandum", D("2024"), D("2030"), 1, ["lo", "vi"])


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (GOOD, []),
        (Offer(1, True, "plan", D("2024"), D("2030"), 1, ["lo"]), ["two_sides_needed"]),
        (Offer(2, False, "plan", D("2024"), D("2030"), 1, ["lo"]), ["title_needed"]),
        (Offer(2, True, "", D("2024"), D("2030"), 1, ["lo"]), ["kind_needed"]),
        (Offer(2, True, "plan", D("2031"), D("2030"), 1, ["lo"]), ["term_ends_before_it_begins"]),
        (Offer(2, True, "plan", None, D("2030"), 1, ["lo"]), ["term_incomplete"]),
        (Offer(2, True, "plan", D("2024"), D("2030"), 0, ["lo"]), ["commitment_needed"]),
        (Offer(2, True, "plan", D("2024"), D("2030"), 1, []), ["authentic_needed"]),
        (Offer(2, True, "plan", D("2024"), D("2030"), 1, ["lo"], "vi"), ["prevailing_not_authentic"]),
        (Offer(0, False, "", None, None, 0, []), ["two_sides_needed", "title_needed", "kind_needed",
                                                  "term_incomplete", "commitment_needed", "authentic_needed"]),
    ],
)  # fmt: skip
def test_offer_needs_what_both_sides_sign(offer, expected):
    assert [refused.code for refused in rules.missing_for_offer(offer)] == expected
    assert code(rules.require_offerable, offer) == (expected[0] if expected else None)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("draft", None),
        ("returned", None),
        ("withdrawn", None),
        ("offered", "already_offered"),
        ("accepted", "not_a_draft"),
        ("in_force", "not_a_draft"),
        ("replaced", "not_a_draft"),
    ],
)
def test_only_a_draft_is_changed(stage, expected):
    assert code(rules.require_open, stage) == expected


# ---------------------------------------------------------------- the rhythm

ANNUAL = {"kind": "annual", "when": "every_year"}
MIDTERM = {"kind": "midterm", "when": "P3Y"}
FINAL = {"kind": "final", "when": "../2030"}


def owed(start, end, signed, *reviews):
    found = rules.obligations(D(start), D(end), D(signed) if signed else None, reviews)
    return [(one.kind, one.year, one.due.isoformat()) for one in found]


def test_rhythm_of_the_thanh_hoa_programme():
    assert owed("2024", "2030", "2024-08-01", ANNUAL, MIDTERM, FINAL) == [
        ("annual_review", 2024, "2025-03-31"),
        ("annual_review", 2025, "2026-03-31"),
        ("annual_review", 2026, "2027-03-31"),
        ("midterm", 2027, "2027-08-01"),
        ("annual_review", 2027, "2028-03-31"),
        ("annual_review", 2028, "2029-03-31"),
        ("annual_review", 2029, "2030-03-31"),
        ("renewal", 2030, "2030-06-30"),
        ("annual_review", 2030, "2030-12-31"),
        ("final_summary", 2030, "2030-12-31"),
    ]


@pytest.mark.parametrize(
    ("signed", "due", "basis"),
    [
        ("2024-08", date(2027, 8, 31), rhythm.BASIS_COUNTED_SIGNING),
        ("2024", date(2027, 12, 31), rhythm.BASIS_COUNTED_SIGNING),
        ("--08-01", date(2027, 12, 31), rhythm.BASIS_COUNTED_TERM),
        (None, date(2027, 12, 31), rhythm.BASIS_COUNTED_TERM),
    ],
)
def test_span_is_counted_from_what_is_known(signed, due, basis):
    [one] = rules.owed_for(MIDTERM, D("2024"), D("2030"), D(signed) if signed else None)
    assert (one.due, one.basis) == (due, basis)


def test_text_without_rhythm_gets_proposals_only():
    found = rules.obligations(D("2023-05-23"), D("2026-12-31"), None, [])
    assert [(one.kind, one.due, one.basis) for one in found] == [
        ("renewal", date(2026, 6, 30), rhythm.BASIS_RENEWAL),
        ("final_summary", date(2026, 12, 31), rhythm.BASIS_FINAL_PROPOSED),
    ]


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ({"kind": "midterm", "when": ""}, ("midterm", date(2027, 12, 31), rhythm.BASIS_MIDDLE)),
        ({"kind": "midterm", "when": "2026-09"}, ("midterm", date(2026, 9, 30), rhythm.BASIS_TEXT)),
        ({"kind": "final", "when": ""}, ("final_summary", date(2030, 12, 31), rhythm.BASIS_END)),
        ({"kind": "other", "when": "../2028-06-15"}, ("other", date(2028, 6, 15), rhythm.BASIS_TEXT)),
    ],
)
def test_review_held_once(review, expected):
    [one] = rules.owed_for(review, D("2024"), D("2030"), None)
    assert (one.kind, one.due, one.basis) == expected


def test_quarterly_and_six_monthly_reviews_follow_their_periods():
    quarters = rules.owed_for({"kind": "quarterly", "when": ""}, D("2025"), D("2025"), None)
    assert [one.due.isoformat() for one in quarters] == [
        "2025-04-30",
        "2025-07-31",
        "2025-10-31",
        "2025-12-31",
    ]
    halves = rules.owed_for(
        {"kind": "annual", "when": "every_6_months"}, D("2025"), D("2026"), D("2025-08-01")
    )
    assert [one.due.isoformat() for one in halves] == ["2026-01-31", "2026-07-31", "2026-12-31"]


def test_same_review_twice_is_owed_once():
    assert owed("2024", "2025", None, ANNUAL, ANNUAL) == owed("2024", "2025", None, ANNUAL)
