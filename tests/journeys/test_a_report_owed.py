"""A report that is owed: the clerk enters the duty once, the draft is written from the record and frozen, and its files go out."""

from datetime import date
from types import SimpleNamespace

import pytest

from songfai.parties.states import Role
from songfai.registry import actions as registry
from songfai.registry.models import OfficialDocument, ReportDuty
from songfai.reports.models import FrozenReport
from tests import factories as make
from tests.journeys.walking import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def people(live, new_page, settings):
    """The clerk of the first side, whose programme has a plan of 2025 and one thing done."""
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    plan = make.plan_in_force(made, 2025, items=1, quarter=2)
    make.activity(made, item=plan.items.get(), starts_on=date(2025, 5, 5), ends_on=date(2025, 5, 7))
    seat = make.seat(made.leader_a.institution, Role.CLERK)
    registry.open_usual_series(by=seat, at=make.NOW)
    clerk = Person(new_page(), seat.account.email, "vi").sign_in()
    return SimpleNamespace(clerk=clerk, programme=made.programme)


def test_from_the_duty_to_the_document_with_the_frozen_files(people):
    clerk = people.clerk
    clerk.go("/registry/reports/")
    clerk.press('main a[href="/registry/reports/new/"]')
    values = {
        "title_vi": "Báo cáo năm", "to_name": "Chính phủ", "basis_vi": "Nghị định 12", "kind": "annual", "cadence": "year",
        "days": "31", "starts_on": "01/01/2025",
    }  # fmt: skip
    clerk.fill("main form.card", values)
    clerk.press("main form.card button.btn-primary")
    # The annual report is of one programme: said at its field, and what was typed is still there.
    assert clerk.sees("Báo cáo loại này là của một chương trình")
    assert clerk.page.input_value("main [name=to_name]") == "Chính phủ"
    clerk.fill("main form.card", {"programme": str(people.programme.pk)})
    clerk.press("main form.card button.btn-primary")

    # Late since 31 January; the draft is opened with one button.
    duty = ReportDuty.objects.get()
    assert clerk.sees("1 báo cáo quá hạn, chưa gửi.")
    clerk.press(f'main a[href="/registry/reports/{duty.key}/2025-01-01/"]')
    clerk.press("main form[action*='draft'] button")
    document, frozen = OfficialDocument.objects.get(), FrozenReport.objects.get()
    assert clerk.page.url.endswith(f"/registry/{document.key}/")
    clerk.go(f"/registry/reports/{duty.key}/2025-01-01/")
    kept = frozen.files.filter(language="vi")
    shown = clerk.page.inner_text("main").replace(" ", "").replace("\n", "")
    assert kept.count() == 3
    assert all(one.file.sha256 in shown for one in kept)

    # The list of frozen reports says which duty it answers.
    clerk.go(f"/programmes/{people.programme.slug}/reports/frozen/")
    assert clerk.sees("Thực hiện nghĩa vụ báo cáo:")
