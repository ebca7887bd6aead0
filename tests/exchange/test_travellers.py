"""How many persons a side's delegations had is one number on both servers, though no name crosses."""

from datetime import date

import pytest

from songfai.people.models import Person
from songfai.programmes.models import Programme
from songfai.reports.queries import gather
from songfai.visits import actions as visits
from songfai.visits.actions import arriving
from songfai.visits.models import Member, Visit
from tests import factories
from tests.exchange.nodes import exchange, in_force, now
from tests.exchange.sides import both, on, proposed
from tests.visits import making


@pytest.fixture
def sides(pair):
    a, b = pair
    in_force(a, b)
    exchange(a, b)
    return a, b


def went(a, b, month, *persons):
    """A visit of A's delegation to B that is over. A person is one known from an earlier visit, or a name."""
    days = {"starts_on": date(2026, month, 2), "ends_on": date(2026, month, 4)}
    key = proposed(a, **days)
    exchange(a, b, rounds=1)
    on(key, b, visits.take_in, item=None, off_plan_reason=factories.words("Invited"))
    exchange(a, b)
    for one in persons:
        line = {"post": factories.words("Director"), "role": "member", "number": None, "crosses": False}
        known = {"person": one} if isinstance(one, Person) else {"name": factories.words(one)}
        on(key, a, visits.save_member, values=line, **known)
    on(key, a, visits.write_scheme, scheme=factories.words("Talks"))
    on(key, a, visits.approve_scheme, **making.SCHEME)
    exchange(a, b, rounds=1)
    on(key, b, visits.confirm)
    exchange(a, b, rounds=1)
    on(key, a, visits.finish, **making.went(returned_on=days["ends_on"]))
    exchange(a, b)
    return key


def person(node, name):
    with node:
        return next(one.person for one in Member.objects.select_related("person") if str(one.person) == name)


def year_s_visits():
    facts = gather(Programme.objects.get(), 2026, date(2026, 12, 31), now())
    told = {name: facts.figure(f"visits.{name}").value for name in ("sent_1", "delegates_1", "delegates_2")}
    return told | {"unnamed": facts.visits.side_1.unnamed}


def test_a_person_who_travels_twice_is_one_on_both_servers(sides):
    a, b = sides
    went(a, b, 1, "An", "Binh")
    went(a, b, 2, person(a, "An"), "Chi")
    assert both(a, b, year_s_visits) == {"sent_1": 2, "delegates_1": 3, "delegates_2": 0, "unnamed": 0}
    with b:
        documents = Programme.objects.get().register.documents
        assert not any(
            name in bytes(one.body) for one in documents.all() for name in (b'"An"', b"Binh", b"Chi")
        )
    with a:
        # No key of a person either: it would be the same in every programme.
        keys = [one.key.hex.encode() for one in Person.objects.all()]
        documents = Programme.objects.get().register.documents
        assert not any(key in bytes(one.body) for one in documents.all() for key in keys)


def test_another_person_in_the_place_is_another_on_both_servers(sides):
    a, b = sides
    went(a, b, 1, "An")
    key = proposed(a, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 4))
    exchange(a, b)
    on(key, b, visits.take_in, item=None, off_plan_reason=factories.words("Invited"))
    exchange(a, b)
    with a:
        other = a.leader.account.person
    an, line = person(a, "An"), {"post": factories.words("Director"), "role": "member", "number": None}
    member = on(key, a, visits.save_member, values=line, person=an)
    with a:
        first, second = Member.objects.order_by("id").values_list("mark", flat=True)
        assert first == second
    on(key, a, visits.save_member, values=line, member=member, person=other)
    with a:
        first, second = Member.objects.order_by("id").values_list("mark", flat=True)
        assert first != second
    exchange(a, b)

    def marks():
        visit = Visit.objects.get(key=key)
        return [one.mark for one in (*visit.members.all(), *visit.delegates.all())]

    assert both(a, b, marks) == [second]


def test_words_of_an_earlier_version_are_read_and_their_places_counted(sides):
    a, b = sides
    key = went(a, b, 1, "An", "Binh")
    with b:
        visit = Visit.objects.get(key=key)
        arriving._delegation(
            visit, {"delegation": [{"id": "m001", "role": "head"}, {"id": "m002", "role": "member"}]}
        )
        assert year_s_visits() == {"sent_1": 1, "delegates_1": 2, "delegates_2": 0, "unnamed": 2}
    # Told once more, the places are persons.
    on(key, a, visits.report, text=factories.words("Report"))
    exchange(a, b)
    assert both(a, b, year_s_visits)["unnamed"] == 0
