"""A report that is owed is the report of its kind, written from the record, frozen, and sent as an official document."""

from datetime import date

import pytest
from django.urls import reverse

from songfai.files.actions import path_of
from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.registry import actions as registry
from songfai.registry.models import OfficialDocument, ReportDuty
from songfai.registry.queries import duties_of, owed_of
from songfai.registry.states import OF_ONE_PROGRAMME, Cadence, ReportKind, ReportState
from songfai.reports.models import FrozenReport
from songfai.reports.pages.owed import reports_for
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = date(2025, 1, 1)


@pytest.fixture
def office(made, done, settings):
    """The first side's registry, and a finished activity of 2025."""
    settings.TODAY = "2026-03-10"
    done(made.items[0])
    made.clerk = make.seat(made.leader_a.institution, Role.CLERK)
    registry.open_usual_series(by=made.clerk, at=make.NOW)
    return made


def duty(office, kind=ReportKind.ANNUAL, cadence=Cadence.YEAR, **fields) -> ReportDuty:
    of_one = kind in OF_ONE_PROGRAMME
    values = {
        "title": make.words(f"Duty {kind}"), "to_institution": None, "to_name": "Chính phủ",
        "basis": make.words("Decree 12"), "kind": kind, "cadence": cadence, "type": None, "rule": None, "days": 31,
        "programme": office.programme if of_one else None, "starts_on": YEAR, "ends_on": None,
    }  # fmt: skip
    return registry.save_duty(values=values | fields, by=office.clerk, at=make.NOW)


def draft(client, row, by, first=YEAR):
    client.force_login(by.account)
    return client.post(reverse("reports:draft_owed", args=[row.key, first.isoformat()]))


def state(office, row, first=YEAR):
    return owed_of(duties_of(office.clerk).get(pk=row.pk), first, make.TODAY)


def test_the_draft_is_the_frozen_report_of_the_kind(client, office):
    row = duty(office)
    answer = draft(client, row, office.clerk)
    document = OfficialDocument.objects.get()
    assert answer["Location"] == reverse("registry:document", args=[document.key])
    frozen = FrozenReport.objects.get()
    assert (frozen.paper, frozen.programme) == ("annual-2025", office.programme)
    assert [one.first for one in frozen.answers.all()] == [YEAR]
    # The files that go with the document are the frozen ones of its language, byte for byte.
    sent = {part.file.sha256 for part in document.parts.all()}
    assert sent == {one.file.sha256 for one in frozen.files.filter(language=document.language)}
    assert {part.kind for part in document.parts.all()} == {"text", "appendix"}
    assert state(office, row).state == ReportState.DRAFTED


def test_what_is_recorded_later_changes_no_file_of_the_report(client, office, done):
    row = duty(office)
    draft(client, row, office.clerk)
    document = OfficialDocument.objects.get()
    before = {part.file.sha256: path_of(part.file.sha256).read_bytes() for part in document.parts.all()}
    done(office.items[1])
    page = client.get(reverse("registry:report", args=[row.key, YEAR.isoformat()]) + "?language=en")
    assert all(sha in page.content.decode().replace(" ", "") for sha in before)
    assert {sha: path_of(sha).read_bytes() for sha in before} == before


def test_two_duties_of_one_kind_share_one_frozen_report(client, office):
    for row in (duty(office), duty(office)):
        assert draft(client, row, office.clerk).status_code == 302
    assert FrozenReport.objects.get().answers.count() == 2
    assert OfficialDocument.objects.count() == 2
    listed = client.get(reverse("reports:frozen", args=[office.programme.slug]) + "?language=en")
    assert listed.content.decode().count("Answers the duty to report:") == 2


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        (ReportKind.ANNUAL, ["annual-2025"]),
        (ReportKind.COMMITMENTS, ["commitments"]),
        (ReportKind.PLAN, ["plan"]),
        (ReportKind.PORTFOLIO, ["portfolio-2025"]),
        # Nothing of these kinds is in the record yet.
        (ReportKind.VISIT, []),
        (ReportKind.MIDTERM, []),
        (ReportKind.FINAL, []),
        (ReportKind.INFORMATION, []),
        (ReportKind.OTHER, []),
    ],
)
def test_each_kind_is_answered_by_its_report_or_by_nothing(client, office, kind, papers):
    row = duty(office, kind)
    found = state(office, row)
    reports = reports_for(row, found.period, office.clerk)
    assert [one.key if kind != ReportKind.PLAN else one.key.partition("-")[0] for one in reports] == papers
    draft(client, row, office.clerk)
    # A report written by hand begins with a list of what was done; a listed kind never with an empty page.
    expected = ReportState.DRAFTED if papers or kind == ReportKind.OTHER else ReportState.OPEN
    assert state(office, row).state == expected
    assert FrozenReport.objects.count() == len(papers)


def test_a_quarter_ends_the_annual_report_with_its_last_day(office):
    row = duty(office, cadence=Cadence.QUARTER)
    found = state(office, row, date(2025, 4, 1))
    assert reports_for(row, found.period, office.clerk)[0].facts.cut_off == date(2025, 6, 30)


def test_nothing_recorded_is_said_and_nothing_is_kept(client, office):
    row = duty(office, ReportKind.INFORMATION)
    draft(client, row, office.clerk)
    page = client.get(reverse("registry:report", args=[row.key, YEAR.isoformat()]) + "?language=en")
    assert "The record holds nothing of this kind for this period yet." in page.content.decode()
    assert (OfficialDocument.objects.count(), FrozenReport.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEADER, 302),
        (Role.COORDINATOR, 302),
        (Role.UNIT_OFFICER, 302),
        (Role.CLERK, 302),
        (Role.READER, 403),
    ],
)
def test_who_may_open_the_draft(client, office, role, status):
    row = duty(office)
    assert draft(client, row, make.seat(office.leader_a.institution, role)).status_code == status
    assert OfficialDocument.objects.exists() == (status == 302)


def test_another_institution_finds_no_duty(client, office):
    row = duty(office)
    assert draft(client, row, office.leader_b).status_code == 404
    with pytest.raises(NotPermitted):
        registry.draft_report(duty=row, first=YEAR, by=office.leader_b, at=make.NOW)


def test_a_duty_of_one_programme_asks_for_it_at_its_field(client, office):
    client.force_login(office.clerk.account)
    told = {"title_en": "Report", "to_name": "X", "basis_en": "Law", "kind": "annual", "cadence": "year", "days": "10",
            "starts_on": "2025-01-01"}  # fmt: skip
    answer = client.post(reverse("registry:new_duty") + "?language=en", told)
    assert answer.status_code == 422
    assert answer.context["form"].errors["programme"] == [
        "A report of this kind is of one programme: choose it."
    ]
    assert not ReportDuty.objects.exists()


def test_late_reports_are_counted_over_the_list(client, office):
    duty(office)
    client.force_login(office.clerk.account)
    page = client.get(reverse("registry:reports") + "?language=en").content.decode()
    assert "1 report is late and not sent." in page
