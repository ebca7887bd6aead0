"""A person in two places at once: warned of across visits and activities, refused nowhere."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.plans import actions as plans
from songfai.plans.queries import activities_of
from songfai.plans.rules import name_key, names_in
from songfai.plans.states import ActivityState
from songfai.visits import actions
from songfai.visits.queries import clashes_of, clashes_of_activity
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db
KHAI = Trilingual(vi="Trần Văn Khải", lo="ຈັນ ວັນ ຄາຍ", en="Tran Van Khai")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


@pytest.mark.parametrize(
    ("line", "same_as"),
    [
        ("1. Ông Trần Văn Khải, Vụ trưởng", "trần văn khải"),
        ("- đ/c TRẦN VĂN KHẢI (Vụ trưởng)", "Trần Văn Khải"),
        ("Mr. Tran  Van Khai – Director", "Tran Van Khai"),
        ("໑. ທ່ານ ນາງ ຈັນ ວັນ ຄາຍ, ຫົວໜ້າກົມ", "ຈັນ ວັນ ຄາຍ"),
        ("ສະຫາຍ ຫນູ ແກ້ວມະນີ", "ໜູ ແກ້ວມະນີ"),
    ],
)
def test_a_name_is_known_without_its_number_form_of_address_and_post(line, same_as):
    [name] = names_in(line)
    assert name_key(name) == name_key(same_as) != ""


def test_names_that_only_look_alike_are_of_two_persons():
    assert name_key("Nguyễn Văn Hùng") != name_key("Nguyễn Văn Hưng")
    assert name_key("Bà Mai") == "", "one word is shared by many"
    assert names_in("\n \nAn Binh\n") == ["An Binh"]


def workshop(made, *persons, commitment=1, **fields):
    """An activity in which these people are named, in another field of work than the visit's."""
    days = {"starts_on": date(2026, 3, 4), "ends_on": date(2026, 3, 6), "state": ActivityState.PLANNED}
    activity = make.activity(made, commitment=made.commitments[commitment], **(days | fields))
    people = {"side": 1, "institution": make.words("The ministry"), "number": None}
    rows = [people | {"persons": "\n".join(persons)}]
    plans.set_rows(activity=activity, kind="participations", rows=rows, by=made.leader_a, at=make.NOW)
    return activity


def sent(made, name=KHAI):
    actions.save_member(
        visit=making.fresh(made), values={"post": make.words("Head"), "role": "member"},
        name=name, by=made.leader_a, at=make.NOW,
    )  # fmt: skip


def test_a_participant_on_a_visit_is_warned_of_on_both_pages():
    made = making.proposed()
    sent(made)
    activity = workshop(made, "Ông Trần Văn Khải, Vụ trưởng", "Lê Thị Hoa")
    [from_activity] = clashes_of_activity(activity, made.leader_a)
    assert (from_activity.name, from_activity.other) == ("Ông Trần Văn Khải", made.visit)
    [from_visit] = clashes_of(making.fresh(made), made.leader_a)
    assert from_visit.other == activity


def test_each_language_of_the_name_is_looked_for_and_said_once():
    made = making.proposed()
    sent(made)
    activity = workshop(made, "ທ່ານ ຈັນ ວັນ ຄາຍ", "Tran Van Khai")
    assert [one.other for one in clashes_of(making.fresh(made), made.leader_a)] == [activity]
    assert {one.other for one in clashes_of_activity(activity, made.leader_a)} == {made.visit}


def test_a_participant_of_two_activities_is_warned_of():
    made = make.programme_in_force()
    first, second = workshop(made, "Lê Thị Hoa"), workshop(made, "Bà Lê Thị Hoa", commitment=0)
    assert [one.other for one in clashes_of_activity(first, made.leader_b)] == [second]
    assert [one.other for one in clashes_of_activity(second, made.leader_b)] == [first]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": date(2026, 3, 6), "ends_on": date(2026, 3, 9)},
        {"state": ActivityState.CANCELLED, "reason": "Storm"},
        {"starts_on": date(2025, 3, 1), "ends_on": date(2026, 3, 31)},
        {"commitment": 0},
    ],
    ids=["other days", "cancelled", "longer than a year", "under the visit's own commitment"],
)
def test_what_is_no_second_place_is_not_warned_of(fields):
    made = making.proposed()
    sent(made)
    activity = workshop(made, "Trần Văn Khải", **fields)
    assert clashes_of_activity(activity, made.leader_a) == []
    assert clashes_of(making.fresh(made), made.leader_a) == []


def test_what_the_reader_may_not_see_is_not_told():
    made, other = making.proposed(), make.programme_in_force()
    sent(made)
    activity = workshop(other, "Trần Văn Khải")
    assert clashes_of_activity(activity, other.leader_a) == []
    assert clashes_of(making.fresh(made), made.leader_a) == []


def test_participants_are_saved_and_the_page_says_where_else_they_are():
    made = making.proposed()
    sent(made)
    activity = workshop(made, "Lê Thị Hoa")
    client = Client()
    client.force_login(made.leader_a.account)
    client.cookies["songfai_language"] = "en"
    form = reverse("plans:participations", args=[made.programme.slug, activity.key])
    typed = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-side": "1", "form-0-institution_en": "Ministry",
        "form-0-persons": "Tran Van Khai", "seen": activity.revision,
    }  # fmt: skip
    page = client.post(form, typed, follow=True).content.decode()
    assert activity.participations.get().persons == "Tran Van Khai"
    address = reverse("visits:visit", args=[made.programme.slug, made.visit.key])
    assert "In two places at once" in page and address in page
    page = client.get(address).content.decode()
    assert reverse("plans:activity", args=[made.programme.slug, activity.key]) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_do_not_grow(rows, django_assert_num_queries):
    made = making.proposed()
    for one in range(rows):
        sent(made, make.words(f"Person {one} Name"))
    found = [workshop(made, *(f"Person {one} Name" for one in range(rows))) for _one in range(rows)]
    activity = activities_of(made.programme).prefetch_related("participations").get(pk=found[0].pk)
    visit = making.fresh(made)
    with django_assert_num_queries(2):
        assert len(clashes_of(visit, made.leader_a)) == rows * rows
    with django_assert_num_queries(2):
        assert len(clashes_of_activity(activity, made.leader_a)) == rows * rows
