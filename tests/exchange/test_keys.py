"""Keys of a side change while files are under way."""

from dataclasses import replace

import pytest

from songfai.record import books, keys, notes
from songfai.record.cards import Reason
from songfai.record.models import Log
from songfai.record.notes import plain64
from tests.exchange.nodes import now
from tests.exchange.plain import ORIGINS, settle
from tests.exchange.test_arrivals import checked, with_note
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


def serials(node) -> list[list[int]]:
    """Of the cards that are known of each side, the node's own first."""
    with node:
        own, other = Log.objects.get(hosted=True), Log.objects.get(hosted=False)
        return [
            list(log.institution.cards.order_by("serial").values_list("serial", flat=True))
            for log in (own, other)
        ]


def test_new_card_of_the_other_side_is_learnt_with_its_log(plain):
    a, b = plain
    settle(a, b, 1)
    b.change_keys()
    settle(a, b, 1)
    assert serials(a) == [[1], [1, 2]]


@pytest.mark.parametrize("back", ["its own file", "the other side"])
def test_restored_server_learns_its_own_new_card_again_and_can_change_keys_once_more(plain, back):
    """A second card with the same number would be refused by the other side for ever."""
    a, b = plain
    settle(a, b, 1)
    b.back_up()
    b.change_keys()
    sent = b.send()
    if back == "the other side":
        a.receive(sent)
    b.restore()
    assert serials(b) == [[1], [1]]
    for _ in range(3):
        b.code_of(a.send())
        a.receive(b.send())
    assert serials(b) == [[1, 2], [1]]
    b.change_keys()
    settle(a, b, 1)
    assert serials(b) == [[1, 2, 3], [1]]
    assert serials(a) == [[1], [1, 2, 3]]
    assert in_force(a, b)


def test_log_that_does_not_name_a_card_yet_names_it_with_the_next_file(plain):
    """The card is known from another record of the side; this one was restored from an older copy."""
    a, b = plain
    settle(a, b, 1)
    before = b.leaves()[1]
    b.back_up()
    b.change_keys()
    with b:
        row = keys.card_of(b.institution)
        said = (bytes(row.body), [(plain64(one["key"]), plain64(one["sig"])) for one in row.signatures])
    b.restore()
    with b:
        keys.add(b.institution, *said, now())
    assert b.leaves()[1] == before
    settle(a, b, 1)
    with b:
        assert list(
            Log.objects.get(hosted=True).entries.filter(type="key").values_list("seq", flat=True)
        ) == [len(before)]
    settle(a, b, 1)
    assert serials(a) == [[1], [1, 2]]
    assert in_force(a, b)


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


def test_both_keys_sign_until_the_next_card_and_it_travels(plain):
    """Whoever still knows only the old key can follow; after the next card nobody signs with it any more."""
    a, b = plain
    settle(a, b, 1)
    cards = [own_card(b)]
    for _ in range(2):
        b.change_keys()
        b.state(f"word/{len(cards)}", "Said since")
        settle(a, b, 1)
        cards.append(own_card(b))
        with a:
            note = notes.read(Log.objects.get(hosted=False).checkpoint.note)
        assert [notes.signed_by_log(note, card.log) for card in cards[-3:]] == [False, True, True][
            -len(cards) :
        ]
        assert (checked(a), checked(b)) == ("valid", "valid")


def own_card(node):
    with node:
        log = Log.objects.get(hosted=True)
        return books.card_at(log, log.size)


def test_false_line_of_the_key_before_is_refused(plain):
    a, b = plain
    settle(a, b, 1)
    old = own_card(b)
    b.change_keys()
    data = b.send()
    assert a.code_of(with_note(data, lambda note: flipped(note, old))) == "bundle_signature"
    # It may be missing: its key is not here any more.
    assert a.code_of(with_note(data, lambda note: without(note, old))) == ""


def line_of(note, card):
    start = notes.hint(note.origin, card.log, notes.LOG)
    (line,) = [line for line in note.lines if line[1][: notes.HINT] == start]
    return line


def without(note, card):
    return replace(note, lines=tuple(line for line in note.lines if line != line_of(note, card)))


def flipped(note, card):
    name, data = line_of(note, card)
    return without(note, card).with_line((name, data[:-1] + bytes([data[-1] ^ 1])))
