"""Once a day a side's people learn of every line that was written in its own logs: a forged or hasty one is seen at the
latest the next day (record format 3, threats 8 and 10)."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from songfai.exchange.models import Digest
from songfai.kit.errors import N_
from songfai.kit.formats import USUAL_STYLE, format_datetime
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.notices.actions import sum_up
from songfai.parties.models import Institution
from songfai.parties.permissions import CAPABILITIES
from songfai.programmes.models import Programme
from songfai.record import entries
from songfai.record.models import Entry, Log
from songfai.record.queries import title_of, who_of
from songfai.record.states import EntryType

logger = logging.getLogger("songfai.exchange")

# Who decides for a side, and who looks after its accounts and keys.
TOLD = CAPABILITIES["answer"] | CAPABILITIES["administer"]
# Before the working day begins; the night's lines are in it.
HOUR = 6
# So many entries are listed; a flood is told by its number.
LISTED = 200

WRITTEN = N_("Entries written in the log of %(side)s since the last digest: %(count)s.")
MORE = N_("Further entries that are not listed here: %(count)s. The record holds them all.")
RECEIPTS = N_("Receipts that the server wrote by itself: %(count)s.")
STRANGE = N_(
    "If your side does not know of one of these entries, speak with your leader and your administrator at once."
)


def tell_own_lines(at: datetime) -> int:
    """A digest for every side written for here that has not had today's; how many sides were told. A day on which
    nothing but receipts was written has none."""
    if timezone.localtime(at).hour < HOUR:
        return 0
    had = Digest.objects.filter(day__gte=timezone.localdate(at)).values("institution")
    sides = Institution.objects.filter(logs__hosted=True, logs__size__gt=0).exclude(pk__in=had)
    return sum(_told(side, at) for side in sides.distinct().order_by("id"))


def _told(side: Institution, at: datetime) -> bool:
    """One side that cannot be told holds up none of the others."""
    try:
        return _tell(side, at)
    except Exception:
        logger.exception("The digest of %s failed; it is tried again.", side)
        return False


@transaction.atomic
def _tell(side: Institution, at: datetime) -> bool:
    row = _taken(side, at)
    if row is None:
        return False
    logs = list(Log.objects.filter(institution=side, hosted=True, size__gt=0).order_by("id"))
    lines = _lines(logs, row.told, at)
    row.told = row.told | {log.origin: log.size for log in logs}
    row.save(update_fields=["told"])
    shown = lines.exclude(type=EntryType.ACK)
    count = shown.count()
    if not count:
        return False
    sum_up(
        institution=side,
        roles=TOLD,
        text=WRITTEN,
        address=reverse("notices:list"),
        at=at,
        lines=_worded(shown, count, lines.count() - count),
        side=side.name.as_dict(),
        count=count,
    )
    return True


def _taken(side: Institution, at: datetime) -> Digest | None:
    """The side's row, which is the day's lock; None when another clock has taken the day."""
    today = timezone.localdate(at)
    row, fresh = Digest.objects.get_or_create(institution=side, defaults={"day": today})
    if not fresh and not Digest.objects.filter(pk=row.pk, day__lt=today).update(day=today):
        return None
    row.refresh_from_db()
    return row


def _lines(logs: Sequence[Log], told: dict[str, int], at: datetime) -> QuerySet[Entry]:
    """Those that were not told before, by their numbers and not by the times they claim. Of a side that never had a digest
    only what is of the last day: its log may be years old, and written on another server."""
    new = Q(pk__in=())
    for log in logs:
        new |= Q(log=log, seq__gte=told.get(log.origin, 0), seq__lt=log.size)
    rows = Entry.objects.filter(new) if told else Entry.objects.filter(new, at__gt=at - timedelta(days=1))
    return rows.select_related("log", "document").order_by("at", "log_id", "seq")


def _worded(shown: QuerySet[Entry], count: int, receipts: int) -> list[dict[str, str]]:
    rows = list(shown[:LISTED])
    registers = {row.log.register_id for row in rows}
    titles = dict(Programme.objects.filter(register__in=registers).values_list("register_id", "title"))
    said = [_line(row, titles.get(row.log.register_id)) for row in rows]
    if count > len(rows):
        said.append(_in_each(MORE, count=count - len(rows)))
    if receipts:
        said.append(_in_each(RECEIPTS, count=receipts))
    return [*said, _in_each(STRANGE)]


def _line(row: Entry, programme: Trilingual | None) -> dict[str, str]:
    """When, what, which paper of which programme, by whom."""
    who = who_of(row, entries.read(bytes(row.body)))
    title = title_of(row.document) if row.document else Trilingual()
    at = timezone.localtime(row.at)
    # A line of newer software says its type as it stands there.
    type = EntryType(row.type).words if row.type in list(EntryType) else row.type
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            what = gettext(type)
            by = who or gettext("no person is named")
        # A programme's own paper has its title: said once.
        parts = (
            format_datetime(at, language, USUAL_STYLE[language]),
            what,
            title.best(language)[0],
            Trilingual.of(programme).best(language)[0] or row.log.origin,
            by,
        )
        said[language] = " · ".join(part for part in dict.fromkeys(parts) if part)
    return said


def _in_each(text: str, **params: object) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = gettext(text) % params
    return said
