"""What comes from the other server is taken in: all of it or nothing, in one transaction (record format 2.6).

Nothing here trusts the channel: whether a line counts is decided by chains, roots, and signatures of keys that the
cards name. Two things stop everything and are kept as incidents, with their signed evidence: two stories of one log
(fork), and lines of one's own log that are known elsewhere and not here (rollback: an older copy was restored).
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution
from songfai.record import books as records
from songfai.record import cards, charters, entries, keys, marks, notes, tree
from songfai.record.actions.registers import begin
from songfai.record.actions.settling import settle_forks
from songfai.record.actions.statements import waiting, write_waiting
from songfai.record.books import Books, New
from songfai.record.brought import Delivery, Stretch
from songfai.record.deliveries import Outcome, keep_documents
from songfai.record.incidents import Alarm
from songfai.record.models import Checkpoint, Incident, Log, Register
from songfai.record.states import EntryType, IncidentKind


@transaction.atomic
def take_in(delivery: Delivery, at: datetime) -> Outcome:
    """Take a delivery in. Refused: what is not in order, with nothing changed; bundle_gap when lines before it are
    missing. Raises Alarm when an incident was noticed: the caller keeps it (`keep_incident`) once this is undone.
    """
    register = _register(delivery, at)
    outcome = Outcome(register)
    books = records.read(register, held=True)
    places = {log.origin: side for side, log in enumerate(books.logs)}
    if {delivery.lines.origin, delivery.receiver} != set(places):
        raise Refused("bundle_sides", N_("This file is not between the two sides of the programme."))
    sender = places[delivery.lines.origin]
    own = books.logs[1 - sender]
    hosted = [log.hosted for log in books.logs]
    # A mirror counts only beside lines of the other side's log, for one that is written here.
    mirror = delivery.mirror if own.hosted and not hosted[sender] else None
    added = _added(books.logs[sender], delivery.lines) + (_added(own, mirror) if mirror else [])
    keep_documents(register, delivery, added, at, outcome)
    books.papers = records.papers_of(register)
    if hosted[sender]:
        # One's own lines come back: from the partner's copy, from an own file, or onto a new server.
        outcome.refilled = _refill(books, sender, delivery.lines, at)
    else:
        if mirror is not None:
            outcome.refilled = _refill(books, 1 - sender, mirror, at)
        outcome.added = _extend(books, sender, delivery, at)
        _hear(books, sender, delivery, at)
    _answer(books, at)
    records.settle(books)
    return outcome


def _added(log: Log, stretch: Stretch) -> list[bytes]:
    """The lines of a stretch that are not in the log yet."""
    return list(stretch.data[max(0, log.size - stretch.first) :])


def _register(delivery: Delivery, at: datetime) -> Register:
    """The register of the delivery; opened from its charter when it is not here yet."""
    known = Register.objects.filter(programme=delivery.programme).first()
    if known is not None:
        return known
    if delivery.charter is None:
        raise Refused(
            "register_unknown",
            N_("The programme of this file is not known here yet: its first file is missing."),
        )
    charter = charters.read(delivery.charter)
    if charter.programme != delivery.programme:
        raise Refused("charter_other", N_("The charter in this file is of another programme."))
    if {delivery.lines.origin, delivery.receiver} != set(charter.origins):
        raise Refused("bundle_sides", N_("This file is not between the two sides of the programme."))
    sides, said = [], []
    for origin, leaf in zip(charter.origins, charter.genesis, strict=True):
        institution, card = _beginner(origin, leaf)
        sides.append((institution, origin))
        said.append(card)
    if not any(keys.holds(institution) for institution, _ in sides):
        raise Refused("not_for_us", N_("Neither side of this programme has its server here."))
    # On a new server one's own log is taken over as it is, not begun anew.
    fresh = not keys.holds(next(body for body, origin in sides if origin == delivery.lines.origin))
    return begin(delivery.charter, sides, said, at, opening=fresh and delivery.mirror is None)


def _beginner(origin: str, leaf: str) -> tuple[Institution, cards.Card]:
    """The institution whose log begins with this leaf, by one of its cards known here."""
    institution = partner(origin)
    for row in institution.cards.order_by("-serial"):
        card = keys.card_values(row)
        if charters.genesis_leaf(card, origin) == leaf:
            return institution, card
    raise Refused(
        "card_unknown",
        N_(
            "The programme names a card of %(origin)s that is not known here. Exchange the newest cards first."
        ),
        origin=institution.origin,
    )


def partner(origin: str) -> Institution:
    """The institution a log is of. Refused: partner_unknown, while no card of it has been taken in."""
    body = origin.rpartition("/")[0]
    institution = Institution.objects.filter(origin=body).first() if body else None
    if institution is None or not institution.cards.exists():
        raise Refused(
            "partner_unknown",
            N_(
                "%(origin)s is not known here yet. Take in the card of that side first, and compare its words with them."
            ),
            origin=body,
        )
    return institution


def require_no_gap(log: Log, first: int) -> None:
    """Refused: bundle_gap, for lines from number `first` while those before it are not here."""
    if first > log.size:
        raise Refused(
            "bundle_gap",
            N_("Lines %(first)s to %(last)s are still missing. They come with the next file by themselves."),
            first=log.size,
            last=first - 1,
        )


def _new_lines(
    books: Books, side: int, stretch: Stretch, proof: Sequence[bytes] | None = None
) -> tuple[notes.Checkpoint, list[New]]:
    """The signed end of a stretch, with the signatures of known keys alone, and its lines that are not here yet, proved to
    continue the log as it is held. Raises Alarm for a signed story that is another one."""
    log = books.logs[side]
    checkpoint = notes.read(stretch.note)
    size = stretch.first + len(stretch.data)
    if checkpoint.origin != log.origin or checkpoint.size != size:
        raise Refused(
            "bundle_checkpoint", N_("The signed end of the log does not belong to the lines of this file.")
        )
    require_no_gap(log, stretch.first)
    documents = records.documents_of(books.register)
    new = [New.of(data, documents) for data in stretch.data]
    held = records.leaves_of(log)
    offered = held[: stretch.first] + [one.leaf for one in new]
    signed = _signed(books, side, checkpoint, new, stretch.first)
    overlap = held[stretch.first : size]
    same = overlap == [one.leaf for one in new[: len(overlap)]]
    if tree.root_hash(offered) != checkpoint.root:
        # A checkpoint that is truly signed and fits neither what is held nor what came with it.
        if signed and size <= log.size and tree.root_hash(held[:size]) != checkpoint.root:
            raise Alarm(log, IncidentKind.FORK, _stories(log, stretch.note), log.size, size)
        if signed and proof and (story := _other_beginning(held, stretch, checkpoint, proof)):
            raise Alarm(log, IncidentKind.FORK, [*_stories(log, stretch.note), story], log.size, size)
        raise Refused("bundle_root", N_("The lines of this file do not lead to the signed end of the log."))
    if signed and not same:
        # Its key has signed another story: a false line below, which whoever carries it can write, takes nothing from that.
        raise Alarm(log, IncidentKind.FORK, _stories(log, stretch.note), log.size, size)
    coming = [(log.origin, card.log, notes.LOG) for card in keys.cards_in(one.line for one in new)]
    kept = notes.only_known(checkpoint, [*keys.speakers(log, books.logs[1 - side]), *coming])
    if not signed or kept is None:
        raise Refused("bundle_signature", N_("The end of the log is not signed by the key of its side."))
    return kept, new[log.size - stretch.first :]


def _other_beginning(
    held: Sequence[bytes], stretch: Stretch, checkpoint: notes.Checkpoint, proof: Sequence[bytes]
) -> str:
    """The proof, as text, that the signed log begins otherwise than what is held of it; nothing where it shows no such
    thing: a file that was changed on its way proves nothing against the side."""
    first = stretch.first
    found = tree.beginning(first, checkpoint.size, checkpoint.root, proof)
    if found is None or found == tree.root_hash(held[:first]):
        return ""
    return "\n".join([f"consistency {first} {checkpoint.size}", *map(notes.text64, proof)])


def _stories(log: Log, note: str) -> list[str]:
    own = Checkpoint.objects.filter(log=log).values_list("note", flat=True)
    return [*own, note]


def _signed(books: Books, side: int, checkpoint: notes.Checkpoint, new: Sequence[New], first: int) -> bool:
    """Whether the key that holds at the checkpoint's size has signed it. Cards among the lines are checked on the way."""
    log = books.logs[side]
    card = records.card_at(log, min(first, log.size))
    charter = charters.read(bytes(books.register.charter))
    for one in new:
        line = one.line
        if (line.type == EntryType.GENESIS) != (line.seq == 0):
            raise Refused("genesis_place", N_("A log is opened by its first line, and only there."))
        if line.version != entries.VERSION or line.type not in (EntryType.GENESIS, EntryType.KEY):
            continue
        following = cards.read(line.body)
        if card is None:
            if notes.text64(one.leaf) != charter.genesis[side]:
                raise Refused("genesis_other", N_("This log does not begin as the charter says."))
            cards.require_signed(following)
        else:
            cards.require_follows(following, card)
            if line.seq >= log.size:
                _require_good(books, side, following, new, line.seq, first)
        card = following
    return card is not None and notes.signed_by_log(checkpoint, card.log)


