"""Numbers as papers print them, the way of a document, what it needs at each step. No database."""

from datetime import date, datetime
from itertools import product

import pytest

from songfai.kit.errors import Refused
from songfai.registry import rules
from songfai.registry.states import (
    MOVES,
    Direction,
    DocumentState,
    NumberForm,
    Numbers,
    PartKind,
    Step,
)


@pytest.mark.parametrize(
    ("number", "form", "code", "symbol", "unit", "said"),
    [
        (15, NumberForm.STATE, "BC", "BNV", "", "15/BC-BNV"),
        (5, NumberForm.STATE, "QĐ", "BNV", "", "05/QĐ-BNV"),
        (5, NumberForm.STATE, "", "BNV", "VP", "05/BNV-VP"),
        (9, NumberForm.STATE, "SY", "BNV", "", "09/SY-BNV"),
        (36, NumberForm.PARTY, "HD", "VPTW", "", "36-HD/VPTW"),
        (330, NumberForm.LAO, "", "ປທສ", "", "330/ປທສ"),
        (9, NumberForm.LAO, "", "ສພຊ", "", "09/ສພຊ"),
        (100, NumberForm.STATE, "", "", "", "100"),
    ],
)
def test_a_number_as_it_is_printed(number, form, code, symbol, unit, said):
    assert rules.printed(number, form, code, symbol, unit) == said


def test_the_next_number():
    assert rules.next_number([]) == 1
    assert rules.next_number([1, 2, 7]) == 8
    assert rules.next_number([], goes_on_from=120) == 120
    assert rules.next_number([121], goes_on_from=120) == 122


def test_every_step_leads_on_only_where_the_table_says():
    for state, step in product(DocumentState, Step):
        if step in MOVES[state]:
            assert rules.destination(state, step) == MOVES[state][step]
        else:
            with pytest.raises(Refused, match="step") as refused:
                rules.destination(state, step)
            assert refused.value.code == "step_not_now"


def test_no_number_before_the_signature():
    leading = [state for state in DocumentState if Step.NUMBER in MOVES[state]]
    assert leading == [DocumentState.SIGNED]


def refusal(call, *args, **named):
    try:
        call(*args, **named)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("numbers", "direction", "is_copy", "code"),
    [
        (Numbers.OUT, Direction.OUT, False, None),
        (Numbers.COUNCIL, Direction.OUT, False, None),
        (Numbers.COPIES, Direction.OUT, True, None),
        (Numbers.IN, Direction.IN, True, None),
        (Numbers.IN, Direction.OUT, False, "series_unfit"),
        (Numbers.OUT, Direction.IN, False, "series_unfit"),
        (Numbers.COPIES, Direction.OUT, False, "copies_apart"),
        (Numbers.OUT, Direction.OUT, True, "copies_apart"),
        (Numbers.COUNCIL, Direction.OUT, True, "copies_apart"),
    ],
)
def test_which_series_fits(numbers, direction, is_copy, code):
    assert refusal(rules.require_fits, numbers, direction, is_copy=is_copy) == code


DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("signer", "on", "code"),
    [
        ("A", DAY, None),
        ("A", date(2025, 12, 31), None),
        (" ", DAY, "signer_missing"),
        ("A", None, "day_ahead"),
        ("A", date(2026, 3, 11), "day_ahead"),
        ("A", date(2016, 3, 9), "signed_long_ago"),
    ],
)
def test_a_signature(signer, on, code):
    assert refusal(rules.require_signed, signer, on, DAY, DAY) == code


@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        (DocumentState.DRAFT, PartKind.TEXT, None),
        (DocumentState.DRAFT, PartKind.APPENDIX, None),
        (DocumentState.DRAFT, PartKind.SCAN, "not_signed_yet"),
        (DocumentState.CHECKED, PartKind.SCAN, "not_signed_yet"),
        (DocumentState.CHECKED, PartKind.TEXT, "parts_closed"),
        (DocumentState.SIGNED, PartKind.SCAN, None),
        (DocumentState.SIGNED, PartKind.TEXT, "parts_closed"),
        (DocumentState.NUMBERED, PartKind.SCAN, None),
        (DocumentState.ISSUED, PartKind.SCAN, "parts_closed"),
        (DocumentState.REGISTERED, PartKind.SCAN, None),
        (DocumentState.HANDED, PartKind.APPENDIX, None),
        (DocumentState.DEALT, PartKind.SCAN, "parts_closed"),
    ],
)
def test_when_files_may_change(state, kind, code):
    assert refusal(rules.require_part, state, kind) == code


