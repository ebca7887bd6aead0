"""What the rule makes of a few short logs: each clause and each word for where a paper stands."""

from dataclasses import FrozenInstanceError

import pytest

from songfai.kit.errors import Refused
from songfai.record import rules
from songfai.record.rules import Act, Consent, Paper
from songfai.record.states import Stage

pytestmark = pytest.mark.once

PAPERS = {"a": Paper("t"), "b": Paper("t"), "c": Paper("t", "a"), "x": Paper("u")}


def logs(first: str, second: str) -> list[list[Act]]:
    """ "approve a 0, ack 2": type, paper, and how much of the other log was seen."""
    acts = []
    for said in (first, second):
        parts = [one.split() for one in said.split(",") if one.strip()]
        acts.append([Act(part[0], part[1] if len(part) == 3 else None, int(part[-1])) for part in parts])
    return acts


HAPPY = ("propose a 0, approve a 0, ack 1", "approve a 2")
CASES = {
    "offered": ("propose a 0, approve a 0", "", {"a": Stage.OFFERED}),
    "proposed only": ("propose a 0", "", {"a": Stage.OFFERED}),
    "accepted, the receipt is to come": ("propose a 0, approve a 0", "approve a 2", {"a": Stage.ACCEPTED}),
    "in force with the receipt": (*HAPPY, {"a": Stage.IN_FORCE}),
    "crossing approvals wait for both receipts": ("approve a 0", "approve a 0", {"a": Stage.ACCEPTED}),
    "one receipt is not enough": ("approve a 0, ack 1", "approve a 0", {"a": Stage.ACCEPTED}),
    "both receipts": ("approve a 0, ack 1", "approve a 0, ack 1", {"a": Stage.IN_FORCE}),
    "a receipt of less": ("approve a 0, ack 1", "ack 0, approve a 1", {"a": Stage.ACCEPTED}),
    "returned": ("propose a 0, approve a 0", "decline a 2", {"a": Stage.RETURNED}),
    "returned, then tidied up": ("approve a 0, withdraw a 1", "decline a 1", {"a": Stage.RETURNED}),
    "withdrawn": ("approve a 0, withdraw a 0", "", {"a": Stage.WITHDRAWN}),
    "withdrawn before the no was seen": ("approve a 0, withdraw a 0", "decline a 1", {"a": Stage.WITHDRAWN}),
    "withdrawal works while the other consent is not seen": (
        "approve a 0, withdraw a 0", "approve a 1", {"a": Stage.WITHDRAWN}),
    "withdrawal does not work after the other consent was seen": (
        "approve a 0, withdraw a 1", "approve a 1", {"a": Stage.IN_FORCE}),
    "withdrawal works again when the other took theirs back": (
        "approve a 0, withdraw a 2", "approve a 0, withdraw a 0", {"a": Stage.WITHDRAWN}),
    "withdrawal of nothing": ("withdraw a 0", "", {"a": Stage.OFFERED}),
    "a second approval is void": ("approve a 0, withdraw a 0, approve a 0", "", {"a": Stage.WITHDRAWN}),
    "a rival is void while one is live": ("approve a 0, approve b 0", "approve b 2", {"b": Stage.OFFERED}),
    "a rival after the first was taken back": (
        "approve a 0, withdraw a 0, approve b 0, ack 1", "approve b 3", {"a": Stage.WITHDRAWN, "b": Stage.IN_FORCE}),
    "another thread is no rival": ("approve a 0, approve x 0, ack 1", "approve x 2", {"x": Stage.IN_FORCE}),
    "a successor before its predecessor is locked is void": (
        "approve a 0, approve c 0, ack 2", "approve a 1, approve c 2", {"a": Stage.IN_FORCE, "c": Stage.OFFERED}),
    "a successor replaces": (
        "approve a 0, ack 1, approve c 1, ack 2", "approve a 1, approve c 3", {"a": Stage.REPLACED, "c": Stage.IN_FORCE}),
    "a successor returned changes nothing": (
        "approve a 0, ack 1, approve c 1", "approve a 1, decline c 3", {"a": Stage.IN_FORCE, "c": Stage.RETURNED}),
    "a no does not end what is in force": (
        "approve a 0, ack 1", "approve a 1, decline a 2", {"a": Stage.IN_FORCE}),
    "an unknown paper": ("approve z 0", "", {"a": Stage.OFFERED}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("turned", [False, True])
def test_where_a_paper_stands(name, turned):
    first, second, expected = CASES[name]
    acts = logs(second, first) if turned else logs(first, second)
    view = rules.standing(acts, PAPERS)
    assert {paper: rules.stage(view, paper) for paper in expected} == expected


@pytest.mark.parametrize(
    ("side", "paper", "clause"),
    [
        (0, "a", "approved_before"),
        (0, "b", "slot_taken"),
        (1, "c", ""),
        (0, "c", ""),
        (1, "x", ""),
    ],
)
def test_why_an_approval_would_be_void(side, paper, clause):
    assert rules.approval_refusal(rules.standing(logs(*HAPPY), PAPERS), side, paper) == clause


def test_successor_of_what_is_only_offered_would_be_void():
    view = rules.standing(logs("approve a 0", ""), PAPERS)
    assert (
        rules.approval_refusal(view, 1, "c")
        == rules.approval_refusal(view, 0, "c")
        == "predecessor_not_locked"
    )
    # The trial leaves the view as it was.
    assert [len(log) for log in view.logs] == [1, 0]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("approve a 1", "", "logs_incomplete"),
        ("approve a 1", "approve a 1", "logs_incomplete"),
        ("ack 1, ack 0", "ack 0", "seen_falls"),
    ],
)
def test_logs_that_cannot_be(first, second, code):
    with pytest.raises(Refused) as refused:
        rules.standing(logs(first, second), PAPERS)
    assert refused.value.code == code


