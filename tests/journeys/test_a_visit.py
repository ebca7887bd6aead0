"""A visit told as a story: proposed, arranged, confirmed by the host, held, its promise kept as a commitment, reported."""

import pytest

from songfai.plans.models import Activity
from songfai.visits.models import Meeting, Promise, Visit
from songfai.visits.states import VisitState
from tests import factories as make
from tests.journeys.walking import PASSWORD, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def made(live, new_page, settings):
    """A programme in force; a Vietnamese leader whose delegation travels, a Lao leader who hosts it."""
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    make.plan_in_force(made, year=2026)
    made.unit = make.unit(made.leader_a.institution)
    made.one, made.two = (
        Person(new_page(), seat.account.email, language).sign_in()
        for seat, language in ((made.leader_a, "vi"), (made.leader_b, "lo"))
    )
    made.home = f"/programmes/{made.programme.slug}/visits/"
    return made


def test_a_visit_from_the_proposal_to_the_report(made):
    visit = propose(made)
    arrange(made, visit)
    meet(made, visit)
    come_home(made, visit)
    report(made, visit)


def state(visit):
    return Visit.objects.get(pk=visit.pk).state


def propose(made):
    """1. The travelling side proposes; the other side sees it at once."""
    one = made.one
    one.go(f"{made.home}new/")
    one.page.check(f'input[name="commitments"][value="{made.commitments[0].pk}"]')
    one.send(
        "", title_vi="Đoàn công tác tại Viêng Chăn", level="high", host="2", manner="in_person",
        starts_on="02/03/2026", ends_on="05/03/2026", place_vi="Viêng Chăn",
    )  # fmt: skip
    visit = Visit.objects.get()
    made.two.go(made.home)
    assert made.two.sees("Đoàn công tác tại Viêng Chăn")
    return visit


def arrange(made, visit):
    """2. Into the plan; scheme and its approval; the host confirms; delegation and programme of the days."""
    one, two, here = made.one, made.two, f"{made.home}{visit.key}/"
    item = made.programme.plans.get().items.get()
    two.go(f"{here}steps/take-in/")
    two.send("", item=str(item.pk))
    one.go(f"{here}scheme/")
    one.send("", scheme_vi="Nhiệm vụ, hành trình, kinh phí")
    one.go(f"{here}steps/approve-scheme/")
    one.send("", number="19/QĐ-BNV", approved_on="10/02/2026")
    two.go(f"{here}steps/confirm/")
    two.send("")
    assert state(visit) == VisitState.CONFIRMED
    one.go(f"{here}lines/members/new/")
    one.send("", name_vi="Trần Văn Khải", name_lo="ຈັນ ວັນ ຄາຍ", courtesy="Mr", role="head")
    two.go(f"{here}lines/days/new/")
    two.send("", day="02/03/2026", at="17:40", text_lo="ມາຮອດສະໜາມບິນວັດໄຕ")
    two.go(f"{here}print/")
    assert two.sees("ຈັນ ວັນ ຄາຍ") and two.sees("17:40")


def meet(made, visit):
    """3. A meeting, its minutes and a promise: offered by one side, approved by the other, a commitment from then on."""
    one, two, here = made.one, made.two, f"{made.home}{visit.key}/"
    two.go(f"{here}steps/begin/")
    two.send("")
    two.go(f"{here}meetings/new/")
    two.send("", kind="talks", title_lo="ການພົບປະເຈລະຈາ", held_on="04/03/2026", starts_at="08:30")
    meeting = Meeting.objects.get()
    there = f"{here}meetings/{meeting.key}/"
    one.go(f"{there}minutes/")
    one.send("", minutes_vi="Hai bên thống nhất tăng số học viên.")
    one.go(f"{there}promises/new/")
    one.send("", text_vi="Tăng chỉ tiêu lên 24 học viên", type="course", bearer="1", due="15/04/2026",
             unit_1=str(made.unit.pk))  # fmt: skip
    one.go(there)
    one.send("/offer/", password=PASSWORD)
    two.go(there)
    two.send("/approve/", password=PASSWORD)
    commitment = Promise.objects.get().commitment
    assert commitment.number == 3
    two.go(f"/programmes/{made.programme.slug}/commitments/")
    assert two.sees("Tăng chỉ tiêu lên 24 học viên")


def come_home(made, visit):
    """4. Back home not quite as planned: an activity stands under the commitment, the term for the report runs."""
    one, here = made.one, f"{made.home}{visit.key}/"
    one.go(f"{here}lines/costs/new/")
    one.send("", kind="travel", spent="41.400.000")
    assert one.sees("Vui lòng chọn loại tiền")
    one.send("", currency="VND")
    one.go(f"{here}steps/finish/")
    one.send("", returned_on="05/03/2026", as_planned="no", deviation_vi="Không thăm Học viện")
    assert Activity.objects.get().evidence_at.isoformat() == "2026-03-05"
    one.go(here)
    assert one.sees("Báo cáo còn 5 ngày")


def report(made, visit):
    """5. The travelling side reports, the host takes note of it; the visit is closed and the next host is known."""
    one, two, here = made.one, made.two, f"{made.home}{visit.key}/"
    one.go(f"{here}steps/report/")
    one.send("", text_vi="Kết quả chuyến đi")
    two.go(f"{here}steps/close/")
    assert two.sees("Kết quả chuyến đi")
    two.send("")
    assert state(visit) == VisitState.CLOSED
    one.go(f"{made.home}rotation/high/")
    one.send("", kind="alternate", order="1,2", basis_vi="Cam kết 1")
    two.go(f"{made.home}rotation/")
    two.send("/agree/")
    one.go(f"/desk/programmes/{made.programme.slug}/")
    assert one.sees("đến lượt")
