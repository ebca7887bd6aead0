"""A programme carried on by successors: who may do what, who answered when, and what history keeps."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties import actions as parties
from songfai.parties.models import Field
from songfai.parties.queries import taken
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.programmes import actions, permissions, queries
from songfai.programmes.actions.counterparts import counterpart_stamp
from songfai.programmes.answered import book_of
from songfai.programmes.models import Answered, Counterpart, Programme
from songfai.record import queries as record
from songfai.visits import actions as visits
from tests import factories as make

pytestmark = pytest.mark.django_db

MARCH, SIGNED, NOW, TODAY = date(2025, 3, 20), date(2023, 5, 23), make.NOW, make.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def world(db) -> SimpleNamespace:
    """A programme in force; its second side was dissolved in March 2025: religion went to one body, the rest to another."""
    made = make.programme_in_force()
    religion, training = Field.objects.get(slug="religion"), Field.objects.get(slug="training")
    made.programme.fields.add(religion, training)
    first, second = made.commitments
    first.field, second.field = religion, training
    first.save()
    second.save()
    old = made.leader_b.institution
    whole, heir = make.institution(country="LA"), make.institution(country="LA")
    told = {"predecessor": old, "on": MARCH, "basis": "12/QH"}
    parties.hand_on(successor=heir, field=religion, kind="moved", **told)
    parties.hand_on(successor=whole, field=None, kind="merged", **told)
    return SimpleNamespace(
        programme=queries.with_sides(Programme.objects.all()).get(pk=made.programme.pk),
        religion=religion, training=training, of_religion=first, of_training=second,
        old=old, whole=whole, heir=heir, other=made.leader_a.institution,
    )  # fmt: skip


def sit(body, role=Role.LEADER, day=TODAY):
    return taken(make.seat(body, role), day)


BODIES = ("other", "old", "whole", "heir", "outsider")


def body_of(world, name):
    return make.institution() if name == "outsider" else getattr(world, name)


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER, Role.READER, Role.ADMINISTRATOR]
)
@pytest.mark.parametrize(
    ("name", "sees", "side", "in_religion", "in_training"),
    [
        ("other", True, 1, 1, 1),
        ("old", True, None, None, None),
        ("whole", True, 2, 2, 2),
        ("heir", True, None, 2, None),
        ("outsider", False, None, None, None),
    ],
)
def test_who_sees_the_programme_and_acts_for_which_side(
    world, role, name, sees, side, in_religion, in_training
):
    seat = sit(body_of(world, name), role)
    reads = role != Role.ADMINISTRATOR
    assert queries.visible_to(seat).exists() is (sees and reads)
    places = [
        queries.side_of(world.programme, seat, field)
        for field in (None, world.religion.pk, world.training.pk)
    ]
    assert [one and one.position for one in places] == [side, in_religion, in_training]
    names = {Role.LEADER, Role.COORDINATOR}
    for own in world.programme.sides.all():
        may = permissions.can_own_side(seat, own, "answerable", world.religion.pk)
        assert may is (role in names and own.position == in_religion)
    assert queries.takes_part(world.programme, seat) is (side is not None or in_religion is not None)


def test_nothing_has_passed_on_the_day_before(world):
    for name, position in (("old", 2), ("whole", None), ("heir", None)):
        side = queries.side_of(world.programme, sit(getattr(world, name), day=MARCH - DAY), world.religion.pk)
        assert (side and side.position) == position


def test_a_body_that_bears_both_sides_agrees_with_nobody(world):
    parties.hand_on(
        predecessor=world.other,
        successor=world.whole,
        field=None,
        kind="merged",
        on=MARCH + DAY,
        basis="3/QH",
    )
    seat = sit(world.whole)
    assert queries.side_of(world.programme, seat) is None
    assert record.position_of(world.programme.register, seat.institution, seat.stands_for) is None


def test_the_successor_signs_for_the_side_under_its_own_name(client, world):
    leader, other = sit(world.whole), sit(world.other)
    plan = plans.start_plan(programme=world.programme, year=2026, by=leader, at=NOW)
    plans.save_item(plan=plan, values=make.item_values(world.of_training), by=leader, at=NOW)
    plans.offer(plan=plan, by=leader, at=NOW)
    with pytest.raises(NotPermitted):
        plans.approve(plan=plan, seen=plan.document.sha256, by=sit(world.old), at=NOW)
    plans.approve(plan=plan, seen=plan.document.sha256, by=other, at=NOW)
    document = record.in_force(world.programme.register, plan.document.thread)
    assert document.standing.offered_by == 2
    said = document.entries.get(type="approve", log__position=2)
    assert world.whole.name.en.encode() in bytes(said.body)
    sheet = record.sheet(document, other, "en")
    assert sheet.offered_by.display_name == world.whole.short_name
    assert sheet.answers == sheet.own
    assert sheet.sides[1].name_on(MARCH - DAY) == world.old.short_name
    client.force_login(other.account)
    page = client.get(f"/programmes/{world.programme.slug}/plans/{plan.key}/?language=en").content.decode()
    assert world.whole.short_name.en in page
    assert world.old.short_name.en not in page


def test_what_is_still_to_be_done_names_who_bears_the_side_now(client, world):
    """Offered before the side was handed on: the offer keeps its name, the return goes to the successor, who withdraws."""
    before = make.NOW.replace(year=2025, month=3, day=10)
    early, later, other = sit(world.old, day=before.date()), sit(world.whole), sit(world.other)
    plan = plans.start_plan(programme=world.programme, year=2026, by=early, at=before)
    plans.save_item(plan=plan, values=make.item_values(world.of_training), by=early, at=before)
    plans.offer(plan=plan, by=early, at=before)
    sheet = record.sheet(plan.document, other, "en")
    assert sheet.offered_by.display_name == world.old.short_name
    assert sheet.offers_now.display_name == world.whole.short_name
    client.force_login(other.account)
    address = f"/programmes/{world.programme.slug}/plans/{plan.key}/?language=en"
    page = client.get(address).content.decode()
    assert f"Return to {world.whole.short_name.en}" in re.sub(r"<[^>]+>", "", page)
    plan.refresh_from_db()
    plans.withdraw(plan=plan, reason="", seen=plan.document.sha256, by=later, at=NOW)
    page = client.get(f"/record/{plan.document.sha256}/?language=en").content.decode()
    withdrawn = page.split('id="h-stages"')[1].split("<b>Withdrawn</b>")[1].split("</p>")[0]
    assert world.whole.short_name.en in withdrawn
    assert world.old.short_name.en not in withdrawn
    assert world.old.short_name.en in page


def test_a_rotation_names_who_hosted_by_the_name_of_the_year(client, world):
    other = sit(world.other)
    rotation = visits.propose_rotation(
        programme=world.programme, level="high", kind="alternate", order=(1, 2), basis=make.words("3"),
        by=other, at=NOW,
    )  # fmt: skip
    client.force_login(other.account)

    def hosts(year):
        page = client.get(f"/programmes/{world.programme.slug}/visits/rotation/?language=en").content.decode()
        return page.split(f'class="num">{year}</th>')[1].split("</td>")[0]

    for year, body, none in ((2024, world.old, world.whole), (2025, world.whole, world.old)):
        visits.record_turn(rotation=rotation, year=year, host=2, reason=make.words(""), by=other, at=NOW)
        assert body.short_name.en in hosts(year)
        assert none.short_name.en not in hosts(year)


def test_a_body_that_has_one_field_records_in_it_and_nowhere_else(world):
    seat = sit(world.heir)
    given = {"programme": world.programme, "by": seat, "at": NOW}
    done = plans.record_activity(values=make.activity_values(world.of_religion), **given)
    assert done.side == 2
    with pytest.raises(NotPermitted):
        plans.record_activity(values=make.activity_values(world.of_training), **given)
    with pytest.raises(NotPermitted):
        plans.change_activity(activity=done, values={"commitment": world.of_training}, by=seat, at=NOW)
    with pytest.raises(NotPermitted):
        plans.start_plan(programme=world.programme, year=2026, by=seat, at=NOW)


def test_who_is_named_later_does_not_change_who_was(world):
    unit, after = make.unit(world.other), make.unit(world.other)
    by, name = sit(world.other), {"commitment": world.of_training, "person": None, "at": NOW}
    actions.name_answerable(unit=unit, since=SIGNED, by=by, **name)
    actions.name_answerable(unit=after, since=MARCH, by=by, **name)
    kept = Answered.objects.get()
    assert (kept.unit, kept.since, kept.until) == (unit, SIGNED, MARCH - DAY)
    shown = [book_of(world.programme).on(day, [world.of_training]) for day in (SIGNED - DAY, SIGNED, MARCH)]
    named = [one.commitments[0].cells[0].named for one in shown]
    assert [one and one.unit for one in named] == [None, unit, after]
    with pytest.raises(Refused) as refused:
        actions.name_answerable(unit=unit, since=SIGNED, by=by, **name)
    assert refused.value.code == "since_before"
    assert Answered.objects.count() == 1


def test_a_name_put_right_on_its_own_day_leaves_no_trace(world):
    by, name = sit(world.other), {"commitment": world.of_training, "person": None, "since": MARCH, "at": NOW}
    actions.name_answerable(unit=make.unit(world.other), by=by, **name)
    actions.name_answerable(unit=make.unit(world.other), by=by, **name)
    assert not Answered.objects.exists()


def test_who_kept_contact_is_kept_too(world):
    by, side = sit(world.other), world.programme.sides.all()[0]
    unit, after = make.unit(world.other), make.unit(world.other)
    actions.name_focal(side=side, unit=unit, person=None, since=SIGNED, by=by, at=NOW)
    actions.name_focal(side=side, unit=after, person=None, since=MARCH, by=by, at=NOW)
    programme = queries.with_sides(Programme.objects.all()).get(pk=world.programme.pk)
    shown = [book_of(programme).on(day).sides[0].named.unit for day in (SIGNED, MARCH)]
    assert shown == [unit, after]


def test_the_day_says_which_bodies_answered_by_their_name_of_the_day(world):
    parties.rename(
        institution=world.other, name=make.words("New name"), short_name=make.words("New"), on=MARCH, basis="1/ND",
        today=TODAY,
    )  # fmt: skip
    programme = queries.with_sides(Programme.objects.all()).get(pk=world.programme.pk)
    book = book_of(programme)
    then, now = book.on(SIGNED), book.on(TODAY)
    assert [cell.bearing.institution for cell in then.sides] == [world.other, world.old]
    assert [cell.bearing.institution for cell in now.sides] == [world.other, world.whole]
    assert (then.sides[0].bearing.name.en, now.sides[0].bearing.name.en) != ("New name", "New name")
    assert now.sides[0].bearing.name.en == "New name"
    by_field = {row.field: row.cells[1].bearing.institution for row in now.fields}
    assert by_field == {world.religion: world.heir, world.training: world.whole}
    assert [row.on for row in book.lines()] == [MARCH, MARCH]


def test_a_unit_that_ended_is_carried_on_by_another(world):
    gone, heir = make.unit(world.other), make.unit(world.other)
    gone.valid_to, gone.succeeded_by = MARCH, heir
    gone.save()
    actions.name_answerable(
        commitment=world.of_training, unit=gone, person=None, since=SIGNED, by=sit(world.other), at=NOW
    )
    book = book_of(world.programme)
    named = [book.on(day, [world.of_training]).commitments[0].cells[0].named for day in (MARCH, MARCH + DAY)]
    assert [(one.unit, one.heir, one.ended) for one in named] == [(gone, None, False), (gone, heir, True)]
    with pytest.raises(Refused) as refused:
        actions.name_answerable(
            commitment=world.of_religion, unit=gone, person=None, since=TODAY, by=sit(world.other), at=NOW
        )
    assert refused.value.code == "unit_not_then"


def test_facts_of_a_day_are_told_under_the_name_of_that_day(client, world):
    """An activity of 2024 shows the name of 2024, one of 2026 the new one."""
    leader = sit(world.other)
    told = {"programme": world.programme, "by": leader, "at": NOW}
    then, now = (
        plans.record_activity(
            values=make.activity_values(world.of_training, starts_on=day, ends_on=day), **told
        )
        for day in (date(2024, 5, 4), date(2026, 2, 4))
    )
    parties.rename(
        institution=world.other, name=make.words("New"), short_name=make.words("Newname"), on=MARCH, basis="1/ND",
        today=TODAY,
    )  # fmt: skip
    client.force_login(leader.account)
    pages = [
        client.get(f"/programmes/{world.programme.slug}/activities/{one.key}/?language=en")
        for one in (then, now)
    ]
    names = [[str(side.display_name) for side in page.context["programme"].sides.all()][0] for page in pages]
    assert names == [world.other.short_name.en, "Newname"]


# ---------------------------------------------------------------- counterpart pairs


def name_unit(world, by, field=None, **more):
    told = {
        "unit": make.unit(by.institution),
        "person": None,
        "basis": "45/QD",
        "since": SIGNED,
        "at": NOW,
        **more,
    }
    return actions.name_counterpart(programme=world.programme, field=field or world.religion, by=by, **told)


def test_each_side_names_its_own_unit_and_both_make_the_pair(world):
    first, second = sit(world.other), sit(world.heir)
    a1 = name_unit(world, first)
    b1 = name_unit(world, second, since=MARCH)
    a2 = name_unit(world, first, since=MARCH + DAY)
    found = book_of(world.programme).pairs(world.religion)
    assert [(pair.first and pair.first.pk, pair.second and pair.second.pk, pair.since) for pair in found] == [
        (a1.pk, None, SIGNED),
        (a1.pk, b1.pk, MARCH),
        (a2.pk, b1.pk, MARCH + DAY),
    ]
    a1.refresh_from_db()
    assert (a1.until, found[0].is_whole, found[1].is_whole) == (MARCH, False, True)


def test_a_unit_of_the_body_before_stands_until_the_field_went_over(client, world):
    """Nobody ended it, and the body that has the field now has named none."""
    unit = make.unit(world.old)
    side = world.programme.sides.get(position=2)
    for field in (world.religion, world.training):
        Counterpart.objects.create(side=side, field=field, unit=unit, since=SIGNED)
    book = book_of(world.programme)
    cells = {day: book.on(day).fields for day in (MARCH - DAY, MARCH)}
    assert {row.cells[1].named.unit for row in cells[MARCH - DAY]} == {unit}
    assert {row.cells[1].named for row in cells[MARCH]} == {None}
    assert [(one.since, one.until) for one in book.pairs(world.religion)] == [(SIGNED, MARCH - DAY)]
    client.force_login(make.seat(world.heir, Role.COORDINATOR).account)
    address = f"/programmes/{world.programme.slug}/pairs/"
    page = client.get(f"{address}?language=en").text
    assert page.count("Not named yet") == 4
    assert page.count("Name the unit that answers now") == 1
    assert f"{world.heir.short_name.en}, since 20 March 2025" in page
    form = client.get(f"{address}religion/?language=en")
    assert f"{unit.name.en} answered until 19 March 2025." in form.text
    assert not form.context["form"]["unit"].value()
    # Who has it now names its own, from a day on; what was before stays as it was.
    own = make.unit(world.heir)
    name_unit(world, sit(world.heir), unit=own, since=MARCH + DAY)
    found = book_of(world.programme).pairs(world.religion)
    assert [(one.second.unit, one.since, one.until) for one in found] == [
        (unit, SIGNED, MARCH - DAY),
        (own, MARCH + DAY, None),
    ]


def test_a_unit_that_went_over_with_its_field_answers_for_the_body_that_has_it_now(world):
    gone, heir = make.unit(world.old), make.unit(world.heir)
    gone.valid_to, gone.succeeded_by = MARCH - DAY, heir
    gone.save()
    side = world.programme.sides.get(position=2)
    Counterpart.objects.create(side=side, field=world.religion, unit=gone, since=SIGNED)
    for since in (SIGNED, SIGNED + DAY):
        name_unit(world, sit(world.other), since=since)
    book = book_of(world.programme)
    # What was before it went over keeps its own.
    assert [(one.second.answers, one.until) for one in book.pairs(world.religion)] == [
        (gone, SIGNED),
        (heir, None),
    ]
    row = next(row for row in book.on(MARCH).fields if row.field == world.religion)
    assert row.cells[1].named.heir == heir


@pytest.mark.parametrize("name", ["old", "outsider"])
def test_nobody_names_a_unit_for_another_side(world, name):
    with pytest.raises(NotPermitted):
        name_unit(world, sit(body_of(world, name)))
    assert not Counterpart.objects.exists()


def test_a_body_with_one_field_names_no_unit_for_another(world):
    with pytest.raises(NotPermitted):
        name_unit(world, sit(world.heir), world.training)


def test_a_body_that_bears_the_rest_of_the_side_names_no_unit_for_a_field_that_has_passed_on(client, world):
    """Whoever has the field now names its own. What was so before that day can still be put down."""
    whole, told = sit(world.whole), {"person": None, "by": sit(world.whole), "at": NOW}
    unit = make.unit(world.whole)
    with pytest.raises(Refused) as refused:
        name_unit(world, whole, since=MARCH)
    assert (refused.value.code, refused.value.params["day"]) == ("field_passed_on", MARCH)
    with pytest.raises(Refused) as refused:
        actions.name_answerable(commitment=world.of_religion, unit=unit, **told)
    assert refused.value.code == "field_passed_on"
    assert not Counterpart.objects.exists()
    name_unit(world, whole, since=MARCH - DAY)
    name_unit(world, whole, world.training)
    actions.name_answerable(commitment=world.of_training, unit=unit, **told)
    name_unit(world, sit(world.heir), since=MARCH)
    # The page offers each what it may do, and says who has the field where it is tried all the same.
    pairs = f"/programmes/{world.programme.slug}/pairs/"
    for body, offered in ((world.whole, "training"), (world.heir, "religion")):
        client.force_login(make.seat(body, Role.COORDINATOR).account)
        page = client.get(f"{pairs}?language=en").text
        for slug in ("training", "religion"):
            assert (f"{pairs}{slug}/" in page) is (slug == offered)
    client.force_login(make.seat(world.whole, Role.COORDINATOR).account)
    answer = client.post(
        f"{pairs}religion/?language=en", {"unit": unit.pk, "since": "20/03/2025", "basis": ""}
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Since 20 March 2025 another body answers for the field" in shown
    assert f"names its own unit: {world.heir.name.en}. Choose a day before that" in shown


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"since": TODAY + DAY}, "since_ahead"),
        ({"since": SIGNED - DAY}, "since_before"),
        ({"unit": "foreign"}, "unit_of_another"),
        ({"field": "health"}, "field_of_another"),
    ],
)
def test_a_unit_that_cannot_be_named_is_refused(world, more, code):
    by = sit(world.other)
    name_unit(world, by)
    if more.get("unit"):
        more = {"unit": make.unit(world.old)}
    if more.get("field"):
        more = {"field": Field.objects.get(slug=more["field"])}
    with pytest.raises(Refused) as refused:
        name_unit(world, by, **more)
    assert refused.value.code == code
    assert Counterpart.objects.count() == 1


def test_an_end_is_undone_while_nobody_was_named_since(world):
    by = sit(world.other)
    row = name_unit(world, by)
    row = actions.end_counterpart(row=row, until=MARCH, by=by, at=NOW)
    with pytest.raises(Refused) as refused:
        name_unit(world, by, since=MARCH)
    assert refused.value.code == "spell_overlaps"
    row = actions.resume_counterpart(row=row, by=by, at=NOW)
    assert row.until is None
    actions.end_counterpart(row=row, until=MARCH, by=by, at=NOW)
    name_unit(world, by, since=MARCH + DAY)
    with pytest.raises(Refused) as refused:
        actions.resume_counterpart(row=row, by=by, at=NOW)
    assert refused.value.code == "named_since"


def test_the_second_of_two_who_name_a_unit_is_told(world):
    by, seen = sit(world.other), counterpart_stamp(None)
    name_unit(world, by, seen=seen)
    with pytest.raises(Changed):
        name_unit(world, by, seen=seen)


# ---------------------------------------------------------------- further parties


def test_a_further_party_reads_what_was_offered_and_acts_for_nobody(db):
    programme = make.draft_programme()
    a, b = (side.institution for side in programme.sides.all())
    academy = make.institution()
    leader, onlooker = make.seat(a), make.seat(academy)
    actions.add_further_party(
        programme=programme, institution=academy, role="executing", task=Trilingual(), by=leader, at=NOW
    )
    assert not queries.visible_to(onlooker).exists()
    document = actions.offer(programme=Programme.objects.get(pk=programme.pk), by=leader, at=NOW)
    assert queries.visible_to(onlooker).exists()
    shown = Programme.objects.get(pk=programme.pk)
    assert queries.side_of(shown, onlooker) is None
    assert record.terms_of(document)["further"] == [
        {
            "id": academy.slug,
            "name": academy.name.as_dict(),
            "origin": academy.origin,
            "country": academy.country,
            "role": "executing",
        }
    ]
    with pytest.raises(NotPermitted):
        actions.approve(programme=shown, seen=document.sha256, by=onlooker, at=NOW)
    assert record.position_of(shown.register, academy) is None


def test_a_side_or_a_body_twice_is_no_further_party(db):
    programme = make.draft_programme()
    leader, third = make.seat(programme.drafted_by), make.institution()
    told = {"programme": programme, "role": "observer", "task": Trilingual(), "by": leader, "at": NOW}
    actions.add_further_party(institution=third, **told)
    for body, code in ((third, "takes_part_already"), (programme.drafted_by, "a_side_already")):
        with pytest.raises(Refused) as refused:
            actions.add_further_party(institution=body, **told)
        assert refused.value.code == code
    with pytest.raises(NotPermitted):
        actions.add_further_party(institution=make.institution(), **(told | {"by": make.seat()}))


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages_say_who_answered(client, world, language):
    client.force_login(make.seat(world.whole, Role.COORDINATOR).account)
    slug = world.programme.slug
    then = client.get(f"/programmes/{slug}/answered/?on=2023-06-01&language={language}")
    now = client.get(f"/programmes/{slug}/answered/?language={language}")
    assert world.old.name.get(language) in then.content.decode()
    assert world.whole.name.get(language) in now.content.decode()
    assert "12/QH" in now.content.decode()
    assert client.get(f"/programmes/{slug}/pairs/?language={language}").status_code == 200


def test_a_day_that_is_none_is_asked_for_again(client, world):
    client.force_login(make.seat(world.other).account)
    page = client.get(f"/programmes/{world.programme.slug}/answered/?on=31/02/2024")
    assert page.status_code == 422
    assert page.context["form"].errors["on"]


def test_the_page_is_hidden_from_others_and_naming_refused_to_readers(client, world):
    slug = world.programme.slug
    client.force_login(make.seat().account)
    assert client.get(f"/programmes/{slug}/answered/").status_code == 404
    client.force_login(make.seat(world.other, Role.READER).account)
    assert client.get(f"/programmes/{slug}/pairs/religion/").status_code == 403


def test_a_unit_is_named_ended_and_resumed_on_the_pages(client, world):
    unit, slug = make.unit(world.heir), world.programme.slug
    client.force_login(make.seat(world.heir, Role.COORDINATOR).account)
    page = client.get(f"/programmes/{slug}/pairs/religion/")
    told = {
        "unit": unit.pk,
        "person": "",
        "since": "21/03/2025",
        "basis": "45/QD",
        "seen": page.context["form"]["seen"].value(),
    }
    assert client.post(f"/programmes/{slug}/pairs/religion/", told | {"unit": ""}).status_code == 422
    assert client.post(f"/programmes/{slug}/pairs/religion/", told).status_code == 302
    row = Counterpart.objects.get()
    assert (row.unit, row.since, row.side.position) == (unit, date(2025, 3, 21), 2)
    assert client.post(f"/programmes/{slug}/pairs/{row.pk}/end/").status_code == 302
    row.refresh_from_db()
    assert row.until is not None
    assert client.post(f"/programmes/{slug}/pairs/{row.pk}/resume/").status_code == 302
    row.refresh_from_db()
    assert row.until is None
    assert client.get(f"/programmes/{slug}/pairs/training/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_the_same_queries_for_one_and_three(
    client, world, rows, django_assert_max_num_queries
):
    by = sit(world.other)
    for number in range(rows):
        name_unit(world, by, since=SIGNED + number * DAY)
        made = make.commitment(world.programme, field=world.religion)
        actions.name_answerable(commitment=made, unit=make.unit(world.other), person=None, by=by, at=NOW)
    client.force_login(make.seat(world.other).account)
    with django_assert_max_num_queries(18):
        client.get(f"/programmes/{world.programme.slug}/answered/")
    with django_assert_max_num_queries(15):
        client.get(f"/programmes/{world.programme.slug}/pairs/")
    # One unit and how long it stands are read once, without the rest of the book.
    with django_assert_max_num_queries(15) as asked:
        client.get(f"/programmes/{world.programme.slug}/pairs/religion/")
    assert sum('"parties_succession"' in one["sql"] for one in asked.captured_queries) == 1


def test_an_activity_says_which_unit_carries_on_for_one_that_had_ended_by_then(client, world):
    before, after = make.unit(world.old, valid_to=MARCH - DAY), make.unit(world.whole)
    before.succeeded_by = after
    before.save()
    leader = sit(world.whole)
    client.force_login(leader.account)
    for day, heir in ((MARCH - DAY, False), (MARCH, True)):
        values = make.activity_values(world.of_training, starts_on=day, ends_on=day)
        one = plans.record_activity(programme=world.programme, values=values, by=leader, at=NOW)
        type(one).objects.filter(pk=one.pk).update(unit=before)
        page = client.get(f"/programmes/{world.programme.slug}/activities/{one.key}/?language=en")
        assert (after.name.en in page.content.decode()) is heir
        assert before.name.en in page.content.decode()
