import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit import pictures
from songfai.kit.pictures import COLOURS, LOOKS, Point
from songfai.kit.pictures.balances import in_width
from songfai.kit.pictures.labels import in_lines, set_labels, text_width
from songfai.kit.pictures.points import now_between, places

CSS = Path(pictures.__file__).parents[1] / "static" / "songfai" / "songfai.css"
START, END, TODAY = date(2024, 1, 1), date(2026, 12, 31), date(2025, 7, 1)

SIGNED = Point(START, "signature", "Signature", done=True)
MISSED = Point(date(2025, 1, 31), "review", "Review <2024>")
MIDTERM = Point(date(2025, 9, 1), "midterm", "Mid-term")
FINAL = Point(END, "final", "Final summary", text="Vientiane, December 2026")
TERM = [FINAL, SIGNED, MIDTERM, MISSED]


def shapes(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg))


def looks(svg: str) -> list[str]:
    return [shape.get("class", "") for shape in shapes(svg)]


def test_timeline_draws_each_point_with_its_own_mark_and_state():
    svg = pictures.timeline(TERM, START, END, TODAY, "en")
    marks = [
        (shape.tag, shape.get("class"))
        for shape in shapes(svg)
        if shape.get("class") in ("tl-done", "tl-late", "tl-dot")
    ]
    assert marks == [("rect", "tl-done"), ("circle", "tl-late"), ("path", "tl-dot"), ("rect", "tl-dot")]


def test_timeline_writes_words_and_dates_of_every_point_and_today():
    texts = [shape.text for shape in shapes(pictures.timeline(TERM, START, END, TODAY, "en")) if shape.text]
    assert texts == [
        "Today 1 July 2025",
        "Signature",
        "1 January 2024",
        "Review <2024>",
        "31 January 2025",
        "Mid-term",
        "1 September 2025",
        "Final summary",
        "Vientiane, December 2026",
    ]


def test_timeline_writes_dates_in_the_language_asked_for_whatever_the_page_is():
    with override("en"):
        assert "31 ມັງກອນ 2025" in pictures.timeline(TERM, START, END, TODAY, "lo")
        assert "31/01/2025" in pictures.timeline(TERM, START, END, TODAY, "vi")


def test_timeline_says_the_same_to_those_who_do_not_see_it():
    label = ElementTree.fromstring(pictures.timeline(TERM, START, END, TODAY, "en")).get("aria-label")
    assert label == (
        "Timeline. Signature, 1 January 2024: done; Review <2024>, 31 January 2025: late; "
        "Mid-term, 1 September 2025: ahead; Final summary, Vientiane, December 2026: ahead; today 1 July 2025."
    )


def test_timeline_after_the_term_has_no_line_for_today():
    after = pictures.timeline(TERM, START, END, END + timedelta(days=1), "en")
    assert "tl-now" not in looks(after)
    assert "tl-now" in looks(pictures.timeline(TERM, START, END, END, "en"))


def test_timeline_of_a_term_of_one_day_is_drawn():
    assert looks(pictures.timeline([SIGNED], START, START, START, "en")).count("tl-done") == 1


def test_standalone_timeline_needs_no_style_sheet():
    svg = pictures.timeline(TERM, START, END, TODAY, "lo", standalone=True)
    assert "class=" not in svg
    assert "style=" not in svg
    assert COLOURS["done"] in svg


