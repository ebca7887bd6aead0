import pytest

from songfai.record.differences import Mark, Shown, differences, marks

COURSE = {
    "id": "i-3",
    "number": 3,
    "title": {"vi": "Lớp bồi dưỡng ngắn hạn", "lo": "ຊຸດບຳລຸງສ້າງໄລຍະສັ້ນ"},
    "quantity": "20",
    "quarter": "2",
    "venue": {"vi": "Hà Nội"},
}
LAYOUT = {
    "items": "Item",
    "quantity": "People",
    "items.quarter": "Quarter",
    "lead": Shown("Lead", {"p1": "Viet Nam"}),
}


def plan(*items, **rest):
    return {"year": 2026, "items": sorted(items, key=lambda item: item["id"]), **rest}


def only(changes):
    assert len(changes) == 1
    return changes[0]


def test_same_terms_do_not_differ():
    found = differences(plan(COURSE), plan(COURSE))
    assert (list(found), found.same, found.changed, found.added, found.removed) == ([], 1, 0, 0, 0)


def test_the_form_of_the_terms_is_no_difference():
    assert list(differences(plan(COURSE), plan(COURSE, form=2))) == []


def test_changed_field_is_found_under_its_entry():
    change = only(differences(plan(COURSE), plan(COURSE | {"quantity": "24"}), LAYOUT))
    assert (change.kind, change.path, change.id, change.number, change.label) == (
        "changed",
        "items",
        "i-3",
        "3",
        "Item",
    )
    assert change.heading == COURSE["title"]
    field = next(field for field in change.fields if not field.same)
    assert (field.name, field.label, field.language, field.old, field.new) == (
        "quantity",
        "People",
        "",
        "20",
        "24",
    )
    assert [field.name for field in change.fields if field.same] == ["title", "title", "quarter", "venue"]


def test_each_language_is_its_own_field():
    now = COURSE | {"title": COURSE["title"] | {"lo": "ຊຸດບຳລຸງສ້າງໄລຍະຍາວ"}}
    change = only(differences(plan(COURSE), plan(now), LAYOUT))
    assert [(field.name, field.language) for field in change.fields if not field.same] == [("title", "lo")]
    field = next(field for field in change.fields if not field.same)
    assert [mark for mark in field.old_marks if mark.changed] == [Mark("ສັ້ນ", True)]
    assert [mark for mark in field.new_marks if mark.changed] == [Mark("ຍາວ", True)]


def test_entries_are_matched_by_id_and_not_by_place():
    new = {"id": "i-1", "title": {"vi": "Hỗ trợ lưu trữ"}}
    found = differences(plan(COURSE), plan(new, COURSE))
    assert (found.added, found.removed, found.changed, found.same) == (1, 0, 0, 1)
    assert only(found).heading_new == {"vi": "Hỗ trợ lưu trữ"}
    assert all(field.old is None and not field.same for field in only(found).fields)


def test_removed_entry_stays_readable():
    change = only(differences(plan(COURSE, {"id": "i-9", "number": 9}), plan({"id": "i-9", "number": 9})))
    assert (change.kind, change.heading, change.heading_new) == ("removed", COURSE["title"], {})
    assert {field.name: field.old for field in change.fields}["quantity"] == "20"


def test_values_outside_arrays_are_one_change_with_only_what_differs():
    change = only(
        differences(
            {"year": 2025, "term": {"start": "2023", "end": "2026"}},
            {"year": 2025, "term": {"start": "2023", "end": "2027"}},
            {"term.end": "Term to"},
        )
    )
    assert (change.id, change.path) == ("", "")
    assert [(field.name, field.label, field.old, field.new) for field in change.fields] == [
        ("term.end", "Term to", "2026", "2027")
    ]


def test_entries_inside_entries_are_matched_too():
    old = {"parties": [{"id": "p1", "people": [{"id": "x", "name": {"en": "A"}}]}]}
    new = {"parties": [{"id": "p1", "people": [{"id": "x", "name": {"en": "B"}}]}]}
    change = only(differences(old, new))
    assert (change.path, change.id, change.fields[0].new) == ("parties.people", "p1/x", "B")


def test_without_an_older_version_all_is_added():
    found = differences(None, plan(COURSE))
    assert (found.added, found.changed, found.removed) == (2, 0, 0)


def test_values_are_shown_in_words():
    change = only(differences(plan(COURSE), plan(COURSE | {"lead": "p1"}), LAYOUT))
    assert {field.label: field.new for field in change.fields}["Lead"] == "Viet Nam"
    spoken = only(
        differences({"n": [1, 2]}, {"n": [1, 3], "m": True}, {"n": Shown("N", lambda value: f"<{value}>")})
    )
    assert {field.name: (field.old, field.new) for field in spoken.fields} == {
        "n": ("<1, 2>", "<1, 3>"),
        "m": (None, "yes"),
    }


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        (
            "20 công chức Lào",
            "24 công chức Lào",
            [("20", True), (" công chức Lào", False)],
            [("24", True), (" công chức Lào", False)],
        ),
        ("", "mới", [], [("mới", True)]),
        ("a", "a", [("a", False)], [("a", False)]),
        (
            "quý II năm 2026 tại Hà Nội",
            "quý IV năm 2026 tại Hà Nội",
            [("quý ", False), ("II", True), (" năm 2026 tại Hà Nội", False)],
            [("quý ", False), ("IV", True), (" năm 2026 tại Hà Nội", False)],
        ),
        (
            "hoàn toàn khác",
            "chẳng giống gì cả đâu nhé",
            [("hoàn toàn khác", True)],
            [("chẳng giống gì cả đâu nhé", True)],
        ),
    ],
)
def test_marks_show_the_words_that_differ(old, new, was, now):
    assert [list(map(tuple, side)) for side in marks(old, new)] == [was, now]


def test_marks_joined_are_the_text():
    old, new = "ຊຸດບຳລຸງສ້າງ ໃຫ້ລັດຖະກອນລາວ 20 ຄົນ", "ຊຸດຝຶກອົບຮົມ ໃຫ້ລັດຖະກອນລາວ 24 ຄົນ"
    assert ["".join(mark.text for mark in side) for side in marks(old, new)] == [old, new]


def test_fields_stand_in_the_order_of_the_table_of_words():
    change = only(
        differences(
            plan(COURSE), plan(COURSE | {"quantity": "24"}), {"venue": "V", "quantity": "Q", "title": "T"}
        )
    )
    assert [field.name for field in change.fields] == ["venue", "quantity", "title", "title", "quarter"]


def test_number_is_a_field_only_where_it_changed():
    moved = only(differences(plan(COURSE), plan(COURSE | {"number": 4})))
    assert [(field.name, field.old, field.new) for field in moved.fields if not field.same] == [
        ("number", "3", "4")
    ]
    assert "number" not in [
        field.name for field in only(differences(plan({"id": "i-9"}), plan(COURSE, {"id": "i-9"}))).fields
    ]


def test_word_that_was_only_added_is_marked_on_one_side_and_a_lone_space_goes_with_its_neighbours():
    was, now = marks("ten nurses from Hue", "ten nurses from Hue City")
    assert [one for one in was if one.changed] == []
    assert "".join(one.text for one in now if one.changed).strip() == "City"
    was, now = marks("two red cars stand here now", "six old cars stand here now")
    assert [one.text for one in was] == ["two red", " cars stand here now"]
    assert [one.text for one in now] == ["six old", " cars stand here now"]
