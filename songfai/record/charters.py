"""The charter of a register `coop-charter/1`, and the first line of each log. Plain Python.

Both are worked out from the cards of the sides, so that the side that opens a register can name how the other's log
begins, and only the other side's server ever writes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from songfai.kit.errors import N_, Refused
from songfai.record import canonical, entries, tree
from songfai.record.cards import Card
from songfai.record.notes import NAME, text64
from songfai.record.states import EntryType

FORMAT, RULES = "coop-charter/1", "coop-rules/1"
MEMBERS = {"fmt", "rules", "title", "at", "sides"}
OPTIONAL = {"formats", "meaning"}
SIDE = {"id", "origin", "genesis"}
FORMATS = ["coop-bundle/1", "coop-card/1", canonical.FORMAT]
# Part of every charter's bytes: a change of wording is a new version of the rules.
MEANING = {
    "en": "An approval in this record says that the side agrees to the document with the named SHA-256. A document is in force"
    " when both sides have approved it and each log shows the other side’s approval.",
    "vi": "Việc chấp thuận trong hồ sơ chung này có nghĩa là bên chấp thuận đồng ý với văn bản có mã SHA-256 đã nêu. Văn bản có"
    " hiệu lực khi hai bên đều đã chấp thuận và nhật ký của mỗi bên đều ghi nhận sự chấp thuận của bên kia.",
    "lo": "ການເຫັນດີໃນທະບຽນຮ່ວມນີ້ ໝາຍຄວາມວ່າ ຝ່າຍທີ່ເຫັນດີ ຕົກລົງຕາມເອກະສານທີ່ມີລະຫັດ SHA-256 ທີ່ລະບຸໄວ້. ເອກະສານມີຜົນສັກສິດ"
    " ເມື່ອສອງຝ່າຍເຫັນດີແລ້ວ ແລະ ບັນທຶກຂອງແຕ່ລະຝ່າຍສະແດງການເຫັນດີຂອງອີກຝ່າຍ.",
}


@dataclass(frozen=True, slots=True)
class Charter:
    """`origins` and `genesis` (leaf hashes, base64) by the order of the signed text."""

    programme: str
    title: Mapping[str, str]
    at: str
    origins: tuple[str, str]
    genesis: tuple[str, str]


def genesis_bytes(card: Card, origin: str) -> bytes:
    """How a log begins: with its side's card, and knowing nothing of the other side yet."""
    return rfc8785.dumps(
        {
            "v": entries.VERSION,
            "log": origin,
            "seq": 0,
            "prev": entries.EMPTY_ROOT,
            "at": card.said["at"],
            "type": str(EntryType.GENESIS),
            "seen": {"n": 0, "root": entries.EMPTY_ROOT},
            "body": card.as_entry(),
        }
    )


def genesis_leaf(card: Card, origin: str) -> str:
    return text64(tree.leaf_hash(genesis_bytes(card, origin)))


def charter_bytes(*, sides: Sequence[tuple[Card, str]], title: Mapping[str, str], at: str) -> bytes:
    """`sides` are the cards in the order of the signed text, each with the origin of its log."""
    return rfc8785.dumps(
        canonical.written(
            {
                "fmt": FORMAT,
                "rules": RULES,
                "formats": FORMATS,
                "meaning": MEANING,
                "title": dict(title),
                "at": at,
                "sides": [
                    {"id": f"p{place}", "origin": origin, "genesis": genesis_leaf(card, origin)}
                    for place, (card, origin) in enumerate(sides, 1)
                ],
            }
        )
    )


def programme_of(charter: bytes) -> str:
    return f"sha256:{canonical.sha256_hex(charter)}"


def read(data: bytes) -> Charter:
    """A charter's bytes as values; refused unless they are in the one form and under rules known here."""
    said: Any = canonical.strict_json(data)
    try:
        if not canonical.is_canonical(said, data) or said["fmt"] != FORMAT:
            raise ValueError
        if said.get("rules") != RULES:
            raise Refused(
                "charter_rules",
                N_("This record follows rules that this version does not know. Install the newer version."),
            )
        first, second = said["sides"]
        if not MEMBERS <= set(said) <= MEMBERS | OPTIONAL or not SIDE == set(first) == set(second):
            raise ValueError
        origins, genesis = (tuple(side[name] for side in (first, second)) for name in ("origin", "genesis"))
        if [first["id"], second["id"]] != ["p1", "p2"] or len(set(origins)) != 2:
            raise ValueError
        if not all(NAME.fullmatch(origin) for origin in origins):
            raise ValueError
        if not all(entries.ROOT.fullmatch(leaf) for leaf in genesis):
            raise ValueError
        entries.require_moment(said["at"])
        if not canonical.in_languages(said["title"]):
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused("charter_form", N_("The charter of this record is not in its one form.")) from None
    return Charter(programme_of(data), said["title"], said["at"], origins, genesis)
