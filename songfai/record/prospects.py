"""A paper as an offer would make it now: its very bytes, before they are offered, for whoever reads them, checks them
and agrees to them.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from songfai.kit.errors import N_, Changed, Refused
from songfai.people.consent import Consent
from songfai.people.proofs import prove
from songfai.record import canonical, rules
from songfai.record.actions.drafts import subject_of
from songfai.record.actions.joint import compose
from songfai.record.differences import Differences, Layout, differences
from songfai.record.models import Document, Register
from songfai.record.permissions import check
from songfai.record.queries import position_of
from songfai.record.states import Stage

# What a person read travels with their form, so that a change meanwhile can be shown; longer papers go without.
ROOM = 400_000


@dataclass(frozen=True, slots=True)
class Prospect:
    """`programme` names the register the offer would stand in, also before it is opened; `draft` the row it is made from."""

    programme: str
    body: bytes
    version: int
    draft: str = ""

    @property
    def sha256(self) -> str:
        return canonical.sha256_hex(self.body)

    @property
    def packed(self) -> str:
        packed = b64encode(zlib.compress(self.body, 9)).decode()
        return packed if len(packed) <= ROOM else ""

    @property
    def terms(self) -> dict[str, Any]:
        terms: dict[str, Any] = canonical.read_back(canonical.strict_json(self.body))["terms"]
        return terms


def prospect(register: Register, paper: Mapping[str, Any], draft: Model) -> Prospect:
    """`paper` is what `record.actions.offer` takes: kind, thread, title, terms, authentic, attachments; `draft` the row."""
    body, version, _ = compose(register, **paper)
    return Prospect(register.programme, body, version, subject_of(draft))


def offering(request: HttpRequest, now: Prospect) -> Consent:
    """The person's proof over the paper as it is now. Changed when they read another one, Refused without a proof."""
    if request.POST.get("over", "") != now.sha256:
        raise Changed(
            "changed_meanwhile",
            N_("The draft was changed while you were reading it. Read it once more, then offer it."),
        )
    return prove(request, now.programme, now.sha256)


def approving(request: HttpRequest, document: Document, seen: str) -> Consent:
    """The person's proof over an offered document, asked for only where they may approve it and it still waits."""
    seat = request.seat
    position = position_of(document.register, seat.institution, seat.stands_for) if seat else None
    check(seat, "approve", position=position, offered_by=document.standing.offered_by)
    if seen.strip().lower().removeprefix("sha256:") != document.sha256:
        raise Changed(
            "document_changed",
            N_("This is not the version you read. Read version %(version)s once more, then answer."),
            version=document.version,
        )
    rules.require_open(Stage(document.standing.stage))
    return prove(request, document.register.programme, document.sha256)


def meanwhile(
    request: HttpRequest, refused: Refused | None, terms: Mapping[str, Any], layout: Layout
) -> Differences | None:
    """What changed in a draft since the person read it, where an offer is refused for that; `terms` are those of now."""
    read = read_before(request) if isinstance(refused, Changed) else None
    return differences(read, terms, layout) if read else None


def read_before(request: HttpRequest) -> dict[str, Any] | None:
    """The terms a person read, from the form they sent: only bytes with the very hash that the form names."""
    try:
        inflate = zlib.decompressobj()
        body = inflate.decompress(b64decode(request.POST.get("read", ""), validate=True), canonical.MAX_BYTES)
        if canonical.sha256_hex(body) != request.POST.get("over", ""):
            return None
        terms: dict[str, Any] = canonical.read_back(canonical.load(body))["terms"]
        return terms
    except (ValueError, zlib.error, Refused):
        return None
