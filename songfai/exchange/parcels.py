"""What a file for the other side will hold, before it is made: a look signs nothing and marks nothing."""

from dataclasses import dataclass
from math import ceil

from songfai.exchange.files import ROOM
from songfai.exchange.models import Wanted
from songfai.exchange.parts import PART_BYTES
from songfai.exchange.queries import first_to_send, post_of
from songfai.files.actions import path_of
from songfai.record import beside
from songfai.record.models import Document, Entry, Log

# Head, signed end, receipt and proof.
FRAME = 8 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """`size` in bytes and `parts` in mails, as far as they can be known beforehand. `mailbox` is empty where none is
    known."""

    mailbox: str
    lines: int
    documents: int
    files: int
    size: int

    @property
    def parts(self) -> int:
        return ceil(self.size / PART_BYTES)


def parcel(own: Log, other: Log) -> Parcel:
    """In constant queries."""
    rows = Entry.objects.filter(log=own, seq__gte=first_to_send(own, own.size)).order_by("seq")
    lines = [bytes(body) for body in rows.values_list("body", flat=True)]
    documents = list(Document.objects.filter(entries__in=rows).distinct())
    asked = set(Wanted.objects.filter(log=other).values_list("sha256", flat=True))
    named = set(beside.named_by(documents, lines)) | asked
    paths = [path_of(sha256) for sha256 in sorted(named)]
    sizes = [path.stat().st_size for path in paths if path.exists()]
    # Documents and files travel as text, four signs for three bytes.
    carried = sum(len(bytes(one.body)) for one in documents) + min(sum(sizes), ROOM)
    return Parcel(
        mailbox=post_of(other.institution).mail,
        lines=len(lines),
        documents=len(documents),
        files=len(sizes),
        size=FRAME + sum(map(len, lines)) + carried * 4 // 3,
    )
