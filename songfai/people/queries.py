"""Reads about accounts."""

from django.http import HttpRequest

from songfai.people.models import Account


def account_of(request: HttpRequest) -> Account:
    """Who is signed in. Only for pages that ask for a sign-in."""
    assert isinstance(request.user, Account)
    return request.user
