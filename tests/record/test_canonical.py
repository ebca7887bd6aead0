import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.errors import Refused
from songfai.record import canonical

WHOLE = {
    "programme": "sha256:" + "1" * 64,
    "thread": "plan/2026",
    "kind": "plan",
    "version": 1,
    "supersedes": None,
    "title": {"en": "Plan"},
}
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\u2028\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
PLAIN = st.one_of(TEXTS, st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1))


def rows(values):
    ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}", fullmatch=True)
    row = st.dictionaries(KEYS.filter(lambda key: key != "id"), values, max_size=3)
    return st.dictionaries(ids, row, min_size=1, max_size=4).map(
        lambda found: [{"id": key, **rest} for key, rest in found.items()]
    )


VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, min_size=1, max_size=4),
        rows(inner),
        st.lists(PLAIN, min_size=1, max_size=4),
    ),
    max_leaves=12,
)
TERMS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def made(terms, **changes):
    return canonical.document_bytes(**(WHOLE | changes), terms=terms)


def code(call):
    with pytest.raises(Refused) as refused:
        call()
    assert str(refused.value)
    return refused.value.code


def shuffled(value, chance):
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        inner = [shuffled(entry, chance) for entry in value]
        if isinstance(inner[0], dict):
            chance.shuffle(inner)
        return inner
    return value


def in_order(value):
    if isinstance(value, dict):
        return {key: in_order(inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner = [in_order(entry) for entry in value]
        return sorted(inner, key=lambda entry: entry["id"]) if isinstance(inner[0], dict) else inner
    return value


@given(TERMS)
def test_what_is_written_is_read_back(terms):
    assert canonical.load(made(terms))["terms"] == in_order(terms)


@given(TERMS, st.randoms(use_true_random=False))
def test_order_of_keys_and_entries_makes_no_difference(terms, chance):
    assert made(shuffled(terms, chance)) == made(terms)


@given(TERMS, st.randoms(use_true_random=False))
def test_other_bytes_of_the_same_document_are_refused(terms, chance):
    data = made(terms)
    for other in (json.dumps(json.loads(data)).encode(), data + b" ", data + b"\n", b"\xef\xbb\xbf" + data):
        assert other == data or code(lambda other=other: canonical.load(other)) in {
            "document_not_canonical",
            "document_not_json",
        }


@given(TERMS, st.data())
def test_flipped_bit_gives_another_hash_or_no_document(terms, data):
    before = made(terms)
    place = data.draw(st.integers(0, len(before) * 8 - 1))
    flipped = bytearray(before)
    flipped[place // 8] ^= 1 << place % 8
    assert canonical.sha256_hex(bytes(flipped)) != canonical.sha256_hex(before)


@given(TERMS, st.integers(0, 400))
def test_truncated_bytes_are_refused(terms, cut):
    data = made(terms)
    assert code(lambda: canonical.load(data[: min(cut, len(data) - 1)])) == "document_not_json"


@given(st.floats())
def test_floats_are_refused(number):
    assert code(lambda: made({"n": number})) == "document_float"


REFUSED_TERMS = [
    ({"n": ""}, "document_empty"),
    ({"n": {}}, "document_empty"),
    ({"n": []}, "document_empty"),
    ({}, "document_empty"),
    ({"n": None}, "document_null"),
    ({"n": [None]}, "document_null"),
    ({"supersedes": None}, "document_null"),
    ({"n": 2**53}, "document_integer"),
    ({"n": -(2**53)}, "document_integer"),
    ({"N": 1}, "document_key"),
    ({"1n": 1}, "document_key"),
    ({"n" * 41: 1}, "document_key"),
    ({"ñ": 1}, "document_key"),
    ({"n": "a\u202eb"}, "document_control"),
    ({"n": "a\u2066b"}, "document_control"),
    ({"n": "a\x00b"}, "document_control"),
    ({"n": "a\x1bb"}, "document_control"),
    ({"n": "e\u0301"}, "document_spelling"),
    ({"n": "\ud800"}, "document_spelling"),
    ({"n": [{"a": 1}]}, "document_ids"),
    ({"n": [{"id": 1}]}, "document_ids"),
    ({"n": [{"id": "ກ"}]}, "document_ids"),
    ({"n": [{"id": "a"}, {"id": "a"}]}, "document_ids"),
    ({"n": [{"id": "a"}, 1]}, "document_ids"),
    ({"n": object()}, "document_float"),
]


@pytest.mark.parametrize(("terms", "expected"), REFUSED_TERMS)
def test_terms_against_the_format_are_refused(terms, expected):
    assert code(lambda: made(terms)) == expected


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("programme", "x"),
        ("programme", "sha256:" + "G" * 64),
        ("thread", "Plan/2026"),
        ("thread", "plan//2026"),
        ("kind", "Plan"),
        ("version", 0),
        ("version", True),
        ("supersedes", "x"),
        ("title", {"fr": "Plan"}),
        ("title", {"en": 1}),
        ("authentic", ["fr"]),
        ("authentic", ["lo", "lo"]),
    ],
)
def test_members_against_the_format_are_refused(member, value):
    assert code(lambda: made({"n": 1}, **{member: value})) == "document_member"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace('"n":1', '"n":1,"n":1'), "document_doubled"),
        (lambda text: text.replace('"n":1', '"n":1.0'), "document_float"),
        (lambda text: text.replace('"n":1', '"n":1e2'), "document_float"),
        (lambda text: text.replace('"n":1', '"n":NaN'), "document_float"),
        (lambda text: text.replace('"n":1', '"n":-0'), "document_not_canonical"),
        (lambda text: text.replace('"n":1', '"n":' + "9" * 5000), "document_integer"),
        (lambda text: text.replace('"n":1', '"n":"\\u0041"'), "document_not_canonical"),
        (lambda text: text.replace('"n":1', '"n":"\\ud800"'), "document_spelling"),
        (lambda text: text.replace('"n":1', '"m":[{"id":"b"},{"id":"a"}]'), "document_order"),
        (lambda text: text.replace('"version":1', '"version":1,"zzz":1'), "document_members"),
        (lambda text: text.replace('"version":1', '"version_":1'), "document_members"),
        (lambda text: text.replace("coop-doc/1", "coop-doc/2"), "document_member"),
        (lambda text: "[" * 100_000, "document_too_deep"),
        (lambda text: "[1]", "document_members"),
        (lambda text: "", "document_not_json"),
    ],
)
def test_bytes_near_a_document_are_refused(change, expected):
    data = change(made({"n": 1}).decode()).encode()
    assert code(lambda: canonical.load(data)) == expected


