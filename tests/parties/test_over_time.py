"""Names and succession in the database: what is written beside an institution is what its rows say."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from songfai.administration import actions as administration
from songfai.administration.actions.institutions import institution_stamp
from songfai.administration.actions.reach import Administrator
from songfai.kit.errors import Refused
from songfai.parties import actions, queries
from songfai.parties.models import Field, Institution, Succession
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

MARCH, SIGNED = date(2025, 3, 20), date(2023, 5, 23)
DAY = timedelta(days=1)


@pytest.fixture
def religion(db):
    return Field.objects.get(slug="religion")


def hand_on(predecessor, successor, field=None, on=MARCH, **more):
    told = {"kind": "merged", "basis": "12/QH", **more}
    return actions.hand_on(predecessor=predecessor, successor=successor, field=field, on=on, **told)


def test_the_fields_of_the_programme_of_the_two_ministries_are_in_the_list():
    first = list(queries.fields()[:6])
    assert [one.slug for one in first] == [
        "training", "civil-service", "administration-archives", "religion", "emulation-commendation",
        "organisational-science",
    ]  # fmt: skip
    assert all(one.name.languages() == ("lo", "vi", "en") for one in first)


def test_a_body_that_hands_everything_on_ends_and_goes_on_when_it_is_taken_back():
    old, new = make.institution(valid_from=date(2011, 6, 15)), make.institution()
    row = hand_on(old, new)
    old.refresh_from_db()
    assert old.valid_to == MARCH - DAY
    assert queries.holder_of(old, MARCH) == new
    assert queries.holder_of(old, MARCH - DAY) == old
    actions.take_back(row=row)
    old.refresh_from_db()
    assert (old.valid_to, old.over_time) == (None, {})


def test_a_body_that_loses_one_field_lives_on(religion):
    old, heir = make.institution(), make.institution()
    hand_on(old, heir, religion, kind="moved")
    old.refresh_from_db()
    assert old.valid_to is None
    bearing = queries.lineage().bearing
    assert bearing(old, religion.pk, MARCH).institution == heir
    assert bearing(old, None, MARCH).institution == old
    shown = bearing(old, religion.pk, MARCH)
    assert (shown.since, shown.line.basis, shown.inherited) == (MARCH, "12/QH", True)


def test_seats_stand_for_what_their_body_has_taken_over(religion):
    old, new, heir = make.institution(), make.institution(), make.institution()
    seats = [make.seat(body) for body in (old, new, heir)]
    hand_on(old, heir, religion, kind="moved")
    hand_on(old, new)
    before = [next(iter(queries.seats_of(seat.account, MARCH - DAY))).stands_for for seat in seats]
    assert before == [{old.pk}, {new.pk}, {heir.pk}]
    after = [next(iter(queries.seats_of(seat.account, MARCH))) for seat in seats]
    assert [seat.stands_for for seat in after] == [frozenset(), {new.pk, old.pk}, {heir.pk}]
    assert [seat.inherited_fields for seat in after] == [set(), set(), {(old.pk, religion.pk)}]


def test_who_is_told_is_who_has_taken_over():
    old, new = make.institution(), make.institution()
    before, after = make.seat(old, Role.COORDINATOR), make.seat(new, Role.COORDINATOR)
    hand_on(old, new)
    old.refresh_from_db()
    assert list(queries.active_accounts(old, {Role.COORDINATOR}, SIGNED)) == [before.account]
    assert list(queries.active_accounts(old, {Role.COORDINATOR}, MARCH)) == [after.account]


def test_a_line_without_its_paper_is_refused_and_leaves_nothing():
    old, new = make.institution(), make.institution()
    with pytest.raises(Refused) as refused:
        hand_on(old, new, basis=" ")
    assert refused.value.code == "succession_without_basis"
    assert not Succession.objects.exists()


def test_a_renamed_body_has_the_name_of_the_day():
    body = make.institution(name=make.words("Old"), short_name=make.words("O"))
    former = actions.rename(
        institution=body,
        name=make.words("New"),
        short_name=make.words("N"),
        on=MARCH,
        basis="7/ND",
        today=make.TODAY,
    )
    body.refresh_from_db()
    assert [body.name_on(day).en for day in (SIGNED, MARCH - DAY, MARCH)] == ["Old", "Old", "New"]
    assert [body.short_name_on(day).en for day in (SIGNED, MARCH)] == ["O", "N"]
    actions.take_name_back(former=former)
    body.refresh_from_db()
    assert (body.name.en, body.over_time) == ("Old", {})


def test_only_the_last_name_is_taken_back_or_followed():
    body = make.institution()
    words = {"short_name": make.words("N"), "basis": "", "today": make.TODAY}
    first = actions.rename(institution=body, name=make.words("Second"), on=SIGNED, **words)
    actions.rename(institution=body, name=make.words("Third"), on=MARCH, **words)
    for refuse in (
        lambda: actions.take_name_back(former=first),
        lambda: actions.rename(institution=body, name=make.words("X"), on=SIGNED + DAY, **words),
    ):
        with pytest.raises(Refused) as refused:
            refuse()
        assert refused.value.code == "name_not_the_last"


def test_what_stands_beside_the_institutions_is_what_the_rows_say(religion):
    a, b, c = make.institution(), make.institution(), make.institution()
    hand_on(a, b, religion, kind="moved")
    hand_on(a, c)
    hand_on(c, b, on=MARCH + 30 * DAY)
    actions.rename(
        institution=b,
        name=make.words("B2"),
        short_name=make.words("B2"),
        on=SIGNED,
        basis="",
        today=make.TODAY,
    )
    assert actions.settle() == []
    kept = {row.pk: row.over_time for row in Institution.objects.all()}
    Institution.objects.update(over_time={})
    assert sorted(actions.settle()) == sorted(pk for pk, told in kept.items() if told)
    assert {row.pk: row.over_time for row in Institution.objects.all()} == kept


def test_who_bears_its_side_is_beside_a_body_under_the_name_of_the_day(religion):
    old, heir, other = make.institution(), make.institution(short_name=make.words("H1")), make.institution()
    hand_on(old, other, religion, kind="moved")
    row = hand_on(old, heir)
    renaming = {
        "name": make.words("Heir 2"),
        "short_name": make.words("H2"),
        "basis": "9/QD",
        "today": make.TODAY,
    }
    actions.rename(institution=heir, on=MARCH + 30 * DAY, **renaming)
    old.refresh_from_db()
    days = (MARCH - DAY, MARCH, MARCH + 29 * DAY, MARCH + 30 * DAY)
    assert [one and one.short_name.en for one in map(old.heir_on, days)] == [None, "H1", "H1", "H2"]
    administration.save_institution(
        by=Administrator(make.account(), None),
        institution=heir,
        values={"short_name": make.words("H3")},
        at=make.NOW,
        seen=institution_stamp(Institution.objects.get(pk=heir.pk)),
    )
    old.refresh_from_db()
    assert old.heir_on(make.TODAY).short_name.en == "H3"
    kept = old.over_time
    noted = import_module("songfai.parties.migrations.0004_who_bears_a_side")
    noted.forget(apps, None)
    old.refresh_from_db()
    assert (old.heir_on(make.TODAY), set(kept) - set(old.over_time)) == (None, {"borne"})
    noted.note(apps, None)
    old.refresh_from_db()
    assert (old.over_time, actions.settle()) == (kept, [])
    actions.take_back(row=row)
    old.refresh_from_db()
    assert old.heir_on(make.TODAY) is None


@pytest.mark.parametrize("lines", [1, 3])
def test_the_history_takes_the_same_queries_for_one_and_three(client, lines, django_assert_max_num_queries):
    old = make.institution()
    fields = list(queries.fields()[:lines])
    for field in fields:
        hand_on(old, make.institution(), field, kind="moved")
        make.unit(old)
    client.force_login(make.seat().account)
    with django_assert_max_num_queries(9):
        page = client.get(f"/parties/institutions/{old.slug}/")
    assert page.status_code == 200
    assert len(page.context["lanes"]) == lines + 1


def test_the_history_is_for_those_who_are_signed_in_and_have_a_seat(client):
    body = make.institution()
    address = f"/parties/institutions/{body.slug}/"
    assert client.get(address).status_code == 302
    client.force_login(make.account())
    assert client.get(address).status_code == 404
