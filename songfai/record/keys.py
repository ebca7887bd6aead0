"""The keys of the sides this server writes for, and their cards.

Private keys are files below the data folder (`keys/<institution>/`), never rows: whoever gets a copy of the database
cannot sign. The log key and the witness key sign every day; the root keys sign only cards and belong offline: what
`create` leaves in `root/` is to be taken away (`songfai keys take-offline`), and the pages say so until it is.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.db import transaction

from songfai.files.actions import keep_names, write_durably
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution
from songfai.record import cards, entries, notes
from songfai.record.models import Card, Log
from songfai.record.notes import text64
from songfai.record.states import EntryType

ROOTS, THRESHOLD = 3, 2
ROOT_FOLDER = "root"


def folder_of(institution: Institution) -> Path:
    return Path(settings.KEYS) / institution.slug


def public_of(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def _file_of(folder: Path, public: bytes) -> Path:
    # Named by its public half, so that a card leads to its keys and a later key never covers an older one.
    return folder / f"{public.hex()[:32]}.pem"


def keep(folder: Path, private: Ed25519PrivateKey) -> bytes:
    """Write a private key durably, readable by this user only; its public half."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    public = public_of(private)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(_file_of(folder, public), pem)  # mkstemp makes it readable by its owner only
    return public


def load(folder: Path, public: bytes) -> Ed25519PrivateKey | None:
    """The private half of a key, where this server has it."""
    path = _file_of(folder, public)
    if not path.exists():
        return None
    return read_private(path)


def read_private(path: Path) -> Ed25519PrivateKey:
    try:
        private = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise Refused("key_unreadable", N_("The key file %(name)s cannot be read."), name=path.name)
    return private


def card_of(institution: Institution) -> Card | None:
    """The newest card."""
    return Card.objects.filter(institution=institution).order_by("-serial").first()


def card_values(row: Card) -> cards.Card:
    """A stored card as the plain module reads it."""
    signatures = [{"key": one["key"], "sig": one["sig"]} for one in row.signatures]
    return cards.read({"card": bytes(row.body).decode(), "sigs": signatures})


def holds(institution: Institution) -> bool:
    """Whether this server writes for the institution: it has the keys its newest card names."""
    row = card_of(institution)
    return row is not None and signer(institution, card_values(row).log) is not None


def partners_elsewhere() -> bool:
    """Whether an institution's card is here and its keys are not: its server is elsewhere. Whose log is written here has
    its keys here, and only the folders of the others are looked into, up to the first that has none."""
    written = Log.objects.filter(hosted=True).values("institution")
    others = Card.objects.exclude(institution__in=written).order_by("institution__slug")
    slugs = others.values_list("institution__slug", flat=True).distinct()
    return any(not any((Path(settings.KEYS) / slug).glob("*.pem")) for slug in slugs)


def cards_in(lines: Iterable[entries.Line]) -> list[cards.Card]:
    """Those that lines this software understands bring; the lines have been checked."""
    types = (EntryType.GENESIS, EntryType.KEY)
    return [cards.read(line.body) for line in lines if line.version == entries.VERSION and line.type in types]


def speakers(log: Log, witness: Log) -> list[tuple[str, bytes, int]]:
    """The keys (name, key, kind) that may stand under a checkpoint of a log: those of all cards known here of its side, and of
    the other one as its witness."""
    own, other = (map(card_values, one.institution.cards.order_by("serial")) for one in (log, witness))
    return [
        *((log.origin, card.log, notes.LOG) for card in own),
        *((card.witness_name, card.witness, notes.WITNESS) for card in other),
    ]


def signer(institution: Institution, public: bytes) -> Ed25519PrivateKey | None:
    return load(folder_of(institution), public)


def roots_here(institution: Institution) -> list[Path]:
    """Root keys that still lie on this server, where they should not stay."""
    return sorted((folder_of(institution) / ROOT_FOLDER).glob("*.pem"))


@transaction.atomic
def ensure(institution: Institution, at: datetime) -> Card:
    """The institution's newest card; for one that has none, the first keys are made."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    return card_of(institution) or create(institution, at)


def create(
    institution: Institution,
    at: datetime,
    root_folders: Sequence[Path] = (),
    make: Callable[[], Ed25519PrivateKey] = Ed25519PrivateKey.generate,
) -> Card:
    """First keys: log, witness, three root keys and the three that will follow them; card 1, signed by all three.

    Root keys go into `root_folders` (three: each takes one of the present and one of the coming keys), else into the
    institution's `root` folder, from where they have to be taken offline. `make` makes a key; the demo story has its own.
    """
    home = folder_of(institution)
    places = list(root_folders) or [home / ROOT_FOLDER] * ROOTS
    if len(places) != ROOTS:
        raise Refused("root_places", N_("Name three places for the three root keys."))
    log, witness = (keep(home, make()) for _ in range(2))
    roots = [make() for _ in range(ROOTS)]
    coming = [make() for _ in range(ROOTS)]
    for place, *privates in zip(places, roots, coming, strict=True):
        for private in privates:
            keep(place, private)
    body = cards.card_bytes(
        origin=institution.origin,
        serial=1,
        at=entries.as_text(at),
        name=institution.name.as_dict(),
        country=institution.country,
        log=log,
        witness=witness,
        root=cards.root_set(map(public_of, roots), THRESHOLD),
        following=cards.root_hash(map(public_of, coming), THRESHOLD),
        reason=cards.Reason.OPENING,
    )
    return add(institution, body, [cards.sign(body, root) for root in roots], at)


def add(
    institution: Institution, body: bytes, signatures: Iterable[tuple[bytes, bytes]], at: datetime
) -> Card:
    """Keep a card, checked: the first one signed by its own root, a later one following the one before."""
    said = [{"key": text64(key), "sig": text64(signature)} for key, signature in sorted(signatures)]
    card = cards.read({"card": body.decode(), "sigs": said})
    if card.origin != institution.origin:
        raise Refused(
            "card_of_another", N_("This card is of another institution: %(origin)s."), origin=card.origin
        )
    before = card_of(institution)
    if before is None:
        cards.require_signed(card)
    elif before.sha256 == card.sha256:
        return before
    else:
        cards.require_follows(card, card_values(before))
    return Card.objects.create(
        institution=institution,
        serial=card.serial,
        sha256=card.sha256,
        body=body,
        signatures=said,
        made_at=at,
    )


def take_offline(institution: Institution, places: Sequence[Path]) -> int:
    """Move the root keys that lie here to other places in turn; how many keys were moved."""
    here = roots_here(institution)
    if not here:
        raise Refused("roots_gone", N_("There are no root keys on this server any more."))
    if len(set(places)) < ROOTS:
        raise Refused("root_places", N_("Name three places for the three root keys."))
    row = card_of(institution)
    assert row is not None
    card = card_values(row)
    present = [path for path in here if public_of(read_private(path)) in card.root_keys]
    coming = [path for path in here if path not in present]
    for group in (present, coming):
        for path, place in zip(group, places, strict=False):
            keep(place, read_private(path))
    for path in here:
        # What cannot be read back in its new place is not taken away from the old one.
        if not any((place / path.name).exists() for place in places):
            raise Refused("key_not_moved", N_("The key %(name)s could not be written."), name=path.name)
    for path in here:
        _shred(path)
    return len(here)


def wipe(institution: Institution) -> None:
    """Take the signing keys of an institution off this server for good: its side writes elsewhere from now on."""
    for path in folder_of(institution).rglob("*.pem"):
        _shred(path)


def _shred(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    keep_names(path.parent)
