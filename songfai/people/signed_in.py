"""Who is signed in, read for every page there is: the session and its account, with words written once (kit.standing).

What Django and allauth decide with it stays theirs: which session is valid, who may sign in, what ends a session.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from songfai.kit.clock import wall_clock
from songfai.kit.standing import standing
from songfai.people.models import Account


@standing
def _session(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@standing
def _account(pk: int) -> QuerySet[Account]:
    return Account.objects.filter(pk=pk)


class SessionStore(DatabaseSessions):
    """Set with SESSION_ENGINE, which is the name of this module."""

    def _get_session_from_db(self) -> Session | None:
        """As Django's: of a session that is over or not there, the key is forgotten."""
        found = _session(str(self.session_key))
        if found and found[0].expire_date > wall_clock():
            return found[0]
        self._session_key = None
        return None


class Accounts(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Account | None:
        found = _account(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None
