"""An amendment between two servers: the rows follow on both, whichever side it comes into force on first."""

import pytest

from songfai.kit.errors import Refused
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.amendment_wording import history_words
from songfai.programmes.models import Amendment, Programme
from tests import factories
from tests.exchange.nodes import exchange, in_force, now


def offer(node, **fields):
    with node:
        made = factories.SimpleNamespace(
            programme=Programme.objects.get(), commitments=list(Programme.objects.get().commitments.all())
        )
        amendment = factories.amendment(made, by=node.leader, **fields)
        programmes.offer_amendment(amendment=amendment, by=node.leader, at=now())
        return amendment.matter


def answer(node, act, matter, **said):
    with node:
        amendment = Amendment.objects.select_related("document__standing").get(matter=matter)
        act(amendment=amendment, seen=amendment.document.sha256, by=node.leader, at=now(), **said)


def rows(node):
    with node:
        programme = Programme.objects.get()
        return (
            str(programme.term_end),
            [(one.number, one.text.as_dict(), one.type, one.bearer) for one in programme.commitments.all()],
            {
                number: [told.was.as_dict() for told in found]
                for number, found in history_words(programme).items()
            },
        )


def test_amendments_cross_and_offers_that_crossed_are_not_both_agreed(pair):
    a, b = pair
    in_force(a, b)
    before = rows(a)
    # Both offer before they know of the other's.
    first, second = offer(a), offer(b)
    exchange(a, b)
    for node, theirs in ((a, second), (b, first)):
        with pytest.raises(Refused) as refused:
            answer(node, programmes.approve_amendment, theirs)
        assert refused.value.code == "own_amendment_waits"
    answer(a, programmes.withdraw_amendment, first, reason="Theirs goes first")
    answer(a, programmes.approve_amendment, second)
    # Accepted here, in force there first: the rows follow where it is in force.
    assert rows(a) == before
    b.receive(a.send())
    assert rows(b) != before
    # What builds on it comes in the same file as its receipt.
    with b:
        programme = Programme.objects.get()
        plan = plans.start_plan(programme=programme, year=2027, by=b.leader, at=now())
        values = factories.item_values(programme.commitments.get(number=3))
        plans.save_item(plan=plan, values=values, by=b.leader, at=now())
        plans.offer(plan=plan, by=b.leader, at=now())
    a.receive(b.send())
    assert rows(a) == rows(b)
    with a:
        assert Programme.objects.get().plans.get(year=2027).items.get().commitment.number == 3
    exchange(a, b)
    assert rows(a) == rows(b)
    assert a.stages() == b.stages()
