"""Reads of the exchange: what has to be sent where, and what has not come yet."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from songfai.exchange.models import Post, Transfer, Wanted
from songfai.parties.models import Institution, Seat
from songfai.record.models import Checkpoint, Log, Register
from songfai.record.queries import position_of


def post_of(institution: Institution) -> Post:
    """Where the institution's files go; a new row where nothing was said yet."""
    return Post.objects.filter(institution=institution).first() or Post(institution=institution)


def own_log(register: Register, seat: Seat) -> Log:
    """The log of the side the seat acts for. Raises Log.DoesNotExist for anybody else."""
    position = position_of(register, seat.institution, seat.stands_for) or 0
    return Log.objects.select_related("institution").get(register=register, position=position)


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


def posts() -> QuerySet[Post]:
    """Partners to whom this server sends by itself."""
    return Post.objects.filter(pushes=True).exclude(address="").select_related("institution").order_by("id")


def last_contact(own: Log) -> Transfer | None:
    return Transfer.objects.filter(register=own.register_id, way="https").first()


def last_failed(own: Log) -> bool:
    """Whether the newest try over the network went wrong: the same failure is not noted again and again."""
    newest = Transfer.objects.filter(Q(register=own.register_id), way="https", direction="sent").first()
    return newest is not None and bool(newest.code)
