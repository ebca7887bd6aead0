"""What must not happen and did: it stops the arrival that showed it, and its signed evidence is kept (record format 2.6)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from songfai.kit.errors import N_, Refused
from songfai.record.models import Incident, Log
from songfai.record.states import IncidentKind


class Alarm(Exception):
    """An incident: everything of the delivery is left aside, the evidence is kept."""

    def __init__(
        self, log: Log, kind: IncidentKind, evidence: Sequence[str] = (), held: int = 0, expected: int = 0
    ) -> None:
        super().__init__(kind)
        self.log, self.kind, self.evidence = log, kind, list(evidence)
        self.held, self.expected = held, expected


def refusal_of(alarm: Alarm) -> Refused:
    if alarm.kind == IncidentKind.FORK:
        return Refused(
            "record_forked",
            N_(
                "There are two stories of one log. Nothing is agreed until both sides have settled which one holds."
            ),
        )
    logs = Log.objects.filter(register=alarm.log.register_id)
    return behind(shared=not logs.filter(hosted=False).exists())


def behind(*, shared: bool) -> Refused:
    """`shared`: both logs are written here, so that there is no other server to fetch lines from."""
    if shared:
        said = N_(
            "This server was restored from an older copy. It first reads its own lines back from the file that is kept"
            " outside the database."
        )
    else:
        said = N_(
            "This server was restored from an older copy. It first fetches its own lines back from the other side."
        )
    return Refused("record_behind", said)


@transaction.atomic
def keep_incident(alarm: Alarm, at: datetime) -> Incident:
    """The open incident of this kind for the log; the first evidence is kept, the highest number expected too."""
    row, fresh = Incident.objects.select_for_update().get_or_create(
        log=alarm.log,
        register_id=alarm.log.register_id,
        kind=alarm.kind,
        settled_at=None,
        defaults={
            "notes": alarm.evidence,
            "held": alarm.held,
            "expected": alarm.expected,
            "noticed_at": at,
        },
    )
    if not fresh and alarm.expected > row.expected:
        row.expected, row.notes = alarm.expected, alarm.evidence
        row.save(update_fields=["expected", "notes"])
    return row