def _require_good(
    books: Books, side: int, card: cards.Card, new: Sequence[New], seq: int, first: int
) -> None:
    """What a revocation calls good must be what is held, and must not cut off what was receipted here."""
    log = books.logs[side]
    good = card.good(log.origin)
    if good is None:
        return
    size, root = good
    leaves = records.leaves_of(log)[:first] + [one.leaf for one in new]
    if size > seq or tree.root_hash(leaves[:size]) != root:
        raise Refused(
            "revocation_other", N_("The revocation speaks of another log than the one that is here.")
        )
    if size < log.size:
        raise Refused(
            "revocation_cuts", N_("The revocation would cut off lines that this side has already receipted.")
        )


def _extend(books: Books, side: int, delivery: Delivery, at: datetime) -> int:
    """Lines of the other side's log: checked against what is held of it and of one's own, then added."""
    log, own = books.logs[side], books.logs[1 - side]
    checkpoint, new = _new_lines(books, side, delivery.lines, delivery.proof)
    if delivery.proof is not None:
        first = delivery.lines.first
        root = tree.root_hash(records.leaves_of(log)[:first])
        if not tree.consistent(first, root, checkpoint.size, checkpoint.root, delivery.proof):
            raise Refused("bundle_proof", N_("The proof that this log continues the one held here is wrong."))
    _require_follow(log, new)
    _require_seen(books, side, new, checkpoint)
    if new:
        books.append(side, new)
        _keep_cards(log, new, at)
    row = Checkpoint.objects.filter(log=log).first() or Checkpoint(log=log, size=0)
    if checkpoint.size >= row.size:
        row.size, row.note = checkpoint.size, checkpoint.note
        row.save()
    log.claimed = checkpoint.size
    log.save(update_fields=["claimed"])
    own.claimed = min(delivery.have, own.size)
    own.save(update_fields=["claimed"])
    return len(new)


