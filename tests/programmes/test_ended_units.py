"""Who answers where the unit that was named has ended: the one that carries on, else nobody, and that is said."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from songfai.parties.models import Field, Unit, UnitMove
from songfai.parties.queries import carriers
from songfai.programmes import actions, queries
from songfai.programmes.models import Commitment
from songfai.programmes.queries import visible_to
from songfai.reports.commitment_facts import Answering
from songfai.reports.queries import gather_commitments
from tests import factories as make

pytestmark = pytest.mark.django_db

LAST, DAY = date(2026, 2, 28), timedelta(days=1)
AT = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Asia/Vientiane"))


@pytest.fixture
def made():
    return make.programme_in_force()


def end(unit: Unit, heir: Unit | None = None, last: date = LAST) -> None:
    unit.valid_to, unit.succeeded_by = last, heir
    unit.save()


def name(made, unit: Unit, commitment=None, by=None) -> None:
    commitment = commitment or made.commitments[0]
    actions.name_answerable(
        commitment=commitment, unit=unit, person=None, by=by or made.leader_a, at=make.NOW
    )


def body(made):
    return made.leader_a.institution


# ---------------------------------------------------------------- who carries on


def test_a_unit_is_carried_on_by_the_last_of_its_line_from_the_day_after_it_ended(made):
    first, second, third = (make.unit(body(made)) for _one in range(3))
    end(first, second)
    end(second, third, LAST + 3 * DAY)
    for day, heirs in (
        (LAST, {}),
        (LAST + DAY, {first.pk: second}),
        (LAST + 3 * DAY, {first.pk: second}),
        (LAST + 4 * DAY, {first.pk: third, second.pk: third}),
    ):
        found = carriers([(one, None) for one in (first, second, third)], day)
        assert found == {(unit, None): heir for unit, heir in heirs.items()}


def test_nobody_carries_on_where_nobody_is_named_or_the_last_has_ended(made):
    alone, first, second = (make.unit(body(made)) for _one in range(3))
    end(alone)
    end(first, second)
    end(second)
    found = carriers([(alone, None), (first, None)], LAST + DAY)
    assert found == {(alone.pk, None): None, (first.pk, None): None}


@pytest.mark.parametrize("rows", [1, 3])
def test_nothing_is_asked_while_no_unit_has_ended_and_one_query_when_some_have(
    made, rows, django_assert_num_queries
):
    units = [make.unit(body(made)) for _one in range(rows)]
    asked = [(unit, None) for unit in units]
    with django_assert_num_queries(0):
        assert carriers(asked, make.TODAY) == {}
    for unit in units:
        end(unit, make.unit(make.institution()))
    with django_assert_num_queries(1):
        found = carriers(asked, make.TODAY)
        assert [heir.institution.short_name for heir in found.values()] == [
            unit.succeeded_by.institution.short_name for unit in units
        ]


def test_who_answers_is_who_carries_on(made):
    unit, heir = make.unit(body(made)), make.unit(body(made))
    name(made, unit)
    end(unit, heir)
    assert answering(made, LAST) == (False, None, unit.name)
    assert answering(made, make.TODAY) == (True, heir, heir.name)


def answering(made, day: date) -> tuple[bool, Unit | None, object]:
    """(has it ended or lost the field, who answers in its place, what it is called) for the first commitment."""
    (one,) = queries.commitments_in([made.programme], day).filter(pk=made.commitments[0].pk)
    queries.with_heirs_of([one], day)
    (row,) = one.answerables.all()
    return row.ended, row.heir, row.who


def move(unit: Unit, field: Field, heir: Unit, on: date) -> None:
    UnitMove.objects.create(unit=unit, field=field, successor=heir, on=on, basis="12/QD")
    Unit.objects.filter(pk=unit.pk).update(divided=True)


def test_for_a_field_that_left_its_unit_another_answers_and_for_the_rest_it_goes_on(made):
    unit, heir, last = (make.unit(body(made)) for _one in range(3))
    religion, justice = (Field.objects.get(slug=slug) for slug in ("religion", "justice"))
    name(made, unit)
    Commitment.objects.filter(pk=made.commitments[0].pk).update(field=religion)
    move(unit, justice, last, LAST)
    assert answering(made, LAST) == (False, None, unit.name)
    move(unit, religion, heir, LAST + DAY)
    assert answering(made, LAST) == (False, None, unit.name)
    assert answering(made, LAST + DAY) == (True, heir, heir.name)
    # The line goes on: who took it over has ended, too, or has handed it on.
    end(heir, last, LAST + 2 * DAY)
    assert answering(made, LAST + 3 * DAY) == (True, last, last.name)


# ---------------------------------------------------------------- pages


def pages(made) -> list[str]:
    base = f"/programmes/{made.programme.slug}/commitments/"
    return [base, f"{base}{made.commitments[0].key}/", f"/programmes/{made.programme.slug}/answered/"]


def shown(client, address: str, language: str = "en") -> str:
    return " ".join(
        client.get(f"{address}?language={language}").content.decode().replace("\u200b", "").split()
    )


@pytest.mark.parametrize("place", range(3))
def test_a_page_says_who_carries_on_and_what_it_was_called(client, made, place):
    unit, heir = make.unit(body(made), name=make.words("Old office")), make.unit(make.institution())
    name(made, unit)
    end(unit, heir)
    client.force_login(made.leader_a.account)
    page = shown(client, pages(made)[place])
    told = f'{heir.name.en} ({heir.institution.short_name.en}) <span class="small text-secondary">formerly Old office</span>'
    assert page.count(told) == 1
    assert "ended on" not in page


WORDS = {"en": "ended on 28 February 2026", "vi": "kết thúc 28/02/2026", "lo": "ສິ້ນສຸດ 28 ກຸມພາ 2026"}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("place", range(3))
def test_a_page_says_that_a_unit_has_ended_and_nobody_answers(client, made, place, language):
    unit = make.unit(body(made))
    name(made, unit)
    end(unit)
    client.force_login(made.leader_a.account)
    assert shown(client, pages(made)[place], language).count(WORDS[language]) == 1


def test_the_exported_table_has_who_carries_on_or_the_day_the_unit_ended(client, made):
    first, heir, second = (make.unit(body(made)) for _one in range(3))
    name(made, first)
    name(made, second, made.commitments[1])
    end(first, heir)
    end(second)
    client.force_login(made.leader_a.account)
    sheet = client.get(f"{pages(made)[0]}?export=csv&language=en").content.decode("utf-8-sig")
    assert heir.name.en in sheet
    assert first.name.en not in sheet
    assert f"{second.name.en} (ended on 28 Feb 2026)" in sheet


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_one_query_more_however_many_have_ended(
    client, made, rows, django_assert_max_num_queries
):
    for _one in range(rows):
        unit, wanted = make.unit(body(made)), make.commitment(made.programme)
        name(made, unit, wanted)
        end(unit, make.unit(make.institution()))
    client.force_login(made.leader_a.account)
    with django_assert_max_num_queries(12):
        client.get(pages(made)[0])


@pytest.mark.parametrize("heir", [True, False])
def test_the_desk_names_who_carries_on_for_what_is_asleep(client, made, heir):
    unit, after = make.unit(body(made)), make.unit(body(made))
    name(made, unit)
    end(unit, after if heir else None)
    client.force_login(made.leader_a.account)
    page = shown(client, "/desk/")
    assert (after.name.en in page, unit.name.en in page, WORDS["en"] in page) == (heir, not heir, not heir)


# ---------------------------------------------------------------- the report


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_tells_it_as_of_its_day(made, rows, django_assert_num_queries):
    units = [make.unit(body(made)) for _one in range(rows)]
    heir = make.unit(body(made))
    for unit in units:
        name(made, unit, make.commitment(made.programme))
        end(unit, heir)
    alone = make.unit(body(made))
    name(made, alone, make.commitment(made.programme))
    end(alone)
    programmes = list(visible_to(made.leader_a))
    with django_assert_num_queries(11):
        facts = gather_commitments(programmes, make.TODAY, AT)
    told = [line.answering for line in facts.programmes[0].lines][2:]
    assert told == [
        *[(Answering(1, heir.name, former=unit.name),) for unit in units],
        (Answering(1, alone.name, ended=LAST),),
    ]
    before = gather_commitments(programmes, LAST, AT)
    assert [line.answering for line in before.programmes[0].lines][2:] == [
        (Answering(1, unit.name),) for unit in (*units, alone)
    ]
