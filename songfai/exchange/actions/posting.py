"""What happens by itself: bundles pushed to partners, and every side's own copy of the record each day."""

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from songfai.exchange import bundle as bundles
from songfai.exchange import parts, queries, transport
from songfai.exchange.actions.receiving import receive
from songfai.exchange.actions.sending import bundle_for, note_sent, record_of
from songfai.exchange.carried import Carried, Source
from songfai.exchange.models import Post
from songfai.exchange.states import Way
from songfai.files.actions import replace_durably
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution
from songfai.record import books as records
from songfai.record import incidents, keys, marks
from songfai.record.actions import recompute
from songfai.record.models import Log, Register
from songfai.record.states import IncidentKind

logger = logging.getLogger("songfai.exchange")
ASKS = timedelta(minutes=15)


def push_all(at: datetime) -> int:
    """Send what is new to every partner's server, and ask for what is new there; by mail where only a mailbox is known. How
    many bundles went well."""
    return sum(
        _pushed(own, post, at)
        for post in queries.posts()
        for own, partner in queries.pairs(post)
        if _is_due(own, partner, post, at)
    )


def _is_due(own: Log, partner: Log, post: Post, at: datetime) -> bool:
    if not post.address:
        return queries.is_to_mail(own, partner, at)
    if queries.is_asked_to_wait(own, at):
        return False
    return queries.has_news(own, partner) or _is_time_to_ask(own, at)


def _pushed(own: Log, post: Post, at: datetime) -> bool:
    """One log that cannot be sent holds up none of the others."""
    try:
        if post.address:
            return push(own, post, at)
        mail_bundle(own, post, at)
        return True
    except (Refused, OSError) as problem:
        logger.warning("Nothing of %s was sent: %s", own.origin, problem)
        return False


def _is_time_to_ask(own: Log, at: datetime) -> bool:
    last = queries.last_contact(own)
    return last is None or at - last.at >= ASKS


def push(own: Log, post: Post, at: datetime) -> bool:
    """One bundle over the network and the answer taken in. What goes wrong is noted once and tried again later."""
    data = bundle_for(own, at)
    card = records.card_at(own, own.size)
    private = keys.signer(own.institution, card.log) if card else None
    if private is None:
        raise Refused(
            "keys_missing", N_("The keys of %(side)s are not on this server."), side=str(own.institution)
        )
    content = parts.sha256_of(data)
    header = transport.sign(own.origin, bundles.head_of(data)["to"], content, private)
    try:
        answer = transport.post(post.address, data, content, header)
    except Refused as refused:
        _note_failed(own, data, at, refused)
        return False
    note_sent(own, data, Way.HTTPS, at)
    with answer:
        if not len(given := Carried.of(answer)):
            return True
        try:
            receive(given, way=Way.HTTPS, at=at)
        except Refused:
            return False  # noted by receive
    return True


def _note_failed(own: Log, data: Source, at: datetime, refused: Refused) -> None:
    """The same failure is not noted again and again; that the other server asks to wait counts from when it last did."""
    newest = queries.last_try(own)
    if newest is None or not newest.code or (refused.code == queries.BUSY != newest.code):
        note_sent(own, data, Way.HTTPS, at, refused=refused)
    elif refused.code == newest.code == queries.BUSY:
        newest.at, newest.params = at, refused.params
        newest.save(update_fields=["at", "params"])


def mail_bundle(own: Log, post: Post, at: datetime, who: str = "") -> int:
    """Send a bundle as mail attachments, in parts; how many mails."""
    if not post.mail:
        raise Refused("no_mailbox", N_("No mailbox of this partner is known yet."))
    data = bundle_for(own, at)
    count = send_parts(data, post.mail, f"{own.origin}")
    note_sent(own, data, Way.MAIL, at, who=who)
    return count


def mail_by_hand(own: Log, at: datetime, who: str) -> int:
    """Send what the other side lacks to its mailbox now, whether the clock would or not; how many mails.

    Refused: not_hosted, hosted_for_both, no_mailbox, mail_failed.
    """
    if not own.hosted:
        raise Refused("not_hosted", N_("This server does not write for %(side)s."), side=own.origin)
    other = queries.other_log(own)
    if other.hosted:
        raise Refused("hosted_for_both", N_("Both sides work on this server: nothing has to be sent."))
    try:
        return mail_bundle(own, queries.post_of(other.institution), at, who)
    except OSError as problem:
        raise Refused(
            "mail_failed",
            N_(
                "The mail server did not take it (%(why)s). Try again later; parts that have arrived do no harm."
            ),
            why=str(problem)[:200],
        ) from None


def send_parts(data: Source, to: str, subject: str) -> int:
    """A mail for each part: many mailboxes refuse large ones."""
    count = parts.count_parts(data)
    for place, piece in enumerate(parts.parts_of(data), 1):
        name = f"songfai-{place}-of-{count}.coop"
        mail = EmailMessage(subject=f"Songfai {subject} ({place}/{count})", body=name, to=[to])
        mail.attach(name, piece, "application/octet-stream")
        mail.send()
    return count


def daily_copies(at: datetime) -> list[Path]:
    """Every side hosted here gets the record of each programme: into its folder, and into its mailbox where it named
    one. Once a day, and only what has changed since."""
    written = []
    hosted = Log.objects.filter(hosted=True, size__gt=0)
    for log in hosted.select_related("institution", "register").order_by("id"):
        path = copy_path(log.institution, log)
        if path.exists() and datetime.fromtimestamp(
            path.stat().st_mtime, at.tzinfo
        ).date() >= timezone.localdate(at):
            _mail_owed(path, log)
            continue
        register = Register.objects.get(pk=log.register_id)
        try:
            # Every stored byte is read and held against its hash once a day: a disk may fail silently.
            recompute(register)
            # A server restored from an older copy would write the shorter record, of whichever of its logs.
            if any(marks.size(one.origin) > one.size for one in hosted.filter(register=register)):
                raise incidents.refusal_of(incidents.Alarm(log, IncidentKind.ROLLBACK))
        except Refused:
            logger.exception(
                "The record of %s is damaged or behind on this server: its last good copy is kept.",
                log.origin,
            )
            continue
        data = record_of(register, at)
        if path.exists() and _is_as(path, data):
            os.utime(path)
            _mail_owed(path, log)
            continue
        replace_durably(_owed(path), (), mode=0o700)
        replace_durably(path, parts.pieces_in(data))
        written.append(path)
        _mail_owed(path, log)
    return written


def _owed(path: Path) -> Path:
    """Lies beside a copy that has still to go to its side's mailbox."""
    return path.with_suffix(".owed")


def _mail_owed(path: Path, log: Log) -> None:
    """A mail server that is away today gets the copy when it is back, a mailbox that is named later when it is, and neither
    holds up anybody else's."""
    if not _owed(path).exists():
        return
    post = Post.objects.filter(institution=log.institution_id).exclude(mail="").first()
    if post is None:
        return
    try:
        with path.open("rb") as copy:
            send_parts(copy, post.mail, log.origin)
    except OSError:
        logger.exception("The copy of %s could not be mailed; it is tried again.", log.origin)
        return
    _owed(path).unlink()


def copy_path(institution: Institution, log: Log) -> Path:
    return Path(settings.DATA) / "copies" / institution.slug / f"{log.origin.rpartition('/')[2]}.coop"


def _is_as(path: Path, data: Carried) -> bool:
    with path.open("rb") as copy:
        return parts.sha256_of(copy) == parts.sha256_of(data)