def test_standalone_pictures_are_taken_by_typst(tmp_path):
    first, second = pictures.balance_bars(7, 6, standalone=True)
    drawn = {
        "timeline": pictures.timeline(TERM, START, END, TODAY, "lo", standalone=True),
        "thin": pictures.thin_timeline(TERM, START, END, TODAY, "vi", standalone=True),
        "first": first,
        "second": second,
        "meter": pictures.meter(3, 7, standalone=True),
        "years": pictures.year_bars([(7, 6), (0, 2)], 7, standalone=True),
    }
    for name, svg in drawn.items():
        (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")
    report = tmp_path / "report.typ"
    report.write_text("\n".join(f'#image("{name}.svg", width: 50%)' for name in drawn), encoding="utf-8")
    assert typst.compile(str(report)).startswith(b"%PDF")


def test_thin_timeline_has_marks_and_no_words():
    svg = pictures.thin_timeline(TERM, START, END, TODAY, "en")
    assert looks(svg).count("tl-done") + looks(svg).count("tl-late") + looks(svg).count("tl-dot") == 4
    assert [shape.text for shape in shapes(svg) if shape.tag == "text"] == []


def test_timeline_list_tells_the_same_in_order_with_today_between():
    assert [
        (entry["look"], entry["words"], entry["text"]) for entry in pictures.timeline_list(TERM, TODAY, "en")
    ] == [
        ("ok", "Signature", "1 January 2024"),
        ("late", "Review <2024>", "31 January 2025: late"),
        ("now", "Today", "1 July 2025"),
        ("", "Mid-term", "1 September 2025"),
        ("", "Final summary", "Vientiane, December 2026"),
    ]


def test_timeline_list_after_the_term_ends_with_today():
    late = pictures.timeline_list(TERM, END + timedelta(days=9), "en")
    assert [entry["look"] for entry in late] == ["ok", "late", "late", "late", "now"]


days = st.integers(min_value=0, max_value=(END - START).days).map(lambda n: START + timedelta(days=n))


@given(st.lists(days, min_size=1, max_size=30))
def test_points_keep_their_order_and_stay_on_the_line(dates):
    points = [Point(at, "review", "x") for at in sorted(dates)]
    xs = places(points, START, END, 40, 1160, 30)
    assert all(39.9 <= x <= 1160.1 for x in xs)
    assert all(b - a >= 29.9 for a, b in zip(xs, xs[1:], strict=False))


@given(st.lists(days, min_size=1, max_size=12), days)
def test_today_stands_between_what_was_and_what_comes(dates, today):
    points = [Point(at, "review", "x") for at in sorted(dates)]
    xs = places(points, START, END, 40, 1160, 30)
    usual = 40 + 1120 * (today - START).days / (END - START).days
    now = now_between(points, xs, today, usual, 16)
    assert all(x <= now + 0.01 for point, x in zip(points, xs, strict=True) if point.at <= today)
    assert all(x >= now - 0.01 for point, x in zip(points, xs, strict=True) if point.at > today)


@given(
    st.lists(
        st.tuples(st.floats(min_value=40, max_value=1160), st.floats(min_value=20, max_value=400)),
        max_size=20,
    ),
    st.floats(min_value=60, max_value=1100),
)
def test_labels_never_cover_each_other_nor_the_line_of_today(wanted, now):
    labels = set_labels(wanted, 1200, now)
    assert [(label.x, label.width) for label in labels] == wanted
    for index, label in enumerate(labels):
        assert 0 <= label.left <= label.left + label.width <= 1200
        assert label.row > 0 or label.left + label.width <= now or label.left >= now
        for other in labels[index + 1 :]:
            if other.row == label.row:
                assert label.left + label.width < other.left or other.left + other.width < label.left


def test_label_without_neighbours_stands_under_its_mark():
    (label,) = set_labels([(600, 100)], 1200, None)
    assert (label.row, label.at, label.anchor) == (1, 600, "middle")


def test_label_at_the_edge_lines_up_with_its_mark():
    first, last = set_labels([(40, 100), (1160, 100)], 1200, None)
    assert (first.at, first.anchor) == (30, "start")
    assert (last.at, last.anchor) == (1170, "end")


def test_long_words_stand_on_two_lines_of_about_the_same_width():
    assert in_lines("Preliminary review after three years", 15) == ["Preliminary review", "after three years"]
    assert in_lines("Review 2024", 15) == ["Review 2024"]


def test_marks_above_and_below_letters_take_no_room():
    assert text_width("ຕີລາຄາ", 15) == text_width("ຕລາຄາ", 15)


@pytest.mark.parametrize(("done", "total", "width"), [(0, 4, "0"), (1, 4, "25"), (9, 4, "100"), (1, 0, "0")])
def test_meter_is_as_long_as_what_is_done(done, total, width):
    assert shapes(pictures.meter(done, total))[1].get("width") == width


def test_balance_bars_are_on_one_scale_and_grow_from_the_middle():
    first, second = (shapes(bar)[1] for bar in pictures.balance_bars(40, 10))
    assert (first.get("class"), first.get("x"), first.get("width")) == ("bar-a", "8", "92")
    assert (second.get("class"), second.get("width")) == ("bar-b", "23")


def test_year_bars_stand_on_one_scale_side_by_side():
    _ground, *bars = shapes(pictures.year_bars([(40, 10), (20, 0)], 40))
    assert [(bar.get("class"), bar.get("height")) for bar in bars] == [
        ("bar-a", "40"), ("bar-b", "10"), ("bar-a", "20"), ("bar-b", "0"),
    ]  # fmt: skip
    assert len(shapes(pictures.year_bars([], 0))) == 1


def test_the_words_of_the_balance_stay_in_the_picture_in_lao_too():
    lao = "ນັບສະເພາະສິ່ງທີ່ຝ່າຍຮັບໄດ້ຢືນຢັນແລ້ວ" * 5
    lines = in_width([f"{lao} 2026", "short"])
    assert len(lines) > 2 and lines[-1] == "short"
    assert all(text_width(line, 15) <= 1000 - 2 * 24 for line in lines)
    assert "".join(lines[:-1]).replace(" ", "") == f"{lao}2026"
    starts = {line[0] for line in lines}
    assert not starts & set("ະັາຳິີຶືຸູົຼຽ່້໊໋໌ໆ"), "no line begins inside a syllable"


def test_balance_bars_of_nothing_are_empty():
    assert [shapes(bar)[1].get("width") for bar in pictures.balance_bars(0, 0)] == ["0", "0"]


def test_seal_of_each_stage_is_its_own_drawing():
    drawn = {
        pictures.seal(state, by)
        for state, by in (
            ("draft", ""), ("offered", "a"), ("offered", "b"), ("accepted", ""), ("in_force", ""),
            ("replaced", ""), ("returned", ""), ("withdrawn", ""),
        )
    }  # fmt: skip
    assert len(drawn) == 8


def test_offered_seal_fills_the_half_of_the_side_that_offered():
    left, right = shapes(f"<svg>{pictures.seal('offered', 'a')}</svg>")
    assert (left.get("fill"), left.get("stroke-dasharray")) == (COLOURS["a"], None)
    assert (right.get("fill"), right.get("stroke-dasharray")) == ("#fff", "2.4 1.8")


def test_colours_of_pictures_are_those_of_the_style_sheet():
    tokens = dict(re.findall(r"--sf-([a-z0-9-]+): (#[0-9a-f]+);", CSS.read_text(encoding="utf-8")))
    assert {name: tokens[name] for name in COLOURS} == COLOURS


def test_every_look_of_a_picture_is_a_class_of_the_style_sheet():
    css = CSS.read_text(encoding="utf-8")
    assert [look for look in LOOKS if not re.search(rf"\.{look}\b", css)] == []


def test_four_cells_are_one_bar_and_say_their_numbers_without_colours():
    values = {"on_time": 3, "late": 1, "in_time": 0, "overdue": 2}
    for standalone in (False, True):
        drawn = pictures.cells_bar(values, standalone)
        assert drawn.count("<rect") == 3  # a cell without an item has no stretch
        assert all(f">{number}</text>" in drawn for number in (3, 1, 2))
        assert (' class="' in drawn) is not standalone
    assert pictures.cells_bar(dict.fromkeys(values, 0)) == ""
