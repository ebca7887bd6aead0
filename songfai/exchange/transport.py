"""A bundle over the network: the same bytes as the file. Security never rests on the channel; a request is signed by the
log's key only so that the answer, which holds papers, goes to nobody else.
"""

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songfai.exchange.bundle import MAX_BYTES
from songfai.exchange.carried import Carried, Source
from songfai.exchange.parts import laid_down, pieces_in, pieces_of
from songfai.kit.errors import N_, Refused
from songfai.kit.storage import no_room
from songfai.record.notes import plain64, text64, verified

HEADER, KIND, PATH = "Songfai-Signature", "application/jsonl", "/exchange/v1/bundle"
# SHA-256 of the body, hex: with it the signature counts before the body is read.
CONTENT = "Songfai-Content"
# Clocks of two offices differ; a request older than this is answered without papers, and loses nothing else.
FRESH = 15 * 60
PATIENCE = 60
# A server that has too much to do is left alone as long as it asks, within reason.
SHORTEST, USUAL, LONGEST = 60, 15 * 60, 24 * 3600
# Digits of a moment in seconds, for some thousand years.
MOMENT = 12


@dataclass(frozen=True, slots=True)
class Signed:
    """Which log asks, when, and the signature over the request."""

    origin: str
    at: int
    signature: bytes


def _message_of(receiver: str, at: int, content: str) -> bytes:
    return f"coop-request/1\n{receiver}\n{at}\n{content}\n".encode()


def sign(origin: str, receiver: str, content: str, private: Ed25519PrivateKey) -> str:
    """The header of a request; `content`: the SHA-256 of its body, in hex."""
    at = int(time.time())
    return f"{origin} {at} {text64(private.sign(_message_of(receiver, at, content)))}"


def read(header: str) -> Signed | None:
    try:
        origin, at, signature = header.split(" ")
        # Anybody may write this header.
        if len(at) > MOMENT:
            return None
        return Signed(origin, int(at), plain64(signature))
    except ValueError:
        return None


def is_announced(signed: Signed, receiver: str, content: str, public: bytes) -> bool:
    """Whether the key's holder has just signed that a body with this hash comes."""
    return abs(time.time() - signed.at) <= FRESH and verified(
        public, signed.signature, _message_of(receiver, signed.at, content)
    )


def post(address: str, body: Source, content: str, header: str) -> IO[bytes]:
    """Send a bundle; the other server's answer as a file: its own bundle, or nothing. `content`: the bundle's SHA-256, which
    `header` signs.

    Refused: partner_unreachable, partner_busy with the seconds it wants to be left alone, partner_refused with the other
    server's own code.
    """
    whole = Carried.of(body)
    headers = {
        "Content-Type": KIND,
        HEADER: header,
        CONTENT: content,
        "Content-Length": str(len(whole)),
    }
    request = urllib.request.Request(address + PATH, data=pieces_in(whole), method="POST", headers=headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=PATIENCE) as answer:
            data = laid_down(pieces_of(answer, MAX_BYTES + 1))
    except urllib.error.HTTPError as error:
        if error.code == http.client.TOO_MANY_REQUESTS:
            raise Refused(
                "partner_busy",
                N_("The other server asks to wait. It is tried again by itself."),
                seconds=_seconds(error.headers.get("Retry-After", "")),
            ) from None
        said = error.read(2000).decode("utf-8", "replace")
        raise Refused(
            "partner_refused", N_("The other server did not take it: %(said)s"), said=said[:300]
        ) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        if no_room(error):
            # The answer came, and this server's own disk has no room for it.
            raise
        raise Refused(
            "partner_unreachable",
            N_("The other server cannot be reached now (%(why)s). It is tried again by itself."),
            why=str(getattr(error, "reason", error))[:200],
        ) from None
    return data


def _seconds(said: str) -> int:
    """How long the other server asks to wait; what is no number of seconds is taken as usual."""
    asked = int(said) if said.isascii() and said.isdigit() and len(said) < MOMENT else USUAL
    return min(max(asked, SHORTEST), LONGEST)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An address is what the administrator entered, not where somebody sends us on to."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None
