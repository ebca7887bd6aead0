"""The first file of a programme: what a server has to know before it opens a register for it."""

from dataclasses import replace

import pytest

from songfai.exchange import bundle as bundles
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.record import actions, arrivals, charters, keys
from songfai.record.models import Checkpoint, Entry, Log, Register
from tests.exchange.nodes import LAOS, VIET_NAM, now
from tests.exchange.test_arrivals import new_card
from tests.factories import institution


@pytest.fixture
def first(pair):
    """What the first file of a programme brings, and the server it is for."""
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    return bundles.read(a.send()).delivery(), b


def code(node, delivery):
    with node:
        with pytest.raises(Refused) as refused:
            arrivals.take_in(delivery, now())
        assert not Register.objects.exists() and not Entry.objects.exists()
    return refused.value.code


def test_a_record_whose_other_log_has_not_come_yet_is_whole(pair):
    a, _ = pair
    a.draft(LAOS["origin"])
    a.offer()
    with a:
        register = Register.objects.get()
        assert sorted(register.logs.values_list("size", flat=True))[0] == 0
        assert actions.recompute(register) == []


def test_a_server_that_has_lost_all_of_its_log_takes_it_back_with_the_first_file(pair):
    """The other side's receipt comes with it, before the log that came back is signed again."""
    a, b = pair
    a.back_up()
    a.draft(LAOS["origin"])
    a.offer()
    b.receive(a.send())
    with a:
        lost = [
            bytes(body)
            for body in Entry.objects.filter(log__hosted=True).order_by("seq").values_list("body", flat=True)
        ]
    a.restore()
    with b:
        # As when its server says that it has nothing.
        Log.objects.filter(hosted=False).update(claimed=0)
    a.receive(b.send(whole=True))
    with a:
        log = Log.objects.get(hosted=True)
        back = Entry.objects.filter(log=log).order_by("seq").values_list("body", flat=True)
        assert [bytes(body) for body in back][: len(lost)] == lost
        assert Checkpoint.objects.get(log=log).size == log.size
    b.receive(a.send())


def test_without_its_charter_the_programme_is_not_known(first):
    delivery, b = first
    assert code(b, replace(delivery, charter=None)) == "register_unknown"


def test_the_charter_is_that_of_the_programme(first):
    delivery, b = first
    assert code(b, replace(delivery, programme=f"sha256:{'0' * 64}")) == "charter_other"


def test_the_file_passes_between_the_two_sides_of_the_charter(first):
    delivery, b = first
    assert code(b, replace(delivery, receiver="else.example/coop/x")) == "bundle_sides"


def test_a_side_nobody_has_introduced_is_not_believed(first):
    delivery, b = first
    with b:
        Institution.objects.filter(origin=VIET_NAM["origin"]).update(origin="else.example/coop")
    assert code(b, delivery) == "partner_unknown"


def test_a_side_whose_card_has_not_come_is_not_believed(first):
    """Its name alone may stand here, as that of a body somebody has entered."""
    delivery, b = first
    with b:
        Institution.objects.filter(origin=VIET_NAM["origin"]).update(origin="else.example/coop")
        institution(slug="entered", origin=VIET_NAM["origin"])
    assert code(b, delivery) == "partner_unknown"


def test_a_log_begins_as_the_charter_says(pair):
    """Not with a later card of the same side, though its root keys have signed that one as well."""
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    delivery = bundles.read(a.send()).delivery()
    new_card(a)
    with a:
        begun = charters.genesis_bytes(keys.card_values(keys.card_of(a.institution)), delivery.lines.origin)
    lines = replace(delivery.lines, data=[begun, *delivery.lines.data[1:]])
    assert code(b, replace(delivery, lines=lines)) == "genesis_other"


def test_a_server_that_holds_no_key_of_either_side_opens_nothing(first):
    delivery, b = first
    with b:
        home = keys.folder_of(b.institution)
        home.rename(home.with_name("away"))
    assert code(b, delivery) == "not_for_us"
    with b:
        assert not Register.objects.exists()
        home.with_name("away").rename(home)
        assert arrivals.take_in(delivery, now()).register == Register.objects.get()
