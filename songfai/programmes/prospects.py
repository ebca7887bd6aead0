"""A programme's paper, or an amendment's, as an offer would make it now; the programme's also before the first offer has
opened the record."""

from collections.abc import Sequence

from songfai.programmes import amended
from songfai.programmes.actions.amending import require_in_force
from songfai.programmes.amendment_terms import amendment_paper
from songfai.programmes.models import AmendedCommitment, Amendment, Programme
from songfai.programmes.rules import amending
from songfai.programmes.terms import origins_of, paper_of
from songfai.record import charters, entries, keys
from songfai.record.models import Register
from songfai.record.prospects import Prospect, prospect


def prospect_of(programme: Programme) -> Prospect | None:
    """None while a side has no keys yet: the charter names both, and the programme is named after the charter."""
    register = programme.register or _unopened(programme)
    return prospect(register, paper_of(programme), programme) if register is not None else None


def amendment_prospect(
    amendment: Amendment, rows: Sequence[AmendedCommitment], state: amending.State
) -> Prospect:
    """The amendment as an offer would make it now; `rows` and `state` are of amended.lines and amended.state_of."""
    register = require_in_force(amendment.programme)
    paper = amendment_paper(amendment, rows, state.commitments, amended.dates_of(amendment))
    return prospect(register, paper, amendment)


def _unopened(programme: Programme) -> Register | None:
    """The register an offer would open, unsaved. What its charter says is known: the cards, the title, the draft's age."""
    sides = []
    for institution, origin in origins_of(programme):
        row = keys.card_of(institution)
        if row is None:
            return None
        sides.append((keys.card_values(row), origin))
    if len(sides) != 2:
        return None
    charter = charters.charter_bytes(
        sides=sides, title=programme.title.as_dict(), at=entries.as_text(programme.created_at)
    )
    return Register(programme=charters.programme_of(charter))
