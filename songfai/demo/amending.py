"""What the two sides changed in a programme in force, by the actions of the room."""

from typing import Any

from songfai.demo.book import moment, words
from songfai.demo.finding import key_of, programme_of
from songfai.demo.ground import Ground
from songfai.kit.dates import PartialDate
from songfai.programmes import actions
from songfai.programmes.models import Amendment

Told = dict[str, Any]


def draft(slug: str, told: Told, ground: Ground) -> None:
    programme, by, at = programme_of(slug), ground.seats[told["drafted_by"]], moment(told["started_at"])
    amendment = actions.start_amendment(programme=programme, by=by, at=at, key=key_of(slug, told["key"]))
    values = {
        "text": words(told["text"]),
        "reason": words(told["reason"]),
        "effective_on": told["effective_on"],
        "term_end": PartialDate.of(told.get("term_end")),
    }
    actions.word_amendment(amendment=amendment, values=values, by=by, at=at)
    for one in told["commitments"]:
        commitment = programme.commitments.get(number=one["c"])
        changed: Told = {"due": PartialDate.of(one["due"])} if "due" in one else {}
        changed |= {name: words(one[name]) for name in ("text", "short") if name in one}
        actions.amend_commitment(
            amendment=amendment,
            commitment=commitment,
            values={name: getattr(commitment, name) for name in actions.COMMITMENT} | changed,
            by=by,
            at=at,
        )


def _of(slug: str, told: Told) -> Amendment:
    amendment = Amendment.objects.select_related("document__standing").get(key=key_of(slug, told["key"]))
    amendment.programme = programme_of(slug)
    return amendment


def offer(slug: str, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["drafted_by"]], moment(told["offered_at"])
    actions.offer_amendment(amendment=_of(slug, told), by=by, at=at)


def approve(slug: str, told: Told, ground: Ground) -> None:
    amendment, by = _of(slug, told), ground.seats[told["approved_by"]]
    assert amendment.document is not None
    actions.approve_amendment(
        amendment=amendment, seen=amendment.document.sha256, by=by, at=moment(told["approved_at"])
    )
