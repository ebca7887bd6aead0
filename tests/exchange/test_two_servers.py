"""Two servers that never see each other: files go to and fro, and both say the same."""

import pytest

from songfai.exchange import bundle as bundles
from songfai.kit.errors import Refused
from songfai.plans.models import Activity, Plan
from songfai.programmes.models import Programme
from songfai.record import tree
from tests.exchange.nodes import LAOS, exchange, in_force, now


def test_programme_is_in_force_on_both_after_three_files(pair):
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    assert list(a.stages().values()) == ["offered"]
    first = a.send()
    sent = bundles.read(first)
    # Nothing of the other side has been seen yet, and nothing is receipted.
    assert (sent.have, sent.cosignature) == ((0, tree.EMPTY), None)
    b.receive(first)
    assert list(b.stages().values()) == ["offered"]
    b.approve()
    assert list(b.stages().values()) == ["accepted"]
    a.receive(b.send())
    assert list(a.stages().values()) == ["in_force"]
    b.receive(a.send())
    assert list(b.stages().values()) == ["in_force"]
    assert a.stages() == b.stages()


def test_other_side_shows_the_programme_as_it_was_drafted(pair):
    a, b = pair
    in_force(a, b)

    def shown(node):
        with node:
            one = Programme.objects.get()
            return (
                one.slug,
                one.title,
                one.kind,
                str(one.term_start),
                [(side.position, side.institution.origin) for side in one.sides.all()],
                [(text.language, text.body, text.authentic) for text in one.texts.all()],
                [(row.number, row.text, row.type, row.bearer) for row in one.commitments.all()],
                one.register.programme,
                one.stage,
            )

    assert shown(a) == shown(b)


def test_plan_and_activities_cross(pair):
    a, b = pair
    in_force(a, b)
    b.offer_plan()
    exchange(a, b)
    a.approve_plan()
    exchange(a, b)
    assert a.stages() == b.stages()
    assert set(a.stages().values()) == {"in_force"}
    a.record_activity()
    exchange(a, b)
    with b:
        activity = Activity.objects.get()
        assert (activity.side, str(activity.title), activity.state) == (1, "Activity", "done")
        assert Plan.objects.get().items.count() == 1
        from songfai.plans import actions as plans

        plans.confirm_activity(activity=activity, by=b.leader, at=now())
    exchange(a, b)
    with a:
        assert Activity.objects.get().confirmed_by


def test_servers_come_to_rest(pair):
    a, b = pair
    in_force(a, b)
    exchange(a, b, rounds=3)
    before = a.sizes(), b.sizes()
    exchange(a, b, rounds=3)
    assert (a.sizes(), b.sizes()) == before
    assert a.sizes() == b.sizes()


def test_restored_server_refuses_to_write_and_is_healed_by_the_other(pair):
    a, b = pair
    in_force(a, b)
    exchange(a, b)
    a.back_up()
    a.offer_plan()
    exchange(a, b)
    b.approve_plan()
    exchange(a, b)
    whole, stages = a.sizes(), a.stages()
    a.restore()
    assert a.sizes() != whole
    with pytest.raises(Refused) as refused:
        a.offer_plan(2025)
    assert refused.value.code == "record_behind"
    a.record_activity()  # work goes on: what is said of it waits
    b.receive(a.send())
    a.receive(b.send())
    assert a.sizes()[0] == whole[0] + 1  # and what had waited
    assert a.stages() == stages
    with a:
        assert Plan.objects.get(year=2026).items.count() == 1
    a.offer_draft(2025)
    exchange(a, b)
    assert a.stages() == b.stages()
    with b:
        assert Activity.objects.count() == 1
