"""Campaigns: who may enter, what counts, what became of an entry. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Entrants(State):
    """Whose works a campaign takes."""

    EVERYBODY = "everybody", N_("Works of all workers")
    UNION = "union", N_("Works with a trade union member among the authors")


class Counting(State):
    """What a work must have reached before a campaign counts it."""

    FILED = "filed", N_("Works filed with their unit")
    RECOGNISED = "recognised", N_("Works recognised by their unit")


class EntryState(State):
    VALID = "valid", N_("Counts")
    DUPLICATE = "duplicate", N_("Duplicate")
    WITHDRAWN = "withdrawn", N_("Taken out")


# An entry is never thrown away: what does not count is told beside what does.
ENTRY_MOVES: dict[EntryState, set[EntryState]] = {
    EntryState.VALID: {EntryState.DUPLICATE, EntryState.WITHDRAWN},
    # Only the office that found it so takes it back: not out by its author, and in again.
    EntryState.DUPLICATE: {EntryState.VALID},
    EntryState.WITHDRAWN: {EntryState.VALID},
}
