"""Writes of an administrator: institutions, units, and who acts for whom. Never a matter of a programme."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import WORKING
from songfai.parties.queries import valid_on
from songfai.parties.states import Role
from songfai.people.models import Account, Person


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who administers: the whole server (institution None; made by `songfai init`), or one institution."""

    account: Account
    institution: Institution | None

    @property
    def account_id(self) -> int:
        return self.account.pk

    @property
    def institution_id(self) -> int | None:
        return self.institution.pk if self.institution else None


def require_reach(by: Administrator, institution: Institution | None) -> None:
    """An administrator with a seat looks after their own institution only, and makes no new one."""
    if by.institution is not None and (institution is None or by.institution.pk != institution.pk):
        raise NotPermitted(
            "other_institution", N_("You look after the accounts of your own institution only.")
        )


def require_another(by: Administrator, account: Account | None) -> None:
    """An administrator lets others in, never themselves: else they could agree for a side."""
    if account is not None and account.pk == by.account_id:
        raise NotPermitted("own_seat", N_("Nobody gives a seat to themselves; ask another administrator."))


def require_one_hat(role: str, held: set[str]) -> None:
    """Who administers an institution does not act in its matters, and the other way round."""
    administers = Role.ADMINISTRATOR in {role, *held}
    if administers and (WORKING | {Role.READER, Role.INSPECTOR}) & {role, *held}:
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


INSTITUTION_FIELDS = (
    "slug",
    "name",
    "short_name",
    "parent_name",
    "country",
    "place",
    "layout",
    "symbol",
    "origin",
    "two_persons",
)


def institution_stamp(row: Institution | None) -> str:
    """A short print of what the form of an institution is filled from."""
    values = (getattr(row, name) for name in INSTITUTION_FIELDS) if row else ()
    return stamp(*(value.as_dict() if isinstance(value, Trilingual) else value for value in values))


@transaction.atomic
def save_institution(
    *,
    by: Administrator,
    values: dict[str, object],
    at: datetime,
    institution: Institution | None = None,
    seen: str | None = None,
) -> Institution:
    """Make an institution (only for the whole server) or change one. `values` are those of forms.InstitutionForm.

    `seen` is institution_stamp of what the form was filled from; Changed when another administrator saved meanwhile.
    Refused: in_use (another institution took the short address or the origin just now).
    """
    require_reach(by, institution)
    row = Institution()
    if institution is not None:
        row = Institution.objects.select_for_update().get(pk=institution.pk)
        require_unchanged(seen, institution_stamp(row))
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("in_use", N_("Another institution uses this already.")) from taken
    write(by=by, at=at, verb="administration.save_institution", subject=row)
    return row


@transaction.atomic
def save_unit(*, by: Administrator, institution: Institution, name: Trilingual, at: datetime) -> Unit:
    require_reach(by, institution)
    unit = Unit.objects.create(institution=institution, name=name)
    write(by=by, at=at, verb="administration.save_unit", subject=unit)
    return unit


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
