"""Opening the joint record of a programme, and working out anew what its logs say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.rules import place_of
from songfai.record import books as records
from songfai.record import canonical, charters, entries, keys, notes, tree
from songfai.record.books import New
from songfai.record.cards import Card
from songfai.record.models import Document, Entry, Log, Register
from songfai.record.permissions import check
from songfai.record.states import EntryType


@transaction.atomic
def open_register(
    *,
    sides: Sequence[tuple[Institution, str]],
    title: Trilingual | Mapping[str, str],
    at: datetime,
    by: Seat,
    made_at: datetime | None = None,
) -> Register:
    """Begin the joint record of a programme: the charter that names both sides, and a log per side with its opening
    line. `sides` are the institutions in the order of the signed text, each with the origin of its log; `made_at` is
    the time the charter bears (the draft's), else `at`.

    The log of a side whose server is elsewhere stays empty until its first lines arrive from there.
    """
    institutions = [institution.pk for institution, _ in sides]
    origins = [origin for _, origin in sides]
    if len(set(institutions)) != 2 or len(set(origins)) != 2:
        raise Refused("two_sides", N_("A record has two sides, each with a log of its own."))
    place = place_of(institutions, by.institution_id, by.stands_for)
    check(by, "open", position=None if place is None else place + 1)
    cards = [keys.card_values(keys.ensure(institution, at)) for institution, _ in sides]
    charter = charters.charter_bytes(
        sides=list(zip(cards, origins, strict=True)),
        title=Trilingual.of(title).as_dict(),
        at=entries.as_text(made_at or at),
    )
    return begin(charter, sides, cards, at)


def begin(
    charter: bytes,
    sides: Sequence[tuple[Institution, str]],
    cards: Sequence[Card],
    at: datetime,
    *,
    opening: bool = True,
) -> Register:
    """A register from its charter; each log written for here begins with its side's card, unless its lines exist
    already elsewhere and are about to be taken over (`opening` False)."""
    register = Register.objects.create(
        programme=charters.programme_of(charter), charter=charter, opened_at=at
    )
    for place, (institution, origin) in enumerate(sides, 1):
        Log.objects.create(
            register=register,
            position=place,
            institution=institution,
            origin=origin,
            hosted=keys.holds(institution),
        )
    books = records.read(register, held=True)
    for side, card in enumerate(cards):
        if opening and books.logs[side].hosted:
            open_log(books, side, card, at)
    books.sign(at)
    return register


def open_log(books: records.Books, side: int, card: Card, at: datetime) -> None:
    """The opening line with the card the charter names, and the cards that have followed it since."""
    log = books.logs[side]
    books.append(side, [New.of(charters.genesis_bytes(card, log.origin))])
    for row in log.institution.cards.filter(serial__gt=card.serial).order_by("serial"):
        books.write(side, EntryType.KEY, at, **keys.card_values(row).as_entry())


@transaction.atomic
def recompute(register: Register) -> list[str]:
    """Work out every standing anew from the stored bytes of both logs; the hashes whose standing was not so.

    Refused: log_broken, log_head when the bytes do not follow or the log does not end where it says; document_damaged when
    those of a document are not those of its hash.
    """
    _require_whole(register)
    books = records.read(register, held=True)
    for log in books.logs:
        rows = Entry.objects.filter(log=log).order_by("seq").values_list("body", "leaf", "type", "seen")
        lines, frontier, stops = [], tree.Frontier(), None
        for body, leaf, type, seen in rows:
            line, hashed = entries.read(bytes(body)), tree.leaf_hash(bytes(body))
            if (notes.text64(hashed), line.type, line.seen) != (leaf, type, seen):
                raise _broken(log, line.seq)
            frontier.add(hashed)
            lines.append((line, leaf))
            if line.version != entries.VERSION and stops is None:
                stops = line.seq
        entries.require_chain(lines, log=log.origin)
        stored = (log.size, log.head, bytes(log.peaks), log.seen)
        said = (
            (frontier.size, lines[-1][1], frontier.stored(), lines[-1][0].seen) if lines else (0, "", b"", 0)
        )
        if stored != said:
            raise Refused("log_head", N_("The log %(log)s does not end where it says."), log=log.origin)
        if log.stops != stops:
            # Newer software understands what an older one only kept.
            log.stops = stops
            log.save(update_fields=["stops"])
    return records.settle(records.read(register, held=True))


def _require_whole(register: Register) -> None:
    documents = Document.objects.filter(register=register).values_list("sha256", "body")
    for sha256, body in documents.iterator(chunk_size=100):
        if canonical.sha256_hex(bytes(body)) != sha256:
            raise Refused(
                "document_damaged",
                N_("The bytes of the document %(sha256)s are not those of its code."),
                sha256=sha256,
            )


def _broken(log: Log, seq: int) -> Refused:
    return Refused(
        "log_broken", N_("Line %(seq)s of the log %(log)s does not follow."), seq=seq, log=log.origin
    )
