from decimal import Decimal

import pytest

from songfai.kit.languages import Trilingual
from songfai.kit.units import counted, one_of

pytestmark = pytest.mark.once

DELEGATIONS = Trilingual(lo="ຄະນະ", vi="đoàn", en="delegations")


@pytest.mark.parametrize("number", [1, Decimal("1.00"), "1", Decimal(-1)])
def test_one_takes_the_form_of_one_in_english_alone(number):
    assert counted(DELEGATIONS, number) == Trilingual(lo="ຄະນະ", vi="đoàn", en="delegation")


@pytest.mark.parametrize("number", [0, 2, 21, Decimal("1.5"), None, ""])
def test_any_other_number_leaves_the_unit_as_it_was_written(number):
    assert counted(DELEGATIONS, number) == DELEGATIONS


def test_no_unit_and_one_without_english_stay():
    assert counted(None, 1) == Trilingual()
    assert counted({"vi": "đoàn"}, 1) == Trilingual(vi="đoàn")


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("persons", "person"),
        ("person-days", "person-day"),
        ("training classes", "training class"),
        ("grassroots unions", "grassroots union"),
        ("studies", "study"),
        ("boxes", "box"),
        ("cases", "case"),
        ("people", "person"),
        ("People trained", "Person trained"),
        ("newly recruited persons", "newly recruited person"),
        ("hospital bed days", "hospital bed day"),
        ("trips abroad", "trip abroad"),
        ("buses", "bus"),
        ("labour heroes", "labour hero"),
        ("persons with a certificate", "person with a certificate"),
        ("places a school year", "place a school year"),
        ("documents exchanged", "document exchanged"),
        ("persons/year", "person/year"),
        ("series", "series"),
        ("Series", "Series"),
        ("s", "s"),
        ("Mbps", "Mbps"),
        ("classes (online)", "class (online)"),
        ("million dong", "million dong"),
        ("VND", "VND"),
        ("GPS", "GPS"),
        ("%", "%"),
        ("", ""),
    ],
)
def test_the_noun_alone_changes(several, one):
    assert one_of(several) == one
    assert one_of(one) == one
