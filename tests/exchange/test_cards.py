"""Cards change hands before anything else: which are taken in, and where an institution's files may go."""

import json

import pytest
import rfc8785

from songfai.exchange import actions
from songfai.exchange.actions.cards import read_cards
from songfai.exchange.models import Post
from songfai.journal.models import Line
from songfai.kit.errors import Changed, Refused
from songfai.parties.models import Institution
from songfai.parties.states import Layout
from songfai.record import keys
from songfai.record.canonical import MAX_BYTES
from songfai.record.models import Card
from tests import factories as make
from tests.record.matter import Matter
from tests.record.test_cards import FIRST, card
from tests.record.test_keys import Reason, applied, asked, roots, signed

pytestmark = pytest.mark.django_db


def code(act, *given: object, **named: object) -> str:
    before = (Institution.objects.count(), Card.objects.count(), Post.objects.count())
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    assert (Institution.objects.count(), Card.objects.count(), Post.objects.count()) == before
    return refused.value.code


def file_of(*found) -> bytes:
    return rfc8785.dumps({"fmt": "coop-cards/1", "cards": [one.as_entry() for one in found]}) + b"\n"


def taken(data: bytes, by) -> Institution:
    return actions.take_cards(data, by=by, at=make.NOW)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'"coop-cards/1"',
        b'{"fmt":"coop-cards/2","cards":[1]}',
        b'{"fmt":"coop-cards/1","cards":[]}',
        b'{"fmt":"coop-cards/1","cards":1}',
        b'{"fmt":"coop-cards/1"}',
        b" " * (MAX_BYTES + 1),
    ],
    ids=range(9),
)
def test_file_that_is_no_card_is_said_to_be_none(data):
    assert code(read_cards, data) == "cards_form"


@pytest.mark.parametrize("one", [1, "x", {}, {"card": "{}", "sigs": []}, {"card": 1, "sigs": []}])
def test_card_in_the_file_that_is_none_is_refused(one):
    assert code(read_cards, json.dumps({"fmt": "coop-cards/1", "cards": [one]}).encode()) == "card_form"


def test_card_makes_a_partner_known_and_a_later_one_goes_on_from_it():
    by = make.seat()
    first = card(origin="moha.gov.la.example/coop", country="LA", name={"en": "Ministry", "lo": "ກະຊວງ"})
    body = taken(file_of(first), by)
    assert (body.country, body.layout, str(body.name)) == ("LA", Layout.LA, "Ministry")
    assert not keys.holds(body)
    assert Line.objects.filter(verb="exchange.take_cards").count() == 1
    second = card(2, FIRST, origin=first.origin, country="LA")
    assert taken(file_of(first, second), by) == body
    assert list(body.cards.order_by("serial").values_list("serial", flat=True)) == [1, 2]
    # The same file again brings nothing new.
    assert taken(file_of(first, second), by) == body
    assert body.cards.count() == 2


def test_partner_of_another_country_is_laid_out_as_viet_nam():
    assert taken(file_of(card(country="TH")), make.seat()).layout == Layout.VN


def test_another_card_than_the_known_one_is_not_taken_for_it():
    by = make.seat()
    first = card()
    taken(file_of(first), by)
    other = card(at="2026-03-09T09:00:00Z")
    assert code(taken, file_of(other), by) == "card_other"
    # A second card of somebody else in the same file neither.
    assert code(taken, file_of(first, card(2, origin="else.example/coop")), by) == "card_other"
    assert code(taken, file_of(first, card(2, (41, 42))), by) == "card_unsigned"


def test_unsigned_card_of_a_stranger_makes_nobody_known():
    assert code(taken, file_of(card(by=(12,))), make.seat()) == "card_unsigned"


def test_institution_that_works_here_is_no_partner():
    matter = Matter()
    own = actions.card_file(matter.a.institution, make.NOW)
    assert code(taken, own, matter.b) == "own_institution"
    people = make.seat(make.institution(origin="moha.gov.vn.example/coop"))
    assert code(taken, file_of(card()), people) == "institution_works_here"
    # Without people it is only a name here, and its card is welcome.
    people.delete()
    assert taken(file_of(card()), matter.a).origin == "moha.gov.vn.example/coop"


def test_file_of_cards_holds_all_of_them():
    matter = Matter()
    now, _ = roots(matter)
    applied(matter, signed(asked(matter, Reason.ROTATION), *now))
    found = read_cards(actions.card_file(matter.a.institution, make.NOW))
    assert [one.serial for one in found] == [1, 2]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("http://partner.example", "address_insecure"),
        ("ftp://partner.example", "address_insecure"),
        ("http://localhost.partner.example:80", "address_insecure"),
        ("https://partner.example/", ""),
        ("http://127.0.0.1:8000", ""),
        ("http://[::1]:8000", ""),
        ("", ""),
    ],
)
def test_address_of_a_partner_is_one_nobody_can_listen_at(address, wanted):
    by = make.seat()
    given = {"institution": make.institution(), "mail": "", "pushes": True, "by": by, "at": make.NOW}
    if wanted:
        assert code(actions.save_post, address=address, **given) == wanted
    else:
        assert actions.save_post(address=address, **given).address == address.rstrip("/")


def test_post_that_somebody_saved_meanwhile_is_not_written_over():
    by, body = make.seat(), make.institution()
    given = {"institution": body, "mail": "", "pushes": True, "by": by, "at": make.NOW}
    first = actions.save_post(address="https://one.example", seen_revision=0, **given)
    assert first.revision == 1
    with pytest.raises(Changed) as refused:
        actions.save_post(address="https://two.example", seen_revision=0, **given)
    assert refused.value.code == "changed_meanwhile"
    assert Post.objects.get().address == "https://one.example"
    assert actions.save_post(address="https://two.example", seen_revision=1, **given).revision == 2
