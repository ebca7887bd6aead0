"""Keys of a side change while files are under way."""

import pytest

from songfai.record import books, notes
from songfai.record.cards import Reason
from songfai.record.models import Log
from tests.exchange.plain import ORIGINS, settle
from tests.exchange.test_versions import in_force


@pytest.mark.parametrize("reason", [Reason.ROTATION, Reason.REVOCATION])
def test_other_side_follows_new_keys_although_it_has_written_nothing_since(plain, reason):
    """The receipt that travels with the new card is by the new witness key."""
    a, b = plain
    settle(a, b, 2)
    b.change_keys(reason)
    assert a.code_of(b.send()) == ""
    assert b.code_of(a.send()) == ""
    settle(a, b, 1)
    assert in_force(a, b)
    assert a.leaves() == b.leaves()


def test_file_from_before_the_change_is_no_harm(plain):
    a, b = plain
    settle(a, b, 1)
    older = b.send()
    b.change_keys()
    a.receive(b.send())
    before = a.leaves()
    assert a.code_of(older) in ("", "cosignature_wrong")
    assert a.leaves() == before


def good(node, more: int = 0) -> list[dict[str, object]]:
    with node:
        log = Log.objects.get(hosted=True)
        size = log.size + more
        root = notes.text64(books.frontier_of(log).root()) if not more else notes.text64(bytes(32))
        return [{"log": ORIGINS[1], "n": size, "root": root}]


@pytest.mark.parametrize(("more", "code"), [(0, ""), (-1, "revocation_other"), (1, "revocation_other")])
def test_revocation_says_what_the_log_was(plain, more, code):
    a, b = plain
    settle(a, b, 1)
    b.change_keys(Reason.REVOCATION, good=good(b, more))
    before = a.leaves()
    assert a.code_of(b.send()) == code
    assert (a.leaves() == before) == bool(code)


def test_revocation_cuts_off_nothing_that_was_receipted(plain):
    a, b = plain
    settle(a, b, 1)
    earlier = good(b)
    b.state("word/1", "Said since")
    settle(a, b, 1)
    b.change_keys(Reason.REVOCATION, good=earlier)
    assert a.code_of(b.send()) == "revocation_cuts"


def test_old_key_signs_nothing_after_a_revocation(plain):
    a, b = plain
    settle(a, b, 1)
    with b:
        log = Log.objects.get(hosted=True)
        old = books.card_at(log, log.size)
    b.change_keys(Reason.REVOCATION)
    a.receive(b.send())
    b.state("word/1", "With the new key")
    data = b.send()
    with b:
        note = notes.read(Log.objects.get(hosted=True).checkpoint.note)
        assert not notes.signed_by_log(note, old.log)
    assert a.code_of(data) == ""
