"""A text in several languages, paragraph beside paragraph."""

import pytest

from songfai.kit.aligned import Standing, aligned, aligned_terms

LO, VI = "ຂໍ້ທີໜຶ່ງ", "Điều thứ nhất"


@pytest.mark.parametrize(
    ("now", "before", "standings"),
    [
        ({"lo": LO, "vi": VI}, None, [("", "")]),
        ({"lo": f"{LO}\n\n{LO}", "vi": f"{VI}\n{VI}"}, None, [("", ""), ("", "")]),
        ({"vi": VI}, None, [("missing", "")]),
        ({"lo": LO, "vi": f"{VI}\nThêm"}, None, [("", ""), ("missing", "")]),
        # One language moved on, the other did not.
        ({"lo": LO, "vi": "Điều mới"}, {"lo": LO, "vi": VI}, [("behind", "")]),
        ({"lo": "ຂໍ້ໃໝ່", "vi": "Điều mới"}, {"lo": LO, "vi": VI}, [("", "")]),
        ({"lo": LO, "vi": VI}, {"lo": LO, "vi": VI}, [("", "")]),
        # A paragraph the version before did not have in a language was only added there.
        ({"lo": LO, "vi": VI}, {"lo": LO}, [("", "")]),
    ],
)
def test_paragraphs_missing_or_behind_are_marked_in_their_language(now, before, standings):
    found = aligned(now, ["lo", "vi"], before)
    assert [tuple(cell.standing for cell in row) for row in found.rows] == standings
    for standing in (Standing.MISSING, Standing.BEHIND):
        assert found.having(standing) == ({"lo"} if any(standing in row for row in standings) else set())


def test_what_nobody_wrote_is_missing_in_every_language():
    found = aligned({}, ["lo", "vi"], {"lo": LO})
    assert (found.having(Standing.MISSING), found.having(Standing.BEHIND)) == ({"lo", "vi"}, set())


def test_without_named_languages_those_it_is_written_in_are_shown():
    assert aligned({"vi": VI}, []).languages == ("vi",)


def test_rows_of_a_document_are_compared_by_their_id():
    before = [{"id": "l01", "text": {"lo": LO, "vi": VI}}, {"id": "l02", "text": {"lo": "x", "vi": "y"}}]
    now = [{"id": "l02", "text": {"lo": "x", "vi": "z"}}, {"id": "l01", "text": {"lo": LO, "vi": VI}}]
    found = aligned_terms({"lessons": now, "year": 2025}, ["lo", "vi"], {"lessons": before})
    assert found["year"] == 2025
    standings = [[cell.standing for cell in one["text"].rows[0]] for one in found["lessons"]]
    assert standings == [[Standing.BEHIND, Standing.ALIKE], [Standing.ALIKE, Standing.ALIKE]]
