"""Whom to trust about each log of a record, in the form of c2sp.org/tlog-policy, for tools of others: the log's own key and, as
its witness, the other side's. Whoever compares the keys with the cards on paper needs to trust no server."""

from songfai.record import books as records
from songfai.record import notes
from songfai.record.models import Log, Register


def policies(register: Register) -> dict[str, str]:
    """A policy for each log that is held here, by file name. One for each: no side is the witness of its own log."""
    logs = list(Log.objects.filter(register=register).order_by("position"))
    cards = [records.card_at(log, log.size) for log in logs]
    found = {}
    for log, card, other in zip(logs, cards, reversed(cards), strict=True):
        if card is None or other is None:
            continue
        witness = notes.verifier_key(other.witness_name, other.witness, notes.WITNESS)
        side = f"p{3 - log.position}"
        found[f"policy-p{log.position}.txt"] = (
            f"log {notes.verifier_key(log.origin, card.log)}\nwitness {side} {witness}\nquorum {side}\n"
        )
    return found
