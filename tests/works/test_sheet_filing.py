"""A sheet that ends in filing: the paper its authors signed, objections, receipts, the list of what is left, brought again."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.kit.errors import NotPermitted
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.works import actions, tasks
from songfai.works.actions import sheet_filing
from songfai.works.columns import SHEET_COLUMNS
from songfai.works.models import Author, Objection, Regulation, Sheet, SheetLine, Submission, Work
from songfai.works.states import NOT_OVER_OBJECTION, SheetStep, Stage, Step
from tests import factories as make
from tests.works import making
from tests.works.making import refused, sheet_data, sheet_row

pytestmark = pytest.mark.django_db
SCAN = {"name": "signed.pdf", "data": b"%PDF-1.4\nsigned\n%%EOF\n"}
TEXTS = {name: f"Phần {name}" for name in ("known", "content", "applicability", "benefit")}


@pytest.fixture
def made():
    return making.unit()


def whole(number=1, **cells):
    """A row with all that filing asks for."""
    given = {
        "number": number, "title": f"Bẫy hơi {number}", "fields": "mechanics", "applied": "03/2026", "signed": "x",
        "year": 2025, "known_how": "Measured", "amount": 80_000_000, "currency": "VND",
    }  # fmt: skip
    return sheet_row(**TEXTS | given | cells)


def taken(made, *rows, by=None):
    by = by or made.unit_officer
    sheet = making.sheet(by, sheet_data(*rows))
    assert sheet.problems == []
    actions.begin_taking(sheet=sheet, by=by, at=make.NOW)
    actions.take_in(sheet=Sheet.objects.get(pk=sheet.pk), at=make.NOW)
    return Sheet.objects.get(pk=sheet.pk)


def signed(made, sheet, by=None):
    return actions.confirm_signed(
        sheet=sheet, title="List of 05/03/2026", by=by or made.unit_officer, at=make.NOW, **SCAN
    )


def filed(made, sheet, by=None):
    actions.begin_filing(sheet=sheet, by=by or made.unit_officer, at=make.NOW)
    tasks.file_sheet.call(sheet.pk)
    return Sheet.objects.get(pk=sheet.pk)


def why(sheet):
    return {
        one.row: [text % params if params else text for text, params in one.why] for one in sheet.lines.all()
    }


def test_one_sheet_one_paper_one_step_and_every_work_has_its_receipt(made):
    sheet = taken(
        made,
        whole(1, share=60, heads_unit="có", union_member="Yes", state_funded=1, confidential="Content of the solution"),
        sheet_row(number=1, title=None, type=None, author="Trần Thị B", share=40, signed="x", year=2026,
                  known_how="Cannot be computed"),
        whole(2, author="Lê C"),
    )  # fmt: skip
    paper = signed(made, sheet)
    assert paper.confirmed == 3
    sheet = filed(made, sheet)
    assert (sheet.step, why(sheet)) == (SheetStep.FILED, {2: [], 4: []})
    numbers = [one.submission.number for one in sheet.lines.order_by("row")]
    assert numbers == [1, 2]
    assert set(Work.objects.values_list("stage", flat=True)) == {Stage.RECEIVED}
    first = Work.objects.order_by("id").first()
    assert first.state_funded
    assert list(first.parts.filter(confidential=True).values_list("kind", flat=True)) == ["content"]
    assert "phan content" not in first.search
    assert list(first.benefits.values_list("year", "kind")) == [(2025, "measured"), (2026, "not_computable")]
    lead, co = first.authors.order_by("id")
    assert (lead.heads_unit, lead.union_member, co.heads_unit) == (True, True, False)
    assert (lead.confirmed_paper, lead.confirmed_by, lead.signed_paper) == (paper.title, paper.who, paper)
    told = Notice.objects.filter(account=made.clerk.account, text__contains="Of the sheet")
    assert [one.params["filed"] for one in told] == [2], "the office is told once"


def test_what_is_not_complete_stays_a_draft_with_all_its_reasons(made):
    sheet = taken(
        made, whole(1), whole(2, signed=None, content=None, author="B"), whole(3, fields=None, author="C")
    )
    signed(made, sheet)
    sheet = filed(made, sheet)
    assert why(sheet) == {
        2: [],
        3: ["A part of the description is still empty.", "Not every author has confirmed the share yet."],
        4: ["No field is chosen yet."],
    }
    assert Submission.objects.count() == 1
    # Mended on its page, it is filed by the same button; nothing is filed twice.
    work = sheet.lines.get(row=4).work
    work.fields.set(making.WorkField.objects.filter(slug="mechanics"))
    sheet = filed(made, sheet)
    assert Submission.objects.count() == 2
    assert sheet.lines.get(row=4).submission.number == 2
    assert why(sheet)[4] == []


def test_two_who_file_at_once_and_an_interruption_file_each_work_once(made, monkeypatch):
    sheet = taken(made, whole(1), whole(2, author="B"))
    signed(made, sheet)
    actions.begin_filing(sheet=sheet, by=made.unit_officer, at=make.NOW)
    real, calls = sheet_filing._file_line, []

    def cut(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args)

    monkeypatch.setattr(sheet_filing, "_file_line", cut)
    with pytest.raises(KeyboardInterrupt):
        actions.file_sheet(sheet=Sheet.objects.get(pk=sheet.pk), at=make.NOW)
    monkeypatch.undo()
    assert (Submission.objects.count(), Sheet.objects.get().step) == (1, SheetStep.FILING)
    # A second helper meets a line the first one has done.
    done = SheetLine.objects.exclude(submission=None).get()
    sheet_filing._file_line(done.pk, made.unit_officer, make.NOW)
    tasks.file_sheet.call(sheet.pk)
    tasks.file_sheet.call(sheet.pk)
    assert (Submission.objects.count(), Sheet.objects.get().step) == (2, SheetStep.FILED)


def test_an_account_is_confirmed_by_paper_only_where_the_rules_say_so(made):
    email = made.author.account.email
    sheet = taken(made, whole(1, email=email, author="Nobody else"), whole(2, author="B"))
    own = making.own_rules(made, valid_from=make.TODAY)
    assert signed(made, sheet).confirmed == 1
    assert Author.objects.get(account=made.author.account).confirmed == ""
    with refused("nobody_signed"):
        signed(made, sheet)
    Regulation.objects.filter(pk=own.pk).update(paper_confirms=True)
    assert signed(made, sheet).confirmed == 1
    [notice] = Notice.objects.filter(account=made.author.account, text__contains="object on its page")
    assert notice.params["share"] == "100"


def test_who_bears_the_name_of_an_account_here_is_not_confirmed_behind_its_back(made):
    name = made.second.account.person.name.get("vi") or str(made.second.account.person.name)
    sheet = taken(made, whole(1, author=name), whole(2, author="B"))
    assert signed(made, sheet).confirmed == 1
    assert sheet.lines.get(row=2).work.authors.get().confirmed == ""


def test_the_general_rules_say_that_a_paper_for_a_confirmation_is_a_proposal():
    for row in Regulation.objects.filter(institution=None, scheme="base"):
        assert row.paper_confirms
        assert "proposal" in row.basis.get("en").rsplit(". ", 1)[1]


def objecting(made):
    sheet = taken(made, whole(1, email=made.author.account.email, author="Nobody else"))
    signed(made, sheet)
    return sheet, Author.objects.get(account=made.author.account)


def test_an_author_objects_before_and_it_is_not_filed(made):
    sheet, author = objecting(made)
    with pytest.raises(NotPermitted):
        actions.object_to(author=author, reason="Not mine", by=made.second, at=make.NOW)
    with refused("reason_missing"):
        actions.object_to(author=author, reason=" ", by=made.author, at=make.NOW)
    actions.object_to(author=author, reason="Not mine", by=made.author, at=make.NOW)
    author.refresh_from_db()
    assert (author.confirmed, author.signed_paper, author.confirmed_at) == ("", None, None)
    assert Notice.objects.filter(account=made.unit_officer.account, text__contains="objects").count() == 1
    with refused("nobody_signed"):
        signed(made, sheet)
    assert why(filed(made, sheet)) == {2: ["Not every author has confirmed the share yet."]}
    with refused("not_on_paper"):
        actions.object_to(author=author, reason="Again", by=made.author, at=make.NOW)
    actions.confirm(author=author, by=made.author, at=make.NOW)
    assert Objection.objects.get().ended_at == make.NOW
    assert why(filed(made, sheet)) == {2: []}


def test_an_objection_holds_a_filed_work_until_the_author_agrees(made):
    sheet, author = objecting(made)
    filed(made, sheet)
    submission = Submission.objects.get()
    actions.object_to(author=author, reason="I have 60", by=made.author, at=make.NOW)
    assert Notice.objects.filter(account=made.clerk.account, text__contains="objects").count() == 1
    with refused("author_objects"):
        actions.accept(submission=making.fresh(submission), by=made.clerk, at=make.NOW)
    actions.confirm(author=Author.objects.get(pk=author.pk), by=made.author, at=make.NOW)
    actions.accept(submission=making.fresh(submission), by=made.clerk, at=make.NOW)
    actions.convene(submission=making.fresh(submission), council=made.council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    Author.objects.update(confirmed="behalf", confirmed_paper="x")
    with refused("objects_too_late"):
        actions.object_to(author=Author.objects.get(pk=author.pk), reason="Late", by=made.author, at=make.NOW)


@pytest.mark.parametrize(
    "step", [Step.ACCEPT, Step.CONVENE, Step.COUNT, Step.OPEN, Step.SEND_UP, Step.RECOGNISE]
)
def test_no_step_towards_recognition_goes_over_an_objection(step):
    assert step in NOT_OVER_OBJECTION


def test_a_paper_is_taken_back_until_a_work_is_filed(made):
    sheet = taken(made, whole(1), whole(2, author="B", content=None))
    paper = signed(made, sheet)
    actions.take_back(paper=paper, by=made.clerk, at=make.NOW)
    assert set(Author.objects.values_list("confirmed", "confirmed_at", "signed_paper")) == {("", None, None)}
    with refused("paper_taken_back"):
        actions.take_back(paper=paper, by=made.clerk, at=make.NOW)
    again = signed(made, sheet)
    filed(made, sheet)
    with refused("filed_by_paper"):
        actions.take_back(paper=again, by=made.clerk, at=make.NOW)
    assert Author.objects.exclude(confirmed="").count() == 2


def test_drafts_of_a_sheet_are_thrown_away_again_but_not_what_people_did_since(made):
    sheet = taken(made, whole(1), whole(2, author="B"))
    touched = sheet.lines.get(row=3).work
    actions.change(
        work=touched, values=making.values(), parts=making.parts(), by=made.unit_officer, at=make.NOW
    )
    assert actions.undo_sheet(sheet=sheet, by=made.unit_officer, at=make.NOW) == (1, 1)
    assert list(Work.objects.all()) == [touched]
    one = taken(made, whole(5))
    assert actions.undo_sheet(sheet=one, by=made.unit_officer, at=make.NOW) == (1, 0)
    one.refresh_from_db()
    assert one.step == SheetStep.CHECKED
    actions.begin_taking(sheet=one, by=made.unit_officer, at=make.NOW)
    actions.take_in(sheet=Sheet.objects.get(pk=one.pk), at=make.NOW)
    filed(made, one)
    with refused("sheet_not_undone"):
        actions.undo_sheet(sheet=one, by=made.unit_officer, at=make.NOW)


def list_of(client, sheet):
    data = client.get(reverse("works:sheet_left", args=[sheet.key])).content
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def place(name):
    return list(SHEET_COLUMNS).index(name)


def test_the_list_of_those_left_is_mended_and_brought_again_without_doubles(made, client):
    unit = make.unit(made.here)
    client.force_login(made.unit_officer.account)
    sheet = taken(
        made,
        whole(1),
        whole(2, fields=None, share=60.5, author="B", unit=unit.name.get("vi"), confidential="Applicability", born="1985"),
        sheet_row(number=2, title=None, type=None, author="C", share=39.5, signed="x", email=made.author.account.email,
                  year=2026, known_how="Estimated", amount=1.5, currency="USD"),
    )  # fmt: skip
    signed(made, sheet)
    filed(made, sheet)
    headings, *rows = list_of(client, sheet)
    assert [row[place("author")] for row in rows] == ["B", "C"]
    assert "Chưa chọn lĩnh vực" in rows[0][-1] or "field" in rows[0][-1]
    before = list(Work.objects.order_by("id").values_list("pk", flat=True))
    rows[0][place("fields")], rows[0][place("title")] = "mechanics", "Bẫy hơi mới"
    data = sheet_data(*rows, headings=headings)
    again = making.sheet(made.unit_officer, data)
    assert again.problems == []
    actions.begin_taking(sheet=again, by=made.unit_officer, at=make.NOW)
    actions.take_in(sheet=Sheet.objects.get(pk=again.pk), at=make.NOW)
    assert list(Work.objects.order_by("id").values_list("pk", flat=True)) == before
    work = Work.objects.get(pk=before[1])
    assert (work.title.get("vi"), work.unit, str(work.first_applied)) == ("Bẫy hơi mới", unit, "2026-03")
    assert list(work.parts.filter(confidential=True).values_list("kind", flat=True)) == ["applicability"]
    assert list(work.benefits.values_list("year", "kind", "minor", "currency")) == [
        (2025, "measured", 80_000_000, "VND"),
        (2026, "estimated", 150, "USD"),
    ]
    assert [str(one.born or "") for one in work.authors.all()] == ["1985", ""]
    assert {one.confirmed for one in work.authors.all()} == {"behalf"}, "nothing of their shares changed"
    again = filed(made, Sheet.objects.get(pk=again.pk))
    assert [one.submission.number for one in again.lines.all()] == [2]
    assert Submission.objects.count() == 2
    # The first sheet does not file it again either.
    assert why(filed(made, sheet))[3] == ["This work is filed already."]


def test_the_whole_sheet_brought_again_with_one_cell_mended_makes_no_double(made):
    sheet = taken(made, whole(1), whole(2, fields=None, author="B"))
    signed(made, sheet)
    filed(made, sheet)
    again = taken(made, whole(1), whole(2, author="B", share=100), whole(3, author="New"))
    assert Work.objects.count() == 3
    signed(made, again)
    again = filed(made, again)
    assert {row: len(reasons) for row, reasons in why(again).items()} == {2: 1, 3: 0, 4: 0}
    assert Submission.objects.count() == 3


def test_a_changed_share_is_signed_anew_and_a_lead_may_change(made):
    rows = (
        whole(1, author="A", share=70),
        sheet_row(number=1, title=None, type=None, author="B", share=30, signed="x"),
    )
    sheet = taken(made, *rows)
    signed(made, sheet)
    ids = {str(one): one.pk for one in Author.objects.all()}
    again = taken(
        made,
        whole(1, author="B", share=30),
        sheet_row(number=1, title=None, type=None, author="A", share=70, signed="x"),
    )
    lines = {str(one): (one.pk, one.role, one.confirmed) for one in Author.objects.all()}
    assert lines == {"A": (ids["A"], "co", ""), "B": (ids["B"], "lead", "")}
    assert signed(made, again).confirmed == 2


def test_what_somebody_changed_since_is_not_overwritten(made, client):
    client.force_login(made.unit_officer.account)
    sheet = taken(made, whole(1, fields=None))
    filed(made, sheet)
    headings, *rows = list_of(client, sheet)
    work = Work.objects.get()
    actions.change(
        work=work, values=making.values(title=Trilingual(vi="Bẫy hơi 1")), parts=making.parts(), by=made.unit_officer, at=make.NOW
    )  # fmt: skip
    again = making.sheet(made.unit_officer, sheet_data(*rows, headings=headings))
    assert [(row, column) for row, column, *_rest in again.problems] == [(2, "mark")]
    whole_again = making.sheet(made.unit_officer, sheet_data(whole(1)))
    assert [(row, column) for row, column, *_rest in whole_again.problems] == [(2, "title")]


def test_the_same_work_twice_in_one_sheet_is_told(made):
    sheet = making.sheet(made.clerk, sheet_data(whole(1), whole(2, title="bẫy  HƠI 1")))
    assert [(row, column) for row, column, *_rest in sheet.problems] == [(3, "title")]


@pytest.mark.parametrize("role", [Role.READER, Role.AUTHOR, Role.INSPECTOR])
def test_who_may(made, role):
    sheet = taken(made, whole(1))
    paper = signed(made, sheet)
    seats = [make.seat(made.here, role), make.seat(make.institution(), Role.CLERK)]
    for seat in seats:
        told = {"by": seat, "at": make.NOW}
        with pytest.raises(NotPermitted):
            actions.confirm_signed(sheet=sheet, title="x", **SCAN, **told)
        with pytest.raises(NotPermitted):
            actions.take_back(paper=paper, **told)
        with pytest.raises(NotPermitted):
            actions.begin_filing(sheet=sheet, **told)
        with pytest.raises(NotPermitted):
            actions.undo_sheet(sheet=sheet, **told)


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages_lead_from_the_paper_to_the_receipts(made, client, language):
    client.force_login(made.unit_officer.account)
    email = made.author.account.email
    sheet = taken(made, whole(1, email=email, author="Nobody else"), whole(2, fields=None, author="B"))
    page = reverse("works:sheet", args=[sheet.key])
    assert client.get(page, {"language": language}).status_code == 200
    sign = reverse("works:sign_sheet", args=[sheet.key])
    assert client.get(sign).status_code == 200
    lost = client.post(sign, {"title": "List of May", "file": SimpleUploadedFile("a.pdf", b"not a pdf")})
    assert lost.status_code == 422
    assert "List of May" in lost.content.decode(), "nothing typed is lost"
    assert not sheet.papers.exists()
    scan = SimpleUploadedFile(SCAN["name"], SCAN["data"])
    assert client.post(sign, {"title": "List of May", "file": scan})["Location"] == page
    paper = sheet.papers.get()
    assert b"".join(client.get(reverse("works:sheet_paper", args=[sheet.key, paper.pk]))) == SCAN["data"]
    assert client.post(reverse("works:file_sheet", args=[sheet.key]))["Location"] == page
    shown = client.get(page).content.decode()
    year = Submission.objects.get().year
    assert f"0001/{year}" in shown
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(reverse("works:sheet_filed", args=[sheet.key])).content)
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert rows[1][2] == f"0001/{year}"
    # The author reads what was signed, and objects.
    author = Author.objects.get(account=made.author.account)
    seen = reverse("works:signed_paper", args=[author.work.key, author.pk])
    object_ = reverse("works:object", args=[author.work.key, author.pk])
    assert client.get(object_).status_code == 404
    client.force_login(made.author.account)
    assert client.get(reverse("works:work", args=[author.work.key])).status_code == 200
    assert b"".join(client.get(seen)) == SCAN["data"]
    assert client.get(object_).status_code == 200
    assert client.post(object_, {"reason": ""}).status_code == 422
    assert client.post(object_, {"reason": "Not I"}).status_code == 302
    work = client.get(reverse("works:work", args=[author.work.key])).content.decode()
    assert "Not I" in work
    assert reverse("works:confirm", args=[author.work.key, author.pk]) in work
    client.force_login(made.second.account)
    assert client.get(seen).status_code == 404


def test_a_long_sheet_is_filed_by_the_worker_and_shows_how_far_it_is(made, client, monkeypatch):
    monkeypatch.setattr("songfai.works.pages.sheet_filing.AT_ONCE", 1)
    client.force_login(made.unit_officer.account)
    sheet = taken(made, whole(1), whole(2, author="B"))
    signed(made, sheet)
    client.post(reverse("works:file_sheet", args=[sheet.key]))
    page = client.get(reverse("works:sheet", args=[sheet.key]))
    assert page["Refresh"] == "3"
    assert not Submission.objects.exists()
    tasks.file_sheet.call(sheet.pk)
    page = client.get(reverse("works:sheet", args=[sheet.key]))
    assert "Refresh" not in page
    assert Submission.objects.count() == 2


def test_undo_and_take_back_by_their_buttons(made, client):
    client.force_login(made.unit_officer.account)
    sheet = taken(made, whole(1))
    paper = signed(made, sheet)
    back = reverse("works:take_back_paper", args=[sheet.key, paper.pk])
    assert client.post(back).status_code == 302
    assert client.post(reverse("works:undo_sheet", args=[sheet.key])).status_code == 302
    assert not Work.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_sheet_asks_the_same_for_few_and_many(made, client, count, django_assert_num_queries):
    client.force_login(made.unit_officer.account)
    sheet = taken(
        made, *(whole(n, author=f"A {n}", fields="mechanics" if n % 2 else None) for n in range(2 * count))
    )
    signed(made, sheet)
    filed(made, sheet)
    address = reverse("works:sheet", args=[sheet.key])
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
