"""Cards of a side: which may begin a log, which may follow which, and which are no cards at all."""

from dataclasses import FrozenInstanceError, replace

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songfai.kit.errors import Refused
from songfai.record import cards
from songfai.record.canonical import strict_json
from songfai.record.cards import Card, Reason
from songfai.record.notes import text64

pytestmark = pytest.mark.once

ROOT = bytes(32)


def key(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def public(number: int) -> bytes:
    return key(number).public_key().public_bytes_raw()


# The keys by number: 1 log, 2 witness, 11 to 13 root, 21 to 23 the roots that follow, 31 to 33 those after them.
FIRST, NEXT, LAST, STRANGERS = (11, 12, 13), (21, 22, 23), (31, 32, 33), (41, 42, 43)


def roots(numbers: tuple[int, ...], threshold: int = 2) -> tuple[dict[str, object], str]:
    keys = [public(number) for number in numbers]
    return cards.root_set(keys, threshold), cards.root_hash(keys, threshold)


def card(serial: int = 1, by: tuple[int, ...] = FIRST, **changes: object) -> Card:
    """A card signed by the keys of these numbers; card 1 of a side unless changed."""
    said = {
        "origin": "moha.gov.vn.example/coop",
        "serial": serial,
        "at": "2026-03-09T08:12:05Z",
        "name": {"en": "Ministry"},
        "country": "VN",
        "log": public(1),
        "witness": public(2),
        "root": roots(FIRST)[0],
        "following": roots(NEXT)[1],
        "reason": Reason.OPENING if serial == 1 else Reason.ROTATION,
    }
    body = cards.card_bytes(**(said | changes))
    return signed(body, by)


def signed(body: bytes, by: tuple[int, ...]) -> Card:
    sigs = [cards.sign(body, key(number)) for number in by]
    return cards.read(
        {"card": body.decode(), "sigs": [{"key": text64(one), "sig": text64(sig)} for one, sig in sigs]}
    )


def new_root(
    by: tuple[int, ...], numbers: tuple[int, ...] = NEXT, threshold: int = 2, **changes: object
) -> Card:
    return card(
        2, by, reason=Reason.ROOT, root=roots(numbers, threshold)[0], following=roots(LAST)[1], **changes
    )


BEGIN = {
    "all roots": (FIRST, ""),
    "the threshold": ((11, 13), ""),
    "one root": ((12,), "card_unsigned"),
    "nobody": ((), "card_unsigned"),
    "one root twice": ((12, 12), "card_unsigned"),
    "one root and a stranger": ((12, 41), "card_unsigned"),
    "the log and witness keys": ((1, 2), "card_unsigned"),
    "the roots that are to come": (NEXT, "card_unsigned"),
}


@pytest.mark.parametrize("name", BEGIN)
def test_first_card_counts_when_enough_of_its_own_roots_signed(name):
    by, code = BEGIN[name]
    assert refusal(lambda: cards.require_signed(card(by=by))) == code


REVOKED = {"log": public(3), "reason": Reason.REVOCATION, "revoked": [public(1)]}
GOOD = [{"log": "moha.gov.vn.example/coop/hs", "n": 4, "root": text64(ROOT)}]
FOLLOW = {
    "planned change": (lambda: card(2, (11, 12), log=public(3)), ""),
    "planned change, one root only": (lambda: card(2, (11,), log=public(3)), "card_unsigned"),
    "planned change, one root twice": (lambda: card(2, (11, 11), log=public(3)), "card_unsigned"),
    "planned change, signed by the coming roots": (lambda: card(2, NEXT, log=public(3)), "card_unsigned"),
    "a number left out": (lambda: card(3), "card_order"),
    "the same number": (lambda: card(1, log=public(3)), "card_order"),
    "of another side": (lambda: card(2, origin="other.example/coop"), "card_order"),
    "revocation with what was good": (lambda: card(2, (12, 13), **REVOKED, good=GOOD), ""),
    "revocation without": (lambda: card(2, (12, 13), **REVOKED), ""),
    "new roots as announced, both sets sign": (lambda: new_root((11, 12, 21, 22)), ""),
    "new roots, the old ones do not sign": (lambda: new_root(NEXT), "card_unsigned"),
    "new roots, the new ones do not sign": (lambda: new_root(FIRST), "card_unsigned"),
    "new roots, one of the new ones signs": (lambda: new_root((11, 12, 21)), "card_unsigned"),
    "new roots that nobody announced": (lambda: new_root((*FIRST, *STRANGERS), STRANGERS), "root_not_committed"),
    "announced roots with another threshold": (lambda: new_root((*FIRST, *NEXT), NEXT, 1), "root_not_committed"),
    "the same roots with another threshold": (lambda: new_root(FIRST, FIRST, 1), "root_not_committed"),
    "some of the announced roots": (lambda: new_root((*FIRST, *NEXT), (21, 22)), "root_not_committed"),
    "the same roots, other coming ones": (
        lambda: card(2, FIRST, following=roots(STRANGERS)[1]),
        "root_next_changed",
    ),
    "the same roots, others in the end, under new root's name": (
        lambda: card(2, FIRST, reason=Reason.ROOT, following=roots(LAST)[1]),
        "root_next_changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOLLOW)
def test_later_card_follows_the_one_before(name):
    later, code = FOLLOW[name]
    assert refusal(lambda: cards.require_follows(later(), card())) == code


def test_roots_change_twice_in_the_announced_order():
    first = card()
    second = new_root((*FIRST, *NEXT))
    third = card(3, (*NEXT, *LAST), reason=Reason.ROOT, root=roots(LAST)[0], following=roots(STRANGERS)[1])
    cards.require_follows(second, first)
    cards.require_follows(third, second)
    assert refusal(lambda: cards.require_follows(third, first)) == "card_order"
    back = card(3, (*FIRST, *NEXT), reason=Reason.ROOT)
    assert refusal(lambda: cards.require_follows(back, second)) == "root_not_committed"


def test_signature_is_over_these_bytes_and_as_a_card():
    one = card()
    other = card(name={"en": "Another"})
    assert cards.signers(replace(one, signatures=other.signatures), one.root_keys) == 0
    bare = tuple((public(n), key(n).sign(one.body)) for n in FIRST)
    assert cards.signers(replace(one, signatures=bare), one.root_keys) == 0
    assert cards.signers(one, one.root_keys) == 3
    assert cards.signers(one, [public(11), public(11)]) == 1


def test_what_was_good_is_found_by_its_log():
    one = card(2, **REVOKED, good=GOOD)
    assert one.good("moha.gov.vn.example/coop/hs") == (4, ROOT)
    assert one.good("moha.gov.vn.example/coop/other") is None
    assert card().good("moha.gov.vn.example/coop/hs") is None


NO_CARDS = {
    "opening with number 2": {"serial": 2, "reason": Reason.OPENING},
    "number 1 for another reason": {"reason": Reason.ROTATION},
    "number 0": {"serial": 0},
    "revocation of nothing": {"serial": 2, "reason": Reason.REVOCATION},
    "a planned change that revokes": {"serial": 2, "revoked": [public(9)]},
    "the log key revoked and used": {"serial": 2, "reason": Reason.REVOCATION, "revoked": [public(1)]},
    "the witness key revoked and used": {"serial": 2, "reason": Reason.REVOCATION, "revoked": [public(2)]},
    "log and witness the same": {"witness": public(1)},
    "the log key among the roots": {"log": public(11)},
    "the witness key among the roots": {"witness": public(13)},
    "a key too short": {"log": b"short"},
    "threshold 0": {"root": {**roots(FIRST)[0], "threshold": 0}},
    "threshold above the roots": {"root": {**roots(FIRST)[0], "threshold": 4}},
    "threshold that is no number": {"root": {**roots(FIRST)[0], "threshold": True}},
    "roots out of order": {"root": {"keys": sorted(roots(FIRST)[0]["keys"], reverse=True), "threshold": 2}},
    "a root twice": {"root": {"keys": [text64(public(11))] * 2, "threshold": 2}},
    "no roots": {"root": {"keys": [], "threshold": 1}},
    "an origin with spaces": {"origin": "some where/coop"},
    "a name in an unknown language": {"name": {"fr": "Ministère"}},
    "good before the beginning": {"serial": 2, "good": [{"log": "x", "n": -1, "root": text64(ROOT)}]},
    "good with half a root": {"serial": 2, "good": [{"log": "x", "n": 1, "root": "AAAA"}]},
    "good with more to say": {"serial": 2, "good": [{"log": "x", "n": 1, "root": text64(ROOT), "but": 1}]},
    "an officer without a key": {"officers": [{"id": "o1"}]},
    "an officer with more to say": {"officers": [{"id": "o1", "key": "k", "rank": "x"}]},
}


@pytest.mark.parametrize("name", NO_CARDS)
def test_card_is_in_the_one_form(name):
    assert refusal(lambda: card(**NO_CARDS[name])) == "card_form"


ALL = {"lo": "ກະຊວງ", "vi": "Bộ", "en": "Ministry"}
CARDS = {
    "a name in each language": {"name": ALL},
    "what was good is nothing": {"serial": 2, **REVOKED, "good": [{**GOOD[0], "n": 0}]},
    "an officer, and one with an office": {
        "officers": [{"id": "o1", "key": "k"}, {"id": "o2", "key": "l", "office": ALL}]
    },
    "everything a card may say": {
        "serial": 2,
        **REVOKED,
        "good": GOOD,
        "officers": [{"id": "o1", "key": "k"}],
    },
}


@pytest.mark.parametrize("name", CARDS)
def test_card_may_say(name):
    assert refusal(lambda: card(**CARDS[name])) == ""


def test_card_says_nothing_else():
    said = strict_json(card().body)
    for changed in ({**said, "more": 1}, [said], "card"):
        assert refusal(lambda changed=changed: signed(rfc8785.dumps(changed), FIRST)) == "card_form"


REVOCATION = {"serial": 2, "reason": "revocation"}
PLANNED = {"serial": 2, "reason": "rotation"}
OFFICER = {"id": "o1", "key": "k"}
GOOD_ONE = {"log": "x", "n": 1, "root": text64(ROOT)}
NO_VALUES = {
    "a day that no month has": {"at": "2026-02-30T08:12:05Z"},
    "no moment": {"at": "yesterday"},
    "a country that is no text": {"country": 1},
    "a name that is no text": {"name": {"en": 1}},
    "an unknown reason": {"serial": 2, "reason": "because"},
    "revoked with nothing in it": {**REVOCATION, "revoked": []},
    "revoked of a planned change, with nothing in it": {**PLANNED, "revoked": []},
    "revoked that is no key": {**REVOCATION, "revoked": ["AAAA"]},
    "revoked that is no list": {**REVOCATION, "revoked": ""},
    "good that is no list": {**PLANNED, "good": ""},
    "good of no log": {**PLANNED, "good": [{**GOOD_ONE, "log": "A b"}]},
    "officers that are no list": {"officers": ""},
    "an officer without a name": {"officers": [{**OFFICER, "id": 1}]},
    "a key of an officer that is no text": {"officers": [{**OFFICER, "key": 1}]},
}


@pytest.mark.parametrize("name", NO_VALUES)
def test_values_of_a_card_are_of_their_kind(name):
    said = strict_json(card().body)
    assert refusal(lambda: signed(rfc8785.dumps({**said, **NO_VALUES[name]}), FIRST)) == "card_form"


@pytest.mark.parametrize("following", ["x", None, "sha256:" + "Z" * 64])
def test_next_roots_are_named_by_a_hash(following):
    said = strict_json(card().body)
    changed = {**said, "root": {**said["root"], "next": following}}
    assert refusal(lambda: signed(rfc8785.dumps(changed), FIRST)) == "card_form"


def test_a_card_does_not_change_under_its_signatures():
    with pytest.raises(FrozenInstanceError):
        card().body = b""
    assert not hasattr(card(), "__dict__")


def test_bytes_of_a_card_have_one_spelling():
    body = card().as_entry()
    for changed in (
        {**body, "card": body["card"] + " "},
        {**body, "card": body["card"].replace('"country"', '"Country"')},
        {**body, "card": "{}"},
        {**body, "card": 1},
        {**body, "more": 1},
        {"card": body["card"]},
        {**body, "sigs": [{**body["sigs"][0], "more": 1}]},
        {**body, "sigs": [{"key": body["sigs"][0]["key"]}]},
        {**body, "sigs": [{**body["sigs"][0], "sig": "not base64"}]},
        {**body, "sigs": [{**body["sigs"][0], "key": "AAAA"}]},
        {**body, "sigs": ""},
    ):
        assert refusal(lambda changed=changed: cards.read(changed)) == "card_form"
    assert cards.read(body) == card()


def refusal(act) -> str:
    try:
        act()
    except Refused as refused:
        return refused.code
    return ""
