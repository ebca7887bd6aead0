"""The commitment report: golden text per language (written anew with SONGFAI_GOLDEN=write), its files, and its gathering."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document as Word
from pypdf import PdfReader

from songfai.commitments import actions
from songfai.commitments.states import Stand
from songfai.commitments.states import Word as Said
from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from songfai.programmes.queries import visible_to
from songfai.reports.commitment_facts import SplitFacts
from songfai.reports.compile_commitments import commitment_report, workbook
from songfai.reports.paper import lines
from songfai.reports.queries import gather_commitments
from songfai.reports.render import commitments as rendered
from songfai.reports.sentences import PATTERNS
from tests import factories as make
from tests.reports.conftest import AT
from tests.reports.samples import VIET_NAM, commitment_lines
from tests.reports.test_compile import WORDS

GOLDEN = Path(__file__).parent / "golden"


def portfolio():
    return replace(commitment_lines(), issuer=VIET_NAM)


@pytest.mark.parametrize("story", ["commitments", "commitments-all"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_reads_as_the_golden_text(story, language):
    facts = portfolio() if story.endswith("all") else commitment_lines()
    said = "\n".join(lines(commitment_report(facts, language, WORDS[language]))) + "\n"
    path = GOLDEN / f"{story}-{language}.txt"
    if os.environ.get("SONGFAI_GOLDEN") == "write":
        path.write_text(said)
    assert said == path.read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_full_stop_of_one_side_falls_before_the_words_of_the_other(language):
    facts = commitment_lines()
    said = "\n".join(lines(commitment_report(facts, language, WORDS)))
    warned, lacking = facts.programmes[0].lines[0].warnings[0], facts.programmes[0].lines[0].difficulties[0]
    assert ".;" not in said
    assert {warned.text.get(language) in said, lacking.text.get(language) in said} == {True, False}


def test_every_stand_has_its_words():
    for language in LANGUAGES:
        assert all(PATTERNS[language][f"stand.{stand}"] for stand in Stand)


@pytest.mark.parametrize("facts", [commitment_lines(), portfolio()], ids=["one", "all"])
def test_pdf_docx_and_xlsx_say_the_same(facts):
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(rendered(facts, "vi", "pdf"))).pages)
    word = Word(io.BytesIO(rendered(facts, "vi", "docx")))
    docx = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    xlsx = zipfile.ZipFile(io.BytesIO(workbook(facts, "vi"))).read("xl/sharedStrings.xml").decode()
    for said in ("Thiếu phiên dịch", "Đề nghị tổ chức trực tuyến", "Có nguy cơ chậm"):
        assert said in docx
        assert said in xlsx
        assert said in " ".join(pdf.split())


ENDED = {
    "en": (
        "Department of Foreign Relations (formerly Office B)",
        "Department of Foreign Relations (ended on 28 February 2026)",
    ),
    "vi": (
        "Vụ Quan hệ quốc tế (trước đây là Phòng B)",
        "Vụ Quan hệ quốc tế (kết thúc ngày 28 tháng 02 năm 2026)",
    ),
    "lo": ("ກົມພົວພັນຕ່າງປະເທດ (ເມື່ອກ່ອນແມ່ນ ພະແນກ B)", "ກົມພົວພັນຕ່າງປະເທດ (ສິ້ນສຸດ ວັນທີ 28 ກຸມພາ 2026)"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_that_has_ended_is_told_and_changes_the_fingerprint(language):
    facts = commitment_lines()
    (programme,) = facts.programmes
    line = programme.lines[0]
    said = []
    for more in ({"former": T("ພະແນກ B", "Phòng B", "Office B")}, {"ended": date(2026, 2, 28)}):
        told = (line.answering[0], replace(line.answering[1], **more))
        changed = replace(facts, programmes=(replace(programme, lines=(replace(line, answering=told),)),))
        said.append((" ".join(lines(commitment_report(changed, language))), changed.fingerprint()))
    assert [words in text for words, (text, _print) in zip(ENDED[language], said, strict=True)] == [
        True,
        True,
    ]
    assert len({facts.fingerprint(), *(mark for _text, mark in said)}) == 3


def test_an_estimate_is_told_apart_from_what_was_measured():
    facts = commitment_lines()
    (programme,) = facts.programmes
    line = programme.lines[1]
    told = replace(line.indicators[0], estimated=((2, "900", date(2026, 1, 1)),), splits=())
    changed = replace(facts, programmes=(replace(programme, lines=(replace(line, indicators=(told,)),)),))
    said = "\n".join(lines(commitment_report(changed, "en")))
    assert "actual 1,024. Estimated: 900." in said
    assert changed.fingerprint() != facts.fingerprint()


def test_figures_are_broken_down_by_each_dimension_on_paper_and_in_rows():
    facts = commitment_lines()
    said = "\n".join(lines(commitment_report(facts, "en")))
    assert "Sex: women\u00a0400; men\u00a0624. Level: central\u00a0224; province\u00a0800." in said
    (programme,) = facts.programmes
    line = programme.lines[1]
    indicator = line.indicators[0]
    theirs = SplitFacts(2, True, T("", "", ""), ((T("ແຂວງ", "tỉnh", "province"), "900"),))
    told = replace(indicator, estimated=((2, "900", date(2026, 1, 1)),), splits=(*indicator.splits, theirs))
    both = replace(facts, programmes=(replace(programme, lines=(replace(line, indicators=(told,)),)),))
    said = "\n".join(lines(commitment_report(both, "en")))
    second = programme.sides[1].short.en
    assert f"Of which ({second}), estimated: province\u00a0900." in said
    rows = cells(workbook(both, "en"), 2)
    assert [(row["F"] == second, row["G"], row.get("I"), row.get("J"), row["K"]) for row in rows[1:]] == [
        (False, "measured", None, None, "1024"),
        (False, "measured", "Sex", "women", "400"),
        (False, "measured", "Sex", "men", "624"),
        (False, "measured", "Level", "central", "224"),
        (False, "measured", "Level", "province", "800"),
        (True, "estimated", None, None, "900"),
        (True, "estimated", None, "province", "900"),
    ]


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(book, sheet):
    """The filled cells of each row, by the letter of their column."""
    parts = zipfile.ZipFile(io.BytesIO(book))
    shared = [
        "".join(one.itertext())
        for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
    ]
    found = []
    for row in ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{sheet}.xml")).iter(f"{MAIN}row"):
        values = {}
        for cell in row.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v")
            if value is not None:
                text = shared[int(value)] if cell.get("t") == "s" else value
                values[cell.get("r").rstrip("0123456789")] = text or None
        found.append({letter: text for letter, text in values.items() if text})
    return found


@pytest.mark.django_db
def test_the_target_that_holds_now_is_told_and_an_older_estimate_is_not():
    made = make.programme_in_force()
    values = {
        "text": make.words("Trainees"), "unit": make.words("persons"), "baseline": None, "target": Decimal(20),
        "by_when": None, "split": make.words("Sex: women; men"),
    }  # fmt: skip
    one = actions.propose(commitment=made.commitments[0], values=values, by=made.leader_a, at=make.NOW)
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    new = {"value": Decimal(35), "year": None, "reason": make.words("More")}
    target = actions.propose_target(indicator=one, **new, by=made.leader_a, at=make.NOW)
    target.indicator = one
    actions.agree_target(target=target, by=made.leader_b, at=make.NOW)
    for value, day, is_estimate in ((5, 1, True), (7, 2, False), (9, 3, True)):
        actions.measure(
            indicator=one, value=Decimal(value), on=date(2026, 3, day), source="", by=made.leader_a,
            at=make.NOW, is_estimate=is_estimate, parts=[None, Decimal(value - 1)],
        )  # fmt: skip
    programme = visible_to(made.leader_a).get(pk=made.programme.pk)
    facts = gather_commitments([programme], make.TODAY, AT)
    (told,) = facts.programmes[0].lines[0].indicators
    assert (told.target, [one[1] for one in told.measured], [one[1] for one in told.estimated]) == (
        "35",
        ["7"],
        ["9"],
    )
    assert [(one.is_estimate, [number for _part, number in one.parts]) for one in told.splits] == [
        (False, ["6"]),
        (True, ["8"]),
    ]


@pytest.mark.django_db
def test_a_report_up_to_a_day_knows_nothing_of_what_came_after_it():
    """The figure, the target, the remark and the agreed indicator of later days stand in the reports of later days."""
    made = make.programme_in_force()
    commitment, first = made.commitments[0], make.NOW - timedelta(days=60)
    values = {"text": make.words("Trainees"), "unit": make.words("persons"), "baseline": None, "target": Decimal(20), "by_when": None}  # fmt: skip
    one = actions.propose(commitment=commitment, values=values, by=made.leader_a, at=first)
    actions.agree(indicator=one, by=made.leader_b, at=first)
    late = actions.propose(
        commitment=commitment, values=values | {"text": make.words("Late")}, by=made.leader_a, at=make.NOW
    )
    actions.agree(indicator=late, by=made.leader_b, at=make.NOW)
    new = {"value": Decimal(35), "year": None, "reason": make.words("More")}
    target = actions.propose_target(indicator=one, **new, by=made.leader_a, at=make.NOW)
    target.indicator = one
    actions.agree_target(target=target, by=made.leader_b, at=make.NOW)
    for value, on in ((7, first.date()), (12, make.TODAY)):
        actions.measure(indicator=one, value=Decimal(value), on=on, source="", by=made.leader_a, at=make.NOW)
    empty = dict.fromkeys(("resources", "recommendations"), T())
    for words, at in (("No interpreter", first), ("All is well", make.NOW)):
        said = empty | {"difficulties": make.words(words)}
        actions.write_remark(commitment=commitment, values=said, by=made.leader_b, at=at)

    def told(until):
        programme = visible_to(made.leader_a).get(pk=made.programme.pk)
        line = gather_commitments([programme], until, AT).programmes[0].lines[0]
        indicators = [(str(i.text), i.target, [row[1] for row in i.measured]) for i in line.indicators]
        return indicators, [str(voice.text) for voice in line.difficulties]

    assert told(make.TODAY - timedelta(days=1)) == ([("Trainees", "20", ["7"])], ["No interpreter"])
    assert told(make.TODAY) == ([("Trainees", "35", ["12"]), ("Late", "20", [])], ["All is well"])


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_gathered_and_in_how_many_queries(rows, django_assert_num_queries):
    ours = make.institution()
    for _one in range(rows):
        made = make.programme_in_force(body_a=ours)
        for commitment in made.commitments:
            remark = {name: make.words(name) for name in ("resources", "difficulties", "recommendations")}
            actions.write_remark(commitment=commitment, values=remark, by=made.leader_b, at=make.NOW)
        actions.say(
            commitment=made.commitments[0],
            word=Said.AT_RISK,
            reason=make.words("Why"),
            by=made.leader_a,
            at=make.NOW,
        )
    programmes = list(visible_to(make.seat(ours)))
    with django_assert_num_queries(10):
        facts = gather_commitments(programmes, make.TODAY, AT, issuer=ours)
    line = facts.programmes[0].lines[0]
    assert (facts.total, line.warnings[0].position, line.difficulties[0].position) == (2 * rows, 1, 2)


@pytest.mark.django_db
def test_the_pages_and_their_files(client):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    for address in (
        "/programmes/commitment-report/",
        f"/programmes/{made.programme.slug}/reports/commitments/",
    ):
        assert client.get(address).status_code == 200
        for form in ("docx", "xlsx"):
            response = client.get(f"{address}?report=lo&format={form}")
            assert f"-lo.{form}" in response["Content-Disposition"]
    none = client.get("/programmes/commitment-report/?q=nothing+of+the+kind&language=en").text
    assert "No commitment matches" in none and "No commitment in force yet" not in none
    client.force_login(make.seat().account)
    assert client.get(f"/programmes/{made.programme.slug}/reports/commitments/").status_code == 404
    assert "No commitment in force yet" in client.get("/programmes/commitment-report/?language=en").text
