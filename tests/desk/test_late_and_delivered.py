"""Late duties and deliveries on the desk, with whose turn it is; sides by their names of the day."""

from datetime import date

import pytest
from django.test import Client

from songfai.desk.queries import desk
from songfai.duties import actions as duties
from songfai.parties import actions as parties
from songfai.parties.models import Field, FormerName
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.plans.permissions import may_read_evidence
from songfai.programmes.models import Obligation
from songfai.programmes.states import ObligationKind
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 20)


@pytest.fixture
def made():
    return make.programme_in_force()


def page_of(seat, address="/desk/"):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client.get(address)


def late(seat, today=LATER):
    return [(one.duty.pk, one.waits_for) for one in desk(seat, today).duties]


def test_a_late_duty_is_on_the_desk_of_both_sides_and_says_whose_turn_it_is(made):
    own, both = make.duty(made), make.duty(made, side=0)
    make.duty(made, due=date(2026, 4, 1))
    make.duty(made, rule=None, starts_on=None)
    for seat in (made.leader_a, made.leader_b):
        assert late(seat) == [(own.pk, (1,)), (both.pk, (1, 2))]
        assert late(seat, date(2026, 3, 10)) == []
    duties.confirm_duty(duty=both, done_on=date(2026, 3, 9), by=made.leader_a, at=make.NOW)
    assert late(made.leader_b) == [(own.pk, (1,)), (both.pk, (2,))]
    duties.confirm_duty(duty=own, done_on=date(2026, 3, 9), by=made.leader_a, at=make.NOW)
    assert late(made.leader_b) == [(both.pk, (2,))]
    assert late(make.seat(make.institution())) == []


def test_a_date_of_the_programme_that_a_duty_follows_is_told_once(made):
    obligation = Obligation.objects.create(
        programme=made.programme, kind=ObligationKind.ANNUAL_REVIEW, year=2026, due=date(2026, 3, 1)
    )
    assert desk(made.leader_a, LATER).late == [obligation]
    duty = duties.follow(obligation=obligation, by=made.leader_a, at=make.NOW)
    shown = desk(made.leader_a, LATER)
    assert ([one.duty for one in shown.duties], shown.late) == ([duty], [])


def test_a_delivery_waits_on_the_desk_of_the_side_that_receives_it(made):
    row = make.support(made, "delivered")
    make.support(made, "approved")
    theirs = make.support(made, "delivered", by=made.leader_b)
    assert desk(made.leader_b, make.TODAY).deliveries == [row]
    assert desk(made.leader_a, make.TODAY).deliveries == [theirs]
    assert desk(make.seat(make.institution()), make.TODAY).deliveries == []


def test_the_page_shows_both_and_leads_to_them(made, settings):
    settings.TODAY = LATER.isoformat()
    duty, row = make.duty(made), make.support(made, "delivered")
    shown = page_of(made.leader_b).text
    assert str(duty.key) in shown
    assert str(row.key) in shown
    assert "Waits for" in shown


# ---- Names of the day, and files of a predecessor ---------------------------------------------------------


def test_a_list_calls_a_side_as_it_was_called_on_the_day(made):
    body = made.leader_a.institution
    make.activity(made, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 2))
    make.activity(made, starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 2))
    FormerName.objects.create(institution=body, name=make.words("Old Ministry"), until=date(2024, 12, 31))
    parties.settle()
    for address in ("/portfolio/activities/", f"/programmes/{made.programme.slug}/activities/"):
        # A side's name stands elsewhere on the page too; the former one only in the row of its day.
        assert page_of(made.leader_b, address).text.count("Old Ministry") == 1
        only_new = page_of(made.leader_b, f"{address}?year=2025").text
        assert "Old Ministry" not in only_new
        csv = page_of(made.leader_b, f"{address}?export=csv").content.decode("utf-8-sig")
        assert csv.count("Old Ministry") == 1


def test_the_successor_of_a_field_opens_the_evidence_of_that_field_and_of_no_other(made):
    religion, training = Field.objects.get(slug="religion"), Field.objects.get(slug="training")
    made.programme.fields.add(religion, training)
    files = []
    for commitment, field in zip(made.commitments, (religion, training), strict=False):
        type(commitment).objects.filter(pk=commitment.pk).update(field=field)
        commitment.refresh_from_db()
        activity = make.activity(made, by=made.leader_b, commitment=commitment)
        evidence = plans.add_evidence(
            activity=activity, name="a.pdf", data=b"%PDF-1.7 x", dated=date(2025, 6, 1), caption=make.words("C"),
            by=made.leader_b, at=make.NOW,
        )  # fmt: skip
        address = f"/programmes/{made.programme.slug}/activities/{activity.key}/"
        files.append((activity, address, f"{address}evidence/{evidence.pk}/"))
    heir = make.institution(country="LA")
    parties.hand_on(
        predecessor=made.leader_b.institution, successor=heir, field=religion, kind="moved", on=date(2025, 7, 1),
        basis="12",
    )  # fmt: skip
    seats = {
        "first side": made.leader_a, "predecessor": made.leader_b, "heir": make.seat(heir, Role.READER),
        "outsider": make.seat(make.institution()),
    }  # fmt: skip
    codes = {
        name: [page_of(seat, file).status_code for _one, _page, file in files] for name, seat in seats.items()
    }
    assert codes == {
        "first side": [200, 200],
        "predecessor": [200, 200],
        "heir": [200, 404],
        "outsider": [404, 404],
    }
    assert files[0][2] in page_of(seats["heir"], files[0][1]).text
    shown = page_of(seats["heir"], files[1][1])
    assert files[1][2] not in shown.text
    assert not may_read_evidence(None, files[0][0])
