"""Reads of the exchange: what has to be sent where, and what has not come yet."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from songfai.exchange.models import Post, Transfer, Wanted
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.record import arrivals, marks, tree
from songfai.record.models import Checkpoint, Log, Register
from songfai.record.queries import position_of

# A mail that nobody answers may have been lost; the next one brings the same again.
MAILS_AGAIN = timedelta(days=1)
# What the other server said when it asked to be left alone for a while (transport.post).
BUSY = "partner_busy"


def require_known(head: Mapping[str, object]) -> None:
    """Refused: partner_unknown, for a file of somebody who is no side of its programme here and has no card here. `head` is
    its first line, which anybody may have written."""
    programme, origin = (str(head.get(name, "")).replace("\0", "") for name in ("programme", "from"))
    if not Log.objects.filter(register__programme=programme, origin=origin).exists():
        arrivals.partner(origin)


def shown_note(row: Checkpoint) -> str:
    """What a witness may see of a log: for one written here a note up to its mark, empty where nothing has left yet. One beyond
    the mark would not be known to a database that is restored, which then signs another one of that size."""
    if not row.log.hosted:
        return row.cosigned_note or row.note
    mark = marks.size(row.log.origin)
    if row.cosigned_note and row.cosigned_size <= mark:
        return row.cosigned_note
    return row.note if row.size <= mark else marks.note_of(row.log.origin) or ""


def post_of(institution: Institution) -> Post:
    """Where the institution's files go; a new row where nothing was said yet."""
    return Post.objects.filter(institution=institution).first() or Post(institution=institution)


def without_mailbox(institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    """Those of them whose log is kept on this server together with the other side's, and who have named no mailbox for
    their daily copy: they hold nothing against whoever runs the server."""
    across = Log.objects.filter(register=OuterRef("register"), hosted=True).exclude(pk=OuterRef("pk"))
    shared = Log.objects.filter(Exists(across), institution=OuterRef("pk"), hosted=True, size__gt=0)
    named = Post.objects.filter(institution=OuterRef("pk")).exclude(mail="")
    return institutions.filter(Exists(shared), ~Exists(named))


def bears(seat: Seat, origin: str) -> bool:
    """Whether a log of this name is that of the seat's institution, or of one it has taken over."""
    return _bearing(origin).filter(pk__in=seat.stands_for | {seat.institution_id}).exists()


def called(origin: str) -> Trilingual | str:
    """What the institution of a log is called where it is known here, else the name of the log."""
    body = _bearing(origin).first()
    return body.short_name or body.name if body else origin


def _bearing(origin: str) -> QuerySet[Institution]:
    return Institution.objects.filter(origin=origin.rpartition("/")[0]).exclude(origin="")


def own_log(register: Register, seat: Seat) -> Log:
    """The log of the side the seat acts for. Raises Log.DoesNotExist for anybody else."""
    position = position_of(register, seat.institution, seat.stands_for) or 0
    return Log.objects.select_related("institution").get(register=register, position=position)


def other_log(own: Log) -> Log:
    """That of the other side."""
    logs = Log.objects.select_related("institution").filter(register=own.register_id)
    return logs.exclude(pk=own.pk).get()


def pairs(post: Post) -> Iterator[tuple[Log, Log]]:
    """(own log, the partner's log) of every register shared with a partner."""
    partners = Log.objects.filter(institution=post.institution_id, hosted=False).select_related("institution")
    for partner in partners.order_by("id"):
        own = (
            Log.objects.filter(register=partner.register_id, hosted=True, size__gt=0)
            .select_related("institution")
            .first()
        )
        if own is not None:
            yield own, partner


def has_news(own: Log, partner: Log) -> bool:
    """Whether the partner's server lacks something that is here: lines, its own lines, a receipt, a file."""
    if own.size > min(own.known, own.claimed) or partner.claimed < partner.size:
        return True
    if Wanted.objects.filter(log__in=(own, partner)).exists():
        return True
    receipt = Checkpoint.objects.filter(log=partner).values_list("cosigned_size", flat=True).first() or 0
    sent = Transfer.objects.filter(register=own.register_id, direction="sent", code="").first()
    heard = Transfer.objects.filter(
        register=own.register_id, direction="received", code="", added__gt=0
    ).first()
    return bool(receipt and heard and (sent is None or sent.at < heard.at))


def first_to_send(own: Log, size: int) -> int:
    """From where to send what the other side does not hold. From no number at which the log is one whole tree: there the
    proof of consistency says nothing of what came before, and a second story of it would leave no evidence."""
    held = min(own.known, own.claimed, size)
    while held and tree.is_whole(held):
        held -= 1
    return held


def posts() -> QuerySet[Post]:
    """Partners to whom this server sends by itself: to their server, or to their mailbox where no server is known."""
    rows = Post.objects.filter(pushes=True).exclude(address="", mail="")
    return rows.select_related("institution").order_by("id")


def is_to_mail(own: Log, partner: Log, at: datetime) -> bool:
    """Whether a mail is due: there is news that no mail has carried yet, or one of the day before is still unanswered."""
    if not has_news(own, partner):
        return False
    mails = Transfer.objects.filter(register=own.register_id, way="mail", direction="sent", code="")
    last = mails.first()
    return last is None or last.first + last.count < own.size or at - last.at >= MAILS_AGAIN


def last_contact(own: Log) -> Transfer | None:
    return Transfer.objects.filter(register=own.register_id, way="https").first()


def last_try(own: Log) -> Transfer | None:
    """The newest file that was sent over the network, or was to be."""
    return Transfer.objects.filter(register=own.register_id, way="https", direction="sent").first()


def is_asked_to_wait(own: Log, at: datetime) -> bool:
    """Whether the other server has said that it has too much to do, and until when."""
    newest = last_try(own)
    if newest is None or newest.code != BUSY:
        return False
    return at < newest.at + timedelta(seconds=int(newest.params["seconds"]))
