from django.db.models import QuerySet
from django.utils.translation import gettext

from songfai.kit.languages import Trilingual
from songfai.kit.standing import standing
from songfai.notices.models import Notice
from songfai.people.models import Account


def worded(notice: Notice, language: str) -> str:
    """The notice as a sentence in the current language; titles in the reader's language where there is one."""
    params = {
        key: Trilingual.of(value).best(language)[0] if isinstance(value, dict) else value
        for key, value in notice.params.items()
    }
    return gettext(notice.text) % params


def lines_of(notice: Notice, language: str) -> list[str]:
    """What the notice sums up, in the reader's language where there is one."""
    return [Trilingual.of(line).best(language)[0] for line in notice.lines]


def of_account(account: Account) -> QuerySet[Notice]:
    return Notice.objects.filter(account=account)


def unread_count(account: Account) -> int:
    """At most 100 are counted: the badge says "99+"."""
    return len(_unread(account.pk))


@standing
def _unread(account: int) -> QuerySet[Notice, int]:
    return Notice.objects.filter(account=account, read_at=None).order_by().values_list("pk", flat=True)[:100]
