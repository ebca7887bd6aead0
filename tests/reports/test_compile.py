"""Golden papers: tests/reports/golden/*.txt. Written anew with SONGFAI_GOLDEN=write, and then read by a person."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from songfai.kit.dates import PartialDate
from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from songfai.reports import compile
from songfai.reports.counting import counted
from songfai.reports.figures import figures
from songfai.reports.paper import lines
from tests.reports.samples import ACTIVITIES, ITEMS, LAOS, VIET_NAM, home_affairs, thanh_hoa

GOLDEN = Path(__file__).parent / "golden"
STORIES = {"home-affairs": home_affairs, "thanh-hoa": thanh_hoa}
WORDS = {
    "lo": ["ບົວ", "ຂົວ", "ກອງ", "ເຂົ້າ", "ເມກ", "ເຮືອ"],
    "vi": ["sen", "cầu", "trống", "lúa", "mây", "đò"],
    "en": ["lotus", "bridge", "drum", "rice", "cloud", "boat"],
}


def paper_of(facts, language):
    return compile.annual(facts, language, WORDS[language])


def text(facts, language):
    return "\n".join(lines(paper_of(facts, language)))


def year_with(items=(), activities=(), **changed):
    facts = replace(home_affairs(), items=tuple(items), activities=tuple(activities), **changed)
    return counted(facts, (), (), date(2025, 2, 28))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_reads_as_the_golden_text(story, language):
    path = GOLDEN / f"{story}-{language}.txt"
    said = text(STORIES[story](), language) + "\n"
    if os.environ.get("SONGFAI_GOLDEN") == "write":
        path.write_text(said)
    assert said == path.read_text()


@pytest.mark.parametrize("story", STORIES)
def test_the_same_figures_are_printed_in_every_language(story):
    facts = STORIES[story]()
    printed = {
        language: sorted((figure.name, figure.value) for figure in set(paper_of(facts, language).figures()))
        for language in LANGUAGES
    }
    assert printed["lo"] == printed["vi"] == printed["en"]
    assert len(printed["en"]) >= 19


def test_every_printed_number_of_a_sentence_is_a_figure_of_the_facts():
    facts = home_affairs()
    known = set(figures(facts))
    for language in LANGUAGES:
        assert set(paper_of(facts, language).figures()) <= known


@pytest.mark.parametrize(
    ("language", "first"),
    [("vi", VIET_NAM.name.vi.upper()), ("lo", LAOS.name.lo), ("en", VIET_NAM.name.en)],
)
def test_each_language_names_its_own_country_first(language, first):
    assert paper_of(home_affairs(), language).head.issuers[0] == first
    assert len(paper_of(home_affairs(), language).signatures) == 2


def test_national_heading_is_that_of_the_issuing_country_in_the_language_of_the_paper():
    headings = {language: paper_of(thanh_hoa(), language).head.nation for language in LANGUAGES}
    assert headings == {
        "vi": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "lo": "ສາທາລະນະລັດ ສັງຄົມນິຍົມ ຫວຽດນາມ",
        "en": "",
    }
    assert paper_of(home_affairs(), "lo").head.nation == "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "Hai bên không có kiến nghị."),
        (1, "Chỉ đạo đơn vị chủ trì hoàn thành 01 mục kế hoạch đã quá hạn"),
        (12, "Chỉ đạo đơn vị chủ trì hoàn thành 12 mục kế hoạch đã quá hạn"),
    ],
)
def test_recommendations_speak_of_none_one_and_many(number, sentence):
    facts = home_affairs()
    quiet = tuple(replace(each, asleep=None) for each in facts.commitments)
    items = [replace(ITEMS[6], key=str(n), number=n) for n in range(number)]
    review = replace(facts.review, differing=replace(facts.review.differing, value=0, keys=()))
    assert sentence in text(year_with(items, commitments=quiet, review=review), "vi")


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([0], "By the cut-off date it was completed, on time."),
        ([2], "By the cut-off date it was completed, late."),
        ([6], "By the cut-off date it was not done and is overdue."),
        ([7], "By the cut-off date it was not done, but is still in time."),
        ([0, 1], "all 2 of them were completed (100%), each on time."),
        ([0, 2], "all 2 of them were completed (100%), 1 on time and 1 late."),
        ([0, 6], "1 of 2 items was completed (50%), on time. Not done and overdue is 1 item."),
        ([6, 7], "none of them was done: 1 still in time and 1 overdue."),
        ([0, 2, 6, 7], "Not yet done are 2 items, 1 still in time and 1 overdue."),
    ],
)
def test_overview_has_a_whole_sentence_for_every_case(chosen, sentence):
    assert sentence in text(year_with([ITEMS[n] for n in chosen]), "en")


def test_year_without_a_plan_says_so():
    facts = year_with((), ACTIVITIES[:1], plan=None)
    for language, sentence in (
        ("vi", "Năm 2025, hai bên chưa có kế hoạch có hiệu lực."),
        ("lo", "ປີ 2025 ສອງຝ່າຍຍັງບໍ່ມີແຜນການທີ່ມີຜົນສັກສິດ."),
        ("en", "The two sides had no plan in force for 2025."),
    ):
        said = text(facts, language)
        assert sentence in said
        assert "Bảng 1. Thực hiện" not in said


def test_without_minutes_in_force_no_rating_is_printed():
    said = text(replace(home_affairs(), review=None), "vi")
    assert "Hai bên chưa có biên bản đánh giá năm 2025 có hiệu lực" in said
    assert "Hoàn thành tốt" not in said
    assert "Hai bên chưa thống nhất phương hướng năm 2026." in said


def test_the_review_is_asked_for_once_its_year_is_over():
    over = replace(home_affairs(), review=None, cut_off=date(2025, 12, 31))
    assert "- Hoàn thành việc đánh giá năm 2025." in text(over, "vi")
    assert "Hoàn thành việc đánh giá" not in text(replace(over, cut_off=date(2025, 3, 10)), "vi")


def test_what_the_other_side_has_not_confirmed_is_said_in_a_sentence():
    facts = home_affairs()
    none = replace(facts, total=replace(facts.total, confirmed=replace(facts.total.confirmed, value=0)))
    assert "chưa có hoạt động nào được bên kia xác nhận. Số minh chứng" in text(none, "vi")


def test_a_side_speaks_under_its_own_name():
    said = lines(paper_of(home_affairs(), "vi"))
    at = said.index("Nhận xét của Lào:")
    assert said[at + 1] == "- Cam kết 3: Nội dung sát với công việc thực tế."


def test_text_without_a_version_in_the_language_stands_as_written_and_is_counted():
    facts = year_with(activities=[replace(ACTIVITIES[0], title=T(vi="Đoàn thăm Lào"))])
    paper = paper_of(facts, "lo")
    foreign = [run for run in paper.runs() if run.language]
    assert {(run.text, run.language) for run in foreign} == {("Đoàn thăm Lào", "vi")}
    assert paper.untranslated == 1
    assert "ຂໍ້ຄວາມ 1 ຂໍ້" in paper.trace


@pytest.mark.parametrize(
    ("signed", "language", "said"),
    [
        (PartialDate(2024, 8, 1), "vi", "ký ngày 01 tháng 8 năm 2024 tại Hà\u00a0Nội"),
        (PartialDate(2024, 8), "vi", "ký tháng 8/2024 tại"),
        (PartialDate(2024), "vi", "ký năm 2024 tại"),
        (PartialDate(None, 8, 1), "vi", "ký ngày 01 tháng 8 tại"),
        (PartialDate(2024, 8), "en", "signed in August 2024 in"),
        (PartialDate(2024, 8, 1), "lo", "ລົງນາມ ວັນທີ 1 ສິງຫາ 2024 ທີ່ ຮ່າໂນ້ຍ"),
        (PartialDate(2024), "lo", "ລົງນາມ ປີ 2024 ທີ່"),
    ],
)
def test_a_half_known_date_of_signing_stays_half_known(signed, language, said):
    assert said in text(replace(home_affairs(), signed_on=signed), language)


def test_numbers_are_written_as_the_language_writes_them():
    facts = year_with(
        ITEMS, [replace(ACTIVITIES[6], measures=(replace(ACTIVITIES[6].measures[0], value=12345),))]
    )
    assert "| 12.345 |" in text(facts, "vi")
    assert "| 12.345 |" in text(facts, "lo")
    assert "| 12,345 |" in text(facts, "en")
    assert "08 mục" in text(facts, "vi")


def test_vietnamese_paper_ends_as_the_decree_says():
    body = [line for block in paper_of(home_affairs(), "vi").blocks[-1:] for line in [block]]
    assert body[0].runs[-1].text.endswith("./.")
