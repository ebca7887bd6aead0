"""Somebody proves that they are there, in the very form that binds them: with a passkey over the document's hash, or
with the password and, where the account has one, the code of its second factor.
"""

import json
from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import get_server
from django.http import HttpRequest
from fido2 import cbor
from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

from songfai.kit.errors import N_, Changed, Refused
from songfai.people.consent import PASSKEY, PASSWORD, Consent, as_text, challenge, client_challenge
from songfai.people.models import Account
from songfai.people.queries import account_of

# Keys whose proof everybody can check (docs/record-formats.md): ES256 and EdDSA, by their COSE numbers.
CHECKABLE = (-7, -8)
# Wrong tries are counted as those of the page that asks for the password again.
COUNTED = "reauthenticate"


@dataclass(frozen=True, slots=True)
class Ways:
    """How an account can prove it: `passkeys` are the ids of its keys, base64url; `code`: a second factor is set."""

    passkeys: tuple[str, ...]
    code: bool


def ways_of(account: Account) -> Ways:
    rows = list(Authenticator.objects.filter(user=account).order_by("pk"))
    return Ways(
        passkeys=tuple(as_text(key.credential_id) for key in _passkeys(rows)),
        code=any(row.type == Authenticator.Type.TOTP for row in rows),
    )


def _passkeys(rows: list[Authenticator]) -> list[AttestedCredentialData]:
    keys = [
        row.wrap().authenticator_data.credential_data
        for row in rows
        if row.type == Authenticator.Type.WEBAUTHN
    ]
    return [key for key in keys if key is not None and key.public_key.get(3) in CHECKABLE]


def public_keys(account: Account) -> list[str]:
    """The public keys of an account's passkeys, as a proof carries them and a card names them (docs/record-formats.md)."""
    rows = list(Authenticator.objects.filter(user=account).order_by("pk"))
    return [_public(key) for key in _passkeys(rows)]


def _public(key: AttestedCredentialData) -> str:
    return as_text(cbor.encode(dict(key.public_key)))


def prove(request: HttpRequest, programme: str, sha256: str) -> Consent:
    """The consent of whoever sent the form to the bytes with this hash, in the register `programme`.

    Changed: consent_elsewhere (the proof is over another hash). Refused: proof_missing, proof_wrong, code_wrong,
    passkey_wrong, and proof_too_often after ten wrong tries in a minute.
    """
    account = account_of(request)
    if request.POST.get("over", "") != sha256:
        raise _elsewhere()
    assertion, password = request.POST.get("assertion", ""), request.POST.get("password", "")
    if not assertion and not password:
        raise Refused(
            "proof_missing",
            N_("Confirm with your password or your passkey: your consent stands under your name for good."),
        )
    if not ratelimit.consume(request, action=COUNTED, user=account):
        raise Refused("proof_too_often", N_("Too many wrong tries. Wait a minute, then try again."))
    if assertion:
        consent = _by_passkey(request, account, programme, sha256, assertion)
    else:
        _by_password(account, password, request.POST.get("code", ""))
        consent = Consent(account.pk, sha256, PASSWORD)
    ratelimit.clear(request, action=COUNTED, user=account)
    return consent


def _by_password(account: Account, password: str, code: str) -> None:
    if not account.check_password(password):
        raise Refused("proof_wrong", N_("The password is not right. Nothing was signed. Try again."))
    rows = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.WEBAUTHN)
    if not any(row.type == Authenticator.Type.TOTP for row in rows):
        return
    if not any(row.wrap().validate_code(code.replace(" ", "")) for row in rows):
        raise Refused(
            "code_wrong",
            N_("The code is not right, or it was used already. Nothing was signed. Take the next code."),
        )


def _by_passkey(
    request: HttpRequest, account: Account, programme: str, sha256: str, assertion: str
) -> Consent:
    asked = challenge(programme, sha256)
    try:
        said: Any = json.loads(assertion)
        answer = AuthenticationResponse.from_dict(said)
        client = bytes(answer.response.client_data)
        if client_challenge(client) not in (asked, b""):
            raise _elsewhere()
        if answer.response.client_data.origin != f"{request.scheme}://{request.get_host()}":
            raise ValueError("origin")
        key = get_server().authenticate_complete(
            {"challenge": as_text(asked), "user_verification": "required"},
            _passkeys(list(Authenticator.objects.filter(user=account))),
            answer,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(
            "passkey_wrong",
            N_("The passkey did not confirm this. Nothing was signed. Try again, or use the password."),
        ) from None
    return Consent(
        account.pk,
        sha256,
        PASSKEY,
        {
            "credential": as_text(key.credential_id),
            "key": _public(key),
            "authenticator": as_text(bytes(answer.response.authenticator_data)),
            "client": as_text(client),
            "signature": as_text(answer.response.signature),
        },
    )


def _elsewhere() -> Changed:
    return Changed(
        "consent_elsewhere",
        N_("What you confirmed is not what is there now. Read it once more, then confirm again."),
    )