def _require_follow(log: Log, new: Sequence[New]) -> None:
    """Numbers without gap, each line naming the one before it, `seen` never falling."""
    prev, seen = log.head or entries.EMPTY_ROOT, log.seen
    for place, one in enumerate(new):
        line = one.line
        if (line.log, line.seq, line.prev) != (log.origin, log.size + place, prev) or line.seen < seen:
            raise Refused(
                "log_broken",
                N_("Line %(seq)s of the log %(log)s does not follow."),
                seq=log.size + place,
                log=log.origin,
            )
        prev, seen = notes.text64(one.leaf), line.seen


def _require_seen(books: Books, side: int, new: Sequence[New], checkpoint: notes.Checkpoint) -> None:
    """What the other side says it has seen of one's own log is what that log says.

    More than there is: this server has forgotten lines that the other side holds. Another root: one's own log has two
    stories.
    """
    if not new:
        return
    own = books.logs[1 - side]
    sizes = {one.line.seen for one in new}
    beyond = max(sizes)
    if beyond > own.size:
        if not own.hosted:
            raise Refused("bundle_gap_own", N_("Lines of the other log have to come first."))
        raise Alarm(own, IncidentKind.ROLLBACK, [checkpoint.note], own.size, beyond)
    roots = tree.roots_at(records.leaves_of(own), sizes)
    for one in new:
        if notes.text64(roots[one.line.seen]) != one.line.seen_root:
            raise Alarm(own, IncidentKind.FORK, _stories(own, checkpoint.note), own.size, one.line.seen)


