"""What lines that have just arrived say and the record does not bear out. They stay what they are, the other side's own
words, and nothing is refused for them; whoever took the file in is told (record format 2.3, 2.6)."""

from collections.abc import Iterator

from songfai.kit.errors import N_, Refused
from songfai.people.consent import PASSKEY
from songfai.record import books as records
from songfai.record import entries, rules
from songfai.record.models import Log, Register
from songfai.record.states import EntryType


def doubts(register: Register, origin: str, added: int) -> list[Refused]:
    """Of the newest `added` lines of a log: claims that a paper is in force which by both logs is not, and approvals
    without the passkey they need. Said as refusals are, with their facts."""
    log = Log.objects.get(register=register, origin=origin)
    new = log.entries.filter(seq__gte=log.size - added, type__in=(EntryType.FINAL, EntryType.APPROVE))
    lines = [entries.read(bytes(body)) for body in new.order_by("seq").values_list("body", flat=True)]
    known = [line for line in lines if line.version == entries.VERSION]
    return [*_false_claims(register, known), *_bare_approvals(log, known)]


def _false_claims(register: Register, lines: list[entries.Line]) -> Iterator[Refused]:
    claims = [line for line in lines if line.type == EntryType.FINAL]
    if not claims:
        return
    books = records.read(register)
    # Of lines of newer software it is not known what they bring into force.
    valid = rules.in_force(books.view()) if books.stops == [None, None] else None
    for line in claims:
        if valid is not None and line.document not in valid:
            yield Refused(
                "final_false",
                N_(
                    "Entry %(number)s of the log %(log)s says that a paper is in force. By both logs it is not, and it"
                    " is not shown so here. Ask the other side."
                ),
                number=line.seq + 1,
                log=line.log,
            )


def _bare_approvals(log: Log, lines: list[entries.Line]) -> Iterator[Refused]:
    for line in lines:
        if line.type != EntryType.APPROVE:
            continue
        card = records.card_at(log, line.seq)
        officers = card.officers if card else []
        by = line.body.get("by")
        said = by if isinstance(by, dict) else {}
        evidence = said.get("evidence")
        key = evidence.get("key") if isinstance(evidence, dict) else None
        if (officers and key not in officers) or (said.get("method") == PASSKEY and not key):
            yield Refused(
                "evidence_missing",
                N_(
                    "Entry %(number)s of the log %(log)s is an approval without the passkey it needs. Ask the other"
                    " side who gave it."
                ),
                number=line.seq + 1,
                log=line.log,
            )
