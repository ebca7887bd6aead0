"""The marked text: every letter shown once, every line reachable."""

from hypothesis import given
from hypothesis import strategies as st

from songfai.programmes.marks import Mark, blocks, unread_parts

TEXT = "One two three.\nFour five six.\n\nSeven."


def mark(key: int, start: int, end: int) -> Mark:
    return Mark(key, key, "duty", start, end)


def shown(found) -> str:
    return "".join("".join(piece.text for block in found for piece in block.pieces).split())


def test_short_mark_wins_over_a_long_one_and_both_keep_an_anchor():
    [first, *_rest] = blocks(TEXT, [mark(1, 0, 14), mark(2, 4, 7)], [])
    assert [(piece.text, piece.mark and piece.mark.key, piece.opens) for piece in first.pieces] == [
        ("One ", 1, True),
        ("two", 2, True),
        (" three.", 1, False),
    ]
    assert [piece.ends_own for piece in first.pieces] == [False, True, True]


def test_mark_wholly_under_another_of_the_same_place_keeps_an_anchor_of_its_own():
    [first, *_rest] = blocks(TEXT, [mark(1, 0, 3), mark(2, 0, 3)], [])
    piece = first.pieces[0]
    assert piece.mark.key == 1
    assert [(other.key, opens) for other, opens in piece.ends_others] == [(2, True)]


def test_unread_part_is_a_block_of_its_own_kind():
    found = blocks(TEXT, [], [(15, 29)], [(15, 29)])
    assert [(block.kind, block.start, block.end) for block in found] == [
        ("text", 0, 14),
        ("dismissed", 15, 29),
        ("text", 31, 37),
    ]


def test_unread_part_ends_where_a_line_takes_it():
    assert unread_parts(TEXT, [[0, 29]], []) == [(0, 14), (15, 29)]
    assert unread_parts(TEXT, [[0, 29]], [(15, 29)]) == [(0, 14)]


@given(
    st.lists(st.tuples(st.integers(0, 37), st.integers(0, 37)), max_size=8),
    st.lists(st.tuples(st.integers(0, 37), st.integers(0, 37)), max_size=3),
)
def test_every_letter_is_shown_once_and_every_mark_has_one_anchor(spans, unread):
    marks = [mark(key, min(span), max(span)) for key, span in enumerate(spans, 1) if span[0] != span[1]]
    parts = unread_parts(TEXT, [(min(span), max(span)) for span in unread], [])
    disjoint = [part for at, part in enumerate(parts) if all(part[0] >= other[1] for other in parts[:at])]
    found = blocks(TEXT, marks, disjoint)
    assert shown(found) == "".join(TEXT.split())
    anchors = [piece.mark.key for block in found for piece in block.pieces if piece.opens]
    anchors += [
        other.key for block in found for piece in block.pieces for other, opens in piece.ends_others if opens
    ]
    assert len(anchors) == len(set(anchors))
    assert set(anchors) <= {one.key for one in marks}
    assert {one.key for one in marks if not TEXT[one.end - 1].isspace()} <= set(anchors)
