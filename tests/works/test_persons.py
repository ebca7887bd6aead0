"""Authors as persons: the pairs found on filing, what is decided and undone, who is counted."""

import io
from decimal import Decimal
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.journal.models import Line
from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.works import actions, rules
from songfai.works.actions.authors import AUTHOR_FIELDS
from songfai.works.actions.persons import LOOKED_AT, MOST
from songfai.works.models import Author, AuthorPair, KnownAuthor, NameKey, Work
from songfai.works.permissions import check_tells_persons
from songfai.works.queries import (
    number_of_persons,
    pairs,
    persons,
    persons_by_unit,
    reasons_of,
    with_spellings,
    works_of_person,
)
from songfai.works.states import Likeness, PairState
from tests import factories as make
from tests.query_plans import steps_of
from tests.works import making

pytestmark = pytest.mark.django_db

DAY = PartialDate(1985, 3, 2)


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = f"{make.TODAY:%Y-%m-%d}"


def filed_with(made, name, born=DAY, language="vi", **fields):
    """A filed work, entered on behalf of its one author, and how that author is known."""
    work = making.draft(made, by=made.clerk, on_behalf=True)
    told = making.author_values(
        role="lead", name=Trilingual(**{language: name}), born=born, share=Decimal(100), **fields
    )
    line = actions.save_author(work=work, values=told, by=made.clerk, at=make.NOW)
    if line.account_id:
        actions.confirm(author=line, by=line.account.seats.get(), at=make.NOW)
    else:
        actions.confirm(author=line, by=made.clerk, at=make.NOW, paper="12/GXN")
    actions.save_benefit(work=work, values=making.benefit_values(), by=made.clerk, at=make.NOW)
    actions.file(work=Work.objects.get(pk=work.pk), by=made.clerk, at=make.NOW)
    return Author.objects.get(pk=line.pk).known


def judge(made, pair, verdict, by=None):
    return actions.judge_pair(pair=pair, verdict=verdict, by=by or made.clerk, at=make.NOW)


def pair_of(one, other):
    return AuthorPair.objects.get(one=min(one.pk, other.pk), other=max(one.pk, other.pk))


def code_of(call, *told, **named):
    with pytest.raises(Refused) as refused:
        call(*told, **named)
    return refused.value.code


def known(made, name, born=None, unit=None):
    """An author known by a name, with its keys and without works: one of many."""
    told = rules.Spelling({"vi": name}, born, unit.pk if unit else None)
    row = KnownAuthor.objects.create(
        institution=made.here,
        unit=unit,
        name=Trilingual(vi=name),
        born=born,
        mark=rules.mark_of(made.here.pk, told),
    )
    NameKey.objects.bulk_create(
        NameKey(known=row, institution=made.here, text=text) for text in rules.name_keys(told)
    )
    return row


# ---------------------------------------------------------------- found on filing


def test_filing_finds_the_same_person_under_another_spelling(made):
    one = filed_with(made, "Nguyễn Văn Hùng")
    other = filed_with(made, "Nguyen Van Hung", None)
    filed_with(made, "Trần Thị Mai")
    found = pairs(made.clerk).get()
    assert {found.one, found.other} == {one, other}
    assert reasons_of(found) == [Likeness.MARKS, Likeness.NOT_BORN]
    assert number_of_persons(made.clerk) == 3


def test_lines_that_agree_in_all_are_one_person_and_no_pair(made):
    assert filed_with(made, "Nguyễn Văn Hùng") == filed_with(made, "Nguyễn Văn  HÙNG")
    assert (number_of_persons(made.clerk), AuthorPair.objects.count()) == (1, 0)


def test_one_account_is_one_person_however_it_is_written(made):
    seat = make.seat(made.here, Role.AUTHOR)
    one = filed_with(made, "Nguyễn Văn Hùng", account=seat.account)
    other = filed_with(made, "Nguyen Van Hung", account=seat.account)
    other.refresh_from_db()
    assert other.same_as == one
    assert (number_of_persons(made.clerk), pairs(made.clerk).count()) == (1, 0)


def test_a_draft_makes_nobody_known(made):
    making.draft(made)
    assert not KnownAuthor.objects.exists()


def test_registers_of_two_institutions_are_not_compared(made):
    elsewhere = making.unit()
    filed_with(made, "Nguyễn Văn Hùng")
    filed_with(elsewhere, "Nguyen Van Hung")
    assert not AuthorPair.objects.exists()
    assert [one.pk for one in persons(elsewhere.clerk)] != [one.pk for one in persons(made.clerk)]


def test_a_name_that_many_bear_is_proposed_with_the_likeliest_only(made):
    for unit in [make.unit(made.here) for _n in range(MOST + 3)]:
        known(made, "Nguyễn Văn Hùng", unit=unit)
    near = known(made, "Nguyễn Văn Hùng", PartialDate(1985))
    fresh = filed_with(made, "Nguyen Van Hung", DAY)
    found = AuthorPair.objects.filter(other=fresh)
    assert found.count() == MOST < LOOKED_AT
    assert near.pk in found.values_list("one", flat=True)


