"""Reads about institutions and who acts for them."""

from datetime import date

from django.db.models import Q, QuerySet

from songfai.parties.models import Institution, Seat
from songfai.people.models import Account


def valid_on(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def seats_of(account: Account, day: date) -> QuerySet[Seat]:
    """The seats an account may act from on a day, the same order every time."""
    return (
        Seat.objects.filter(valid_on(day), account=account)
        .select_related("institution", "unit", "account__person")
        .order_by("id")
    )


def active_accounts(institution: Institution, roles: set[str], day: date) -> QuerySet[Account]:
    """Accounts to tell about something: everybody who holds one of the roles today."""
    return Account.objects.filter(
        pk__in=Seat.objects.filter(valid_on(day), institution=institution, role__in=roles).values("account"),
        is_active=True,
    )


def institutions(day: date) -> QuerySet[Institution]:
    return Institution.objects.filter(valid_on(day)).order_by("id")


def administered(institution: Institution | None) -> QuerySet[Institution]:
    """The one institution an administrator looks after, or all of them for the server's own."""
    if institution is None:
        return Institution.objects.order_by("id")
    return Institution.objects.filter(pk=institution.pk)


def seats_at(institution: Institution, day: date) -> QuerySet[Seat]:
    """Who acts for an institution on a day."""
    return (
        Seat.objects.filter(valid_on(day), institution=institution)
        .select_related("account__person", "unit")
        .order_by("id")
    )
