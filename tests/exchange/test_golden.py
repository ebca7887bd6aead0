"""Records written in 2026 are taken in by a new server, today and always, and say what they said."""

import pytest

from songfai.exchange import bundle as bundles
from songfai.record import actions, notes
from songfai.record.models import Document, Log, Register
from tests.exchange import nodes
from tests.exchange.plain import Plain
from tests.record import golden

SAID = {
    "agreed": {
        "paper/1 1": "replaced",
        "paper/1 2": "in_force",
        "paper/2 1": "returned",
        "paper/3 1": "withdrawn",
    }
}
SAID["newer"] = SAID["agreed"]


@pytest.fixture
def empty(pictures, django_db_blocker, tmp_path):
    name = (
        str(pictures._file("empty")) if nodes.connection.vendor == "sqlite" else pictures._database("empty")
    )
    made = []

    def one(letter: str) -> Plain:
        made.append(Plain(letter, tmp_path, name))
        return made[-1]

    with django_db_blocker.unblock():
        yield one
        for node in made:
            node.drop()


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("side", golden.SIDES)
def test_golden_record_is_taken_over_by_a_new_server_of_either_side(empty, name, side):
    node = empty(side)
    golden.begin(node, side)
    other = next(one for one in golden.SIDES if one != side)
    assert node.cards() == (golden.HERE / f"{side}.cards").read_bytes()
    node.learn((golden.HERE / f"{other}.cards").read_bytes())
    own, theirs = sorted(golden.bundles_in(name), key=lambda data: bundles.read(data).sender != log_of(side))
    assert node.code_of(own) == ""
    assert node.code_of(theirs) == ""
    stages = {key.rpartition(" ")[0]: stage for key, stage in node.stages().items()}
    assert stages == SAID[name]
    with node:
        assert actions.recompute(Register.objects.get()) == []
        for data in (own, theirs):
            made = bundles.read(data)
            end, log = notes.read(made.checkpoint), Log.objects.get(origin=made.sender)
            # Its own log may have grown by a receipt since.
            held = list(log.entries.order_by("seq")[: end.size].values_list("body", flat=True))
            assert [bytes(body) for body in held] == list(made.entries)
            assert (log.stops is None) == (name == "agreed" or log.position == 2)
        assert Document.objects.filter(thread="paper/newer").exists() == (name == "newer")


def log_of(side: str) -> str:
    return f"{golden.SIDES[side][0]['origin']}/try"
