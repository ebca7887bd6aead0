"""What tests of two servers say and look at: an act on one of them, and what both show of it."""

from contextlib import contextmanager
from datetime import date

from songfai.exchange.models import Arrival
from songfai.exchange.states import ArrivalState
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme
from songfai.visits import actions as visits
from songfai.visits.models import Visit
from tests import factories
from tests.exchange.nodes import Node, now

A, B = 1, 2


@contextmanager
def acting(node: Node):
    with node:
        yield Programme.objects.get()


def waiting(node: Node) -> list[tuple[str, str]]:
    with node:
        rows = Arrival.objects.exclude(state=ArrivalState.APPLIED).select_related("document")
        return [(one.document.thread, one.code) for one in rows]


def both(a: Node, b: Node, shown) -> object:
    """What is shown on both, when it is the same."""
    found = []
    for node in (a, b):
        with node:
            found.append(shown())
    assert found[0] == found[1]
    return found[0]


def on(key, node: Node, act, *args: object, **said: object):
    """An act of a node's leader on the visit of this key."""
    with node:
        return act(visit=Visit.objects.get(key=key), by=node.leader, at=now(), **said)


def proposed(a: Node, **fields: object):
    with acting(a) as programme:
        values = {
            "host": B,
            "level": "unit_heads",
            "manner": "in_person",
            "title": factories.words("Visit to Vientiane"),
            "purpose": factories.words("Experience"),
            "place": factories.words("Vientiane"),
            "starts_on": date(2026, 3, 9),
            "ends_on": date(2026, 3, 11),
            "host_reason": Trilingual(),
        }
        one = programme.commitments.order_by("number").first()
        made = visits.propose(
            programme=programme, values=values | fields, commitments=[one], by=a.leader, at=now()
        )
        return made.key
