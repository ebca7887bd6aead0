"""How papers call a further party of a programme."""

from songfai.kit.languages import Trilingual
from songfai.programmes.models import FurtherParty


def name_of(party: FurtherParty | None) -> Trilingual:
    """Nothing where there is none: a side does it, or both."""
    return party.display_name if party else Trilingual()