def test_a_spelling_that_was_mended_is_known_no_more(made):
    known = filed_with(made, "Nguyễn Văn Hùng")
    other = filed_with(made, "Nguyen Van Hung")
    judge(made, pair_of(known, other), PairState.SAME)
    line = other.lines.get()
    submission = line.work.submissions.get()
    actions.ask_for_mending(submission=submission, reason="name", by=made.clerk, at=make.NOW)
    told = {name: getattr(line, name) for name in AUTHOR_FIELDS} | {"name": known.name}
    actions.save_author(work=line.work, author=line, values=told, by=made.clerk, at=make.NOW)
    assert line.known == other, "as it was last handed in"
    actions.mend(submission=making.fresh(submission), by=made.clerk, at=make.NOW)
    assert Author.objects.get(pk=line.pk).known == known
    assert list(KnownAuthor.objects.all()) == [known]
    assert not AuthorPair.objects.exists()


# ---------------------------------------------------------------- decided, undone, counted


def test_persons_are_counted_by_what_was_said_and_undone(made):
    one = filed_with(made, "Nguyễn Văn Hùng")
    other = filed_with(made, "Nguyen Van Hung")
    filed_with(made, "Nguyen Van Hung")
    pair = pair_of(one, other)
    judge(made, pair, PairState.SAME)
    assert number_of_persons(made.clerk) == 1
    person = with_spellings(list(persons(made.clerk)))[0]
    assert ([way.pk for way in person.ways], person.works) == ([one.pk, other.pk], 3)
    assert works_of_person(made.clerk, one).count() == 3
    assert [(line.persons, line.spellings) for line in persons_by_unit(made.clerk)] == [(1, 2)]
    assert not pairs(made.clerk).exists() and pairs(made.clerk, PairState.SAME).get() == pair
    judge(made, pair, PairState.OPEN)
    assert number_of_persons(made.clerk) == 2
    assert sorted(one.works for one in with_spellings(list(persons(made.clerk)))) == [1, 2]
    assert pairs(made.clerk).get().decided_by == ""
    judge(made, pair, PairState.DIFFERENT)
    assert (number_of_persons(made.clerk), pairs(made.clerk).count()) == (2, 0)
    verdicts = [
        line.details["verdict"] for line in Line.objects.filter(verb="works.judge_pair").order_by("id")
    ]
    assert verdicts == ["same", "open", "different"]


def three(made):
    ways = ("Nguyễn Văn Hùng", "Nguyen Van Hung", "Hung Nguyen Van")
    return [filed_with(made, name) for name in ways]


def test_three_spellings_are_one_person_by_two_pairs_and_fall_apart_again(made):
    a, b, c = three(made)
    judge(made, pair_of(b, c), PairState.SAME)
    judge(made, pair_of(a, b), PairState.SAME)
    assert number_of_persons(made.clerk) == 1
    assert not pairs(made.clerk).exists(), "the third pair asks nothing any more"
    judge(made, pair_of(b, c), PairState.OPEN)
    c.refresh_from_db()
    assert (number_of_persons(made.clerk), c.same_as) == (2, None)


def test_what_contradicts_is_refused_and_changes_nothing(made):
    a, b, c = three(made)
    judge(made, pair_of(a, b), PairState.SAME)
    judge(made, pair_of(b, c), PairState.DIFFERENT)
    assert code_of(judge, made, pair_of(a, c), PairState.SAME) == "persons_contradict"
    assert pair_of(a, c).state == PairState.OPEN
    assert number_of_persons(made.clerk) == 2
    assert code_of(judge, made, pair_of(a, b), PairState.DIFFERENT) == "pair_moved"


def test_two_authors_of_one_work_are_not_one_person(made):
    work = making.of_two(made, name=Trilingual(vi="Nguyen Van Hung"), born=DAY)
    making.filed(made, work)
    second = work.authors.get(account=made.second.account).known
    one = filed_with(made, "Nguyễn Văn Hùng")
    lead = work.authors.get(account=made.author.account).known
    judge(made, pair_of(one, second), PairState.SAME)
    joined = AuthorPair.objects.create(institution=made.here, one=lead, other=one)
    assert code_of(judge, made, joined, PairState.SAME) == "persons_in_one_work"
    assert number_of_persons(made.clerk) == 2


# ---------------------------------------------------------------- who


def test_who_decides_and_who_sees(made):
    one, other = filed_with(made, "Nguyễn Văn Hùng"), filed_with(made, "Nguyen Van Hung")
    pair = pair_of(one, other)
    office = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
    for role, own in product(Role, (True, False)):
        seat = make.seat(made.here if own else made.there, role)
        expected = own and role in office
        assert pairs(seat).exists() is persons(seat).exists() is expected, (role, own)
        if expected:
            check_tells_persons(seat, pair)
        else:
            with pytest.raises(NotPermitted):
                judge(made, pair, PairState.SAME, by=seat)
    assert not pairs(None).exists() and number_of_persons(None) == 0
    assert pair_of(one, other).state == PairState.OPEN


