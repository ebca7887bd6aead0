import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_person_acts_from_another_of_their_seats(client):
    account = make.account()
    make.seat(account=account)
    second = make.seat(account=account)
    client.force_login(account)
    client.post("/parties/seat/", {"seat": second.pk})
    assert client.get("/people/me/").wsgi_request.seat == second


@pytest.mark.parametrize("typed", ["", "abc", "²", "-1", "9" * 40, "somebody else"])
def test_a_seat_that_is_not_ones_own_is_not_found(client, typed):
    client.force_login(make.seat().account)
    seat = make.seat().pk if typed == "somebody else" else typed
    assert client.post("/parties/seat/", {"seat": seat}).status_code == 404
