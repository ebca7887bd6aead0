"""What must be true of a further party that the sides name (ADR 127)."""

from collections.abc import Iterable

from songfai.kit.errors import N_, Refused
from songfai.programmes.states import PartRole


def require_parties(named: Iterable[tuple[int, str]], programme: int) -> None:
    """`named`: of each further party the programme it takes part in, and its role."""
    for of, role in named:
        if of != programme:
            raise Refused("party_of_another", N_("This body takes no part in this programme."))
        if role == PartRole.OBSERVER:
            raise Refused(
                "observer_only_reads",
                N_("An observer only reads. Name a body that takes part or executes."),
            )