def test_nobody_decides_who_oneself_is(made):
    one = filed_with(made, "Nguyễn Văn Hùng", account=made.clerk.account)
    other = filed_with(made, "Nguyen Van Hung")
    assert code_of(judge, made, pair_of(one, other), PairState.SAME) == "own_person"
    judge(made, pair_of(one, other), PairState.SAME, by=made.coordinator)
    assert code_of(judge, made, pair_of(one, other), PairState.OPEN) == "own_person"


# ---------------------------------------------------------------- pages


def test_the_office_decides_and_undoes_on_the_pages(made, client):
    one, other = filed_with(made, "Nguyễn Văn Hùng"), filed_with(made, "Nguyen Van Hung")
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:pairs"))
    address = reverse("works:judge_pair", args=[pair_of(one, other).pk, "same"])
    assert address in page.content.decode()
    page = client.post(address, follow=True)
    assert reverse("works:judge_pair", args=[pair_of(one, other).pk, "open"]) in page.content.decode()
    page = client.get(reverse("works:persons"), {"q": "hung van nguyen"})
    assert page.context["total"] == 1
    assert [person.works for person in page.context["rows"]] == [2]
    assert client.get(reverse("works:persons"), {"q": "Nguyễn Văn Long"}).context["rows"] == []
    page = client.get(reverse("works:person", args=[one.key]))
    assert len(page.context["page"].rows) == 2
    assert client.get(reverse("works:person", args=[other.key])).status_code == 404, "no person of its own"
    assert client.post(address).status_code == 422, "it is decided already"
    page = client.get(reverse("works:pairs"), {"state": "same"})
    assert reverse("works:judge_pair", args=[pair_of(one, other).pk, "open"]) in page.content.decode()
    client.post(reverse("works:judge_pair", args=[pair_of(one, other).pk, "open"]))
    assert number_of_persons(made.clerk) == 2


def test_pages_are_closed_to_others(made, client):
    one, other = filed_with(made, "Nguyễn Văn Hùng"), filed_with(made, "Nguyen Van Hung")
    pair = pair_of(one, other)
    client.force_login(make.seat(made.there, Role.CLERK).account)
    assert client.get(reverse("works:person", args=[one.key])).status_code == 404
    assert client.post(reverse("works:judge_pair", args=[pair.pk, "same"])).status_code == 404
    client.force_login(made.reader.account)
    assert client.get(reverse("works:pairs")).status_code == 403
    assert client.get(reverse("works:persons")).status_code == 403
    client.force_login(made.clerk.account)
    assert client.post(reverse("works:judge_pair", args=[pair.pk, "both"])).status_code == 404


def test_pages_ask_as_much_of_three_as_of_one(made, client):
    client.force_login(made.clerk.account)
    counts = {}
    for number in (1, 3):
        while KnownAuthor.objects.count() < 2 * number:
            name = ("Mai", "Lan", "Cúc")[KnownAuthor.objects.count() // 2]
            for written in (f"Trần Thị {name}", f"Tran Thi {name}"):
                filed_with(made, written)
        for address in (reverse("works:pairs"), reverse("works:persons")):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address)
            assert len(page.context["page"].rows) == (number if "pairs" in address else 2 * number)
            counts.setdefault(address, set()).add(len(asked))
    assert all(len(found) == 1 for found in counts.values()), counts


def test_pairs_are_found_through_the_index(made):
    """However many authors there are, a new one asks the same: its keys are looked up, nobody is compared with all."""
    # The first receipt of a year asks more.
    filed_with(made, "Trần Thị Mai")
    asked = set()
    for number, name in ((1, "Nguyễn Văn Hùng"), (40, "Hoàng Quốc Bảo")):
        for at in range(number):
            known(made, f"Lê Thị {at}a{number} Hoa")
        with CaptureQueriesContext(connection) as queries:
            filed_with(made, name)
        asked.add(len(queries))
    assert len(asked) == 1
    sought = next(
        one["sql"]
        for one in queries
        if 'FROM "works_knownauthor"' in one["sql"] and "works_namekey" in one["sql"]
    )
    if connection.vendor == "sqlite":
        plan = " ".join(steps_of(sought))
        assert "(institution_id=? AND text=?)" in plan and "SCAN" not in plan, plan


def test_persons_by_unit_are_taken_away_with_how_they_are_counted(made, client):
    one, other = filed_with(made, "Nguyễn Văn Hùng"), filed_with(made, "Nguyen Van Hung")
    judge(made, pair_of(one, other), PairState.SAME)
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:persons"), {"export": "xlsx", "language": "en"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(page.content))
    figures, counted = (
        book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    )
    assert [row[-2:] for row in figures[1:]] == [[1, 2]]
    said = {row[0]: row[1] for row in counted[1:]}
    assert said["Persons"] == "1"
    assert "the office decides" in said["Counted"]
    client.force_login(made.author.account)
    assert client.get(reverse("works:persons"), {"export": "xlsx"}).status_code == 403
