import io
import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from pypdf import PdfReader

from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from songfai.kit.lao import syllables, words
from songfai.kit.together import held_together
from songfai.reports import compile, render
from songfai.reports.compile_plan import plan_report
from songfai.reports.compile_term import term_report
from songfai.reports.figures import Figure
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, LAYOUTS
from songfai.reports.paper import Paragraph, Picture, Run, lines, lines_of
from songfai.reports.pdf import held, pdf, runs_data
from songfai.reports.templatetags.reports import together
from songfai.reports.term_facts import GroundFacts
from tests.reports.conftest import AT
from tests.reports.samples import home_affairs, thanh_hoa
from tests.reports.samples_plan import COURSE, plan
from tests.reports.samples_term import term

pytestmark = pytest.mark.once


def read(data):
    return PdfReader(io.BytesIO(data))


def text_of_pages(data):
    """As a browser's reader gives it; pypdf does not put Lao marks back in their order."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def squeezed(text):
    """Without spaces and hyphens: where lines end and how far columns stand apart is not what is compared."""
    return re.sub(r"[\s\u00a0\ufffe-]+", "", text)


def pieces_of(paper):
    """Everything the paper says, cut where a table or a legend cuts it."""
    for line in lines(paper):
        for cell in re.sub(r"^#+ ", "", line).split(" | "):
            yield from cell.split("; ") if cell in legends(paper) else [cell]


def legends(paper):
    return {line for block in paper.blocks if isinstance(block, Picture) for line in lines_of(block)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", [home_affairs, thanh_hoa])
def test_pdf_says_every_word_of_the_paper(story, language):
    facts = story()
    paper = compile.annual(facts, language, ["w1", "w2"])
    said = squeezed("".join(text_of_pages(render.pdf(facts, language, ["w1", "w2"]))))
    assert [piece for piece in pieces_of(paper) if squeezed(piece) not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_a4_tagged_fit_for_keeping_and_says_its_language(language):
    file = read(render.pdf(home_affairs(), language))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert "pdfaid:part" in root["/Metadata"].get_object().get_data().decode()
    box = file.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    assert file.metadata.title.startswith(compile.annual(home_affairs(), language).head.type_name)


def test_every_font_is_inside_the_file():
    fonts = set()
    for page in read(render.pdf(home_affairs(), "lo")).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = below["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            fonts.add(str(font["/BaseFont"]).split("+")[-1])
    assert any("Phetsarath" in font for font in fonts)


def test_page_number_stands_on_every_page_but_the_first():
    pages = text_of_pages(render.pdf(home_affairs(), "vi"))
    firsts = [text.strip().split("\n")[0].strip() for text in pages]
    assert firsts[0] != "1"
    assert firsts[1:] == [str(number) for number in range(2, len(pages) + 1)]


def test_no_lao_line_ends_inside_a_word():
    long = "".join(["ການບໍລິຫານສຳເນົາເອກະສານ", "ການຊ່ວຍເຫຼືອໂດຍກົງ", "ຄະນະກຳມະການຮ່ວມມື"] * 6)
    facts = home_affairs()
    review = replace(facts.review, lessons=(T(lo=long),))
    found = "\n".join(text_of_pages(render.pdf(replace(facts, review=review), "lo")))
    text = squeezed(found)
    assert squeezed(long) in text
    # Walk the long text line by line: each line must hold whole words.
    at = found.index("ການບໍລິຫານສຳເນົາ")
    ends, rest = [], long
    for line in found[at:].split("\n"):
        line = squeezed(line)
        if not line or not rest.startswith(line):
            break
        ends.append(len(long) - len(rest) + len(line))
        rest = rest[len(line) :]
    starts, position = {0}, 0
    for word in words(long):
        position += len(word)
        starts.add(position)
    assert len(ends) > 3
    assert set(ends) <= starts


def test_a_lao_heading_of_one_word_stands_on_one_line():
    found = [
        squeezed(line) for line in "\n".join(text_of_pages(render.pdf(home_affairs(), "lo"))).split("\n")
    ]
    assert any("ແຜນການ" in line for line in found)
    assert not [line for line in found if line.endswith("ແຜນ")]


def judged_by_a_file():
    facts = term()
    file = GroundFacts(
        1, "file", f"file:{'b4c50a63761382a0' * 4}", T(vi="Biên bản đánh giá hằng năm 2023"), AT.date()
    )
    return replace(facts, headings=tuple(replace(one, rests_on=(file,)) for one in facts.headings))


PAPERS = {
    "annual": lambda language: compile.annual(home_affairs(), language),
    "final": lambda language: term_report(judged_by_a_file(), language),
    "plan": lambda language: plan_report(plan(), language),
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_stands_within_the_margins(paper, language):
    """A hash is one long word: in a column without room for it, it would stand beyond the table."""
    top, right, bottom, left = (edge * 72 / 25.4 for edge in LAYOUTS[LAYOUT_OF_LANGUAGE[language]].margins)
    for page in pypdfium2.PdfDocument(pdf(PAPERS[paper](language), AT)):
        words = page.get_textpage()
        boxes = [
            words.get_charbox(n) for n in range(words.count_chars()) if words.get_text_range(n, 1).strip()
        ]
        assert min(box[0] for box in boxes) >= left - 2
        assert max(box[2] for box in boxes) <= page.get_width() - right + 2


def test_a_row_stays_on_one_page_and_what_it_stands_under_comes_again():
    lines = tuple(
        replace(COURSE, key=str(n), number=n, venue=T(vi=f"đầu{n} " + "giữa " * 20 + f"cuối{n}"))
        for n in range(1, 15)
    )
    pages = text_of_pages(pdf(plan_report(plan(lines=lines, before=None), "vi"), AT))
    ends = [[set(re.findall(f"{edge}(\\d+)", page)) for page in pages] for edge in ("đầu", "cuối")]
    assert ends[0] == ends[1]
    assert sum(bool(found) for found in ends[0]) > 2
    for page, found in zip(pages, ends[0], strict=True):
        assert ("Cam kết 1: Trao đổi đoàn" in " ".join(page.split())) == bool(found)


def test_recipients_never_stand_alone_on_a_page():
    """After a last table of any height."""
    for many in range(1, 12, 2):
        before = (COURSE, *(replace(COURSE, key=f"k{n}", number=n) for n in range(10, 10 + many)))
        pages = text_of_pages(pdf(plan_report(plan(before=before), "vi"), AT))
        page = next(page for page in pages if "Nơi nhận" in page)
        assert "ĐẠI DIỆN" in page
        assert "cùng phê duyệt" in " ".join(page.split())


def test_words_of_several_syllables_are_held_together_and_nothing_is_lost():
    text = "ສຳເນົາເອກະສານ 3 ສະບັບ, Quyết định"
    pieces = held(text)
    assert "".join(piece[0] if isinstance(piece, list) else piece for piece in pieces) == text
    assert ["ເອກະສານ"] in pieces
    assert all(len(syllables(piece[0])) > 1 for piece in pieces if isinstance(piece, list))
    assert held("Quyết định") == "Quyết định"
    # Of one syllable, inside which the dictionary cuts all the same.
    assert held("ທ່ານ ຫງວຽນ") == ["ທ່ານ", " ", ["ຫງວຽນ"]]
    assert held("ແຂວງແທງຮ໋ວາ") == ["ແຂວງ", ["ແທງຮ໋ວາ"]]


@pytest.mark.parametrize(("text", "places"), [
    ("tại Viêng Chăn, Việt Nam - Lào", ["Viêng Chăn", "Việt Nam - Lào"]), ("TỈNH THANH HÓA", ["THANH HÓA"]),
    ("hòa bình, hữu nghị", []), ("ແຫ່ງ ສສ ຫວຽດນາມ", ["ສສ ຫວຽດນາມ"]), ("Thừa Thiên Huế và Điện Biên Phủ", ["Thừa Thiên Huế", "Điện Biên Phủ"]),
    ("ສຳເນົາ, Hà Nội", ["ສຳເນົາ", "Hà Nội"]), ("TỈNH THANH HOÁ", ["THANH HOÁ"]),
    ("ຮອດວັນທີ 1 ສິງຫາ 2026", ["ວັນທີ", "1 ສິງຫາ"]), ("12 ທັນວານີ້", ["12 ທັນວາ"]),
    ("Từ ngày 05 tháng 01 năm 2026 đến tháng 8/2026", ["ngày 05", "tháng 01", "năm 2026", "tháng 8/2026"]),
    ("by 1 August 2026 or 3 Sep", ["1 August", "3 Sep"]),
    ("ngày 1-5 tháng 8, năm 2021–2025", ["ngày 1-5", "tháng 8", "năm 2021–2025"]), ("15–20 August", ["15–20 August"]),
    ("Quý II, cam kết 10 (bản 1, mục 1000)", ["Quý II", "cam kết 10", "bản 1"]), ("Commitment 7, term 2023–2026", ["Commitment 7", "2023–2026"]),
    ("ຂໍ້ 10, ໄຕມາດ IV ປີ 2026", ["ຂໍ້ 10", "ໄຕມາດ IV", "ປີ 2026"]),
    ("ສຳເລັດ 11/14 ລາຍການຂອງແຜນ, 1.200 ຄົນ", ["ສຳເລັດ", "11/14 ລາຍການ", "1.200 ຄົນ"]), ("20 ຄົນງານ, 3-5 ມື້", ["ຄົນງານ", "3-5 ມື້"]),
    ("số 55/QĐ-BNV, Nghị định 13/2012/NĐ-CP, 11/14 mục", ["55/QĐ-BNV", "13/2012/NĐ-CP"]),
    ("Home Affairs, Viet Nam; Lao PDR", ["Viet Nam", "Lao PDR"]),
    ("24/03/2024 – 26/03/2024; 2 Jun 2025 – 5 Jun 2025", ["24/03/2024 –", "2 Jun", "2025 –", "5 Jun"]),
    ("15-20 ສິງຫາ", ["15-20 ສິງຫາ"]), ("5 Marches, 1 may, 123 May, tháng tám, năm 5", []),
])  # fmt: skip
def test_place_names_and_dates_are_held_together_and_nothing_is_lost(text, places):
    pieces = held(text)
    whole = [piece[0] if isinstance(piece, list) else piece for piece in pieces]
    assert "".join(whole).replace("\u00a0", " ") == text
    # In a list of its own, or with a space at which no line ends.
    held_ = [
        said for piece, said in zip(pieces, whole, strict=True) if isinstance(piece, list) or "\u00a0" in said
    ]
    assert [said.replace("\u00a0", " ") for said in held_] == places
    assert held_together(text).replace("\u00a0", " ") == text
    assert all(held_together(one) == one.replace(" ", "\u00a0") for one in places)


def test_what_is_cut_at_its_space_alone_is_held_without_a_list():
    assert held("24/03/2024 – 26/03/2024") == "24/03/2024\u00a0– 26/03/2024"
    assert held("1.200 ຄົນ, 3 ຄະນະ") == ["1.200\u00a0ຄົນ", ", ", ["3 ຄະນະ"]]


def test_a_figure_is_held_with_the_word_before_it():
    runs = (Run("ຕາມ ຂໍ້ "), Run("2"), Run(", "), Run("cam kết 10", language="vi"))
    assert [piece for one in runs_data(runs) for piece in one["text"] if isinstance(piece, list)] == [
        ["ຂໍ້ 2"],
        ["cam kết 10"],
    ]


def test_a_figure_is_held_on_screen_with_the_lao_word_after_it():
    figure = Figure("total.done", 11, "items")
    runs = (Run("ສຳເລັດ "), Run("11", figure=figure), Run(" ລາຍການ. ມີ "), Run("2", figure=figure), Run(" ໃນ"))
    assert [run.text for run in together(runs)] == ["ສຳເລັດ ", "11", "\u00a0ລາຍການ. ມີ ", "2", " ໃນ"]


def test_no_line_of_a_narrow_page_ends_inside_a_place_name():
    """The same words at every width: somewhere each name would come to the end of a line."""
    facts = home_affairs()
    text = " ".join(["họp tại Viêng Chăn và tỉnh Thanh Hóa"] * 40)
    for extra in range(1, 12):
        paper = compile.annual(facts, "vi")
        paper = replace(
            paper, blocks=(Paragraph((Run("a" * extra + " " + text),)), *paper.blocks[-2:]), appendix=()
        )
        shown = text_of_pages(pdf(paper))[0]
        assert not re.search(r"(Viêng|Thanh)\s*\n", shown)


@pytest.mark.parametrize(("language", "words", "cut"), [
    ("lo", "ຕົກລົງກັນວັນທີ 1 ສິງຫາ 2026 ແລ້ວ", r"\b1\s*\n"),
    ("vi", "đã thỏa thuận ngày 1 tháng 8 năm 2026", r"(ngày|tháng|năm)\s*\n"),
    ("en", "agreed on 1 August 2026 by both", r"\b1\s*\n"),
    ("vi", "họp ngày 1-5 tháng 8-9 năm 2026-2030", r"\n\s*[-–]\d|\d[-–]\s*\n"),
    ("lo", "ວັນທີ 15-20 ສິງຫາ 2026 ແລ້ວ", r"[-–]\s*\n"),
    ("en", "meets on 15–20 August 2026 in both", r"–\s*\n"),
])  # fmt: skip
def test_no_line_of_a_page_ends_inside_a_day_and_its_month(language, words, cut):
    """The same words at every width."""
    blank = compile.annual(home_affairs(), language)
    for extra in range(1, 12):
        text = "a" * extra + " " + " ".join([words] * 30)
        paper = replace(blank, blocks=(Paragraph((Run(text),)), *blank.blocks[-2:]), appendix=())
        shown = text_of_pages(pdf(paper))[0]
        assert not re.search(cut, shown)


def test_the_same_facts_give_the_same_bytes():
    assert render.pdf(home_affairs(), "vi", ["a"]) == render.pdf(home_affairs(), "vi", ["a"])


def test_a_moment_between_two_seconds_gives_the_bytes_of_its_second():
    paper = compile.annual(home_affairs(), "vi", [])
    moment = datetime(2026, 3, 10, 9, 30, 15, tzinfo=ZoneInfo("Asia/Vientiane"))
    assert pdf(paper, moment.replace(microsecond=123456)) == pdf(paper, moment)


def test_a_place_name_wider_than_its_column_is_cut_in_the_line_and_not_in_a_box_of_its_own():
    """In a box the comma behind it would stand after the first of its lines."""
    venue = T(vi="Thừa Thiên Huế; Luông Pha Băng")
    made = pdf(plan_report(plan(lines=(replace(COURSE, venue=venue),), before=None), "vi"), AT)
    said = " ".join("".join(text_of_pages(made)).split())
    assert "Thừa Thiên Huế; Luông Pha Băng" in said