def _hear(books: Books, side: int, delivery: Delivery, at: datetime) -> None:
    """The other side's cosignature: its receipt for one's own log up to there."""
    own, log = books.logs[1 - side], books.logs[side]
    if delivery.cosignature is None or not own.hosted:
        return
    note = notes.read(delivery.cosignature)
    witness = records.card_at(log, log.size)
    assert witness is not None  # its lines have been taken in
    if note.origin != own.origin:
        raise Refused("cosignature_other", N_("The receipt in this file is for another log."))
    time = notes.cosigned_at(note, witness.witness_name, witness.witness)
    card = records.card_at(own, note.size)
    ours = card is not None and notes.signed_by_log(note, card.log)
    wrong = Refused("cosignature_wrong", N_("The receipt in this file is not signed by the other side."))
    if time is None or not ours:
        raise wrong
    if note.size > own.size:
        raise Alarm(own, IncidentKind.ROLLBACK, [note.note], own.size, note.size)
    if tree.root_hash(records.leaves_of(own)[: note.size]) != note.root:
        raise Alarm(own, IncidentKind.FORK, _stories(own, note.note), own.size, note.size)
    kept = notes.only_known(note, keys.speakers(own, log))
    if kept is None:
        raise wrong
    own.known = max(own.known, note.size)
    own.save(update_fields=["known"])
    # None where all of one's own log has just come back from the other side: it is signed anew with the answer.
    row = Checkpoint.objects.filter(log=own).first()
    if row is not None and note.size > row.cosigned_size:
        row.cosigned_size, row.cosigned_note, row.cosigned_at = note.size, kept.note, records.moment_of(time)
        row.save()


def _refill(books: Books, side: int, stretch: Stretch, at: datetime) -> int:
    """Lines of a log this server writes for, which it has forgotten or never had; signed by its own key."""
    log = books.logs[side]
    _, new = _new_lines(books, side, stretch)
    _require_follow(log, new)
    if new:
        other = books.logs[1 - side]
        sizes = {one.line.seen for one in new}
        roots = tree.roots_at(records.leaves_of(other), sizes)
        for one in new:
            if one.line.seen in roots and notes.text64(roots[one.line.seen]) != one.line.seen_root:
                raise Alarm(
                    other, IncidentKind.FORK, _stories(other, stretch.note), other.size, one.line.seen
                )
        books.append(side, new)
        _keep_cards(log, new, at)
    return len(new)


def _keep_cards(log: Log, new: Sequence[New], at: datetime) -> None:
    """Cards that lines of a log bring are those of its institution: also of one's own, where an older copy was restored
    that does not know them. They have been checked with the lines."""
    for card in keys.cards_in(one.line for one in new):
        newest = keys.card_of(log.institution)
        if newest is None or card.serial != newest.serial + 1:
            continue
        # Another record of this side may bring the same card at the same moment.
        with suppress(IntegrityError), transaction.atomic():
            keys.add(log.institution, card.body, card.signatures, at)


def _answer(books: Books, at: datetime) -> None:
    """What follows by itself: an incident that is healed, statements that waited, receipts, claims, signatures."""
    for side, log in enumerate(books.logs):
        if not log.hosted or not log.size:
            continue
        for incident in Incident.objects.filter(log=log, kind=IncidentKind.ROLLBACK, settled_at=None):
            if log.size >= max(incident.expected, marks.size(log.origin)):
                incident.settled_at = at
                incident.save(update_fields=["settled_at"])
        try:
            books.require_writable(side, agreeing=False)
        except Refused:
            continue
        if log.seen > books.logs[1 - side].size:
            continue
        books.say_cards(side, at)
        write_waiting(books, side, at, waiting(books.register, log.position))
        books.receipt(side, at)
    settle_forks(books, at)
    if all(log.seen <= books.logs[1 - side].size for side, log in enumerate(books.logs)):
        # Behind, or two stories: claimed with the file after which the log is whole again.
        with suppress(Refused):
            books.claims(at)
    books.sign(at)
    for side, log in enumerate(books.logs):
        if not log.hosted and log.size and books.logs[1 - side].hosted:
            _cosign(log, books.logs[1 - side], at)


def _cosign(log: Log, witness: Log, at: datetime) -> None:
    """One's own witness line under the other side's newest checkpoint: it is held here, all of it."""
    row = Checkpoint.objects.filter(log=log).first()
    if row is None or row.cosigned_size >= row.size or not witness.size:
        return
    if Incident.objects.filter(log=log, kind=IncidentKind.FORK, settled_at=None).exists():
        return
    row.cosigned_note = records.cosigned(notes.read(row.note), witness, at)
    row.cosigned_size, row.cosigned_at = row.size, at
    row.save()
