"""How a file between two servers travels, and what became of it."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Way(State):
    HTTPS = "https", N_("Over the network")
    FILE = "file", N_("As a file")
    MAIL = "mail", N_("By mail")


class Direction(State):
    SENT = "sent", N_("Sent")
    RECEIVED = "received", N_("Received")


class ArrivalState(State):
    WAITING = "waiting", N_("Waiting")
    APPLIED = "applied", N_("Shown in its place")
    # Of a kind or in a form that a later version of this software knows: it is put in its place after the update.
    NEWER = "newer", N_("Needs newer software")
    FAILED = "failed", N_("Cannot be shown in its place")