def test_bytes_that_are_not_utf8_are_refused():
    assert code(lambda: canonical.load(made({"n": "x"}).replace(b'"x"', b'"\xff"'))) == "document_not_json"


def nested(depth):
    value: object = 1
    for _ in range(depth):
        value = {"n": value}
    return value


def test_nesting_has_a_limit():
    made(nested(30))  # the document and its terms are two more levels
    assert code(lambda: made(nested(31))) == "document_too_deep"


def test_size_has_a_limit():
    spare = canonical.MAX_BYTES - len(made({"n": "x"})) + 1
    assert len(made({"n": "x" * spare})) == canonical.MAX_BYTES
    assert code(lambda: made({"n": "x" * (spare + 1)})) == "document_too_large"
    assert code(lambda: canonical.load(b" " * (canonical.MAX_BYTES + 1))) == "document_too_large"


def test_line_ends_and_tabs_are_written_without_controls_and_read_back():
    document = canonical.load(made({"n": "one\r\ntwo\tthree"}))
    assert document["terms"] == {"n": "one\u2028two three"}
    assert canonical.read_back(document)["terms"] == {"n": "one\ntwo three"}


def test_lao_text_with_zero_width_space_is_kept():
    assert canonical.load(made({"n": "ແຜນ\u200bການ"}))["terms"]["n"] == "ແຜນ\u200bການ"


def test_empty_attachments_and_authentic_are_left_out():
    assert b"attachments" not in made({"n": 1}, attachments=[], authentic=[])
    kept = canonical.load(made({"n": 1}, attachments=[{"id": "a1", "size": 1}], authentic=["lo"]))
    assert (kept["attachments"], kept["authentic"]) == ([{"id": "a1", "size": 1}], ["lo"])


@pytest.mark.parametrize("authentic", [[["lo"]], [1], ["lo", "lo"], ["fr"], {"lo": 1}, "lo"])
def test_authentic_texts_are_named_by_their_languages(authentic):
    """Also where what stands there cannot even be compared."""
    said = json.loads(made({"n": 1}, authentic=["lo"]))
    data = json.dumps(said | {"authentic": authentic}, separators=(",", ":"), sort_keys=True).encode()
    assert code(lambda: canonical.load(data)) == "document_member"


def test_texts_of_the_record_have_so_many_levels():
    within, beyond = nested(canonical.MAX_DEPTH - 1), nested(canonical.MAX_DEPTH)
    assert canonical.is_canonical(within, json.dumps(within, separators=(",", ":")).encode())
    assert not canonical.is_canonical(beyond, json.dumps(beyond, separators=(",", ":")).encode())


@pytest.mark.parametrize("value", ["\ud800", 2**60, {"a": 10**20}])
def test_what_no_bytes_can_spell_is_not_canonical(value):
    assert not canonical.is_canonical(value, b"{}")
