"""Accounts and seats: one's own, and who acts for an institution."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from songfai.administration.actions.reach import Administrator, require_reach
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import WORKING
from songfai.parties.queries import valid_on
from songfai.parties.states import Role
from songfai.people.models import Account, Person


def require_another(by: Administrator, account: Account | None) -> None:
    """An administrator lets others in, never themselves: else they could agree for a side."""
    if account is not None and account.pk == by.account_id:
        raise NotPermitted("own_seat", N_("Nobody gives a seat to themselves; ask another administrator."))


def require_one_hat(role: str, held: set[str]) -> None:
    """Who administers an institution does not act in its matters, and the other way round."""
    administers = Role.ADMINISTRATOR in {role, *held}
    if administers and (WORKING | {Role.READER, Role.INSPECTOR, Role.AUTHOR}) & {role, *held}:
        raise Refused(
            "two_hats",
            N_(
                "An administrator of an institution cannot also act in its matters. End the other seat first."
            ),
        )


@transaction.atomic
def save_own_account(*, by: Actor, name: Trilingual, language: str, at: datetime) -> Account:
    """How one's own name is written, and the language of one's mail."""
    assert by.account_id is not None  # a person saves their own account
    account = Account.objects.select_for_update(of=("self",)).get(pk=by.account_id)
    person = account.person or Person()
    person.name = name
    person.save()
    account.person, account.language = person, language
    account.save(update_fields=["person", "language"])
    write(by=by, at=at, verb="administration.save_own_account", subject=account)
    return account


@transaction.atomic
def give_seat(
    *,
    by: Administrator,
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

    Refused: own_seat (nobody lets themselves in), two_hats (who administers never acts in a matter of the same
    institution), seat_there (the person holds this role already).
    """
    require_reach(by, institution)
    account = Account.objects.select_for_update(of=("self",)).filter(email=email.lower()).first()
    require_another(by, account)
    made = account is None
    if account is None:
        account = Account.objects.create_user(email, person=Person.objects.create(name=name))
    today = timezone.localdate(at)
    held = set(
        Seat.objects.filter(valid_on(today), account=account, institution=institution).values_list(
            "role", flat=True
        )
    )
    require_one_hat(role, held)
    if role in held:
        raise Refused("seat_there", N_("This person already has this role."))
    seat, _new = Seat.objects.update_or_create(
        account=account,
        institution=institution,
        role=role,
        defaults={"post": post, "authority": authority, "unit": unit, "valid_from": today, "valid_to": None},
    )
    write(by=by, at=at, verb="administration.give_seat", subject=seat, role=role)
    return seat, made


@transaction.atomic
def end_seat(*, by: Administrator, seat: Seat, at: datetime) -> None:
    """The person acts for the institution no longer; what they did stays.

    Refused: last_administrator (somebody must be able to let people in).
    """
    require_reach(by, seat.institution)
    today = timezone.localdate(at)
    if seat.role == Role.ADMINISTRATOR and by.institution is not None:
        others = Seat.objects.filter(valid_on(today), institution=seat.institution, role=Role.ADMINISTRATOR)
        if not others.exclude(pk=seat.pk).exists():
            raise Refused("last_administrator", N_("This is the last administrator; name another one first."))
    seat.valid_to = today - timedelta(days=1)
    if seat.valid_from and seat.valid_from > seat.valid_to:
        # Given today and ended today: it never was for a whole day.
        seat.valid_from = seat.valid_to
    seat.save(update_fields=["valid_from", "valid_to"])
    write(by=by, at=at, verb="administration.end_seat", subject=seat, role=seat.role)
