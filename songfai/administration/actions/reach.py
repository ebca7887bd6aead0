"""Who administers, and how far."""

from dataclasses import dataclass

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Institution
from songfai.people.models import Account


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


def require_server(by: Administrator) -> None:
    """What all institutions share is looked after by who looks after the whole server."""
    if by.institution is not None:
        raise NotPermitted("server_only", N_("The administrator of the whole server looks after this list."))
