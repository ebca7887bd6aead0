"""Whom to trust about each log of a record, in the form of c2sp.org/tlog-policy, for tools of others: the log's own key and, as
its witness, the other side's. Whoever compares the keys with the cards on paper needs to trust no server."""

from dataclasses import dataclass

from songfai.record import books as records
from songfai.record import notes
from songfai.record.models import Log, Register


@dataclass(frozen=True, slots=True)
class Policy:
    log: Log
    text: str

    @property
    def name(self) -> str:
        """Of its file."""
        return f"policy-p{self.log.position}.txt"


def policies(register: Register) -> list[Policy]:
    """A policy for each log that is held here. One for each: no side is the witness of its own log."""
    logs = list(Log.objects.filter(register=register).select_related("institution").order_by("position"))
    cards = [records.card_at(log, log.size) for log in logs]
    found = []
    for log, card, other in zip(logs, cards, reversed(cards), strict=True):
        if card is None or other is None:
            continue
        witness = notes.verifier_key(other.witness_name, other.witness, notes.WITNESS)
        side = f"p{3 - log.position}"
        key = notes.verifier_key(log.origin, card.log)
        found.append(Policy(log, f"log {key}\nwitness {side} {witness}\nquorum {side}\n"))
    return found
