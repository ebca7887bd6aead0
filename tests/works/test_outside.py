"""The page of the comparison: kinds of answers, notes per layer, sources outside the register, how many were looked at."""

import pytest
from django.urls import reverse

from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Answer, Outside, Work
from songfai.works.queries import compared, latest, outside_of, with_all
from songfai.works.states import Layer, Reply
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = f"{make.TODAY:%Y-%m-%d}"


def source(**fields):
    given = {
        "kind": "patent",
        "title": "Bẫy hơi phao",
        "place": "VN 1-2019-01234",
        "known_on": PartialDate(2019, 6),
        "note": "",
    }
    return given | fields


def name(submission, by, **fields) -> Outside:
    told = {"values": source(**fields), "by": by, "at": make.NOW}
    work = Work.objects.get(pk=submission.work_id)
    return actions.name_outside(work=work, submission=making.fresh(submission), **told)


def test_authors_office_and_council_name_sources_and_nobody_else(made):
    submission = making.before_council(made)
    for seat in (made.author, made.clerk, made.members[3]):
        name(submission, seat)
    assert Outside.objects.count() == 3
    for seat in (made.reader, made.second, made.unit_officer, make.seat(made.there, Role.CLERK)):
        with pytest.raises(NotPermitted):
            name(submission, seat)
    assert Outside.objects.count() == 3


def test_only_who_named_one_takes_it_out_and_only_until_the_decision(made):
    submission = making.before_council(made)
    row = name(submission, made.clerk)
    with pytest.raises(NotPermitted) as refused:
        actions.drop_outside(outside=row, submission=submission, by=made.author, at=make.NOW)
    assert refused.value.code == "named_by_another"
    actions.drop_outside(outside=row, submission=submission, by=made.clerk, at=make.NOW)
    assert not Outside.objects.exists()
    decided = making.recognised(made)
    with pytest.raises(Refused) as late:
        name(decided, made.clerk)
    assert late.value.code == "outside_not_now"


def test_a_day_ahead_is_refused_and_a_half_known_day_proves_nothing_before_its_end(made):
    submission = making.before_council(made)
    with pytest.raises(Refused) as refused:
        name(submission, made.clerk, known_on=PartialDate(2027))
    assert refused.value.code == "outside_ahead"
    for known in (PartialDate(2025), PartialDate(2026), PartialDate(2026, 1, 30)):
        name(submission, made.clerk, known_on=known)
    # First applied in January 2026: the date of novelty is its last day.
    work = with_all(Work.objects.all()).get()
    day = compared(made.clerk, work, latest(work), make.TODAY).day
    assert [one.before for one in outside_of(work, day)] == [True, False, True]


@pytest.mark.parametrize("place", ["https://example.org/a", "javascript:alert(1)", "Tạp chí 3/2020, tr. 12"])
def test_only_an_address_of_the_web_becomes_a_link(made, client, place):
    submission = making.before_council(made)
    name(submission, made.clerk, place=place, kind="web")
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:comparison", args=[submission.work.key])).content.decode()
    assert (f'href="{place}"' in page) is place.startswith("https://")


def test_it_is_entered_on_a_page_that_loses_nothing_typed(made, client):
    submission = making.before_council(made)
    page = reverse("works:name_outside", args=[submission.work.key])
    client.force_login(made.members[3].account)
    told = {"kind": "journal", "title": "Tiết kiệm hơi", "place": "Tạp chí 3/2020", "known_on": "32/13/2020"}
    refused = client.post(page, told)
    assert refused.status_code == 422 and "Tạp chí 3/2020" in refused.content.decode()
    assert client.post(page, told | {"known_on": "03/2020"}).status_code == 302
    shown = client.get(
        reverse("works:comparison", args=[submission.work.key]), {"language": "en"}
    ).content.decode()
    assert "Tiết kiệm hơi" in shown and "before the date of novelty" in shown
    client.force_login(made.reader.account)
    assert client.get(page).status_code == 403


def test_an_answer_has_a_kind_and_may_speak_of_each_layer(made, client):
    making.earlier(made)
    work = making.alike(made)
    seen = with_all(Work.objects.filter(pk=work.pk)).get()
    earlier = compared(made.author, seen, None, make.TODAY).earlier[0].work
    page = reverse("works:answer", args=[work.key, earlier.key])
    client.force_login(made.author.account)
    told = {
        "text": "We measure all the time",
        "note_solution": "A valve of three ways",
        "seen": seen.revision,
    }
    assert client.post(page, told).status_code == 422, "which kind of answer it is has to be said"
    assert client.post(page, told | {"kind": "reused"}).status_code == 302
    row = Answer.objects.get()
    assert (row.kind, row.notes) == (Reply.REUSED, {Layer.SOLUTION: "A valve of three ways"})
    shown = client.get(reverse("works:comparison", args=[work.key]), {"language": "en"}).content.decode()
    assert "We apply it anew with improvements" in shown and "A valve of three ways" in shown
    again = client.get(page).content.decode()
    assert "A valve of three ways" in again and 'value="reused"' in again


def test_the_page_says_how_many_works_were_looked_at(made, client):
    for _two in range(2):
        making.filed(made)
    making.earlier(made)
    submission = making.before_council(made, making.alike(made))
    client.force_login(made.clerk.account)
    page = reverse("works:comparison", args=[submission.work.key])
    assert "Shown: 1 of 3 works" in client.get(page, {"language": "en"}).content.decode()
