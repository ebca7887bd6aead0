"""What must be true of a further party that the sides name (ADR 127)."""

from collections.abc import Iterable
from typing import Protocol

from songfai.kit.errors import N_, Refused
from songfai.programmes.states import PartRole


class Part(Protocol):
    """The programme a body takes part in, and its role there (models.FurtherParty)."""

    programme_id: int
    role: str


def require_parties(named: Iterable[Part | None], programme: int) -> None:
    """`named`: who is named in each place, or nobody. Refused: party_of_another, observer_only_reads."""
    for one in named:
        if one is None:
            continue
        if one.programme_id != programme:
            raise Refused("party_of_another", N_("This body takes no part in this programme."))
        if one.role == PartRole.OBSERVER:
            raise Refused(
                "observer_only_reads",
                N_("An observer only reads. Name a body that takes part or executes."),
            )
