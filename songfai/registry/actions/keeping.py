"""What is done when the time of keeping of documents has ended: destroyed by a decision, or kept on. The register keeps them
with their numbers either way."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.files.actions import forget
from songfai.files.models import StoredFile
from songfai.files.queries import is_used
from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.notices.actions import tell
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import CAPABILITIES
from songfai.registry import rules
from songfai.registry.actions.holding import hold, note_words, slug_of
from songfai.registry.models import Fate, KeepingTold, OfficialDocument, Part
from songfai.registry.permissions import check_may
from songfai.registry.queries import bodies_with_ended, ended, in_the_record, parts_of_destroyed
from songfai.registry.states import Outcome

logger = logging.getLogger("songfai.registry")

# Before the working day begins.
HOUR = 6


def _hold_ended(document: OfficialDocument, by: Seat, at: datetime, seen_revision: int | None = None) -> None:
    check_may(by, "archive", document)
    hold(document, seen_revision)
    rows = OfficialDocument.objects.filter(pk=document.pk)
    rules.require_term_ended(ended(rows, timezone.localdate(at)).exists())


@transaction.atomic
def destroy(
    *, documents: Sequence[OfficialDocument], decision: str, decided_on: date, by: Seat, at: datetime
) -> None:
    """Enter that the documents were destroyed by a decision, and erase their files. What stands in the joint record, or what
    anything else rests on, stays: it is not the register's to erase.

    Refused: none_chosen, decision_missing, day_ahead, term_not_ended. All of them, or none.
    """
    rules.require_some(len(documents))
    rules.require_decision(decision, decided_on, timezone.localdate(at))
    for document in sorted(documents, key=lambda one: one.pk):
        _hold_ended(document, by, at)
        document.destroyed_on = decided_on
        document.save()
    files = Part.objects.filter(document__in=documents).values_list("file__sha256", flat=True)
    recorded = in_the_record(set(files))
    for document in documents:
        _destroyed(document, recorded, decision.strip(), decided_on, by, at)


def _destroyed(
    document: OfficialDocument, recorded: set[str], decision: str, decided_on: date, by: Seat, at: datetime
) -> None:
    files = list(document.parts.values_list("file__sha256", flat=True))
    gone = [one for one in files if one not in recorded and not _is_used(one)]
    # What stood in them is not found any more either.
    document.parts.update(text="")
    note_words(document)
    document.save()
    Fate.objects.create(
        document=document,
        outcome=Outcome.DESTROYED,
        decision=decision,
        decided_on=decided_on,
        erased=len(gone),
        kept=len(files) - len(gone),
        who=str(by.account)[:200],
        at=at,
    )
    write(
        by=by, at=at, verb="registry.destroy", subject=document, programme=slug_of(document),
        decision=decision, decided_on=decided_on.isoformat(), files=gone,
    )  # fmt: skip
    for sha256 in gone:
        # The bytes go once the register says so: an act that was undone must not have cost a file.
        transaction.on_commit(partial(_forget, sha256))


def _is_used(sha256: str) -> bool:
    """By anything but documents that were destroyed."""
    return is_used(sha256, {Part: parts_of_destroyed(sha256)})


def _forget(sha256: str) -> None:
    if not _is_used(sha256):
        rows = StoredFile.objects.filter(sha256=sha256)
        forget(sha256=sha256, institutions=Institution.objects.filter(pk__in=rows.values("institution")))


@transaction.atomic
def keep_on(
    *,
    document: OfficialDocument,
    until: int | None,
    for_ever: bool,
    reason: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> OfficialDocument:
    """Keep a document whose time has ended until the end of a further year, or for ever.

    Refused: term_not_ended, kept_how_long, year_over, reason_missing.
    """
    _hold_ended(document, by, at, seen_revision)
    rules.require_kept_on(until, reason, timezone.localdate(at).year, for_ever=for_ever)
    document.kept_for_ever = for_ever
    document.retention_years = until - document.listed_on.year if until is not None else None
    document.save()
    Fate.objects.create(
        document=document, outcome=Outcome.KEPT, until=until, reason=reason, who=str(by.account)[:200], at=at
    )
    write(by=by, at=at, verb="registry.keep_on", subject=document, programme=slug_of(document))
    return document


def tell_ended(at: datetime) -> int:
    """Once a year tell each registry office how many documents have been kept as long as they had to be; how many offices
    were told."""
    local = timezone.localtime(at)
    if local.hour < HOUR:
        return 0
    told = KeepingTold.objects.filter(year__gte=local.year).values("institution")
    bodies = bodies_with_ended(local.date()).exclude(pk__in=told)
    return sum(_told(one, local.date(), at) for one in bodies)


def _told(body: Institution, today: date, at: datetime) -> bool:
    """One that cannot be told holds up none of the others."""
    try:
        return _tell(body, today, at)
    except Exception:
        logger.exception("Telling %s what may be destroyed failed; it is tried again.", body)
        return False


@transaction.atomic
def _tell(body: Institution, today: date, at: datetime) -> bool:
    row, fresh = KeepingTold.objects.get_or_create(institution=body, defaults={"year": today.year})
    if not fresh and not KeepingTold.objects.filter(pk=row.pk, year__lt=today.year).update(year=today.year):
        return False
    tell(
        institution=body,
        roles=CAPABILITIES["registry"],
        text=N_(
            "Documents whose time of keeping has ended: %(count)s. Decide which are destroyed and which are kept on."
        ),
        address=reverse("registry:ended"),
        at=at,
        count=ended(OfficialDocument.objects.filter(institution=body), today).count(),
    )
    return True
