"""A side leaves the server that hosts both, and works from its own."""

import pytest
from django.conf import settings

from songfai.exchange import actions
from songfai.exchange.states import Way
from songfai.kit.errors import Refused
from songfai.parties.models import Institution, Seat
from songfai.plans import actions as plans
from songfai.plans.models import Activity, Plan
from songfai.programmes.models import Programme
from songfai.record import keys
from songfai.record.models import Log, Standing
from tests import factories
from tests.exchange.nodes import Node, connection, now


@pytest.fixture
def shared(pictures, django_db_blocker, tmp_path):
    empty = str(pictures._file("empty")) if connection.vendor == "sqlite" else pictures._database("empty")
    with django_db_blocker.unblock():
        old, new = Node("old", tmp_path, empty), Node("new", tmp_path, empty)
        yield old, new
        old.drop()
        new.drop()


def test_side_moves_to_its_own_server_and_goes_on(shared, tmp_path):
    old, new = shared
    with old:
        made = factories.programme_in_force()
        factories.plan_in_force(made)
        factories.activity(made, by=made.leader_b)
        leaving = made.leader_b.institution
        with pytest.raises(Refused) as refused:
            actions.move_out(institution=leaving, box=tmp_path / "box", by=made.leader_b, at=now())
        assert refused.value.code == "roots_here"
        keys.take_offline(leaving, [tmp_path / f"safe-{n}" for n in range(3)])
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "something").touch()
        with pytest.raises(Refused) as refused:
            actions.move_out(institution=leaving, box=tmp_path / "full", by=made.leader_b, at=now())
        assert refused.value.code == "box_not_empty"
        assert actions.move_out(institution=leaving, box=tmp_path / "box", by=made.leader_b, at=now()) == 1
        assert not keys.holds(leaving)
        with pytest.raises(Refused) as refused:
            actions.move_out(institution=leaving, box=tmp_path / "again", by=made.leader_b, at=now())
        assert (refused.value.code, (tmp_path / "again").exists()) == ("keys_missing", False)
        with pytest.raises(Refused) as refused:
            factories.activity(made, by=made.leader_b)
        assert refused.value.code == "not_hosted"
        sizes = list(Log.objects.order_by("position").values_list("size", flat=True))
        stages = sorted(map(str, Standing.objects.values_list("stage", flat=True)))
    with new:
        settings.MEDIA_ROOT.mkdir()
        institution = actions.move_in(box=tmp_path / "box", by=_nobody(), at=now())
        # Cut off and begun again, it finds what is there already.
        assert actions.move_in(box=tmp_path / "box", by=_nobody(), at=now()) == institution
        assert keys.holds(institution)
        assert list(Log.objects.order_by("position").values_list("size", flat=True)) == sizes
        assert sorted(map(str, Standing.objects.values_list("stage", flat=True))) == stages
        assert (Programme.objects.count(), Plan.objects.count(), Activity.objects.count()) == (1, 1, 1)
        leader = factories.seat(institution)
        plan = plans.start_plan(programme=Programme.objects.get(), year=2026, by=leader, at=now())
        plans.save_item(
            plan=plan,
            values=factories.item_values(Programme.objects.get().commitments.first()),
            by=leader,
            at=now(),
        )
        plans.offer(plan=plan, by=leader, at=now())
        data = actions.bundle_for(Log.objects.get(hosted=True), now())
    with old:
        actions.receive(data, way=Way.FILE, at=now())
        plan = Plan.objects.get(year=2026)
        leader = Seat.objects.get(institution=Institution.objects.exclude(pk=leaving.pk).get())
        plans.approve(plan=plan, seen=plan.document.sha256, by=leader, at=now())
        data = actions.bundle_for(Log.objects.get(hosted=True), now())
    with new:
        actions.receive(data, way=Way.FILE, at=now())
        assert Plan.objects.get(year=2026).document.standing.stage == "in_force"


def _nobody():
    from songfai.operations.operator import Operator

    return Operator()