@pytest.mark.parametrize(
    ("years", "for_ever", "basis", "code"),
    [
        (None, False, "", None),
        (20, False, "Circular", None),
        (None, True, "Circular", None),
        (20, True, "Circular", "kept_how_long"),
        (20, False, " ", "retention_basis"),
        (None, True, "", "retention_basis"),
    ],
)
def test_how_long_it_is_kept(years, for_ever, basis, code):
    assert refusal(rules.require_retention, years, for_ever=for_ever, basis=basis) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("05/TB-BNV", "5/TB-BNV", True),
        ("05/TB-BNV", " 05 / tb–bnv ", True),
        ("07/ກພນ", "໐໗/ກພນ", True),
        # Two types whose codes differ by a mark alone.
        ("05/DA-BNV", "05/ĐA-BNV", False),
        ("05/TB-BNV", "50/TB-BNV", False),
        ("05/TB-BNV", "05/TB-BNG", False),
    ],
)
def test_one_number_typed_by_two_people(one, other, same):
    assert (rules.number_key(one) == rules.number_key(other)) is same


@pytest.mark.parametrize(
    ("state", "joined", "code"),
    [
        ("registered", False, None),
        ("handed", False, None),
        ("dealt", False, None),
        ("registered", True, "entry_joined"),
        ("dealt", True, "entry_joined"),
        ("cancelled", False, "entry_unfit"),
        ("draft", False, "entry_unfit"),
        ("issued", False, "entry_unfit"),
    ],
)
def test_which_entry_may_be_joined(state, joined, code):
    assert refusal(rules.require_joinable, DocumentState(state), joined=joined) == code


JOINED = datetime(2026, 3, 10, 9)
BEFORE, AFTER = datetime(2026, 3, 10, 8), datetime(2026, 3, 10, 10)


@pytest.mark.parametrize(
    ("steps", "referring", "goes_on"),
    [
        ([], [], False),
        ([BEFORE], [BEFORE], False),
        ([BEFORE, JOINED], [JOINED], False),
        ([BEFORE, AFTER], [], True),
        ([BEFORE], [AFTER], True),
    ],
)
def test_what_hangs_on_a_join_came_after_it(steps, referring, goes_on):
    assert rules.goes_on_since(JOINED, steps, referring) is goes_on


@pytest.mark.parametrize(
    ("joined_at", "goes_on", "code"),
    [(JOINED, False, None), (JOINED, True, "joined_in_use"), (None, False, "not_joined")],
)
def test_when_it_is_separated_again(joined_at, goes_on, code):
    assert refusal(rules.require_separable, joined_at, goes_on=goes_on) == code


def test_the_rest():
    assert refusal(rules.require_arrival, DAY, DAY, DAY) is None
    assert refusal(rules.require_arrival, date(2026, 3, 11), None, DAY) == "day_ahead"
    assert refusal(rules.require_arrival, date(2026, 3, 1), DAY, DAY) == "dated_after_arrival"
    assert refusal(rules.require_recipient, True, True) == "recipient_one"
    assert refusal(rules.require_recipient, False, False) == "recipient_one"
    assert refusal(rules.require_recipient, False, True) is None
    assert refusal(rules.require_scan, [PartKind.TEXT]) == "scan_missing"
    assert refusal(rules.require_reason, " ") == "reason_missing"
    assert refusal(rules.require_addressed, 0) == "no_recipient"
    assert rules.signature_line("KT", "Bộ trưởng") == "KT. Bộ trưởng"
    assert rules.signature_line("", "Bộ trưởng") == "Bộ trưởng"
