"""What becomes of an institution: another name, another body that answers for what it answered for. Each institution's
administrator enters what it handed on; nobody takes over by their own word."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.administration.actions.reach import Administrator, require_reach
from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.kit.formats import format_date
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.notices.actions import tell
from songfai.parties import actions as parties
from songfai.parties.models import Field, FormerName, Institution, Succession
from songfai.parties.states import Role
from songfai.programmes.actions.naming import note_institution
from songfai.programmes.queries import institutions_beside

TOLD = (Role.LEADER, Role.COORDINATOR)


@transaction.atomic
def rename(
    *,
    by: Administrator,
    institution: Institution,
    name: Trilingual,
    short_name: Trilingual,
    on: date,
    basis: str,
    confirmed: bool = True,
    at: datetime,
) -> FormerName:
    """The same body under another name from a day on. Refused: see parties.actions.rename."""
    require_reach(by, institution)
    former = parties.rename(
        institution=institution,
        name=name,
        short_name=short_name,
        on=on,
        basis=basis,
        confirmed=confirmed,
        today=timezone.localdate(at),
    )
    note_institution(former.institution)
    write(by=by, at=at, verb="administration.rename", subject=former, on=on.isoformat(), basis=basis)
    return former


@transaction.atomic
def take_name_back(*, by: Administrator, former: FormerName, at: datetime) -> None:
    """Undo a renaming. Refused: name_not_the_last."""
    require_reach(by, former.institution)
    write(by=by, at=at, verb="administration.take_name_back", subject=former)
    parties.take_name_back(former=former)
    note_institution(former.institution)


@transaction.atomic
def hand_on(
    *,
    by: Administrator,
    predecessor: Institution,
    successor: Institution,
    field: Field | None,
    kind: str,
    on: date,
    basis: str,
    confirmed: bool = True,
    at: datetime,
) -> Succession:
    """Enter that another institution answers for a field, or for all the rest, from a day on. Both bodies and those
    that share a programme with the first are told. Refused: see parties.actions.hand_on."""
    require_reach(by, predecessor)
    row = parties.hand_on(
        predecessor=predecessor,
        successor=successor,
        field=field,
        kind=kind,
        on=on,
        basis=basis,
        confirmed=confirmed,
    )
    write(by=by, at=at, verb="administration.hand_on", subject=row, on=on.isoformat(), basis=basis)
    told = {one.pk: one for one in (successor, *institutions_beside(predecessor))}
    for institution in told.values():
        _tell(institution, row, at)
    return row


def _tell(institution: Institution, row: Succession, at: datetime) -> None:
    tell(
        institution=institution,
        roles=TOLD,
        text=N_("Since %(day)s %(successor)s carries on for %(body)s. Look at what it took over."),
        address=reverse("parties:history", args=[row.predecessor.slug]),
        at=at,
        day={language: format_date(row.on, language, "text") for language in LANGUAGES},
        successor=(row.successor.short_name or row.successor.name).as_dict(),
        body=(row.predecessor.short_name or row.predecessor.name).as_dict(),
    )


@transaction.atomic
def take_back(*, by: Administrator, row: Succession, at: datetime) -> None:
    """Undo a line of succession."""
    require_reach(by, row.predecessor)
    write(by=by, at=at, verb="administration.take_back", subject=row, on=row.on.isoformat(), basis=row.basis)
    parties.take_back(row=row)
