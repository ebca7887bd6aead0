"""Entries of a campaign with nearly the same text: found when one is entered, shown to the office, decided on by people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Entry, EntryPair, Work
from songfai.works.queries import alike, ranking
from songfai.works.states import EntryState, PartKind
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db

OTHER = "Dùng cảm biến đo độ ẩm của đất để tự bật máy bơm tưới cây ăn quả theo từng hàng vào buổi sáng sớm và chiều tối."


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = f"{make.TODAY:%Y-%m-%d}"


def entered(made, campaign, content=making.PARAGRAPH, hidden=()) -> Entry:
    """A work with its own words in the other parts, entered; then looked at as the worker does."""
    work = making.alike(made, hidden, content)
    for kind in PartKind:
        if kind != PartKind.CONTENT:
            work.parts.filter(kind=kind).update(text=make.words(f"{kind} {work.pk}"))
    submission = making.filed(made, Work.objects.get(pk=work.pk))
    work = Work.objects.get(pk=submission.work_id)
    row = actions.enter(campaign=campaign, work=work, by=made.author, at=make.NOW)
    actions.note_alike(entry=row)
    return row


def pairs(campaign):
    return [(one.one_id, one.other_id) for one in EntryPair.objects.filter(campaign=campaign).order_by("id")]


def test_two_entries_with_the_same_text_are_noted_once_and_others_are_not(made):
    campaign = making.campaign(made)
    first, _different, second = (
        entered(made, campaign),
        entered(made, campaign, OTHER),
        entered(made, campaign),
    )
    assert pairs(campaign) == [(first.pk, second.pk)]
    assert EntryPair.objects.get().percent >= 60
    actions.note_alike(entry=first)
    assert EntryPair.objects.count() == 1


def test_the_same_text_outside_the_campaign_is_no_pair_of_it(made):
    campaign, another = making.campaign(made), making.campaign(made)
    entered(made, another)
    making.filed(made, making.alike(made))
    entered(made, campaign)
    assert pairs(campaign) == []


def test_a_text_that_is_handed_round_is_told_with_those_who_had_it_first(made):
    """Eight works or more make a wording common, which is not counted; the copies are found all the same."""
    campaign = making.campaign(made)
    long = f"{making.PARAGRAPH} {OTHER} {making.PARAGRAPH[:150]}"
    rows = [entered(made, campaign, long) for _one in range(11)]
    assert any(rows[-1].pk in pair for pair in pairs(campaign))


def test_what_is_confidential_is_compared_and_only_its_share_is_told(made, client):
    campaign = making.campaign(made)
    for _twice in range(2):
        entered(made, campaign, hidden=(PartKind.CONTENT,))
    assert EntryPair.objects.count() == 1
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:alike", args=[campaign.key]), {"language": "en"}).content.decode()
    assert "of the wording" in page and "Lắp bẫy" not in page


def test_marked_as_a_duplicate_it_counts_no_more_and_the_pair_is_gone(made, rf, client):
    campaign = making.campaign(made)
    _first, second = entered(made, campaign), entered(made, campaign)
    assert ranking(rf.get("/"), campaign).rows[0].line.valid == 2
    client.force_login(made.clerk.account)
    page = reverse("works:alike", args=[campaign.key])
    judge = reverse("works:judge_entry", args=[campaign.key, second.pk, "duplicate"])
    assert judge in client.get(page).content.decode()
    assert client.post(judge, {"reason": ""}).status_code == 422
    assert client.post(judge, {"reason": "The same text as 0001/2026"}).status_code == 302
    second.refresh_from_db()
    assert second.state == EntryState.DUPLICATE
    assert ranking(rf.get("/"), campaign).rows[0].line.valid == 1
    assert judge not in client.get(page).content.decode()
    shown = client.get(reverse("works:campaign", args=[campaign.key]), {"language": "en"}).content.decode()
    assert "60 per cent of the same wording" in shown, "the rule is printed beside the ranking"


def test_only_the_office_that_launched_it_sees_them(made, client):
    campaign = making.campaign(made)
    for _twice in range(2):
        entered(made, campaign)
    for seat in (made.author, made.reader, made.unit_officer, make.seat(made.there, Role.CLERK), None):
        assert not alike(seat, campaign).exists()
    client.force_login(made.reader.account)
    assert client.get(reverse("works:alike", args=[campaign.key])).status_code == 404
    row = Entry.objects.first()
    with pytest.raises(NotPermitted):
        actions.judge_entry(entry=row, duplicate=True, reason="Same", by=made.unit_officer, at=make.NOW)


def test_the_page_of_a_work_that_is_entered_has_it_looked_at(made, client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    campaign = making.campaign(made)
    entered(made, campaign)
    work = making.filed(made, making.alike(made)).work
    client.force_login(made.author.account)
    page = reverse("works:enter_campaign", args=[work.key])
    assert client.post(page, {"campaign": campaign.key}).status_code == 302
    assert EntryPair.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_however_many_entries_there_are(made, count):
    """SQLite is asked for each run of the text; all other queries are counted."""
    campaign = making.campaign(made)
    for _one in range(count):
        entered(made, campaign)
    row = entered(made, campaign)
    EntryPair.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        assert actions.note_alike(entry=Entry.objects.select_related("work").get(pk=row.pk)) == count
    assert sum("novelty_fingerprint" not in one["sql"] for one in asked.captured_queries) == 12


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(made, count, django_assert_num_queries):
    campaign = making.campaign(made)
    rows = [entered(made, campaign) for _one in range(count + 1)]
    EntryPair.objects.exclude(one=rows[0].pk).delete()
    with django_assert_num_queries(3):
        found = list(alike(made.clerk, campaign))
        assert all(each.work.authors.all() and each.line.institution for one in found for each in one.both)
    assert len(found) == count
