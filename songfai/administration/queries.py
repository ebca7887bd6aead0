"""Reads of an administrator: cards and keys of institutions."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from songfai.kit.paging import Page, page_of
from songfai.kit.squares import square_address
from songfai.parties.models import Institution
from songfai.parties.queries import administered
from songfai.record import keys
from songfai.record.models import Card
from songfai.record.notes import text64


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by its role, and the card since which it speaks."""

    role: str
    public: str
    since: Card
    here: bool


@dataclass(frozen=True, slots=True)
class KeysSheet:
    """`card` None: no keys yet. `roots_here`: how many private root keys still lie on this server."""

    card: Card | None
    holds: bool
    keys: list[Key]
    roots: list[str]
    threshold: int
    roots_here: int
    qr: str


def partners_page(request: HttpRequest, institution: Institution | None) -> Page[Institution]:
    """The institutions one looks after, each with the hash of its newest card as `card_sha256`."""
    newest = Card.objects.filter(institution=OuterRef("pk")).order_by("-serial").values("sha256")[:1]
    rows = administered(institution).annotate(card_sha256=Subquery(newest)).select_related("post")
    return page_of(request, rows)


def keys_sheet(institution: Institution) -> KeysSheet:
    rows = list(institution.cards.order_by("serial"))
    if not rows:
        return KeysSheet(None, False, [], [], 0, 0, "")
    read = [(row, keys.card_values(row)) for row in rows]
    newest = read[-1][1]
    shown = []
    for role, name in (("log", "log"), ("witness", "witness")):
        public = getattr(newest, name)
        since = next(row for row, card in read if getattr(card, name) == public)
        here = keys.signer(institution, public) is not None
        shown.append(Key(role, text64(public), since, here))
    return KeysSheet(
        card=rows[-1],
        holds=keys.holds(institution),
        keys=shown,
        roots=[text64(key) for key in newest.root_keys],
        threshold=newest.threshold,
        roots_here=len(keys.roots_here(institution)),
        qr=square_address(f"sha256:{rows[-1].sha256}"),
    )
