"""Documents on their way: numbers, what is refused, what the other institution sees, what search finds."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from songfai.files.queries import readable_by
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.registry import actions
from songfai.registry.models import DocumentType, OfficialDocument, Recipient, Series
from songfai.registry.queries import Filter, documents, found_in, narrowed, register_of, to_register
from songfai.registry.states import Direction, DocumentState, Numbers, PartKind, Relation
from tests import factories as make
from tests.reading.test_archives import odt, xlsx
from tests.registry import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.office()


def fresh(document):
    return OfficialDocument.objects.get(pk=document.pk)


def refused(call, **named):
    with pytest.raises(Refused) as raised:
        call(**named)
    return raised.value.code


# ---- types -----------------------------------------------------------------------------------------------


def test_the_codes_of_the_decree_with_their_marks():
    codes = set(DocumentType.objects.filter(country="VN").values_list("code", flat=True))
    assert codes == set(
        "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL".split()
    )
    assert set(DocumentType.objects.filter(is_copy=True).values_list("code", flat=True)) == {
        "SY",
        "TrS",
        "SL",
    }
    lao = DocumentType.objects.filter(country="LA")
    assert lao.count() == 8
    assert {(one.code, one.certainty) for one in lao} == {("", "unconfirmed")}


# ---- numbers ---------------------------------------------------------------------------------------------


def test_a_number_comes_after_the_signature_and_only_then(made):
    document = making.draft(made)
    assert (document.number, document.printed) == (None, "")
    assert refused(actions.number, document=document, by=made.clerk, at=make.NOW) == "step_not_now"
    assert fresh(document).state == DocumentState.DRAFT
    document = making.numbered(made)
    assert (document.year, document.number, document.printed) == (2026, 1, "01/BC-BNV")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument.objects.filter(pk=document.pk).update(state=DocumentState.DRAFT)


def test_numbers_begin_anew_each_year_and_each_series_has_its_own(made):
    council = making.council(made)
    wanted = [
        (making.numbered(made, on=date(2025, 12, 30)), "01/BC-BNV"),
        (making.numbered(made, on=date(2026, 1, 2)), "01/BC-BNV"),
        (making.numbered(made, type=DocumentType.objects.get(code="QĐ")), "02/QĐ-BNV"),
        (making.numbered(made, type=None, unit_symbol="VP"), "03/BNV-VP"),
        (making.numbered(made, type=DocumentType.objects.get(code="CTr"), own_code="CTPH"), "04/CTPH-BNV"),
        (making.numbered(made, series=council), "01/BC-HĐSK"),
    ]
    copies = making.series(made.here, Numbers.COPIES)
    for number, code in enumerate(("SY", "TrS", "SL"), 1):
        row = making.numbered(made, series=copies, type=DocumentType.objects.get(code=code))
        wanted.append((row, f"0{number}/{code}-BNV"))
    assert [row.printed for row, _said in wanted] == [said for _row, said in wanted]


def test_a_copy_is_numbered_among_the_copies(made):
    copy = DocumentType.objects.get(code="SY")
    values = making.out_values(made, type=copy)
    assert refused(actions.draft, values=values, by=made.clerk, at=make.NOW) == "copies_apart"
    assert not OfficialDocument.objects.exists()


def test_a_cancelled_number_stays_and_is_not_given_again(made):
    first = making.numbered(made)
    assert refused(actions.cancel, document=first, reason=" ", by=made.clerk, at=make.NOW) == "reason_missing"
    actions.cancel(document=first, reason="Misprint", by=made.clerk, at=make.NOW)
    second = making.numbered(made)
    assert (fresh(first).number, fresh(first).state, second.number) == (1, DocumentState.CANCELLED, 2)
    assert list(register_of(made.clerk, Direction.OUT, 2026)) == [first, second]


def test_a_register_kept_on_paper_goes_on(made):
    row = making.series(made.here)
    values = {name: getattr(row, name) for name in ("title", "numbers", "symbol", "form", "active")}
    on_paper = values | {"goes_on_year": 2026, "goes_on_from": 120}
    actions.save_series(series=row, values=on_paper, by=made.clerk, at=make.NOW)
    assert making.numbered(made).printed == "120/BC-BNV"
    assert making.numbered(made, on=date(2025, 12, 1)).number == 1
    told = {"values": values | {"goes_on_year": None, "goes_on_from": None}, "by": made.clerk, "at": make.NOW}
    assert refused(actions.save_series, series=row, **told) == "series_in_use"


def test_the_usual_series_in_the_form_of_the_institution(made):
    there = Series.objects.filter(institution=made.there)
    assert {(one.numbers, one.form, one.symbol) for one in there} == {
        ("out", "lao", "ກພນ"),
        ("in", "lao", ""),
    }
    assert actions.open_usual_series(by=made.clerk, at=make.NOW) == []
    with pytest.raises(NotPermitted):
        actions.open_usual_series(by=made.unit_officer, at=make.NOW)


# ---- the way of a document -------------------------------------------------------------------------------


def test_sent_back_with_the_reason_and_not_reworded_otherwise(made):
    document = making.draft(made)
    actions.review(document=document, by=made.leader, at=make.NOW)
    told = {"document": document, "by": made.unit_officer, "at": make.NOW}
    assert refused(actions.change, values=making.out_values(made), **told) == "not_a_draft"
    actions.send_back(document=document, reason="Annex missing", by=made.leader, at=make.NOW)
    actions.change(values=making.out_values(made, subject=make.words("Anew")), **told)
    assert str(fresh(document).subject) == "Anew"
    assert [one.state for one in document.moves.all()] == ["draft", "reviewed", "draft"]


def test_somebody_saved_meanwhile(made):
    document = making.draft(made)
    with pytest.raises(Changed):
        actions.change(
            document=document, values=making.out_values(made), by=made.clerk, at=make.NOW, seen_revision=7
        )


def test_issued_only_with_recipients_and_the_scan(made):
    document = making.draft(made)
    actions.review(document=document, by=made.leader, at=make.NOW)
    assert refused(actions.check_format, document=document, by=made.clerk, at=make.NOW) == "no_recipient"
    document = making.numbered(made)
    assert refused(actions.issue, document=document, by=made.clerk, at=make.NOW) == "scan_missing"
    assert fresh(document).state == DocumentState.NUMBERED
    assert not Recipient.objects.filter(sent_on__isnull=False).exists()


def test_what_it_replaces_is_replaced_when_it_is_issued(made):
    old = making.issued(made)
    new = making.issued(made, relation=Relation.REPLACES, related=old)
    assert (fresh(old).state, fresh(new).state) == (DocumentState.REPLACED, DocumentState.ISSUED)
    assert (
        refused(actions.recall, document=fresh(old), reason="x", by=made.leader, at=make.NOW)
        == "step_not_now"
    )


# ---- the other institution -------------------------------------------------------------------------------


def test_the_other_institution_registers_it_by_its_own_act(made):
    sent = making.issued(made)
    arrival = to_register(made.there_clerk).get()
    assert arrival.document == sent
    assert not documents(made.there_clerk).exists()
    assert Notice.objects.filter(account=made.there_clerk.account, address="/registry/arrivals/").exists()
    files = {part.file for part in sent.parts.all()}
    assert files == set(readable_by(made.there_clerk))
    values = making.in_values(
        made, series=making.series(made.there, Numbers.IN), sender="", sender_institution=made.here
    )
    mine = actions.register(values=values, arrival=arrival, by=made.there_clerk, at=make.NOW)
    assert (mine.printed, mine.institution, mine.sender_institution) == ("01", made.there, made.here)
    assert {part.file for part in mine.parts.all()} == files
    assert not to_register(made.there_clerk).exists()
    assert Recipient.objects.get(pk=arrival.pk).registered == mine
    told = {"values": values, "arrival": arrival, "by": made.there_clerk, "at": make.NOW}
    assert refused(actions.register, **told) == "registered_already"
    assert OfficialDocument.objects.filter(institution=made.there).count() == 1


def test_nobody_registers_or_numbers_for_the_other(made):
    sent = making.signed(made)
    with pytest.raises(NotPermitted):
        actions.number(document=sent, by=made.there_clerk, at=make.NOW)
    issued = making.issued(made)
    values = making.in_values(made)
    told = {"values": values, "arrival": issued.recipients.get(), "by": made.clerk, "at": make.NOW}
    assert refused(actions.register, **told) == "registered_already"


def test_a_recalled_document_no_longer_waits_and_the_other_is_told(made):
    sent = making.issued(made)
    actions.recall(document=sent, reason="Wrong annex", by=made.leader, at=make.NOW)
    assert not to_register(made.there_clerk).exists()
    assert Notice.objects.filter(account=made.there_coordinator.account, text__contains="recalled").exists()


def test_an_entry_made_by_mistake_waits_again(made):
    making.issued(made)
    arrival = to_register(made.there_clerk).get()
    values = making.in_values(made, series=making.series(made.there, Numbers.IN))
    mine = actions.register(values=values, arrival=arrival, by=made.there_clerk, at=make.NOW)
    actions.cancel(document=mine, reason="Twice", by=made.there_clerk, at=make.NOW)
    assert to_register(made.there_clerk).get() == arrival
    assert fresh(mine).number == 1


# ---- what arrives ----------------------------------------------------------------------------------------


def test_an_arrival_is_numbered_handed_on_and_dealt_with(made):
    document = making.arrived(made)
    assert (document.printed, document.year) == ("01", 2026)
    own, other = make.unit(made.here), make.unit(made.there)
    told = {"document": document, "by": made.clerk, "at": make.NOW}
    assert refused(actions.hand, unit=other, **told) == "unit_of_another"
    actions.hand(unit=own, **told)
    assert refused(actions.deal, outcome=make.Trilingual(), **told) == "outcome_missing"
    actions.deal(outcome=make.words("Answered"), **told)
    assert [one.state for one in document.moves.all()] == ["registered", "handed", "dealt"]
    assert Line.objects.filter(verb="registry.deal", institution_id=made.here.pk).count() == 1


def test_the_archive(made):
    document = making.arrived(made)
    values = {
        "archive_number": "HS-12/2026",
        "retention_years": 20,
        "kept_for_ever": False,
        "retention_basis": "",
    }
    told = {"document": document, "by": made.clerk, "at": make.NOW}
    assert refused(actions.archive, values=values, **told) == "retention_basis"
    actions.archive(values=values | {"retention_basis": "Circular"}, **told)
    assert (fresh(document).archive_number, fresh(document).retention_years) == ("HS-12/2026", 20)


# ---- search ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["tap huan", "TẬP HUẤN", "ຝຶກອົບຮົມ", "01/bc-bnv", "nguyen van a", "report year", "ລາວ"]
)
def test_found_by_words_of_the_subject_the_number_and_the_files(made, text):
    document = making.issued(made)
    making.arrived(made)
    rows = narrowed(documents(made.clerk).filter(direction="out"), Filter(text=text))
    assert list(rows) == [document]


def test_where_inside_a_file_it_was_found(made):
    document = making.issued(made)
    assert found_in([document], "huan")[document.pk] == ("text.txt", "Kế hoạch tập huấn")
    assert found_in([document], "nowhere") == {}


def test_words_inside_a_workbook_and_an_open_document_are_found(made):
    document = making.draft(made)
    for name, data in (
        ("list.xlsx", xlsx([["Bảng lương tháng ba"]])),
        ("plan.odt", odt("<t:p>ແຜນຝຶກອົບຮົມ</t:p>")),
    ):
        actions.add_part(
            document=document,
            kind="appendix",
            title="",
            name=name,
            data=data,
            by=made.unit_officer,
            at=make.NOW,
        )
    found = documents(made.clerk)
    assert list(narrowed(found, Filter(text="bang luong"))) == [document]
    assert list(narrowed(found, Filter(text="ຝຶກອົບຮົມ"))) == [document]
    assert [part.unread for part in document.parts.filter(kind="appendix")] == ["", ""]


def test_a_scan_says_that_it_cannot_be_searched(made):
    document = making.issued(made)
    assert {part.kind: bool(part.unread) for part in document.parts.all()} == {"scan": True, "text": False}


def test_a_file_taken_out_is_no_longer_found(made):
    document = making.draft(made)
    part = actions.add_part(
        document=document,
        kind=PartKind.TEXT,
        title="",
        name="a.txt",
        data=making.TEXT,
        by=made.clerk,
        at=make.NOW,
    )
    assert narrowed(documents(made.clerk), Filter(text="tap huan")).exists()
    actions.remove_part(part=part, by=made.clerk, at=make.NOW)
    assert not narrowed(documents(made.clerk), Filter(text="tap huan")).exists()
