"""Rows by their ids are those a query set gives."""

import pytest

from songfai.kit.by_id import by_id, join, keyed
from songfai.parties.models import Institution, Unit
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_only(django_assert_num_queries):
    one, other = make.institution(country="LA"), make.institution(country="VN")
    units = [make.unit(one), make.unit(other)]
    ids = [units[1].pk, None, units[0].pk]
    with django_assert_num_queries(2):
        rows = by_id(Unit, ("name", "institution"), ids)
        join(rows, "institution", keyed(Institution, ("name",), {row.institution_id for row in rows}))
        assert [(row.pk, row.name, row.institution.name) for row in rows] == [
            (unit.pk, unit.name, unit.institution.name) for unit in units
        ]
    assert rows == units
    assert rows[0].get_deferred_fields() == Unit.objects.only("name", "institution")[0].get_deferred_fields()
    with django_assert_num_queries(1):  # what was not asked for is read when somebody does
        assert rows[0].divided is False


def test_a_row_is_one_of_the_database():
    unit = make.unit(make.institution())
    (row,) = by_id(Unit, ("name",), [unit.pk])
    assert not row._state.adding
    row.name = {"en": "Renamed"}
    row.save()
    unit.refresh_from_db()
    assert unit.name.en == "Renamed"


def test_a_key_that_points_nowhere_joins_nothing():
    unit = make.unit(make.institution())
    rows = by_id(Unit, ("parent",), [unit.pk])
    join(rows, "parent", {})
    assert rows[0].parent is None
