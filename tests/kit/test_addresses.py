"""An address filled in is the one Django writes, whatever is filled in."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from songfai.kit.addresses import address

KEY = uuid4()
CASES = [
    ("desk:desk", ()),
    ("desk:programme", ("nghe-an-xieng-khouang",)),
    ("desk:programme", ("-a_b-",)),
    ("desk:part", ("late",)),
    ("desk:part", ("a b ເມືອງ&<",)),  # to be written in another way
    ("plans:activity", ("one", KEY)),
    ("plans:activity", ("one", str(KEY))),
    ("plans:item", ("one", KEY, 12)),
    ("plans:start", ("one", 2026)),
    ("plans:start", ("one", "2026")),
]


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_address_is_that_of_reverse(name, parts):
    assert address(name, *parts) == reverse(name, args=parts)
    assert address(name, *parts) == reverse(name, args=parts)  # and again, from what is kept


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("desk:programme", ("a b",)),
        ("desk:programme", ("",)),
        ("plans:start", ("one", -5)),
        ("plans:activity", ("one",)),
        ("desk:nowhere", ()),
    ],
)
def test_what_has_no_address_is_refused_as_before(name, parts):
    address("desk:programme", "one")
    address("plans:start", "one", 2026)
    with pytest.raises(NoReverseMatch):
        address(name, *parts)


def test_address_follows_the_place_of_the_site_and_the_table_of_addresses(settings):
    before = address("desk:programme", "one")
    try:
        set_script_prefix("/under/")
        assert address("desk:programme", "one") == "/under" + before
    finally:
        set_script_prefix("/")
    assert address("desk:programme", "one") == before
    settings.ROOT_URLCONF = "songfai.portal.urls"
    with pytest.raises(NoReverseMatch):
        address("desk:programme", "one")
