"""The terms both sides agree: complete, in the record's form, and without what changes freely."""

import pytest

from songfai.programmes import actions
from songfai.programmes.layout import LAYOUT, paper_of
from songfai.programmes.terms import terms_of
from songfai.record import queries as record
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def every_value(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from every_value(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_value(inner)
    else:
        yield value


def arrays(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from arrays(inner)
    elif isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield [entry["id"] for entry in value]
        for inner in value:
            yield from arrays(inner)


def test_terms_hold_no_empty_values_no_floats_and_sorted_arrays(draft):
    for _one in range(101):
        factories.commitment(draft)
    terms = terms_of(draft)
    values = list(every_value(terms))
    assert "" not in values
    assert None not in values
    assert not any(isinstance(value, float) for value in values)
    for ids in arrays(terms):
        assert ids == sorted(set(ids))


def test_who_answers_is_outside_the_terms(draft, home):
    before = terms_of(draft)
    commitment = draft.commitments.select_related("programme").first()
    person = home.a.account.person
    actions.name_answerable(commitment=commitment, unit=None, person=person, by=home.a, at=NOW)
    actions.name_focal(side=draft.sides.get(position=1), unit=None, person=person, by=home.a, at=NOW)
    assert terms_of(draft) == before


def test_more_than_a_hundred_commitments_can_be_offered_and_read_in_their_order(draft, home):
    for _one in range(101):
        factories.commitment(draft)
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    paper = paper_of(record.terms_of(document))
    assert [one["number"] for one in paper["commitments"]] == list(range(1, draft.commitments.count() + 1))


def test_every_field_of_the_terms_has_words(draft, home):
    """Whatever differs between two versions is named in the reader's language."""
    actions.set_prevailing(programme=draft, language="en", by=home.a, at=NOW)
    nothing = record.differences({}, terms_of(draft), LAYOUT)
    labels = {field.label for change in nothing for field in change.fields}
    assert {label for label in labels if isinstance(label, str)} == set()
