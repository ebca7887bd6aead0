"""Write down what was done, by whom, for whom. Called by every action, inside its transaction."""

from datetime import datetime
from typing import Protocol

from songfai.journal.models import Line
from songfai.kit.text import normalise_input
from songfai.parties.models import Institution
from songfai.people.models import Account


class Actor(Protocol):
    """Whoever acts: a seat, an administrator of the whole server, who has no institution, or the other side's server,
    which has no account."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def account(self) -> Account | str: ...
    @property
    def institution_id(self) -> int | None: ...
    @property
    def institution(self) -> Institution | None: ...


def write(
    *,
    by: Actor,
    at: datetime,
    verb: str,
    subject: object,
    programme: str = "",
    **details: object,
) -> Line:
    """Add a line. `verb` is "room.action"; `subject` any saved row; `details` JSON values."""
    return Line.objects.create(
        at=at,
        account_id=by.account_id,
        who=str(by.account)[:200],
        institution_id=by.institution_id,
        institution=str(by.institution or "")[:200],
        verb=verb,
        subject_kind=type(subject).__name__.lower(),
        subject_id=str(getattr(subject, "pk", "")),
        subject=str(subject)[:300],
        programme=programme,
        # What was typed may hold signs that no database keeps in its JSON.
        details={
            name: normalise_input(one) if isinstance(one, str) else one for name, one in details.items()
        },
    )
