"""`{% load proofs %}{% proof programme sha256 %}`: the part of a form in which somebody confirms what binds."""

from typing import Any

from django import template
from django.http import HttpRequest

from songfai.people.consent import as_text, challenge
from songfai.people.proofs import ways_of
from songfai.people.queries import account_of

register = template.Library()


@register.inclusion_tag("people/_proof.html", takes_context=True)
def proof(context: template.Context, programme: str, sha256: str) -> dict[str, Any]:
    """Fields for the password, the code and the passkey. A page has at most one of them."""
    request: HttpRequest = context["request"]
    ways = ways_of(account_of(request))
    return {
        "ways": ways,
        "sha256": sha256,
        "challenge": as_text(challenge(programme, sha256)),
        "host": request.get_host().rpartition(":")[0] or request.get_host(),
    }
