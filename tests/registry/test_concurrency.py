"""Many clerks at the same moment: no number twice, none left out, an arrival registered once."""

import pytest

from songfai.registry import actions
from songfai.registry.models import OfficialDocument, Recipient
from songfai.registry.states import Numbers
from tests import factories as make
from tests.record.test_concurrency import together
from tests.registry import making


@pytest.mark.usefixtures("committed")
def test_numbers_given_at_once_are_without_gap_or_double():
    made = making.office()
    waiting = [making.signed(made) for _n in range(6)]

    def give(document):
        row = OfficialDocument.objects.get(pk=document.pk)
        return actions.number(document=row, by=made.clerk, at=make.NOW).number

    given = together([lambda document=document: give(document) for document in waiting])
    assert sorted(given) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("committed")
def test_two_clerks_registering_the_same_arrival_register_it_once():
    made = making.office()
    making.issued(made)
    arrival = Recipient.objects.get()
    values = making.in_values(made, series=making.series(made.there, Numbers.IN))

    def enter():
        return actions.register(values=values, arrival=arrival, by=made.there_clerk, at=make.NOW).number

    assert sorted(map(str, together([enter, enter]))) == ["1", "registered_already"]
    assert OfficialDocument.objects.filter(institution=made.there).count() == 1


@pytest.mark.usefixtures("committed")
def test_one_clerk_registering_and_another_joining_the_same_arrival_enter_it_once():
    made = making.office()
    making.issued(made)
    arrival = Recipient.objects.get()
    values = making.in_values(made, series=making.series(made.there, Numbers.IN))
    entry = actions.register(values=values, by=made.there_clerk, at=make.NOW)

    def enter():
        actions.register(values=values, arrival=arrival, by=made.there_clerk, at=make.NOW)
        return "entered"

    def join():
        row = OfficialDocument.objects.get(pk=entry.pk)
        actions.join(entry=row, arrival=arrival, by=made.there_clerk, at=make.NOW)
        return "entered"

    assert sorted(map(str, together([enter, join]))) == ["entered", "registered_already"]
