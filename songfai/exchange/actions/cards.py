"""Cards change hands before anything else: who the other side is, and which keys speak for it."""

from datetime import datetime
from typing import Any

import rfc8785
from django.db import transaction

from songfai.exchange.models import Post
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties import actions as parties
from songfai.parties.models import Institution
from songfai.parties.states import Layout
from songfai.record import cards, keys
from songfai.record.canonical import MAX_BYTES, strict_json

FORMAT = "coop-cards/1"
LAYOUTS = {"LA": Layout.LA}


def card_file(institution: Institution, at: datetime) -> bytes:
    """All cards of an institution, oldest first: what the other side's administrator takes in once."""
    keys.ensure(institution, at)
    rows = institution.cards.order_by("serial")
    said: dict[str, Any] = {"fmt": FORMAT, "cards": [keys.card_values(row).as_entry() for row in rows]}
    return rfc8785.dumps(said) + b"\n"


@transaction.atomic
def take_cards(data: bytes, *, by: Actor, at: datetime) -> Institution:
    """Take in another institution's cards; it becomes known here as a partner whose server is elsewhere.

    Later cards continue the ones that are known. Refused: cards_form, card_* , own_institution.
    """
    found = read_cards(data)
    first = found[0]
    institution = Institution.objects.filter(origin=first.origin).first()
    if institution is not None and keys.holds(institution):
        raise Refused("own_institution", N_("This is the card of an institution whose server is here."))
    if institution is not None and not institution.cards.exists() and institution.seats.exists():
        raise Refused(
            "institution_works_here",
            N_("People of this institution work on this server. Move it out first, then take in its card."),
        )
    if institution is None:
        institution = parties.register(
            name=Trilingual.of(first.said["name"]),
            short_name=Trilingual.of(None),
            country=first.said["country"],
            place=Trilingual.of(None),
            layout=LAYOUTS.get(first.said["country"], Layout.VN),
            origin=first.origin,
        )
    known = {row.serial: row.sha256 for row in institution.cards.all()}
    for card in found:
        if card.origin != first.origin or known.get(card.serial, card.sha256) != card.sha256:
            raise Refused(
                "card_other",
                N_(
                    "This is another card than the one that is known here. Speak with that side before you go on."
                ),
            )
        if card.serial not in known:
            keys.add(institution, card.body, card.signatures, at)
    write(by=by, at=at, verb="exchange.take_cards", subject=institution, sha256=found[-1].sha256)
    return institution


def read_cards(data: bytes) -> list[cards.Card]:
    try:
        if len(data) > MAX_BYTES:
            raise ValueError
        said = strict_json(data.strip())
        if said["fmt"] != FORMAT or not said["cards"]:
            raise ValueError
        found = list(said["cards"])
    except (Refused, KeyError, TypeError, ValueError):
        raise Refused("cards_form", N_("This file is no card of an institution.")) from None
    return [cards.read(one) for one in found]


@transaction.atomic
def save_post(
    *,
    institution: Institution,
    address: str,
    mail: str,
    pushes: bool,
    by: Actor,
    at: datetime,
    seen_revision: int | None = None,
) -> Post:
    """Where an institution's files go. Refused: address_insecure for an address without https."""
    if address and not address.startswith(
        ("https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:")
    ):
        raise Refused("address_insecure", N_("The address has to begin with https://."))
    post = Post.objects.select_for_update().filter(institution=institution).first() or Post(
        institution=institution
    )
    if seen_revision is not None and seen_revision != post.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    post.address, post.mail, post.pushes = address.rstrip("/"), mail, pushes
    post.revision += 1
    post.save()
    write(by=by, at=at, verb="exchange.save_post", subject=institution, address=address, mail=mail)
    return post
