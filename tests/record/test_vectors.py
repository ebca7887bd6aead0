"""The golden vector of the record format (design/vector.txt), byte for byte."""

import json
from base64 import b64decode
from datetime import datetime

import pytest

from songfai.record import canonical, entries, notes, tree

DOCUMENT = (
    '{"fmt":"coop-doc/1","kind":"plan","programme":"sha256:0000000000000000000000000000000000000000000000000000000000000000",'
    '"supersedes":null,"terms":{"places":[{"id":"m1","n":60}]},"thread":"plan/2027",'
    '"title":{"en":"Annual plan 2027","lo":"ແຜນປະຈຳປີ 2027","vi":"Kế hoạch năm 2027"},"version":1}'
).encode()
SHA256 = "43a5b7b19aef567167904e85b673dbc8cc00f64f097b76467332a8d575766ae9"
NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

# log, at, type, seen n, seen root, names the document, leaf
LAOS = [
    ("2026-11-21T08:00:00Z", "propose", 0, NOTHING, True, "eJhnSowora0y3bDDGuafgofXw1FsqM2VblmlJgWqIZA="),
    ("2026-11-21T08:00:01Z", "approve", 0, NOTHING, True, "oYrybQfEtuFMrOLAZUfUNiEr/8ASlYPi/fG6SSm+NpM="),
    (
        "2026-11-23T01:00:00Z",
        "ack",
        1,
        "hivxKtVKysS4oXQkwIUGGDkOuckj0+dpUJ4fr2Pcicg=",
        False,
        "ZGh3gsuJ0Gd67rpELpTvtZGuQIdHIq58GQ+k7gUcOws=",
    ),
    (
        "2026-11-23T01:00:00Z",
        "final",
        1,
        "hivxKtVKysS4oXQkwIUGGDkOuckj0+dpUJ4fr2Pcicg=",
        True,
        "yfzqXxvki5EQJkE5mLdjuKHa61qNVo2Yh0RBMQB8uLY=",
    ),
]
VIET_NAM = [
    (
        "2026-11-22T02:00:00Z",
        "approve",
        2,
        "7hB6a52a2/7U4GtAgQdiOwRPodqwhCi9IySFDN+/W0M=",
        True,
        "hivxKtVKysS4oXQkwIUGGDkOuckj0+dpUJ4fr2Pcicg=",
    ),
]


def written(origin, lines):
    prev, out = NOTHING, []
    for seq, (at, type, seen, root, names, leaf) in enumerate(lines):
        body = {"doc": f"sha256:{SHA256}"} if names else {}
        data = entries.entry_bytes(
            log=origin,
            seq=seq,
            prev=prev,
            at=datetime.fromisoformat(at),
            type=type,
            seen=seen,
            seen_root=root,
            body=body,
        )
        prev = notes.text64(tree.leaf_hash(data))
        out.append((data, prev, leaf))
    return out


def test_document_bytes_and_hash_are_those_of_the_vector():
    made = canonical.document_bytes(
        programme="sha256:" + "0" * 64,
        thread="plan/2027",
        kind="plan",
        version=1,
        supersedes=None,
        title={"vi": "Kế hoạch năm 2027", "lo": "ແຜນປະຈຳປີ 2027", "en": "Annual plan 2027"},
        terms={"places": [{"n": 60, "id": "m1"}]},
    )
    assert made == DOCUMENT
    assert len(made) == 315 == len(DOCUMENT)
    assert canonical.sha256_hex(made) == SHA256
    assert canonical.load(made)["version"] == 1


@pytest.mark.parametrize(
    ("origin", "lines"), [("moes.gov.la/coop/demo", LAOS), ("moet.gov.vn/coop/demo", VIET_NAM)]
)
def test_entries_and_leaves_are_those_of_the_vector(origin, lines):
    made = written(origin, lines)
    assert [leaf for _, leaf, _ in made] == [expected for _, _, expected in made]
    entries.require_chain([(entries.read(data), leaf) for data, leaf, _ in made], log=origin)


def test_first_entry_has_the_bytes_of_the_vector():
    data, _, _ = written("moes.gov.la/coop/demo", LAOS)[0]
    assert data.decode() == (
        '{"at":"2026-11-21T08:00:00Z","body":{"doc":"sha256:'
        + SHA256
        + '"},"log":"moes.gov.la/coop/demo","prev":"'
        + NOTHING
        + '","seen":{"n":0,"root":"'
        + NOTHING
        + '"},"seq":0,"type":"propose","v":1}'
    )
    assert entries.read(data).document == SHA256
    assert json.loads(data)["seen"] == {"n": 0, "root": NOTHING}


def test_roots_are_those_of_the_vector():
    assert entries.EMPTY_ROOT == NOTHING
    laos = [b64decode(line[-1]) for line in LAOS]
    assert notes.text64(tree.root_hash(laos[:2])) == VIET_NAM[0][3]
    assert notes.text64(tree.root_hash(laos)) == "9KeMZv1ZfG1rLbyHiUmcYqoCL9UpA/OjZpJTb6SEgYk="
    assert notes.text64(tree.root_hash([b64decode(VIET_NAM[0][-1])])) == LAOS[2][3]


# The reference tree of RFC 6962's test data: eight leaves, the root after each.
REFERENCE = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_tree_gives_the_reference_roots_of_rfc_6962():
    leaves = [tree.leaf_hash(bytes.fromhex(data)) for data in REFERENCE]
    assert [tree.root_hash(leaves[: n + 1]).hex() for n in range(8)] == ROOTS
