"""Succession and names over time, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.parties import rules
from songfai.parties.rules import Answers, Called, Spell, Step

DAY = timedelta(days=1)
SIGNED, MARCH, TODAY = date(2023, 5, 23), date(2025, 3, 20), date(2026, 3, 10)
A, S, R, OTHER = 1, 2, 3, 4
RELIGION, TRAINING = 10, 11

# The Lao ministry of March 2025: dissolved, religion to one body, everything else to another.
LAO = [Step(A, R, RELIGION, MARCH), Step(A, S, None, MARCH)]


def bearer(field, day, steps=LAO, body=A, lives=None):
    return rules.bearer(rules.spells(body, field, steps, lives), day)


@pytest.mark.parametrize(
    ("field", "day", "wanted"),
    [
        (RELIGION, SIGNED, A),
        (TRAINING, SIGNED, A),
        (None, SIGNED, A),
        (RELIGION, MARCH - DAY, A),
        (RELIGION, MARCH, R),
        (RELIGION, TODAY, R),
        (TRAINING, MARCH, S),
        (None, TODAY, S),
    ],
)
def test_a_function_is_followed_to_who_has_it_on_the_day(field, day, wanted):
    assert bearer(field, day) == wanted


def test_what_was_moved_before_the_end_does_not_go_with_the_rest():
    steps = [Step(A, R, RELIGION, date(2024, 1, 1)), Step(A, S, None, MARCH)]
    assert [bearer(RELIGION, day, steps) for day in (date(2023, 12, 31), date(2024, 1, 1), TODAY)] == [
        A,
        R,
        R,
    ]


def test_what_comes_after_a_body_handed_on_stays_with_it():
    """S gave its own religion away in 2024; what it got from A in 2025 is not what it gave."""
    steps = [Step(S, R, RELIGION, date(2024, 1, 1)), Step(A, S, None, MARCH)]
    assert bearer(RELIGION, TODAY, steps) == S


def test_a_function_may_come_back_later_but_not_on_the_same_day():
    steps = [Step(A, R, RELIGION, date(2024, 1, 1)), Step(R, A, RELIGION, MARCH)]
    assert [spell.body for spell in rules.spells(A, RELIGION, steps)] == [A, R, A]
    assert [spell.body for spell in rules.spells(A, RELIGION, [LAO[0], Step(R, A, RELIGION, MARCH)])] == [
        A,
        R,
    ]


def test_a_body_that_ended_without_a_successor_leaves_a_gap():
    lives = {A: (date(2011, 6, 15), MARCH - DAY)}
    assert rules.spells(A, RELIGION, [Step(A, S, TRAINING, MARCH)], lives) == [
        Spell(None, None, date(2011, 6, 14)),
        Spell(A, date(2011, 6, 15), MARCH - DAY),
        Spell(None, MARCH, None),
    ]
    assert bearer(TRAINING, MARCH, [Step(A, S, TRAINING, MARCH)], lives=lives) == S


LIVES = {
    A: (date(2011, 6, 15), None),
    S: (None, None),
    R: (date(2025, 3, 1), None),
    OTHER: (None, date(2024, 1, 1)),
}


@pytest.mark.parametrize(
    ("new", "steps", "code"),
    [
        (Step(A, A, None, MARCH), [], "same_body"),
        (Step(A, OTHER, None, MARCH), [], "successor_not_there"),
        (Step(A, R, None, date(2025, 2, 28)), [], "successor_not_there"),
        (Step(A, S, None, date(2011, 6, 15)), [], "not_its_to_hand_on"),
        (Step(A, S, RELIGION, MARCH), LAO, "handed_on_twice"),
        (Step(A, S, RELIGION, TODAY), LAO, "not_its_to_hand_on"),
        (Step(S, A, None, MARCH), [Step(A, S, None, MARCH)], "circle"),
    ],
)
def test_what_cannot_be_handed_on_is_refused(new, steps, code):
    with pytest.raises(Refused) as refused:
        rules.require_succession(new, steps, LIVES)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("new", "steps"),
    [
        (Step(A, S, None, MARCH), []),
        (Step(A, R, RELIGION, MARCH), [Step(A, S, None, MARCH)]),
        # What was taken over on a day may be handed on the same day.
        (Step(S, R, None, MARCH), [Step(A, S, None, MARCH)]),
        (Step(R, A, RELIGION, TODAY), LAO),
    ],
)
def test_what_can_be_handed_on(new, steps):
    rules.require_succession(new, steps, LIVES)


def test_each_body_knows_what_it_answers_for():
    assert rules.answers_of_all(LAO) == {
        A: [Answers(A, None, None, MARCH - DAY), Answers(A, RELIGION, None, MARCH - DAY)],
        S: [Answers(A, None, MARCH, None)],
        R: [Answers(A, RELIGION, MARCH, None)],
    }


@pytest.mark.parametrize(
    ("own", "on", "wanted"),
    [
        (A, SIGNED, {A}),
        (A, MARCH, set()),
        (S, SIGNED, {S}),
        (S, MARCH, {S, A}),
        (R, MARCH, {R}),
        (S, None, {S}),
        (OTHER, TODAY, {OTHER}),
    ],
)
def test_a_seat_stands_for_a_body_taken_over_as_a_whole(own, on, wanted):
    answers = rules.answers_of_all(LAO).get(own, [])
    assert rules.stands_for(own, answers, on) == wanted


@pytest.mark.parametrize(
    ("own", "stands", "wanted"),
    [
        (1, {1}, 0),
        (2, {2}, 1),
        (3, {3}, None),
        (3, {3, 2}, 1),
        (3, {3, 1, 2}, None),  # one body bears both sides: it acts for neither
        (2, {2, 1}, 1),  # the other side was merged into this one: it still acts for its own only
        (1, set(), None),
    ],
)
def test_which_side_a_seat_acts_for(own, stands, wanted):
    assert rules.place_of([1, 2], own, frozenset(stands)) == wanted


def test_values_are_written_and_read_back():
    one = Called(MARCH, Trilingual("ກະຊວງ", "Bộ", "Ministry"), Trilingual(), "12/NQ")
    assert Called.read(one.written()) == one
    two = Answers(A, None, None, MARCH)
    assert Answers.read(two.written()) == two


def test_a_name_is_that_of_the_day():
    names = [Called(date(2007, 8, 7), Trilingual(en="First")), Called(MARCH, Trilingual(en="Second"))]
    days = [date(2000, 1, 1), date(2007, 8, 8), MARCH, MARCH + DAY]
    called = [rules.called_on(names, day) for day in days]
    assert [one and one.name.en for one in called] == ["First", "Second", "Second", None]


@pytest.mark.parametrize(
    ("last", "code"),
    [(TODAY, "name_ahead"), (date(2000, 1, 1), "name_outside_life"), (MARCH, "name_same_day")],
)
def test_a_name_that_cannot_end_then_is_refused(last, code):
    with pytest.raises(Refused) as refused:
        rules.require_renaming(last, [MARCH], (date(2011, 6, 15), None), TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"since": MARCH, "until": SIGNED}, "unit_ends_first"),
        ({"succeeded": True}, "unit_goes_on"),
    ],
)
def test_an_impossible_unit_is_refused(given_, code):
    values = {"since": None, "until": None, "succeeded": False}
    with pytest.raises(Refused) as refused:
        rules.require_unit(**(values | given_))
    assert refused.value.code == code


def test_nothing_is_a_part_of_itself():
    rules.require_part(None, [5])
    rules.require_part(5, [7])
    with pytest.raises(Refused) as refused:
        rules.require_part(5, [7, 5])
    assert refused.value.code == "part_of_itself"


def test_a_unit_is_followed_to_who_carries_it_on():
    ended = {1: (MARCH, 2), 2: (None, None), 3: (MARCH, None), 4: (MARCH, 5), 5: (MARCH, 4)}.__getitem__
    assert [rules.unit_on(1, day, ended) for day in (MARCH, TODAY)] == [1, 2]
    assert rules.unit_on(3, TODAY, ended) is None
    assert rules.unit_on(4, TODAY, ended) is None


def test_a_field_that_left_a_unit_is_followed_in_the_order_of_the_days():
    goes_on = {}.get

    def at(day, moves, unit=1):
        return rules.unit_on(
            unit, day, lambda one: goes_on(one) or (None, None), lambda one: moves.get(one, [])
        )

    away = {1: [(date(2024, 1, 1), 2)], 2: [(date(2025, 1, 1), 1)]}
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [at(day, away) for day in days] == [1, 2, 2, 1]
    # What the second gave away before it received the first one's is another matter.
    before = {1: [(date(2025, 1, 1), 2)], 2: [(date(2024, 1, 1), 3)]}
    assert at(date(2026, 1, 1), before) == 2
    assert at(date(2026, 1, 1), before, unit=2) == 3
    after = {1: [(date(2024, 1, 1), 2)], 2: [(date(2025, 1, 1), 3)]}
    assert at(date(2026, 1, 1), after) == 3


# ---------------------------------------------------------------- whatever is entered

days = st.dates(date(2020, 1, 1), date(2020, 3, 1))
bodies = st.integers(1, 5)
fields = st.sampled_from([None, RELIGION, TRAINING])
lives = st.dictionaries(
    bodies,
    st.tuples(st.none() | days, st.none() | days).filter(lambda life: None in life or life[0] <= life[1]),
)


@st.composite
def entered(draw):
    """Lines as they can be entered: each one was allowed when it came."""
    steps = []
    for one in draw(st.lists(st.builds(Step, bodies, bodies, fields, days), max_size=12)):
        try:
            rules.require_succession(one, steps, {})
        except Refused:
            continue
        steps.append(one)
    return steps


@given(st.lists(st.builds(Step, bodies, bodies, fields, days), max_size=12), bodies, fields, lives)
def test_every_day_is_in_exactly_one_spell_whatever_the_lines_say(steps, body, field, lives):
    found = rules.spells(body, field, [one for one in steps if one.predecessor != one.successor], lives)
    assert (found[0].since, found[-1].until) == (None, None)
    assert all(after.since == before.until + DAY for before, after in zip(found, found[1:], strict=False))
    assert all(one.since is None or one.until is None or one.since <= one.until for one in found)


@given(entered(), bodies, fields, lives, days)
def test_nobody_answers_exactly_when_who_had_it_last_does_not_exist(steps, body, field, lives, day):
    holder = rules.bearer(rules.spells(body, field, steps), day)
    shown = rules.bearer(rules.spells(body, field, steps, lives), day)
    assert shown == (holder if rules.covers(*lives.get(holder, (None, None)), day) else None)


@given(entered(), fields, days)
def test_each_function_has_one_bearer_and_each_bearer_knows_it(steps, field, day):
    answers = rules.answers_of_all(steps)
    for body in range(1, 6):
        holder = rules.bearer(rules.spells(body, None, steps), day)
        standing = {own for own in range(1, 6) if body in rules.stands_for(own, answers.get(own, []), day)}
        assert standing == {holder}


@given(entered())
def test_lines_that_were_allowed_never_lead_in_a_circle(steps):
    for body in range(1, 6):
        for field in (None, RELIGION, TRAINING):
            found = rules.spells(body, field, steps)
            assert all(a.body != b.body for a, b in zip(found, found[1:], strict=False))


# ---------------------------------------------------------------- who bears a side


FIRST, SECOND, THIRD = date(2025, 3, 20), date(2025, 6, 30), date(2026, 1, 1)


def named(*called):
    """All names of a body: (last day, name) …, the present one without a day."""
    return [
        Called(until or date.max, Trilingual(en=name), Trilingual(en=f"{name}.")) for until, name in called
    ]


def test_who_bears_a_side_is_told_under_each_of_its_names():
    steps = [Step(1, 2, None, FIRST), Step(2, 3, None, THIRD), Step(1, 4, 7, FIRST)]
    called = {
        1: named((None, "one")),
        2: named((FIRST - DAY, "before"), (SECOND, "two"), (None, "too late")),
        3: named((THIRD - DAY, "older"), (None, "three")),
        4: named((None, "field")),
    }
    found = rules.borne_of_all(steps, called)
    assert {body: [(one.since, one.until, one.name.en) for one in rows] for body, rows in found.items()} == {
        1: [(FIRST, SECOND, "two"), (SECOND + DAY, THIRD - DAY, "too late"), (THIRD, None, "three")],
        2: [(THIRD, None, "three")],
    }
    assert [rules.Borne.read(one.written()) for one in found[1]] == found[1]
    assert rules.borne_of_all([Step(1, 4, 7, FIRST)], called) == {}


def test_a_side_that_comes_back_is_borne_by_its_own_body_again():
    steps = [Step(1, 2, None, FIRST), Step(2, 1, None, SECOND)]
    called = {1: named((None, "one")), 2: named((None, "two"))}
    assert {
        body: [(one.since, one.until) for one in rows]
        for body, rows in rules.borne_of_all(steps, called).items()
    } == {
        1: [(FIRST, SECOND - DAY)],
        2: [(SECOND, None)],
    }
