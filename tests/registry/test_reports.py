"""Duties to report: periods, last days, late, and one event entered once in every report of its time."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from docx import Document

from songfai.deadlines.models import Rule
from songfai.kit.errors import NotPermitted, Refused
from songfai.plans import actions as plans
from songfai.registry import actions, rules
from songfai.registry.models import Report
from songfai.registry.queries import activities_in, duties_of, owed, owed_of, owed_soon, to_register
from songfai.registry.rules import Period
from songfai.registry.states import Cadence, DocumentState, Numbers, PartKind, ReportKind, ReportState
from tests import factories as make
from tests.registry import making

pytestmark = pytest.mark.django_db


def duty_values(made, **fields):
    given = {
        "title": make.words("Report on cooperation"),
        "to_institution": made.there,
        "to_name": "",
        "basis": make.words("Decree 12"),
        "kind": ReportKind.OTHER,
        "cadence": Cadence.MONTH,
        "type": None,
        "rule": None,
        "days": 10,
        "programme": None,
        "starts_on": date(2026, 1, 1),
        "ends_on": None,
    }
    return given | fields


def duty(made, **fields):
    return actions.save_duty(values=duty_values(made, **fields), by=made.clerk, at=make.NOW)


@pytest.fixture
def made():
    return making.office()


def look(made, row, first, today=make.TODAY):
    return owed_of(duties_of(made.clerk).get(pk=row.pk), first, today)


@pytest.mark.parametrize(
    ("cadence", "day", "first", "last"),
    [
        (Cadence.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (Cadence.MONTH, date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31)),
        (Cadence.QUARTER, date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (Cadence.HALF, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (Cadence.YEAR, date(2026, 3, 10), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_of_the_calendar(cadence, day, first, last):
    assert rules.period_of(cadence, day) == Period(first, last)


def test_periods_follow_one_another_without_gap():
    found = rules.periods(Cadence.QUARTER, date(2025, 2, 10), date(2026, 1, 1))
    assert [one.first for one in found] == [
        date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("state", [*DocumentState, None])
def test_a_report_stands_as_its_document_does(state):
    if state in (DocumentState.REGISTERED, DocumentState.HANDED, DocumentState.DEALT):
        return
    plain, receipted = (rules.report_state(state, receipted=one) for one in (False, True))
    sent = state in (DocumentState.ISSUED, DocumentState.REPLACED)
    assert (plain == ReportState.SENT, receipted == ReportState.RECEIPTED) == (sent, sent)


def test_what_is_owed_and_how_late(made):
    duty(made)
    rows = owed(duties_of(made.clerk), make.TODAY)
    assert [(row.period.first, row.due, row.state, row.late) for row in rows] == [
        (date(2026, 3, 1), date(2026, 4, 10), ReportState.OPEN, 0),
        (date(2026, 2, 1), date(2026, 3, 10), ReportState.OPEN, 0),
        (date(2026, 1, 1), date(2026, 2, 10), ReportState.OPEN, 28),
    ]
    assert owed(duties_of(made.there_clerk), make.TODAY) == []


def test_the_last_day_by_a_rule_in_the_calendar_of_the_institution(made):
    row = duty(made, rule=Rule.objects.get(slug="opinion"), days=None)
    # 7 working days after 28 February 2026, a Saturday.
    assert look(made, row, date(2026, 2, 1)).due == date(2026, 3, 10)


def test_no_period_but_those_it_has(made):
    row = duty(made, ends_on=date(2026, 2, 20))
    assert look(made, row, date(2026, 1, 1)) is not None
    for first in (date(2025, 12, 1), date(2026, 2, 2), date(2026, 3, 1), date(2026, 4, 1)):
        assert look(made, row, first) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"days": None}, "due_one"),
        ({"basis": make.Trilingual()}, "basis_missing"),
        ({"to_institution": None}, "recipient_one"),
        ({"ends_on": date(2025, 1, 1)}, "ends_before_it_begins"),
        ({"kind": ReportKind.ANNUAL}, "programme_needed"),
    ],
)
def test_a_duty_that_says_too_little(made, fields, code):
    with pytest.raises(Refused) as refused:
        duty(made, **fields)
    assert refused.value.code == code
    with pytest.raises(NotPermitted):
        actions.save_duty(values=duty_values(made), by=made.unit_officer, at=make.NOW)


def sent(made, row, first, by_the_clerk_at=make.NOW):
    document = actions.draft_report(duty=row, first=first, by=made.unit_officer, at=make.NOW).document
    told = {"document": document, "at": by_the_clerk_at}
    actions.review(by=made.leader, **told)
    actions.check_format(by=made.clerk, **told)
    actions.sign(
        signer="A", post=make.words("Post"), capacity="", signed_on=date(2026, 3, 9), by=made.leader, **told
    )
    actions.number(by=made.clerk, **told)
    name, data = making.SCAN
    actions.add_part(kind=PartKind.SCAN, title="", name=name, data=data, by=made.clerk, **told)
    return actions.issue(by=made.clerk, **told)


def test_drafted_sent_late_and_receipted_when_the_other_registers_it(made):
    row, january = duty(made), date(2026, 1, 1)
    document = sent(made, row, january)
    found = look(made, row, january)
    assert (found.state, found.sent_on, found.late) == (ReportState.SENT, make.TODAY, 28)
    with pytest.raises(Refused) as refused:
        actions.draft_report(duty=row, first=january, by=made.unit_officer, at=make.NOW)
    assert refused.value.code == "report_drafted"
    values = making.in_values(made, series=making.series(made.there, Numbers.IN), dated=None)
    arrival = to_register(made.there_clerk).get()
    actions.register(values=values, arrival=arrival, by=made.there_clerk, at=make.NOW)
    assert look(made, row, january).state == ReportState.RECEIPTED
    later = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
    assert look(made, row, january, later.date()).late == 28
    assert document.recipients.get().purpose == "report"


def test_it_is_receipted_too_when_the_other_registers_it_on_its_own_server(made):
    """What `take_in_registered` notes at the line of the recipient (tests/exchange/test_issued.py)."""
    row, january = duty(made), date(2026, 1, 1)
    line = sent(made, row, january).recipients.get()
    line.number_there, line.registered_there_on = "17", make.TODAY
    line.save()
    assert look(made, row, january).state == ReportState.RECEIPTED


def test_a_receipt_by_a_paper_of_the_recipient(made):
    row, january = duty(made, to_institution=None, to_name="Chính phủ"), date(2026, 1, 1)
    actions.draft_report(duty=row, first=january, by=made.unit_officer, at=make.NOW)
    report = Report.objects.get()
    told = {"report": report, "on": make.TODAY, "receipt": "12/VPCP", "by": made.clerk, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.enter_receipt(**told)
    assert refused.value.code == "not_sent"
    actions.cancel(document=report.document, reason="Anew", by=made.clerk, at=make.NOW)
    assert look(made, row, january).state == ReportState.OPEN
    sent(made, row, january)
    actions.enter_receipt(**told | {"report": Report.objects.get()})
    assert look(made, row, january).state == ReportState.RECEIPTED


def test_one_event_entered_once_is_in_every_report_of_its_time():
    story = make.programme_in_force()
    here = story.programme.sides.get(position=1).institution
    clerk = make.seat(here, "clerk")
    actions.open_usual_series(by=clerk, at=make.NOW)
    make.activity(story, title=make.words("Course"), starts_on=date(2026, 2, 3), ends_on=date(2026, 2, 5))
    make.activity(story, title=make.words("Before"), starts_on=date(2025, 2, 3), ends_on=date(2025, 2, 5))
    made = making.SimpleNamespace(clerk=clerk, there=story.programme.sides.get(position=2).institution)
    for cadence in Cadence:
        row = duty(made, cadence=cadence)
        period = rules.period_of(cadence, date(2026, 2, 4))
        assert [str(one.title) for one in activities_in(row, period, clerk)] == ["Course"]
        document = actions.draft_report(duty=row, first=period.first, by=clerk, at=make.NOW).document
        text = document.parts.get().text
        assert "Course việt" in text
        assert "Before" not in text


def test_the_word_file_can_be_edited(made):
    row = duty(made)
    document = actions.draft_report(
        duty=row, first=date(2026, 1, 1), by=made.unit_officer, at=make.NOW
    ).document
    from songfai.files.actions import path_of

    data = path_of(document.parts.get().file.sha256).read_bytes()
    paper = Document(io.BytesIO(data))
    assert "Report on cooperation việt" in paper.paragraphs[0].text
    assert len(paper.tables[0].columns) == 7
    # Of days, not of the hour of a visit.
    assert paper.tables[0].cell(0, 1).text == "Thời gian"


def test_a_report_by_hand_begins_with_the_facts_of_its_period():
    story = make.programme_in_force()
    clerk = make.seat(story.programme.sides.get(position=1).institution, "clerk")
    actions.open_usual_series(by=clerk, at=make.NOW)
    days = {"starts_on": date(2026, 1, 12), "ends_on": date(2026, 1, 14)}
    done = make.activity(story, title=make.words("Course"), **days)
    figure = {
        "label": make.words("Trainees"),
        "value": Decimal(40),
        "unit": make.words("persons"),
        "is_estimate": True,
    }
    plans.set_rows(activity=done, kind="figures", rows=[figure], by=story.leader_a, at=make.NOW)
    make.activity(story, title=make.words("Flooded"), state="cancelled", reason="Flood", **days)
    # It goes on into the next period, and was confirmed after this one: neither counts here.
    make.activity(story, title=make.words("Study"), starts_on=date(2026, 1, 30), ends_on=date(2026, 2, 9))
    plans.confirm_activity(activity=done, by=story.leader_b, at=make.NOW)
    made = making.SimpleNamespace(clerk=clerk, there=story.programme.sides.get(position=2).institution)
    document = actions.draft_report(duty=duty(made), first=date(2026, 1, 1), by=clerk, at=make.NOW).document
    text = document.parts.get().text
    assert "Hoạt động trong kỳ: 3. Hoàn thành đến hết kỳ: 1, bên đối tác đã xác nhận: 0. Đã hủy: 1." in text
    assert "Trainees việt: 40 persons việt (ước tính)" in text
    assert "1. Commitment 1 việt" in text


def test_reports_late_or_due_within_two_weeks_stand_on_the_desk(client, made, settings):
    settings.TODAY = "2026-03-05"
    late = duty(made, title=make.words("Late report"))
    duty(made, title=make.words("Not due yet"), cadence=Cadence.YEAR)
    rows = owed_soon(made.clerk, date(2026, 3, 5))
    assert [(row.duty, row.period.first, row.late) for row in rows] == [
        (late, date(2026, 1, 1), 23),
        (late, date(2026, 2, 1), 0),
    ]
    client.force_login(made.clerk.account)
    page = client.get("/desk/?language=en").content.decode()
    assert f"/reports/{late.key}/2026-01-01/" in page
    assert "Late report" in page
    assert "Not due yet" not in page
    assert owed_soon(make.seat(), date(2026, 3, 5)) == []
