"""Two stories of one log are settled: both sides name the same one, each in its own log (record format 2.3: `reset`).

The story that holds is the one the other side has receipted: its own log has sworn to it line by line, and nothing it wrote
since could stand on another. So the other side names it first; the side whose log it is puts back what it holds of the
story, and says the same (exchange.actions.settling).
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.record import books as records
from songfai.record import notes, tree
from songfai.record.actions.joint import held
from songfai.record.beside import body_of, lines_of, story_named_by
from songfai.record.books import Books
from songfai.record.models import Entry, Incident, Log
from songfai.record.permissions import check
from songfai.record.states import EntryType, IncidentKind


@transaction.atomic
def name_story(*, incident: Incident, by: Seat, at: datetime) -> Entry:
    """Say for one's own side that the story of the other side's log that is here holds, with all its lines.

    Refused: fork_own (one's own log has two stories: the other side names the one it has), fork_settled, fork_named.
    """
    books, side = held(incident.register, by)
    check(by, "settle", position=books.logs[side].position)
    log = books.logs[1 - side]
    if incident.kind != IncidentKind.FORK or incident.settled_at is not None:
        raise Refused("fork_settled", N_("This is settled already."))
    if incident.log_id != log.pk:
        raise Refused(
            "fork_own",
            N_(
                "It is your own side’s log that has two stories. The other side names the one it has receipted."
            ),
        )
    if story_named_by(books.logs[side], incident) is not None:
        raise Refused("fork_named", N_("Your side has said already which story holds."))
    line = say_story(books, side, log, log.size, at, who=str(by.account))
    settle_forks(books, at)
    books.sign(at)
    journal.write(by=by, at=at, verb="record.name_story", subject=incident, log=log.origin, size=log.size)
    return line


def say_story(books: Books, side: int, log: Log, size: int, at: datetime, who: str = "") -> Entry:
    """The line itself: that the story of `log` which has this root after `size` lines holds. On books that are held."""
    root = notes.text64(tree.root_hash(records.leaves_of(log)[:size]))
    return books.write(side, EntryType.RESET, at, who=who, log=log.origin, n=size, root=root)


def settle_forks(books: Books, at: datetime) -> None:
    """Open again what two stories had closed, where both logs name the same one and it is the one that is here. What a log
    said before the incident does not count for it."""
    open_ = Incident.objects.filter(register=books.register, kind=IncidentKind.FORK, settled_at=None)
    for incident in open_.select_related("log"):
        own = next((log for log in books.logs if log.hosted and log.pk != incident.log_id), None)
        said = story_named_by(own, incident) if own is not None else None
        if said is None or not _repeated(incident, said):
            continue
        leaves = records.leaves_of(next(log for log in books.logs if log.pk == incident.log_id))
        if notes.text64(tree.root_hash(leaves[: said["n"]])) == said["root"]:
            incident.settled_at = at
            incident.save(update_fields=["settled_at"])


def _repeated(incident: Incident, said: dict[str, Any]) -> bool:
    """Whether the side whose log it is has said the same of it."""
    lines = lines_of(incident.register_id, EntryType.RESET).filter(log=incident.log_id)
    wanted = (incident.log.origin, said["n"], said["root"])
    return any((body.get("log"), body.get("n"), body.get("root")) == wanted for body in map(body_of, lines))
