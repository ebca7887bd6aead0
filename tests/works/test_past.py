"""Works recognised on paper before this register: brought in, compared, listed under their dates, decided by nobody here."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.kit.errors import NotPermitted
from songfai.novelty.models import Text
from songfai.parties.states import Role
from songfai.works import actions, rules, tasks
from songfai.works.actions import past as past_actions
from songfai.works.columns import PAST_COLUMNS
from songfai.works.models import PastRecognition, Sheet, Submission, Work
from songfai.works.queries import (
    Filter,
    compared,
    earlier_by_name,
    figures,
    persons,
    recognised_before,
    works_of_person,
)
from songfai.works.states import SheetStep, Stage, Step
from tests import factories as make
from tests.works import making
from tests.works.making import past_row, past_sheet, past_taken, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def wrong(sheet):
    return {(row, column) for row, column, _place, _text, _params in sheet.problems}


def test_a_work_stands_as_its_paper_has_it(made):
    sheet = past_taken(
        made.unit_officer,
        past_row(made="03/2014", decided_on="05/06/2015", level="Level of ministry or province", content=making.PARAGRAPH,
                 type="Technical solution", fields="mechanics", paper="Hồ sơ 7"),
        past_row(title=None, decision=None, decided_on=None, unit=None, author="Trần Thị Xưa"),
        past_row(number=2, title="Máy cắt", decided_on="2010"),
    )  # fmt: skip
    assert (sheet.step, sheet.done) == (SheetStep.TAKEN, 2)
    first, second = (line.work for line in sheet.lines.order_by("row"))
    assert (first.stage, first.level, first.listed_on) == (Stage.PAST, "", date(2015, 6, 5))
    assert second.listed_on == date(2010, 12, 31), "a year proves no day before its end"
    past = first.past
    assert (past.decision, str(past.decided_on), past.level) == ("12/QĐ-SK", "2015-06-05", "province")
    assert (past.unit_then, past.paper, past.who) == (
        "Xưởng 3 (cũ)",
        "Hồ sơ 7",
        str(made.unit_officer.account),
    )
    assert second.past.paper == "Sổ sáng kiến"
    assert list(first.authors.values_list("role", "share", "confirmed")) == [
        ("named", 0, ""),
        ("named", 0, ""),
    ]
    assert not Submission.objects.exists()
    assert [(one.key, one.day, one.filed_on) for one in Text.objects.all()] == [
        (str(first.key), date(2014, 3, 31), None)
    ]
    assert (past.laid, second.past.laid, second.past.has_text) == (True, False, False)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"title": None}, "title"),
        ({"author": None}, "author"),
        ({"decision": None}, "decision"),
        ({"decision": "x" * 101}, "decision"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": "31/02/2015"}, "decided_on"),
        ({"decided_on": "2199"}, "decided_on"),
        ({"made": "2199"}, "made"),
        ({"level": "Magic"}, "level"),
        ({"unit": "x" * 301}, "unit"),
        ({"fields": "Magic"}, "fields"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_taken_in(made, cells, column):
    sheet = past_sheet(made.clerk, past_row(number=7, title="Other"), past_row(**cells))
    assert (3, column) in wrong(sheet), sheet.problems
    with refused("sheet_wrong"):
        actions.begin_taking(sheet=sheet, by=made.clerk, at=make.NOW)
    assert not Work.objects.exists()


def test_a_sheet_names_its_paper_and_is_no_sheet_of_the_other_kind(made):
    with refused("proof_missing"):
        past_sheet(made.clerk, source=" ")
    with refused("heading_missing"):
        making.sheet(made.clerk, making.sheet_data(headings=[one for one, _about in PAST_COLUMNS.values()]))


def test_the_unit_is_found_also_where_it_was_closed(made):
    unit = make.unit(made.here)
    name = unit.name.get("vi")
    type(unit).objects.filter(pk=unit.pk).update(valid_to=date(2020, 1, 1))
    sheet = past_taken(made.clerk, past_row(unit=name), past_row(number=2, title="x"))
    assert [one.work.unit for one in sheet.lines.order_by("row")] == [unit, None]


def test_others_are_compared_with_its_wording_and_told_of_titles_alone(made, client):
    past_taken(
        made.clerk,
        past_row(content=making.PARAGRAPH),
        past_row(number=2, title="Máy cắt"),
        past_row(number=3, title="Muộn hơn", decided_on="2026"),
    )
    work = making.alike(made, applied=2024)
    found = compared(made.author, work, None, make.TODAY)
    [earlier] = found.earlier
    assert (earlier.work.stage, earlier.day, earlier.filed_on) == (Stage.PAST, date(2015, 12, 31), None)
    assert earlier.counted > 20
    assert found.titles_alone == 1, "of those known by the day"
    client.force_login(made.author.account)
    address = reverse("works:comparison", args=[work.key])
    page = client.get(address, {"language": "en"}).content.decode()
    assert "Not compared: 1 work that has only a title." in page
    assert "12/QĐ-SK" in page


def test_a_council_may_judge_it_by_name(made):
    sheet = past_taken(made.clerk, past_row(title="Máy cắt"))
    submission = making.before_council(made)
    work = sheet.lines.get().work
    officer = earlier_by_name(made.clerk, submission.work, submission, work.key, make.TODAY)
    assert (officer.day, officer.filed_on) == (date(2015, 12, 31), None)


def test_it_is_in_lists_and_in_no_figure_of_what_was_decided_here(made, client):
    making.filed(made)
    past_taken(
        made.clerk, past_row(content=making.PARAGRAPH), past_row(number=2, title="Máy cắt", decided_on="2010")
    )
    [line] = figures(made.clerk, Filter())
    assert line.counts["filed"] == 1
    assert sum(line.counts[name] for name in ("running", "recognition", "turned_down", "ended")) == 1
    assert recognised_before(made.clerk, Filter()) == 2
    assert recognised_before(made.clerk, Filter(year=2010)) == 1
    assert recognised_before(make.seat(made.there, Role.CLERK), Filter()) == 0
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:figures"), {"language": "en"}).content.decode()
    assert "were not decided here and are in no column" in page
    assert "stage=past" in page
    listed = client.get(reverse("works:list"), {"stage": "past", "language": "en"}).content.decode()
    assert "Lò sấy" in listed
    assert "recognised on paper" in listed
    assert "Lò sấy" in client.get(reverse("works:list"), {"year": "2015"}).content.decode()


@pytest.mark.parametrize("step", list(Step))
def test_no_step_is_taken_with_it(step):
    with refused("step_not_now"):
        rules.destination(Stage.PAST, step)


def test_neither_campaign_nor_filing_nor_change(made):
    work = past_taken(made.clerk, past_row(content=making.PARAGRAPH)).lines.get().work
    campaign = making.campaign(made)
    told = {"by": made.clerk, "at": make.NOW}
    with refused("campaign_filed"):
        actions.enter(campaign=campaign, work=work, **told)
    with refused("filed_already"):
        actions.file(work=work, **told)
    with refused("not_worded"):
        actions.change(work=work, values=making.values(), parts=making.parts(), **told)
    with refused("not_a_draft"):
        actions.discard(work=work, **told)


def test_what_an_earlier_sheet_brought_in_is_not_made_again(made):
    past_taken(made.clerk, past_row())
    again = past_taken(
        made.unit_officer, past_row(title="LÒ  sấy", decided_on="2016"), past_row(number=2, title="New")
    )
    assert Work.objects.count() == 2
    assert list(again.lines.order_by("row").values_list("made", flat=True)) == [False, True]
    other = making.unit()
    past_taken(other.clerk, past_row(workplace="elsewhere"))
    assert Work.objects.count() == 3, "each institution has its own"


def test_an_interruption_while_texts_are_laid_loses_nothing(made, monkeypatch):
    rows = [past_row(number=n, title=f"T {n}", content=making.PARAGRAPH) for n in range(3)]
    real, calls = past_actions._lay, []

    def cut(pk):
        calls.append(pk)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(pk)

    monkeypatch.setattr(past_actions, "_lay", cut)
    with pytest.raises(KeyboardInterrupt):
        past_taken(made.clerk, *rows)
    monkeypatch.undo()
    sheet = Sheet.objects.get()
    assert (sheet.step, Text.objects.count()) == (SheetStep.LAYING, 1)
    tasks.lay_texts.call(sheet.pk)
    tasks.lay_texts.call(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.step, Text.objects.count()) == (SheetStep.TAKEN, 3)


def test_it_is_taken_out_again_while_nobody_spoke_of_it(made):
    sheet = past_taken(made.clerk, past_row(content=making.PARAGRAPH), past_row(number=2, title="Máy cắt"))
    named = sheet.lines.get(row=3).work
    work = making.ready(made)
    actions.answer(work=work, earlier=named, text="Another machine", by=made.author, at=make.NOW)
    assert actions.undo_sheet(sheet=sheet, by=made.clerk, at=make.NOW) == (1, 1)
    assert not Text.objects.exists()
    assert list(PastRecognition.objects.values_list("work", flat=True)) == [named.pk]


def test_its_authors_stand_in_the_register_of_authors(made, client):
    sheet = past_taken(
        made.clerk,
        past_row(),
        past_row(number=2, title="Máy cắt"),
        past_row(number=3, title="C", author="Lê D"),
    )
    first = persons(made.clerk, "cu nguyen van").get()
    assert {str(one.name): one.pk for one in persons(made.clerk)}.keys() == {"Nguyễn Văn Cũ", "Lê D"}
    assert works_of_person(made.clerk, first).count() == 2
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:persons"), {"language": "en"}).content.decode()
    assert "recognised before this register" in page and "Lê D" in page
    actions.undo_sheet(sheet=sheet, by=made.clerk, at=make.NOW)
    assert not persons(made.clerk).exists(), "taken out with the sheet"


def test_an_interruption_while_authors_are_noted_loses_nobody(made, monkeypatch):
    sheet = past_sheet(made.clerk, past_row(), past_row(number=2, title="Máy cắt", author="Lê D"))
    actions.begin_taking(sheet=sheet, by=made.clerk, at=make.NOW)
    noted, note = [], past_actions.note_all

    def interrupted(works):
        if noted:
            raise KeyboardInterrupt
        noted.append(works)
        note(works)

    monkeypatch.setattr(past_actions, "note_all", interrupted)
    monkeypatch.setattr(past_actions, "NOTED", 1)
    with pytest.raises(KeyboardInterrupt):
        actions.take_in(sheet=Sheet.objects.get(pk=sheet.pk), at=make.NOW)
    assert persons(made.clerk).count() == 1
    monkeypatch.undo()
    actions.lay_texts(sheet=Sheet.objects.get(pk=sheet.pk), at=make.NOW)
    assert persons(made.clerk).count() == 2
    assert Sheet.objects.get(pk=sheet.pk).step == SheetStep.TAKEN


@pytest.mark.parametrize("role", [Role.READER, Role.AUTHOR, Role.INSPECTOR])
def test_only_officers_bring_them_in(made, client, role):
    seat = make.seat(made.here, role)
    with pytest.raises(NotPermitted):
        past_sheet(seat)
    client.force_login(seat.account)
    assert client.get(reverse("works:past_sheets")).status_code == 403


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_template_is_read_in_its_language_and_the_pages_show_it(made, client, language):
    client.force_login(made.unit_officer.account)
    template = client.get(reverse("works:past_template", args=[language])).content
    headings = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    upload = SimpleUploadedFile("past.xlsx", making.sheet_data(past_row(), headings=headings))
    index = reverse("works:past_sheets")
    lost = client.post(index, {"language": language, "source": ""})
    assert lost.status_code == 422
    response = client.post(index, {"language": language, "file": upload, "source": "Sổ 12"})
    sheet = Sheet.objects.get()
    assert response["Location"] == reverse("works:sheet", args=[sheet.key])
    assert client.post(reverse("works:take_sheet", args=[sheet.key])).status_code == 302
    page = client.get(reverse("works:sheet", args=[sheet.key]), {"language": language}).content.decode()
    assert "Sổ 12" in page
    assert reverse("works:undo_sheet", args=[sheet.key]) in page
    work = Work.objects.get()
    shown = client.get(reverse("works:work", args=[work.key]), {"language": language}).content.decode()
    assert "12/QĐ-SK" in shown
    assert "Sổ 12" in shown
    assert reverse("works:file", args=[work.key]) not in shown
    assert "Sổ 12" not in client.get(reverse("works:sheets")).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_taking_in_costs_the_same_for_few_and_many(made, count, django_assert_num_queries):
    sheet = past_sheet(made.clerk, *(past_row(number=n, title=f"T {n}") for n in range(count)))
    actions.begin_taking(sheet=sheet, by=made.clerk, at=make.NOW)
    sheet = Sheet.objects.select_related("file", "seat__account__person", "seat__institution").get()
    with django_assert_num_queries(33):
        actions.take_in(sheet=sheet, at=make.NOW)


def test_figures_without_a_work_say_what_to_expect_unless_something_narrows_them(client):
    """The language of a link, or the button pressed with nothing chosen, narrows nothing."""
    client.force_login(make.seat(make.institution()).account)
    for asked, words in (
        ({}, "A unit stands here once"),
        ({"q": "", "year": ""}, "A unit stands here once"),
        ({"q": "pump"}, "Widen the filters"),
    ):
        page = client.get(reverse("works:figures"), asked | {"language": "en"}).content.decode()
        assert words in page
