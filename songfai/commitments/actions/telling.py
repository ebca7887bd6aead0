"""What a side has said of commitments before its own log told of it."""

from datetime import datetime

from songfai.commitments.statements import commitment_terms, say_commitment
from songfai.parties.models import Seat
from songfai.programmes.models import Programme


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """Of each commitment on which the side has said anything. The exchange has asked who may do this."""
    for commitment in programme.commitments.order_by("number"):
        commitment.programme = programme
        if len(commitment_terms(commitment, position)) > 1:
            say_commitment(commitment, position, by, at)