@pytest.mark.parametrize("stage", Stage)
def test_only_an_offered_paper_is_open(stage):
    if stage == Stage.OFFERED:
        rules.require_open(stage)
        return
    with pytest.raises(Refused) as refused:
        rules.require_open(stage)
    assert refused.value.code == f"already_{stage}"


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), ("x" * 4001, "reason_too_long"), ("x" * 4000, "")]
)
def test_reason(reason, code):
    if not code:
        rules.require_reason(reason)
        return
    with pytest.raises(Refused) as refused:
        rules.require_reason(reason)
    assert refused.value.code == code
    assert refused.value.params == ({"limit": 4000} if reason else {})


@pytest.mark.parametrize("text", ["", "x" * 2001, "x" * 2000])
def test_message(text):
    if len(text) == 2000:
        rules.require_message(text)
        return
    with pytest.raises(Refused) as refused:
        rules.require_message(text)
    code, params = ("message_too_long", {"limit": 2000}) if text else ("message_empty", {})
    assert (refused.value.code, refused.value.params) == (code, params)


@pytest.mark.parametrize(
    ("consent", "length", "live"),
    [
        (Consent(1), 1, False),
        (Consent(1), 2, True),
        (Consent(0, 2), 2, True),
        (Consent(0, 2), 3, False),
    ],
)
def test_consent_is_live_from_its_line_to_that_of_its_withdrawal(consent, length, live):
    assert consent.live_in(length) == live


def test_act_has_seen_nothing_unless_it_says_so():
    assert Act("offer").seen == 0


@pytest.mark.parametrize("what", [Act("offer"), Paper("t"), Consent(0), rules.COUNTERSIGN])
def test_what_was_read_from_a_log_is_not_changed_afterwards(what):
    for name in what.__dataclass_fields__:
        with pytest.raises(FrozenInstanceError):
            setattr(what, name, None)


def test_statements_are_known_by_their_thread():
    assert rules.statement_thread(2, "word/1") == "p2/word/1"
    assert rules.is_statement("p1/word/1") and rules.is_statement("p2/x")
    assert not any(map(rules.is_statement, ("p3/x", "plan/p1/x", "p1", "p12/x")))
