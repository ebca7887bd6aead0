"""Tell people of an institution that something waits for them, in their language, after the commit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from songfai.notices.models import Notice
from songfai.notices.tasks import send_mail
from songfai.parties.models import Institution
from songfai.parties.queries import active_accounts
from songfai.people.models import Account


def tell(
    *,
    institution: Institution,
    roles: Iterable[str],
    text: str,
    address: str,
    at: datetime,
    **params: object,
) -> None:
    """Leave a notice for everybody with one of the roles and send it by mail once committed.

    `text` is an English sentence of the catalogues with %(name)s places. A param that is a dict
    of languages is shown in the reader's language.
    """
    accounts = active_accounts(institution, set(roles), timezone.localdate(at))
    tell_people(accounts=accounts, text=text, address=address, at=at, **params)


def tell_people(
    *, accounts: Iterable[Account], text: str, address: str, at: datetime, **params: object
) -> None:
    """The same for persons by name: whose own matter it is, whatever their role. Nobody is told twice."""
    _leave(accounts, text, address, at, params)


def sum_up(
    *,
    institution: Institution,
    roles: Iterable[str],
    text: str,
    address: str,
    at: datetime,
    lines: Sequence[Mapping[str, str]],
    **params: object,
) -> None:
    """As `tell`, with what the sentence sums up: a text in all languages a line."""
    accounts = active_accounts(institution, set(roles), timezone.localdate(at))
    _leave(accounts, text, address, at, params, lines)


def sum_up_for(
    *,
    accounts: Iterable[Account],
    text: str,
    address: str,
    at: datetime,
    lines: Sequence[Mapping[str, str]],
    **params: object,
) -> None:
    """As `tell_people`, with what the sentence sums up."""
    _leave(accounts, text, address, at, params, lines)


def _leave(
    accounts: Iterable[Account],
    text: str,
    address: str,
    at: datetime,
    params: Mapping[str, object],
    lines: Sequence[Mapping[str, str]] = (),
) -> None:
    by_id = {account.pk: account for account in accounts}
    notices = Notice.objects.bulk_create(
        Notice(account=account, at=at, text=text, params=params, lines=lines, address=address)
        for account in by_id.values()
    )
    for notice in notices:
        transaction.on_commit(partial(send_mail.enqueue, notice.pk))


def mark_read(*, account: Account, at: datetime, notice_id: int | None = None) -> int:
    """Mark one notice or all of an account as read; says how many."""
    unread = Notice.objects.filter(account=account, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=at)
