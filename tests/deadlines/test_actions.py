"""The shipped data, who keeps it, and versions that follow each other."""

from datetime import date

import pytest

from songfai.deadlines import actions, queries
from songfai.deadlines.models import Holiday, Rule, Version
from songfai.deadlines.permissions import Keeper, keeper_of
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def values(**fields):
    given = {
        "valid_from": None, "valid_to": None, "unit": "working_days", "amount": 5, "day": None, "month": None,
        "calendar": "owner", "basis": make.words("Law"), "source": "", "certainty": "sourced",
    }  # fmt: skip
    return given | fields


@pytest.fixture
def server():
    return Keeper(make.account(is_staff=True), None)


def rule(slug="opinion"):
    return queries.rules().get(slug=slug)


def test_the_table_of_the_ministries_is_shipped_with_its_doubts():
    found = {one.slug: one for one in queries.rules()}
    # Of works: request for recognition, check of form, mending, decision, remuneration and complaint of the unit; form, mending and decision above it; in each country.
    clocks = [[slug for slug in found if slug.startswith(f"{name}-")] for name in ("initiative", "effect")]
    assert [len(found), *map(len, clocks)] == [36, 12, 6]
    assert [one.amount for one in found["opinion"].versions.all()] == [7]
    assert [one.amount for one in found["agreement-report"].versions.all()] == [None]
    assert {one.certainty for one in found["renewal"].versions.all()} == {"proposal"}
    of_visits = [(one.valid_to, one.amount, one.certainty) for one in found["visit-report"].versions.all()]
    assert of_visits == [(date(2017, 12, 31), 10, "proposal"), (None, 10, "unconfirmed")]
    assert found["visit-report"].country == ""
    assert queries.version_on(found["treaty-opinion"], date(2025, 12, 31)) is None
    assert all(one.title.languages() == ("lo", "vi", "en") for one in found.values())


def test_lao_holidays_are_marked_as_not_checked():
    assert Holiday.objects.filter(country="VN", sure=True, day__year=2026).count() == 4
    assert not Holiday.objects.filter(country="LA", sure=True).exists()


def test_a_duty_of_2025_keeps_the_rule_of_2025(server):
    shown = rule()
    old = shown.versions.get()
    actions.save_version(
        by=server, rule=shown, version=old, at=make.NOW,
        values=values(amount=7, valid_from=date(2021, 7, 1), valid_to=date(2025, 12, 31)),
    )  # fmt: skip
    actions.save_version(
        by=server, rule=shown, values=values(amount=5, valid_from=date(2026, 1, 1)), at=make.NOW
    )
    assert queries.version_on(rule(), date(2025, 6, 1)).amount == 7
    assert queries.version_on(rule(), date(2026, 6, 1)).amount == 5


def test_an_overlap_is_refused_and_leaves_nothing_behind(server):
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.save_version(by=server, rule=rule(), values=values(valid_from=date(2026, 1, 1)), at=make.NOW)
    assert refused.value.code == "versions_overlap"
    assert rule().versions.count() == 1
    assert Line.objects.count() == lines


def test_an_institutions_own_limit_counts_only_for_it(server):
    body = make.institution()
    own = Keeper(make.seat(body, Role.ADMINISTRATOR).account, body)
    actions.save_version(by=own, rule=rule(), values=values(amount=3), at=make.NOW)
    assert queries.version_on(rule(), date(2026, 3, 3), body.pk).amount == 3
    assert queries.version_on(rule(), date(2026, 3, 3), make.institution().pk).amount == 7


def test_no_side_changes_what_the_other_is_measured_by():
    body = make.institution()
    own = Keeper(make.seat(body, Role.ADMINISTRATOR).account, body)
    shown = rule()
    day = {
        "country": "VN",
        "day": date(2026, 3, 3),
        "kind": "off",
        "name": make.words("Day"),
        "sure": True,
        "source": "",
    }
    for act in (
        lambda: actions.save_version(
            by=own, rule=shown, version=shown.versions.get(), values=values(), at=make.NOW
        ),
        lambda: actions.save_holiday(by=own, values=day, at=make.NOW),
        lambda: actions.remove_holiday(by=own, holiday=Holiday.objects.first(), at=make.NOW),
        lambda: actions.save_rule(by=own, values={"slug": "x"}, at=make.NOW),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_keep_anything(role):
    seat = make.seat(role=role)
    found = keeper_of(seat.account, seat)
    assert (found is not None) is (role == Role.ADMINISTRATOR)
    assert found is None or found.institution == seat.institution


def test_the_second_to_save_a_version_is_told(server):
    shown = rule()
    version = shown.versions.get()
    told = {"by": server, "rule": shown, "at": make.NOW, "seen_revision": 0}
    actions.save_version(version=Version.objects.get(pk=version.pk), values=values(), **told)
    with pytest.raises(Changed):
        actions.save_version(version=version, values=values(amount=9), **told)


def test_a_day_stands_once_in_a_calendar(server):
    told = {"kind": "off", "name": make.words("Day"), "sure": True, "source": ""}
    actions.save_holiday(by=server, values=told | {"country": "LA", "day": date(2026, 3, 9)}, at=make.NOW)
    with pytest.raises(Refused) as refused:
        actions.save_holiday(by=server, values=told | {"country": "LA", "day": date(2026, 3, 9)}, at=make.NOW)
    assert refused.value.code == "day_taken"
    version = queries.version_on(rule(), date(2026, 3, 3))
    assert queries.counted(version, date(2026, 3, 3), ["LA"]).due == date(2026, 3, 13)
    assert queries.counted(version, date(2026, 3, 3), ["VN"]).due == date(2026, 3, 12)


def test_a_short_address_is_taken_once(server):
    told = {
        "slug": "opinion",
        "title": make.words("x"),
        "counted_from": make.words("y"),
        "country": "",
        "position": 1,
    }
    with pytest.raises(Refused) as refused:
        actions.save_rule(by=server, values=told, at=make.NOW)
    assert refused.value.code == "slug_taken"
    assert Rule.objects.filter(slug="opinion").count() == 1
