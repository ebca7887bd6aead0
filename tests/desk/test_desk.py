from datetime import date

import pytest

from songfai.desk.queries import SHOWN, desk, overview
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.programmes.models import Commitment, Obligation
from songfai.programmes.states import ObligationKind, Progress
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make.programme_in_force()


def owed(made, due, **fields):
    return Obligation.objects.create(
        programme=made.programme, kind=ObligationKind.ANNUAL_REVIEW, year=due.year, due=due, **fields
    )


def offered(made, year=2026):
    plan = plans.start_plan(programme=made.programme, year=year, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    return plans.offer(plan=plan, by=made.leader_a, at=make.NOW)


def test_an_offer_waits_for_the_other_side_and_not_for_ones_own(made):
    plan = offered(made)
    assert [one.document for one in desk(made.leader_b, make.TODAY).to_answer] == [plan.document]
    assert [one.document for one in desk(made.leader_a, make.TODAY).offered] == [plan.document]
    assert not desk(made.leader_a, make.TODAY).to_answer


def test_what_is_late_and_what_is_due_soon_are_told_apart(made):
    late, soon, far = (
        owed(made, date(2026, 3, 9)),
        owed(made, date(2026, 3, 20)),
        owed(made, date(2026, 12, 31)),
    )
    owed(made, date(2025, 3, 31), met_on=date(2025, 3, 18))
    shown = desk(made.leader_a, make.TODAY)
    assert shown.late == [late]
    assert shown.due_soon == [soon]
    assert far in shown.ahead


def test_an_item_nobody_finished_is_late_after_its_quarter(made):
    plan = make.plan_in_force(made, items=2, quarter=2)
    make.activity(made, item=plan.items.first())
    assert [item for item, _due in desk(made.leader_a, make.TODAY).late_items] == [plan.items.last()]


def test_a_commitment_without_evidence_is_asleep_until_something_is_shown(made, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert len(desk(made.leader_a, make.TODAY).asleep) == 2
    activity = make.activity(made)
    plans.add_evidence(
        activity=activity, name="a.csv", data=b"a", dated=date(2026, 3, 1), caption=make.words("x"),
        by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    assert [one.commitment for one in desk(made.leader_a, make.TODAY).asleep] == [made.commitments[1]]


def test_nothing_of_others_leaks_onto_the_desk(made):
    offered(made)
    stranger = make.seat()
    shown = desk(stranger, make.TODAY)
    assert not (shown.to_answer or shown.programmes or shown.asleep or shown.late_items)


def test_the_grid_has_a_square_for_each_commitment_and_year(made):
    make.plan_in_force(made, items=1, quarter=2)
    shown = overview(made.programme, make.TODAY)
    assert shown.years == [2023, 2024, 2025, 2026]
    assert [len(row.cells) for row in shown.grid] == [4, 4]
    assert shown.grid[0].cells[2].state == Progress.LATE
    assert shown.grid[0].cells[2].number == 1


def test_a_promise_of_a_meeting_has_no_square_before_its_year(made):
    Commitment.objects.filter(pk=made.commitments[1].pk).update(promised_on=date(2025, 3, 4))
    squares = overview(made.programme, make.TODAY).grid[1].cells
    assert [square is None for square in squares] == [True, True, False, False]


def test_what_an_earlier_year_owes_is_late_until_it_is_done_or_given_up(made):
    item = make.plan_in_force(made, items=1, quarter=2).items.get()
    make.plan_in_force(made, year=2026, items=1, quarter=4)
    assert overview(made.programme, make.TODAY).counts[Progress.LATE] == 1
    make.activity(made, item=item, state="cancelled", reason="Moved to the next year.")
    shown = overview(made.programme, make.TODAY)
    assert [cell.state for cell in shown.grid[0].cells[2:]] == [Progress.LATE, Progress.ON_TRACK]
    assert shown.late_items == []
    make.activity(made, item=item, state="in_progress")
    assert overview(made.programme, make.TODAY).grid[0].cells[3].state == Progress.LATE


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_and_the_programme_page_take_the_same_queries_for_one_and_three(
    client, rows, django_assert_max_num_queries
):
    bodies = [make.institution(), make.institution()]
    leader = make.seat(bodies[0])
    for _one in range(rows):
        made = make.programme_in_force(body_a=bodies[0], body_b=bodies[1])
        make.plan_in_force(made, items=rows)
        for _two in range(rows):
            make.activity(made)
            make.commitment(made.programme)
    client.force_login(leader.account)
    # Every matter that may wait for somebody is one query: what the partner sent, to be registered, is the latest.
    with django_assert_max_num_queries(39):
        client.get("/desk/")
    with django_assert_max_num_queries(13):
        client.get(f"/desk/programmes/{made.programme.slug}/")


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages_show_in_each_language(client, made, language):
    client.force_login(made.leader_a.account)
    for path in ("/desk/", f"/desk/programmes/{made.programme.slug}/", "/desk/search/?text=Commitment"):
        sign = "&" if "?" in path else "?"
        assert client.get(f"{path}{sign}language={language}").status_code == 200


def test_search_finds_lao_inside_a_word_and_vietnamese_without_marks(client, made):
    make.activity(made, title=make.Trilingual(lo="ຊຸດຝຶກອົບຮົມໄລຍະສັ້ນ", vi="Lưu trữ tài liệu"))
    client.force_login(made.leader_a.account)
    assert "Lưu trữ tài liệu" in client.get("/desk/search/?text=luu+tru&language=vi").content.decode()
    assert client.get("/desk/search/?text=ອົບຮົມ").context["results"].activities
    assert not client.get("/desk/search/?text=nothing").context["results"]


def test_an_administrator_has_no_matters_on_the_desk(client, made):
    admin = make.seat(made.leader_a.institution, Role.ADMINISTRATOR)
    client.force_login(admin.account)
    assert "to_answer" not in client.get("/desk/").content.decode()
    assert client.get(f"/desk/programmes/{made.programme.slug}/").status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_grid_is_exported(client, made, kind):
    client.force_login(made.leader_a.account)
    response = client.get(f"/desk/programmes/{made.programme.slug}/?export={kind}")
    assert "attachment" in response["Content-Disposition"]


def test_what_was_given_up_in_the_running_year_is_not_late(db):
    made = make.programme_in_force(signed_on=None)
    item = make.plan_in_force(made, year=2026, items=1, quarter=1).items.get()
    day = date(2026, 4, 10)
    assert overview(made.programme, day).counts[Progress.LATE] == 1
    make.activity(
        made,
        item=item,
        state="cancelled",
        reason="No funds.",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 2),
    )
    shown = overview(made.programme, day)
    assert (shown.counts[Progress.LATE], shown.late_items) == (0, [])


def test_the_desk_shows_as_many_programmes_as_fit_and_those_still_open_first(made, client):
    """The list of all programmes has pages; the desk of a ministry with hundreds of them does not."""
    seat = made.leader_a
    closed = made.programme
    type(closed).objects.filter(pk=closed.pk).update(closed_on=make.TODAY)
    others = [
        make.programme_in_force(body_a=seat.institution, body_b=make.institution()).programme
        for _n in range(SHOWN + 1)
    ]
    shown = desk(seat, make.TODAY)
    assert (len(shown.programmes), shown.further) == (SHOWN, 2)
    assert closed not in [one.programme for one in shown.programmes]
    assert {one.programme.pk for one in shown.programmes} < {one.pk for one in others}
    assert all(one.total == 2 for one in shown.programmes)
    client.force_login(seat.account)
    assert '(+<span class="num">2</span>)' in client.get("/desk/").content.decode()
