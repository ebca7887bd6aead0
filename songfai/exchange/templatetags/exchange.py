"""Refusals and answers that rows keep, in the reader's language: `{% load exchange %}`."""

from django import template
from django.utils.translation import gettext

from songfai.exchange.models import Arrival, Transfer
from songfai.kit.errors import N_

register = template.Library()

VERDICTS = {
    "valid": N_("everything holds"),
    "invalid": N_("something in it is false"),
    "incomplete": N_("nothing false was found, but a part is missing"),
}


@register.filter
def reason(transfer: Transfer | Arrival) -> str:
    """`{{ transfer|reason }}`: why it was refused, `{{ arrival|reason }}`: why it waits."""
    text = gettext(transfer.text) if transfer.text else transfer.code
    try:
        return text % transfer.params if transfer.params else text
    except (KeyError, ValueError, TypeError):
        return text


@register.filter
def doubts(transfer: Transfer) -> list[str]:
    """`{{ transfer|doubts }}`: what it says and the record does not bear out."""
    return [gettext(one["text"]) % one["params"] for one in transfer.doubts]


@register.filter
def verdict(answer: str) -> str:
    return gettext(VERDICTS[answer]) if answer in VERDICTS else answer
