"""A bundle is made: from what the other side has proved to hold, so that a lost one heals with the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from songfai.exchange import bundle as bundles
from songfai.exchange import files
from songfai.exchange.actions.receiving import take_back
from songfai.exchange.bundle import Bundle
from songfai.exchange.carried import Carried, Source
from songfai.exchange.models import Transfer, Wanted
from songfai.exchange.parts import laid_down, pieces_in
from songfai.exchange.queries import first_to_send
from songfai.exchange.states import Direction, Way
from songfai.kit.errors import N_, Refused
from songfai.record import beside, marks, notes, tree
from songfai.record import books as records
from songfai.record.brought import Stretch
from songfai.record.models import Checkpoint, Document, Entry, Log, Register


@transaction.atomic
def compose(log: Log, at: datetime, *, whole: bool = False) -> Bundle:
    """What the side of `log` tells the other: its lines the other does not hold yet (`whole`: all), the documents they
    name, files that were asked for, the receipt for the other's log, and lines the other has forgotten of its own.

    Refused while the log is empty, or not signed yet.
    """
    books = records.read(Register.objects.get(pk=log.register_id), held=True)
    side = log.position - 1
    books.sign(at)
    log, other = books.logs[side], books.logs[1 - side]
    row = Checkpoint.objects.filter(log=log).first()
    if row is None:
        raise Refused("nothing_to_send", N_("There is nothing to send yet: this log has no line."))
    size = row.size
    first = 0 if whole else first_to_send(log, size)
    leaves = records.leaves_of(log)[:size]
    lines = Entry.objects.filter(log=log, seq__gte=first, seq__lt=size).order_by("seq")
    documents = list(Document.objects.filter(entries__in=lines).distinct())
    wanted = set(Wanted.objects.filter(log=other).values_list("sha256", flat=True)) if log.hosted else set()
    have, cosignature = _receipt(log, other, at)
    mirror = _mirror(other)
    if mirror is not None:
        documents += Document.objects.filter(entries__log=other, entries__seq__gte=mirror.first).distinct()
    said = [bytes(body) for body in lines.values_list("body", flat=True)]
    named = beside.named_by(documents, [*said, *(mirror.data if mirror else ())])
    return Bundle(
        programme=books.register.programme,
        sender=log.origin,
        receiver=other.origin,
        first=first,
        entries=said,
        checkpoint=row.note,
        have=have,
        charter=bytes(books.register.charter) if first == 0 else None,
        proof=tree.consistency_proof(leaves, first) if first else None,
        cosignature=cosignature,
        mirror=mirror,
        want=sorted(Wanted.objects.filter(log=log).values_list("sha256", flat=True)) if log.hosted else [],
        files=files.Here(
            files.fitting(sorted((set(named) | wanted) - beside.erased_in(books.register).keys())),
            {document.sha256: bytes(document.body) for document in documents},
        ),
    )


def _receipt(log: Log, other: Log, at: datetime) -> tuple[tuple[int, bytes], str | None]:
    """How much of the other log is held and receipted, with the cosignature for just that much."""
    row = Checkpoint.objects.filter(log=other).exclude(cosigned_note="").first()
    if row is None:
        return (0, tree.EMPTY), None
    note = notes.read(row.cosigned_note)
    card = records.card_at(log, log.size)
    if log.hosted and card and notes.cosigned_at(note, card.witness_name, card.witness) is None:
        # The witness key has changed since: whoever reads this file takes the receipt of the new one.
        row.cosigned_note, row.cosigned_at = records.cosigned(note, log, at), at
        row.save()
    return (note.size, note.root), row.cosigned_note


def _mirror(other: Log) -> Stretch | None:
    """Lines of the other side's log that its own server last did not have."""
    if other.hosted or other.claimed >= other.size:
        return None
    # Of a log that arrived from elsewhere the newest statement is that of its last line.
    row = Checkpoint.objects.get(log=other)
    lines = Entry.objects.filter(log=other, seq__gte=other.claimed, seq__lt=row.size).order_by("seq")
    data = [bytes(body) for body in lines.values_list("body", flat=True)]
    return Stretch(other.origin, other.claimed, data, row.note)


def bundle_for(log: Log, at: datetime, *, whole: bool = False) -> Carried:
    """The bundle as a file, which goes when nobody uses it any more. Its signed end is marked outside the database before
    it leaves, so that a restored copy of the database knows that it has forgotten something."""
    take_back(log, at)
    made = compose(log, at, whole=whole)
    data = Carried.of(laid_down(bundles.written(made)))
    if log.hosted:
        marks.raise_to(made.checkpoint, _without_files(made, log))
    return data


def _without_files(made: Bundle, log: Log) -> Iterator[bytes]:
    """As it is kept here: attached files lie beside the database already."""
    documents = Document.objects.filter(register=log.register_id, sha256__in=made.files)
    named = set(documents.values_list("sha256", flat=True))
    return bundles.written(
        replace(made, files={name: made.files[name] for name in made.files if name in named})
    )


def record_of(register: Register, at: datetime) -> Carried:
    """Both logs from their first line, as two bundles one after the other: what `songfai verify` and everybody else
    can check without this server."""
    logs = Log.objects.filter(register=register).order_by("position")
    made = (bundle_for(log, at, whole=True) for log in logs if log.size)
    return Carried.of(laid_down(piece for one in made for piece in pieces_in(one)))


def note_sent(
    log: Log, data: Source, way: Way, at: datetime, who: str = "", refused: Refused | None = None
) -> Transfer:
    """Keep that a bundle was sent, or that it could not be."""
    head = bundles.head_of(data)
    other = Log.objects.select_related("institution").get(register=log.register_id, position=3 - log.position)
    return Transfer.objects.create(
        register_id=log.register_id,
        institution=other.institution,
        direction=Direction.SENT,
        way=way,
        at=at,
        size=len(Carried.of(data)),
        first=head["first"],
        count=head["count"],
        who=who[:200],
        **(_refusal(refused) if refused else {}),
    )


def _refusal(refused: Refused) -> dict[str, object]:
    return {
        "code": refused.code,
        "text": refused.text,
        "params": {name: str(value) for name, value in refused.params.items()},
    }
