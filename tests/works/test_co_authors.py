"""Co-authors of other institutions: found, asked, confirming themselves; named with their own institution of that day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.models import Institution, Seat
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Work
from songfai.works.queries import Filter, figures_elsewhere, homes_of, waiting_confirmation, works
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = making.unit()
    made.guest = make.seat(made.there, Role.AUTHOR)
    return made


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = f"{make.TODAY:%Y-%m-%d}"


def shared(made, confirm=True) -> Work:
    """A draft of the author and the guest, 70 to 30."""
    work = making.ready(made)
    lead = work.authors.get()
    told = making.author_values(
        role="lead", name=lead.name, account=made.author.account, share=Decimal(70), union_member=False
    )
    actions.save_author(work=work, author=lead, values=told, by=made.author, at=make.NOW)
    values = making.author_values(account=made.guest.account, union_member=False, name=make.words("Guest"))
    row = actions.save_author(work=work, values=values, by=made.author, at=make.NOW)
    if confirm:
        actions.confirm(author=lead, by=made.author, at=make.NOW)
        actions.confirm(author=row, by=made.guest, at=make.NOW)
    return Work.objects.get(pk=work.pk)


def test_somebody_elsewhere_is_found_by_address_asked_and_confirms(made, client):
    work = making.ready(made)
    actions.save_author(
        work=work,
        author=work.authors.get(),
        values=making.author_values(
            role="lead", account=made.author.account, share=Decimal(70), name=make.words("Lead")
        ),
        by=made.author,
        at=make.NOW,
    )
    page = reverse("works:add_author", args=[work.key])
    client.force_login(made.author.account)
    told = {"role": "co", "name_en": "Guest", "share": "30", "seen": Work.objects.get(pk=work.pk).revision}
    shown = client.post(page, told | {"email": "nobody@example.org"})
    assert shown.status_code == 422 and "Guest" in shown.content.decode()
    assert client.post(page, told | {"email": made.guest.account.email}).status_code == 302
    row = work.authors.get(account=made.guest.account)
    assert row.home == made.there and not row.confirmed
    assert Notice.objects.filter(account=made.guest.account, text__startswith="You are named").exists()
    client.force_login(made.guest.account)
    assert made.there.name.en in client.get(reverse("works:work", args=[work.key])).content.decode()
    assert work.title.en in client.get(reverse("works:own")).content.decode()
    assert client.post(reverse("works:confirm", args=[work.key, row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.confirmed == "self"


def test_the_guest_sees_the_work_and_nobody_else_of_that_institution_does(made):
    work = shared(made)
    assert list(works(made.guest)) == [work]
    for role in (Role.LEADER, Role.READER, Role.AUTHOR):
        assert not works(make.seat(made.there, role)).exists()
    submission = making.filed(made, work)
    assert list(works(made.guest)) == [submission.work]


def test_certificate_and_receipt_name_the_institution_as_it_was_called_that_day(made, client):
    submission = making.certified(made, shared(made))
    old = made.there.name
    Institution.objects.filter(pk=made.there.pk).update(name=make.words("Renamed later"))
    pages = [reverse("works:receipt", args=[submission.work.key])]
    pages += [
        reverse("works:certificate", args=[submission.work.key, one.pk])
        for one in submission.certificates.all()
    ]
    client.force_login(made.guest.account)
    for page in pages:
        shown = client.get(page, {"language": "en"}).content.decode()
        assert old.en in shown and "Renamed later" not in shown, page
    # Of those of the unit itself nothing is said beside their name.
    told = {one["id"]: one.get("home") for one in submission.filed["authors"]}
    assert list(told.values()) == [None, old.as_dict()]


def test_who_moves_to_another_institution_before_it_is_filed_is_of_that_one(made):
    work = shared(made)
    third = make.institution()
    Seat.objects.filter(pk=made.guest.pk).update(valid_to=date(2026, 3, 1))
    moved = make.seat(third, Role.AUTHOR)
    Seat.objects.filter(pk=moved.pk).update(account=made.guest.account)
    submission = making.filed(made, work)
    assert submission.work.authors.get(account=made.guest.account).home == third
    Seat.objects.filter(pk=moved.pk).update(valid_to=date(2026, 3, 9))
    assert submission.work.authors.get(account=made.guest.account).home == third, "as of that day"


def test_who_acts_here_too_is_of_the_unit(made):
    both = make.seat(made.here, Role.AUTHOR)
    Seat.objects.filter(pk=both.pk).update(account=made.guest.account)
    assert homes_of([made.guest.account_id], made.here.pk, make.TODAY) == {made.guest.account_id: None}
    assert shared(made).authors.get(account=made.guest.account).home is None


def test_figures_name_the_institutions_of_the_guests(made, client):
    for _twice in range(2):
        making.filed(made, shared(made))
    shared(made)
    found = figures_elsewhere(made.reader, Filter())
    assert [(one.institution, one.works, one.persons) for one in found] == [(made.there, 2, 1)]
    assert figures_elsewhere(made.reader, Filter(year=2025)) == []
    assert figures_elsewhere(made.guest, Filter()) == []
    client.force_login(made.reader.account)
    shown = client.get(reverse("works:figures"), {"language": "en"}).content.decode()
    assert "Co-authors of other institutions" in shown and made.there.name.en in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_they_cost_the_same_for_one_and_for_three(made, rows, django_assert_num_queries):
    for _one in range(rows):
        made.there = make.institution()
        made.guest = make.seat(made.there, Role.AUTHOR)
        making.filed(made, shared(made))
    assert made.reader.stands_for
    with django_assert_num_queries(2):
        assert len(figures_elsewhere(made.reader, Filter())) == rows


@sqlite_alone
def test_guests_are_sought_among_those_who_have_another_institution(made):
    """Not among the authors of all works that are counted: of 2.5 million works that took 14 seconds."""
    with CaptureQueriesContext(connection) as asked:
        figures_elsewhere(made.reader, Filter())
    assert "works_author_home_id" in steps_of(asked[0]["sql"])[0]


def test_what_waits_for_a_share_to_be_confirmed_is_read_up_to_so_many(made, django_assert_num_queries):
    own = [shared(made, confirm=False).authors.get(account=made.guest.account).pk for _n in range(3)]
    assert [one.pk for one in waiting_confirmation(made.guest)] == own
    with django_assert_num_queries(1):
        assert [one.pk for one in waiting_confirmation(made.guest, 2)] == own[:2]
    assert waiting_confirmation(made.reader) == []


def test_a_name_that_is_not_that_of_the_account_is_said_to_both_and_refused_to_nobody(made, client):
    made.guest.account.person.name = Trilingual(vi="Trần Thị Hoa")
    made.guest.account.person.save()
    work = making.ready(made)
    page, here = (reverse(f"works:{name}", args=[work.key]) for name in ("add_author", "work"))
    typed = {
        "role": "co", "name_vi": "Nguyễn Văn An", "email": made.guest.account.email, "share": "30",
        "seen": Work.objects.get().revision,
    }  # fmt: skip
    client.force_login(made.author.account)
    said = client.post(page, typed, follow=True).text
    assert "The account is in the name of Trần Thị Hoa, the author is written as Nguyễn Văn An." in said
    assert "the account that confirms is in the name of" in said
    row = work.authors.get(account=made.guest.account)
    client.force_login(made.guest.account)
    told = client.get(here)
    assert "your account is in the name of" in told.text
    assert [one["account_of"] for one in told.context["authors"] if one["own"]] == [
        Trilingual(vi="Trần Thị Hoa")
    ]
    said = client.post(reverse("works:confirm", args=[work.key, row.pk]), follow=True).text
    assert "Your share is confirmed." in said and "Check both." in said
    # Who has confirmed is not told once more what to do before it.
    assert "your account is in the name of" not in said
    row.refresh_from_db()
    assert row.confirmed == "self"
    assert Line.objects.get(verb="works.confirm").details["account_of"] == "Trần Thị Hoa"
    # A difference of spelling is none.
    for name in (Trilingual(vi="Trần thị  Hoa"), Trilingual(en="Tran Thi Hoa")):
        row.name = name
        assert row.account_name is None
