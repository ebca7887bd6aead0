"""The numbers of commitments. A number names a commitment in every paper, on both servers, so a side consents to no two
open papers that give one number to two commitments.
"""

from typing import Any

from django.db.models import Max

from songfai.kit.errors import N_, Refused
from songfai.programmes.models import Programme
from songfai.programmes.terms import number_of
from songfai.record.models import Document
from songfai.record.queries import terms_of
from songfai.record.states import Stage

# Papers that add commitments: an amendment, and the minutes of a meeting in which something was promised.
ADDING = ("amendment", "meeting")


def added(terms: dict[str, Any]) -> set[int]:
    """The numbers a paper gives to commitments it adds."""
    lines = [one["id"] for one in terms.get("commitments", []) if one.get("change") == "added"]
    promised = [one["commitment"] for one in terms.get("promises", []) if "commitment" in one]
    return {number_of(identifier) for identifier in lines + promised}


def _open(programme: Programme, beside: str) -> list[Document]:
    if programme.register_id is None:
        return []
    rows = Document.objects.filter(
        register=programme.register_id,
        kind__in=ADDING,
        standing__stage__in=(Stage.OFFERED, Stage.ACCEPTED),
    )
    return list(rows.exclude(thread=beside).select_related("standing"))


def next_number(programme: Programme, beside: str = "") -> int:
    """The first number no commitment has and no open paper gives; the paper in the thread `beside` is left out."""
    last = programme.commitments.aggregate(last=Max("number"))["last"] or 0
    return max([last, *(number for one in _open(programme, beside) for number in added(terms_of(one)))]) + 1


def require_free(programme: Programme, document: Document, position: int) -> None:
    """The side at `position` may consent to this paper. Refused: number_taken."""
    wanted = added(terms_of(document))
    taken = set(programme.commitments.filter(number__in=wanted).values_list("number", flat=True))
    for one in _open(programme, document.thread):
        if one.standing.stage == Stage.ACCEPTED or one.standing.offered_by == position:
            taken |= wanted & added(terms_of(one))
    if taken:
        raise Refused(
            "number_taken",
            N_(
                "This paper gives the number %(number)s to a new commitment, and another paper of your side does too. "
                "Withdraw one of them, or return this one: it then gets the next number."
            ),
            number=min(taken),
        )
