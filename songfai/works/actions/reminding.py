"""Once a day each person is told what is due or late in the recognition of works, and is theirs to do."""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from songfai.kit.errors import N_
from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.notices.actions import sum_up_for
from songfai.parties.models import Institution
from songfai.parties.permissions import CAPABILITIES
from songfai.parties.queries import active_accounts
from songfai.people.models import Account
from songfai.works.models import Instalment, Reminder, Submission
from songfai.works.queries import Clock, clocks
from songfai.works.queries.clocks import OWED, owing

logger = logging.getLogger("songfai.works")

# Before the working day begins.
HOUR = 6
# What is due within so many days is told with what is late; so many lines at most of one body.
SOON, LISTED = timedelta(days=7), 500
TEXT = N_("Due or late in the recognition of initiatives: %(count)s.")
PAYMENT = N_("Remuneration of the authors")
Lines = dict[Account, list[dict[str, str]]]


def remind(at: datetime) -> int:
    """Remind the people of every institution that has not been today; how many institutions there were."""
    if timezone.localtime(at).hour < HOUR:
        return 0
    today = timezone.localdate(at)
    until = today + SOON
    had = Reminder.objects.filter(day__gte=today).values("institution")
    owing = Submission.objects.filter(due__lte=until).order_by().values("institution")
    paying = Instalment.objects.filter(settled=False, begins__lte=today, due__lte=until).order_by()
    bodies = Institution.objects.filter(Q(pk__in=owing) | Q(pk__in=paying.values("institution")))
    return sum(_reminded(one, at) for one in bodies.exclude(pk__in=had).order_by("id"))


def _reminded(body: Institution, at: datetime) -> bool:
    """One that cannot be reminded holds up none of the others."""
    try:
        return _remind(body, at)
    except Exception:
        logger.exception("The reminder of %s failed; it is tried again.", body)
        return False


@transaction.atomic
def _remind(body: Institution, at: datetime) -> bool:
    today = timezone.localdate(at)
    row, fresh = Reminder.objects.get_or_create(institution=body, defaults={"day": today})
    if not fresh and not Reminder.objects.filter(pk=row.pk, day__lt=today).update(day=today):
        return False
    found: Lines = defaultdict(list)
    _of_submissions(body, today, found)
    _of_payments(body, today, found)
    for account, lines in found.items():
        sum_up_for(
            accounts=[account], text=TEXT, address=reverse("works:due"), at=at, lines=lines, count=len(lines)
        )
    return bool(found)


def _of_submissions(body: Institution, today: date, found: Lines) -> None:
    """What stands on each person's own desk of this body, as far as it is late or due soon: the same list."""
    told: set[tuple[Account, int]] = set()
    for seat in owing(body, today):
        for one in clocks(seat, today, LISTED):
            asked = (seat.account, one.submission.pk)
            soon = one.submission.stage in OWED and one.due <= today + SOON
            if soon and one.submission.institution_id == body.pk and asked not in told:
                told.add(asked)
                found[seat.account].append(_line(one))


def _of_payments(body: Institution, today: date, found: Lines) -> None:
    rows = Instalment.objects.filter(
        institution=body, settled=False, begins__lte=today, due__lte=today + SOON
    )
    lines = [
        _said(one.work.title, PAYMENT, one.due, late=one.due < today)
        for one in rows.select_related("work").order_by("due", "id")[:LISTED]
    ]
    if lines:
        for account in active_accounts(body, set(CAPABILITIES["record"]), today):
            found[account] += lines


def _line(clock: Clock) -> dict[str, str]:
    return _said(clock.submission.work.title, clock.owed, clock.due, late=clock.late)


def _said(title: Trilingual, owed: str, due: date, *, late: bool) -> dict[str, str]:
    """Which work, what, until when: in each language."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            day = format_date(due, language, USUAL_STYLE[language])
            text = gettext("late since %(day)s") if late else gettext("due on %(day)s")
            said[language] = " · ".join((title.best(language)[0], gettext(owed), text % {"day": day}))
    return said
