"""A side whose log has two stories goes back to the one the other side holds (docs/record.md, "Two stories of a log")."""

from datetime import datetime

from django.db import transaction

from songfai.exchange import bundle as bundles
from songfai.exchange import parts
from songfai.exchange.actions.receiving import receive
from songfai.exchange.carried import Carried, Source
from songfai.exchange.states import Way
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Refused
from songfai.record import books as records
from songfai.record import entries, marks, notes, tree
from songfai.record.actions.settling import say_story
from songfai.record.models import Checkpoint, Log, Register
from songfai.record.states import EntryType


def settle(*, register: Register, data: Source, by: Actor, at: datetime) -> Log:
    """Take the story of one's own log that the other side has named from its record file, and say the same.

    The database is one from before the two stories part (`songfai restore`): nothing is ever taken out of a log here. The
    mark of the other story holds everybody else until the end, and is then kept under another name; when anything is refused, or
    cut off, it lies where it lay, and lines of the named story may have come back, which are one's own and signed.

    Refused: fork_unnamed, fork_other, record_forked (the database still holds the other story), and what a bundle is refused for.
    """
    own = Log.objects.select_related("institution").get(register=register, hosted=True)
    made = sorted(parts.join([data]), key=lambda one: bundles.head_of(one)["from"] != own.origin)
    size, root = _named(made, own)
    with marks.passing(own.origin):
        for one in made:
            receive(one, way=Way.FILE, at=at, who=str(by.account))
        _say_the_same(register, own, size, root, at)
    own = Log.objects.select_related("institution").get(pk=own.pk)
    marks.put_over(Checkpoint.objects.get(log=own).note)
    write(by=by, at=at, verb="exchange.settle", subject=register, log=own.origin, size=size)
    return own


def _named(made: list[Carried], own: Log) -> tuple[int, str]:
    """The newest story of one's own log that the other side names in its record."""
    found = None
    for data in made:
        if bundles.head_of(data)["from"] == own.origin:
            continue
        for line in map(entries.read, bundles.read(data).entries):
            if line.type == EntryType.RESET and line.body.get("log") == own.origin:
                found = line.body
    if found is None or not isinstance(found.get("n"), int) or not isinstance(found.get("root"), str):
        raise Refused(
            "fork_unnamed",
            N_(
                "In this record the other side does not say which story of your log holds. Ask it to say so first."
            ),
        )
    return found["n"], found["root"]


@transaction.atomic
def _say_the_same(register: Register, own: Log, size: int, root: str, at: datetime) -> None:
    books = records.read(register, held=True)
    log = books.logs[own.position - 1]
    leaves = records.leaves_of(log)
    if len(leaves) < size or notes.text64(tree.root_hash(leaves[:size])) != root:
        raise Refused(
            "fork_other",
            N_("The lines in this record are not those of the story that the other side names."),
        )
    say_story(books, own.position - 1, log, size, at)
    books.sign(at)
