"""Writes of an administrator: institutions, units, and who acts for whom. Never a matter of a programme."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.queries import valid_on
from songfai.parties.states import Role
from songfai.people.models import Account, Person


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who administers: the whole server (an account made by `songfai init`), or one institution."""

    account: Account
    institution: Institution | None

    def label(self) -> str:
        return str(self.account)


def require_reach(admin: Administrator, institution: Institution) -> None:
    """An administrator with a seat looks after their own institution only."""
    if admin.institution is not None and admin.institution.pk != institution.pk:
        raise NotPermitted("other_institution", N_("You look after the accounts of your own institution only."))


@transaction.atomic
def save_institution(
    *, admin: Administrator, values: dict[str, object], institution: Institution | None = None
) -> Institution:
    """Make an institution (only for the whole server) or change one."""
    if institution is None and admin.institution is not None:
        raise NotPermitted("other_institution", N_("You look after the accounts of your own institution only."))
    row = institution or Institution()
    require_reach(admin, row) if institution else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def save_unit(*, admin: Administrator, institution: Institution, name: Trilingual, unit: Unit | None = None) -> Unit:
    require_reach(admin, institution)
    row = unit or Unit(institution=institution)
    row.name = name
    row.save()
    return row


@transaction.atomic
def give_seat(
    *,
    admin: Administrator,
    institution: Institution,
    email: str,
    name: Trilingual,
    role: str,
    post: Trilingual,
    authority: str,
    unit: Unit | None,
    at: datetime,
) -> tuple[Seat, bool]:
    """Give a person a seat; the account is made when there is none. Returns the seat and whether it is new.

    Refused: seat_there (the person holds this role already).
    """
    require_reach(admin, institution)
    account = Account.objects.filter(email=email.lower()).first()
    made = account is None
    if account is None:
        account = Account.objects.create_user(email, person=Person.objects.create(name=name))
    today = timezone.localdate(at)
    if Seat.objects.filter(valid_on(today), account=account, institution=institution, role=role).exists():
        raise Refused("seat_there", N_("This person already has this role."))
    seat, _new = Seat.objects.update_or_create(
        account=account,
        institution=institution,
        role=role,
        defaults={"post": post, "authority": authority, "unit": unit, "valid_from": today, "valid_to": None},
    )
    return seat, made


@transaction.atomic
def end_seat(*, admin: Administrator, seat: Seat, on: date) -> None:
    """The person acts for the institution no longer; what they did stays.

    Refused: last_administrator (somebody must be able to let people in).
    """
    require_reach(admin, seat.institution)
    if seat.role == Role.ADMINISTRATOR and admin.institution is not None:
        others = Seat.objects.filter(valid_on(on), institution=seat.institution, role=Role.ADMINISTRATOR)
        if not others.exclude(pk=seat.pk).exists():
            raise Refused("last_administrator", N_("This is the last administrator; name another one first."))
    seat.valid_to = on - timedelta(days=1)
    if seat.valid_from and seat.valid_to < seat.valid_from:
        seat.valid_from = seat.valid_to
    seat.save(update_fields=["valid_from", "valid_to"])
