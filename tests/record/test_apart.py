"""What both sides changed without knowing of one another: found from the lines alone, the same on both servers."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from songfai.record import actions, canonical
from songfai.record.apart import Change, changes_of, left_out
from songfai.record.models import Document, Log
from tests import factories

AT = datetime(2026, 3, 9, tzinfo=UTC)


def change(position, seq, seen, turn, **content):
    return Change(position, seq, seen, turn, AT, f"{position}-{seq}", content)


def found(*changes, let_go=()):
    return {one.position: dict(one.pieces) for one in left_out(changes, dict, let_go)}


FIRST = change(1, 0, 0, 1, place="Hanoi", days=2)


def test_changes_that_follow_one_another_leave_nothing_out():
    assert (
        found(FIRST, change(2, 0, 1, 2, place="Hue", days=2), change(1, 1, 1, 3, place="Hue", days=5)) == {}
    )


def test_of_two_at_once_the_one_that_does_not_stand_is_found():
    one, other = change(1, 1, 0, 2, place="Hue", days=2), change(2, 0, 1, 2, place="Hanoi", days=5)
    dropped = max((one, other), key=lambda said: said.order)
    expected = {1: {"place": "Hue"}} if dropped is one else {2: {"days": 5}}
    assert found(FIRST, one, other) == expected


def test_the_later_turn_holds_and_the_other_side_is_heard_all_the_same():
    """The first side spoke twice while apart: its turn is higher, and the second side's words are not dropped silently."""
    late, lone = change(1, 2, 0, 3, place="Hue", days=2), change(2, 0, 1, 2, place="Hanoi", days=5)
    assert found(FIRST, late, lone) == {2: {"days": 5}}


def test_what_was_taken_out_is_found_too():
    assert found(FIRST, change(1, 2, 0, 3, place="Hue", days=2), change(2, 0, 1, 2, place="Hanoi")) == {
        2: {"days": None}
    }


def test_whoever_knew_of_both_and_changes_it_again_has_decided():
    apart = (FIRST, change(1, 2, 0, 3, place="Hue", days=2), change(2, 0, 1, 2, place="Hanoi", days=5))
    assert found(*apart, change(2, 1, 3, 4, place="Hue", days=7)) == {}
    assert found(*apart, change(2, 1, 3, 4, place="Pakse", days=2)) == {2: {"days": 5}}


def test_a_line_that_was_there_and_not_shown_was_not_known():
    """Its document waited for another: the log had it, the writer's turn says that nobody had read it."""
    unread = change(1, 1, 1, 2, place="Hue", days=2)
    assert set(found(FIRST, unread, change(2, 0, 1, 3, place="Hanoi", days=5))) == {1}


def test_its_own_side_lets_it_go():
    apart = (FIRST, change(1, 2, 0, 3, place="Hue", days=2), change(2, 0, 1, 2, place="Hanoi", days=5))
    assert found(*apart, let_go={"2-0"}) == {}


@some.composite
def stories(draw):
    """Two writers who hear of one another now and then, as two servers do: (changes, what each wrote last)."""
    lines = {1: 0, 2: 0}
    heard = {1: 0, 2: 0}
    turns = {1: 0, 2: 0}
    content = {1: {"a": 0, "b": 0}, 2: {"a": 0, "b": 0}}
    said = []

    def hears(side):
        heard[side] = lines[3 - side]
        known = [one for one in said if one.position == side or one.seq < heard[side]]
        turns[side] = max((one.turn for one in known), default=0)
        if known:
            content[side] = dict(min(known, key=lambda one: one.order).content)

    for number in range(draw(some.integers(1, 9))):
        side = draw(some.sampled_from((1, 2)))
        if draw(some.booleans()):
            hears(side)
        turns[side] += 1
        content[side] = content[side] | {draw(some.sampled_from("ab")): number + 1}
        said.append(change(side, lines[side], heard[side], turns[side], **content[side]))
        lines[side] += 1
    return said


@given(stories())
def test_nothing_that_was_written_is_lost_silently(said):
    """Each value a side wrote stands, is shown as left out, or was written over by somebody who knew of it."""
    stands = min(said, key=lambda one: one.order).content
    shown = found(*said)
    for one in said:
        for name, value in one.content.items():
            later = [other for other in said if other is not one and other.knew(one)]
            over = any(other.content[name] != value for other in later)
            repeated = any(
                other.content[name] == value for other in said if other is not one and one.knew(other)
            )
            assert (
                stands[name] == value
                or shown.get(one.position, {}).get(name) == value
                or over
                or repeated
                or value == 0
            )


@given(stories())
def test_the_order_in_which_lines_came_does_not_matter(said):
    if len(said) < 6:
        assert all(left_out(order, dict) == left_out(said, dict) for order in permutations(said))
    assert left_out(said[::-1], dict) == left_out(said, dict)


# ---------------------------------------------------------------- read off the logs


def say(made, position, turn, edited, **content):
    by = made.leader_a if position == 1 else made.leader_b
    return actions.state(
        register=made.programme.register,
        position=position,
        kind="word",
        name="word/1",
        title={"en": "Word"},
        terms={"turn": turn, "part": content | {"edited": edited}},
        by=by,
        at=factories.NOW,
    )


@pytest.mark.django_db
def test_only_statements_that_changed_the_part_are_changes():
    made = factories.programme_in_force()
    first = say(made, 1, 1, 1, place="Hanoi")
    say(made, 2, 2, 1, place="Hanoi")  # it only repeats what held
    last = say(made, 2, 3, 3, place="Hue")
    actions.state(
        register=made.programme.register, position=1, kind="word", name="word/1", title={"en": "Word"},
        terms={"turn": 4, "other": {"x": 1}}, by=made.leader_a, at=factories.NOW,
    )  # fmt: skip
    found = changes_of(made.programme.register_id, "word/1", "part")
    assert [(one.position, one.turn, one.sha256) for one in found] == [
        (1, 1, first.sha256),
        (2, 3, last.sha256),
    ]
    assert found[1].knew(found[0]) and not found[0].knew(found[1])
    assert left_out(found, dict) == []


@pytest.mark.django_db
def test_a_statement_that_waits_for_its_log_comes_after_every_line():
    made = factories.programme_in_force()
    register = made.programme.register
    say(made, 1, 1, 1, place="Hanoi")
    later = say(made, 2, 2, 2, place="Hue")
    body = canonical.document_bytes(
        programme=register.programme, thread="p1/word/1", kind="word", version=2, supersedes=None,
        title={"en": "Word"}, terms={"turn": 2, "part": {"place": "Pakse", "edited": 2}},
    )  # fmt: skip
    kept = Document.objects.create(
        register=register, sha256=canonical.sha256_hex(body), body=body, thread="p1/word/1", kind="word", version=2,
        created_at=factories.NOW,
    )  # fmt: skip
    found = {one.sha256: one for one in changes_of(register.pk, "word/1", "part")}
    # Nobody had read the other's words: its line may see them once it is written, its turn says that it did not.
    assert not found[kept.sha256].knew(found[later.sha256])
    (one,) = left_out(list(found.values()), dict)
    assert one.pieces["place"] in ("Hue", "Pakse")


@pytest.mark.django_db
def test_lines_of_newer_software_and_of_the_other_side_change_nothing():
    made = factories.programme_in_force()
    say(made, 1, 1, 1, place="Hanoi")
    log = Log.objects.get(register=made.programme.register, position=1)
    Log.objects.filter(pk=log.pk).update(stops=log.size - 1)
    assert changes_of(made.programme.register_id, "word/1", "part") == []
