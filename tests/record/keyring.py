"""A passkey in software: what an authenticator and a browser make together, so that the server checks real signatures."""

import hashlib
import json
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from songfai.people.consent import as_text, from_text
from songfai.people.models import Account

HOST, ORIGIN = "testserver", "http://testserver"
HERE_AND_VERIFIED, ATTESTED = 0x05, 0x40


class Passkey:
    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(repr(self.private.private_numbers().private_value).encode()).digest()
        self.cose = dict(ES256.from_cryptography_key(self.private.public_key()))
        self.host = hashlib.sha256(HOST.encode()).digest()

    def belongs_to(self, account: Account) -> None:
        """As if it had been registered on the account's page."""
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, self.cose)
        data = AuthenticatorData.create(self.host, HERE_AND_VERIFIED | ATTESTED, 0, credential)
        client = json.dumps({"type": "webauthn.create", "challenge": "AA", "origin": ORIGIN}).encode()
        Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.WEBAUTHN,
            data={
                "name": "key",
                "credential": {
                    "id": as_text(self.id),
                    "rawId": as_text(self.id),
                    "type": "public-key",
                    "response": {
                        "clientDataJSON": as_text(client),
                        "attestationObject": as_text(bytes(AttestationObject.create("none", data, {}))),
                    },
                    "clientExtensionResults": {},
                },
            },
        )

    def public(self) -> str:
        """As a proof carries it."""
        return as_text(cbor.encode(self.cose))

    def sign(self, challenge: bytes, origin: str = ORIGIN, flags: int = HERE_AND_VERIFIED) -> dict[str, Any]:
        client = json.dumps(
            {"type": "webauthn.get", "challenge": as_text(challenge), "origin": origin, "crossOrigin": False}
        ).encode()
        data = bytes(AuthenticatorData.create(self.host, flags, 1))
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return {
            "id": as_text(self.id),
            "rawId": as_text(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": as_text(client),
                "authenticatorData": as_text(data),
                "signature": as_text(signature),
            },
        }

    def verifies(self, evidence: dict[str, str], challenge: bytes) -> bool:
        """as docs/record-formats.md says, apart from the product's code."""
        client = from_text(evidence["client"])
        said, data = json.loads(client), from_text(evidence["authenticator"])
        signed = data + hashlib.sha256(client).digest()
        try:
            self.private.public_key().verify(from_text(evidence["signature"]), signed, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return (
            said["type"] == "webauthn.get"
            and said["challenge"] == as_text(challenge)
            and data[32] & HERE_AND_VERIFIED == HERE_AND_VERIFIED
        )
