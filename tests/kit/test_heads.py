"""A page that is only read answers HEAD as GET, without its body; one that is only written to still says no."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/exchange/v1/checkpoint", "/accounts/login/"])
def test_head_is_answered_as_get(client, address):
    asked, head = client.get(address), client.head(address)
    assert head.status_code == asked.status_code != 405
    assert head.content == b""


@pytest.mark.django_db
def test_head_does_nothing_where_one_writes(client):
    assert client.head("/exchange/v1/bundle").status_code == 405
