"""Each side sets for itself when a commitment counts as asleep (ADR 128)."""

from datetime import date

import pytest

from songfai.desk.queries import desk
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.parties.states import Role
from songfai.programmes import actions
from songfai.programmes.actions.sleeping import asleep_stamp
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-03-10"
    return make.programme_in_force()


def set_days(made, days, by=None, position=1, **said):
    side = made.programme.sides.get(position=position)
    return actions.set_asleep_after(side=side, days=days, by=by or made.leader_a, at=make.NOW, **said)


def test_a_side_reads_with_its_own_number_and_the_other_with_the_programmes(made):
    set_days(made, 1000)
    kept = Programme.objects.get()
    assert kept.asleep_after == 120
    numbers = [visible_to(leader).get().sleeps_after for leader in (made.leader_a, made.leader_b)]
    assert numbers == [1000, 120]
    set_days(made, 900, by=made.leader_b, position=2)
    assert visible_to(made.leader_b).get().sleeps_after == 900
    set_days(made, None)
    assert visible_to(made.leader_a).get().sleeps_after == 120
    assert [one.verb for one in Line.objects.all()].count("programmes.set_asleep_after") == 3


def test_the_desk_counts_with_it(made):
    # The programme was signed 292 days before.
    def asleep():
        return [len(desk(leader, date(2024, 3, 10)).asleep) for leader in (made.leader_a, made.leader_b)]

    assert asleep() == [2, 2]
    set_days(made, 293)
    assert asleep() == [0, 2]
    set_days(made, 292)
    assert asleep() == [2, 2]


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.LEADER, True), (Role.COORDINATOR, True), (Role.UNIT_OFFICER, False), (Role.INSPECTOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", [True, False])
def test_who_may_set_it(made, role, allowed, own):
    seat = make.seat(made.leader_a.institution, role)
    if allowed and own:
        set_days(made, 30, by=seat)
        return
    with pytest.raises(NotPermitted):
        set_days(made, 30, by=seat, position=1 if own else 2)


@pytest.mark.parametrize("days", [0, 13, 1001, -5])
def test_a_number_out_of_range_is_refused(made, days):
    with pytest.raises(Refused) as refused:
        set_days(made, days)
    assert refused.value.code == "days_out_of_range"


def test_two_colleagues_do_not_overwrite_one_another(made):
    seen = asleep_stamp(made.programme.sides.get(position=1))
    set_days(made, 60, seen=seen)
    with pytest.raises(Changed):
        set_days(made, 90, seen=seen)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_page_sets_it_and_the_programme_says_whose_number_it_is(client, made, language):
    client.force_login(made.leader_a.account)
    address = f"/programmes/{made.programme.slug}/asleep/"
    assert client.get(f"{address}?language={language}").status_code == 200
    refused = client.post(address, {"days": "5", "seen": ""})
    assert refused.status_code == 422 and 'value="5"' in refused.content.decode()
    seen = asleep_stamp(made.programme.sides.get(position=1))
    assert client.post(address, {"days": "45", "seen": seen}).status_code == 302
    page = client.get(f"/desk/programmes/{made.programme.slug}/?language=en").content.decode()
    assert "no evidence for 45 days" in page and "the number of your side" in page
    client.force_login(made.leader_b.account)
    page = client.get(f"/desk/programmes/{made.programme.slug}/?language=en").content.decode()
    assert "no evidence for 120 days" in page and "the programme’s number" in page
