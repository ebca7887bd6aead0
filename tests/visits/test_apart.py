"""An arrangement taken apart and put together again, and its pieces in words."""

from datetime import UTC, date, datetime, time

from django.utils.translation import override

from songfai.kit.languages import Trilingual
from songfai.visits.apart import Aside, Piece, pieces_of, put_together
from songfai.visits.rotation import Held, recorded
from songfai.visits.wording import PIECES, piece_rows

MEETING = {
    "id": "ab",
    "kind": "talks",
    "title": {"en": "Talks"},
    "held_on": "2026-03-09",
    "starts_at": "08:30",
}
DAY = {"id": "d001", "day": "2026-03-10", "text": {"en": "Museum"}}
ARRANGED = {
    "since": 3, "host": "p2", "proposed_by": "p1", "proposed_at": "2026-03-01T08:00:00Z", "level": "high", "form": "in_person",
    "title": {"en": "Visit"}, "starts_on": "2026-03-09", "ends_on": "2026-03-11", "commitments": ["c01", "c02"],
    "meetings": [MEETING], "days": [DAY],
}  # fmt: skip


def test_nothing_is_lost_on_the_way_there_and_back():
    assert pieces_of(put_together(ARRANGED, [])) == pieces_of(ARRANGED)
    assert put_together(ARRANGED, [])["proposed_at"] == ARRANGED["proposed_at"]


def test_pieces_come_in_and_go_out_one_by_one():
    new = {"day": "2026-03-11", "text": {"en": "Departure"}}
    pieces = [
        Piece("place", {"en": "Hue"}, None),
        Piece("commitment/c01", None, "c01"),
        Piece("meeting/ab", None, MEETING),
        Piece("day/new", new, None),
    ]
    made = put_together(ARRANGED, pieces)
    assert made["place"] == {"en": "Hue"}
    assert (made["commitments"], made["meetings"]) == (["c02"], [])
    assert [one["text"]["en"] for one in made["days"]] == ["Museum", "Departure"]
    assert put_together(made, [Piece("place", None, {"en": "Hue"})]).get("place") is None


def test_two_lines_that_read_the_same_are_one():
    twice = ARRANGED | {"days": [DAY, DAY | {"id": "d002"}]}
    assert pieces_of(twice) == pieces_of(ARRANGED)


def test_each_kind_of_piece_is_said_in_words():
    told = {
        "host": "p2", "host_party": "x3", "host_reason": {"en": "Their turn"}, "level": "high", "form": "online", "title": {"en": "Visit"},
        "purpose": {"en": "Archives"}, "place": {"en": "Hue"}, "starts_on": "2026-03-09", "ends_on": "2026-03-11",
        "item": "i7", "off_plan": {"en": "Asked"}, "begun": True, "commitment/c03": "c03", "meeting/ab": MEETING,
        "day/x": DAY,
    }  # fmt: skip
    assert {name.partition("/")[0] for name in told} == PIECES.keys()
    aside = Aside(
        1, datetime(2026, 3, 9, tzinfo=UTC), ("a",), tuple(Piece(*one, None) for one in told.items())
    )
    with override("en"):
        rows = piece_rows(aside, {"i7": Trilingual(en="Item seven"), "x3": Trilingual(en="Academy")})
    said = {row.label: row.said for row in rows}
    assert len(said) == len(told) and all(row.stands is None for row in rows)
    assert said["Host"].value == 2
    assert str(said["Hosted by a further party"].value) == "Academy"
    assert said["Level"].value == "High level"
    assert said["First day"].value == date(2026, 3, 9)
    assert str(said["Item of the plan"].value) == "Item seven"
    assert said["Commitment"].value == 3
    meeting, line = said["Meeting"], said["Line of the programme"]
    assert (meeting.day, meeting.at, str(meeting.value)) == (date(2026, 3, 9), time(8, 30), "Talks")
    assert (line.day, line.at, str(line.value)) == (date(2026, 3, 10), None, "Museum")


def test_a_year_of_which_the_sides_say_different_things_counts_for_nobody():
    said = [(2024, None), (2022, 1), (2023, 1), (2023, 2), (2022, 1)]
    assert recorded(said) == [Held(2022, 1), Held(2024, None)]
