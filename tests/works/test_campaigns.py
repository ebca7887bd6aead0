"""Campaigns: launched with a rule, entered, counted in the same transaction; the ranking counts only what is valid."""

import io
from datetime import date, timedelta
from importlib import import_module
from itertools import product

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.paging import pack
from songfai.parties.states import Role
from songfai.works import actions, rules
from songfai.works.models import Campaign, CampaignDay, CampaignUnit, Entry, Work
from songfai.works.pictures import day_columns
from songfai.works.queries import campaigns, days_of, entries, launched, lines_of, open_to, ranking, totals
from songfai.works.queries.campaigns import DAYS
from songfai.works.states import ENTRY_MOVES, Counting, Entrants, EntryState, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = f"{make.TODAY:%Y-%m-%d}"


def enter(campaign, submission, by):
    work = Work.objects.get(pk=submission.work_id)
    return actions.enter(campaign=campaign, work=work, by=by, at=make.NOW)


def code_of(call, **told):
    with pytest.raises(Refused) as refused:
        call(**told)
    return refused.value.code


# ---------------------------------------------------------------- rules


MARCH = (date(2026, 3, 1), date(2026, 3, 31))
RULE = rules.Asked(Entrants.UNION, Counting.RECOGNISED, date(2026, 3, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("offered", "code"),
    [
        (rules.Offered(Stage.CERTIFIED, True, MARCH), ""),
        (rules.Offered(Stage.RECEIVED, True, MARCH), "campaign_recognised"),
        (rules.Offered(Stage.REVOKED, True, MARCH), "campaign_recognised"),
        (rules.Offered(Stage.CERTIFIED, False, MARCH), "campaign_union"),
        (rules.Offered(Stage.CERTIFIED, True, (date(2026, 1, 1), date(2026, 12, 31))), "campaign_applied"),
        (rules.Offered(Stage.CERTIFIED, True, None), "campaign_applied"),
    ],
)
def test_what_a_campaign_counts(offered, code):
    if not code:
        rules.require_counted(RULE, offered)
    else:
        assert code_of(rules.require_counted, asked=RULE, offered=offered) == code


def test_a_campaign_of_filed_works_counts_none_that_were_taken_back_or_turned_down():
    asked = rules.Asked(Entrants.EVERYBODY, Counting.FILED, None, None)
    gone = {
        Stage.DRAFT,
        Stage.WITHDRAWN,
        Stage.REVOKED,
        Stage.NOT_ACCEPTED,
        Stage.REFUSED,
        Stage.PAST,
        Stage.PARTNER,
    }
    for stage in gone:
        offered = rules.Offered(stage, False, None)
        assert code_of(rules.require_counted, asked=asked, offered=offered) == "campaign_filed"
    for stage in set(Stage) - gone:
        rules.require_counted(asked, rules.Offered(stage, False, None))


def test_every_move_of_an_entry():
    for now, then in product(EntryState, EntryState):
        if then in ENTRY_MOVES[now]:
            rules.require_move(now, then)
        else:
            assert code_of(rules.require_move, now=now, then=then) == "entry_moved"


# ---------------------------------------------------------------- actions


def counts_of(campaign):
    return {name: totals(campaign)[name] for name in EntryState}


def test_counts_follow_every_decision(made):
    campaign = making.campaign(made)
    entry = enter(campaign, making.filed(made), made.author)
    assert counts_of(campaign) == {"valid": 1, "duplicate": 0, "withdrawn": 0}
    told = {"entry": entry, "reason": "as entry 3", "by": made.clerk, "at": make.NOW}
    actions.judge_entry(duplicate=True, **told)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 1, "withdrawn": 0}
    assert code_of(actions.judge_entry, duplicate=True, **told) == "entry_moved"
    actions.judge_entry(duplicate=False, **told)
    assert counts_of(campaign) == {"valid": 1, "duplicate": 0, "withdrawn": 0}
    actions.leave_campaign(entry=entry, reason="mistaken", by=made.author, at=make.NOW)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 0, "withdrawn": 1}
    again = actions.enter(
        campaign=campaign, work=Work.objects.get(pk=entry.work_id), by=made.author, at=make.NOW
    )
    assert (again.pk, counts_of(campaign)["valid"]) == (entry.pk, 1)
    # What is kept is what counting the entries gives, by unit and by day.
    for row in [*CampaignUnit.objects.all(), *CampaignDay.objects.all()]:
        rows = Entry.objects.filter(campaign=campaign)
        assert {one: getattr(row, one) for one in EntryState} == {
            one: rows.filter(state=one).count() for one in EntryState
        }


def test_an_entry_that_is_refused_leaves_no_count(made):
    campaign = making.campaign(made)
    submission = making.filed(made)
    enter(campaign, submission, made.author)
    work = Work.objects.get(pk=submission.work_id)
    told = {"campaign": campaign, "work": work, "by": made.author, "at": make.NOW}
    assert code_of(actions.enter, **told) == "entry_twice"
    late = told | {"at": make.NOW + timedelta(days=400)}
    assert code_of(actions.enter, **late) == "campaign_not_open"
    assert counts_of(campaign) == {"valid": 1, "duplicate": 0, "withdrawn": 0}
    unlaunched = making.campaign(made, launched=False)
    assert code_of(actions.enter, **told | {"campaign": unlaunched}) == "campaign_not_open"
    other = making.campaign(making.unit())
    assert code_of(actions.enter, **told | {"campaign": other}) == "campaign_elsewhere"
    assert not CampaignUnit.objects.filter(campaign__in=[unlaunched, other]).exists()


def test_a_work_that_is_withdrawn_or_revoked_counts_no_more(made):
    campaign = making.campaign(made)
    filed, certified = making.filed(made), making.certified(made)
    for one in (filed, certified):
        enter(campaign, one, made.author)
    told = {"reason": "a mistake", "at": make.NOW}
    actions.withdraw(submission=making.fresh(filed), by=made.author, **told)
    assert counts_of(campaign) == {"valid": 1, "duplicate": 0, "withdrawn": 1}
    actions.revoke(submission=making.fresh(certified), by=made.leader, **told)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 0, "withdrawn": 2}


def test_what_is_launched_stays(made):
    campaign = making.campaign(made)
    told = {"campaign": campaign, "by": made.clerk, "at": make.NOW}
    assert code_of(actions.save_campaign, values=making.campaign_values(), **told) == "campaign_launched"
    assert code_of(actions.set_targets, targets={(made.here, None): 3}, **told) == "campaign_launched"
    assert code_of(actions.launch, **told) == "campaign_launched"


def test_a_target_is_for_the_own_units_and_the_bodies_below(made):
    campaign = making.campaign(made, launched=False)
    told = {"campaign": campaign, "by": made.clerk, "at": make.NOW}
    one, other = make.unit(made.here), make.unit(made.here)
    below = make.institution(parent=made.here)
    assert actions.set_targets(targets={(made.here, one): 20, (made.here, other): 5}, **told) == 2
    # What is not named stays; nothing takes a target back.
    again = {(made.here, one): 30, (made.here, other): None, (below, None): 7, (made.here, None): None}
    assert actions.set_targets(targets=again, **told) == 3
    assert actions.set_targets(targets=again, **told) == 0
    held = {(line.unit or line.institution): line.target for line in CampaignUnit.objects.all()}
    assert held == {one: 30, below: 7}
    for stranger in ((made.there, None), (made.here, make.unit(made.there))):
        targets = {(made.here, one): 99, stranger: 4}
        assert code_of(actions.set_targets, targets=targets, **told) == "campaign_elsewhere"
    assert CampaignUnit.objects.get(unit=one).target == 30


# ---------------------------------------------------------------- who may


def test_only_the_office_that_launched_it_keeps_a_campaign(made):
    campaign = making.campaign(made, launched=False)
    office = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
    for role, own in product(Role, (True, False)):
        seat = make.seat(made.here if own else made.there, role)
        told = {"campaign": campaign, "targets": {(made.here, None): 5}, "by": seat, "at": make.NOW}
        assert campaigns(seat).filter(pk=campaign.pk).exists() is (own and role in office), (role, own)
        assert (entries(seat, campaign).query.is_empty() is False) is (own and role in office)
        if own and role in office:
            actions.set_targets(**told)
        else:
            with pytest.raises(NotPermitted):
                actions.set_targets(**told)


def test_nobody_judges_an_own_entry(made):
    made.author = made.clerk
    campaign = making.campaign(made)
    entry = enter(campaign, making.filed(made), made.clerk)
    told = {"entry": entry, "duplicate": True, "reason": "twice", "at": make.NOW}
    for seat in (made.clerk, made.unit_officer, make.seat(made.there, Role.CLERK)):
        with pytest.raises(NotPermitted):
            actions.judge_entry(by=seat, **told)
    actions.judge_entry(by=made.coordinator, **told)
    assert Entry.objects.get().state == EntryState.DUPLICATE


# ---------------------------------------------------------------- reads


def asked(query=""):
    return RequestFactory().get(f"/?{query}")


def test_the_ranking_counts_only_what_is_valid_and_shares_places(made):
    campaign = making.campaign(made, launched=False)
    first, second, third = (make.unit(made.here) for _n in range(3))
    targets = {(made.here, unit): 3 for unit in (first, second, third)}
    actions.set_targets(campaign=campaign, targets=targets, by=made.clerk, at=make.NOW)
    actions.launch(campaign=campaign, by=made.clerk, at=make.NOW)
    for unit, number in ((first, 2), (second, 1), (third, 1)):
        for _n in range(number):
            submission = making.filed(made)
            Work.objects.filter(pk=submission.work_id).update(unit=unit)
            entry = enter(campaign, submission, made.author)
    page = ranking(asked(), campaign)
    assert (page.next_query, page.is_first) == ("", True)
    assert [(one.place, one.line.unit, one.percent) for one in page.rows] == [
        (1, first, 66),
        (2, second, 33),
        (2, third, 33),
    ]
    actions.judge_entry(entry=entry, duplicate=True, reason="twice", by=made.clerk, at=make.NOW)
    assert [one.line.valid for one in ranking(asked(), campaign).rows] == [2, 1, 0]
    assert [one.line.unit for one in lines_of(made.reader, campaign)] == [first, second, third]


def test_a_long_ranking_has_pages_whose_places_go_on(made, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(import_module("songfai.works.queries.campaigns"), "LINES", 2)
    campaign = making.campaign(made)
    numbers = [5, 3, 3, 3, 1, 0]
    for number in reversed(numbers):
        CampaignUnit.objects.create(
            campaign=campaign, institution=made.here, unit=make.unit(made.here), valid=number
        )
    seen, query = [], ""
    while True:
        with django_assert_num_queries(3 if query else 1):
            page = ranking(asked(query), campaign)
        seen += [(one.place, one.line.valid) for one in page.rows]
        if not page.next_query:
            break
        query = page.next_query
    assert seen == [(1, 5), (2, 3), (2, 3), (2, 3), (5, 1), (6, 0)]
    for mark in (pack(["x", 1]), pack([1]), pack([2**40, 1]), "?"):
        with pytest.raises(Refused) as refused:
            ranking(asked(f"after={mark}"), campaign)
        assert refused.value.code == "page_unknown"
    assert len(lines_of(made.reader, campaign)) == 3


def test_all_units_of_ones_own_are_in_the_file_with_the_rule(client, made):
    campaign = making.campaign(made)
    enter(campaign, making.filed(made), made.author)
    others = make.institution()
    CampaignUnit.objects.create(campaign=campaign, institution=others, valid=9)
    client.force_login(made.reader.account)
    page = f"/works/campaigns/{campaign.key}/?language=en"
    assert "All of your units" in client.get(page).content.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{page}&export=xlsx").content))
    figures = book.get_sheet_by_index(0).to_python()
    assert [row[2:] for row in figures[1:]] == [["", 1, 0, 0]]
    assert "Counting rule" in {row[0] for row in book.get_sheet_by_index(1).to_python()}


def test_a_body_below_is_one_line_of_the_campaign_above(made):
    up = making.above_of(made)
    campaign = making.campaign(up)
    for unit in (make.unit(made.here), None):
        submission = making.filed(made)
        Work.objects.filter(pk=submission.work_id).update(unit=unit)
        enter(campaign, submission, made.author)
    line = CampaignUnit.objects.get()
    assert (line.institution, line.unit, line.valid) == (made.here, None, 2)
    assert [one.work.institution for one in entries(up.clerk, campaign)] == [made.here] * 2


def test_days_tell_those_without_an_entry_too(made):
    campaign = making.campaign(made)
    assert day_columns(days_of(campaign, make.TODAY)) == ""
    enter(campaign, making.filed(made), made.author)
    days = days_of(campaign, make.TODAY)
    assert [one.valid for one in days] == [0] * (len(days) - 1) + [1]
    assert len(days) == DAYS
    assert day_columns(days).count("bar-d") == 1


def test_a_campaign_takes_a_work_once(made):
    campaign, work = making.campaign(made), making.filed(made).work
    assert list(open_to(work, make.TODAY)) == [campaign]
    enter(campaign, work.submissions.get(), made.author)
    assert list(open_to(work, make.TODAY)) == []


def test_the_ranking_reads_its_index_and_no_works(made):
    campaign = making.campaign(made)
    enter(campaign, making.filed(made), made.author)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ranking(asked(), campaign), totals(campaign), days_of(campaign, make.TODAY)
    told = " ".join(one["sql"] for one in queries)
    assert len(queries) == 3
    assert "works_work" not in told.replace("works_workfield", "") and "works_entry" not in told
    rows = campaign.lines.order_by("-valid", "id")[:200]
    if connection.vendor == "sqlite":
        assert "campaign_ranking" in rows.explain()
        assert "TEMP B-TREE" not in rows.explain()


# ---------------------------------------------------------------- pages


def text_of(response):
    return response.content.decode()


def test_from_the_preparation_to_the_public_ranking(client, made):
    client.force_login(made.clerk.account)
    data = {
        "title_vi": "Một nghìn sáng kiến",
        "opens": "01/01/2026",
        "closes": "31/12/2026",
        "entrants": "everybody",
        "counting": "filed",
        "paper": "KH 12",
        "paper_date": "02/01/2026",
    }
    assert client.post("/works/campaigns/new/", data | {"closes": "01/01/2025"}).status_code == 422
    assert client.post("/works/campaigns/new/", data).status_code == 302
    campaign = Campaign.objects.get()
    public = reverse("portal:campaign", args=[campaign.key])
    assert client.get(public).status_code == 404
    unit = make.unit(made.here)
    targets = reverse("works:targets", args=[campaign.key])
    typed = {"seen": str(campaign.revision), f"u{unit.pk}": "4"}
    assert client.post(targets, typed | {f"u{unit.pk}": "-4"}).status_code == 422
    assert client.post(targets, typed).status_code == 302
    # A colleague saved other targets meanwhile: nothing is put in place unseen, and what was typed stands there.
    late = client.post(targets, typed | {f"u{unit.pk}": "9"})
    assert late.status_code == 409
    assert 'value="9"' in text_of(late)
    assert CampaignUnit.objects.get().target == 4
    assert client.post(reverse("works:launch_campaign", args=[campaign.key])).status_code == 302
    assert client.get(targets).status_code == 302, "targets stay once it is launched"
    submission = making.filed(made)
    Work.objects.filter(pk=submission.work_id).update(unit=unit)
    client.force_login(made.author.account)
    page = reverse("works:work", args=[submission.work.key])
    enter_at = reverse("works:enter_campaign", args=[submission.work.key])
    assert enter_at in text_of(client.get(page))
    assert client.post(enter_at, {"campaign": str(campaign.key)}).status_code == 302
    assert str(campaign.title) in text_of(client.get(page))
    entry = Entry.objects.get()
    judge_at = reverse("works:judge_entry", args=[campaign.key, entry.pk, "duplicate"])
    assert client.post(judge_at, {"reason": "twice"}).status_code in (403, 404)
    client.logout()
    shown = text_of(client.get(public))
    assert "Một nghìn sáng kiến" in shown and "25%" in shown
    client.force_login(made.clerk.account)
    assert client.post(judge_at, {"reason": ""}).status_code == 422
    assert client.post(judge_at, {"reason": "twice"}).status_code == 302
    assert "twice" in text_of(client.get(reverse("works:entries", args=[campaign.key])))
    client.force_login(made.author.account)
    leave_at = reverse("works:leave_campaign", args=[submission.work.key, entry.pk])
    assert "twice" in text_of(client.get(page)) and leave_at not in text_of(client.get(page))
    assert client.post(leave_at, {"reason": "mine"}).status_code == 422
    assert Entry.objects.get().state == EntryState.DUPLICATE
    client.logout()
    assert "0%" in text_of(client.get(public))


def asked_by_page(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_three_as_for_one(client, made):
    campaign = making.campaign(made)
    addresses = [
        reverse("works:campaigns"),
        reverse("works:campaign", args=[campaign.key]),
        reverse("works:entries", args=[campaign.key]),
        reverse("portal:campaigns"),
        reverse("portal:campaign", args=[campaign.key]),
    ]

    def one_more():
        submission = making.filed(made)
        Work.objects.filter(pk=submission.work_id).update(unit=make.unit(made.here))
        enter(campaign, submission, made.author)

    one_more()
    client.force_login(made.clerk.account)
    for address in addresses:
        client.get(address)
    before = [asked_by_page(client, address) for address in addresses]
    for _n in range(2):
        one_more()
        making.campaign(made)
    assert [asked_by_page(client, address) for address in addresses] == before
    assert launched().count() == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_targets_of_a_page_are_shown_and_saved_together(client, made, rows, django_assert_max_num_queries):
    campaign = making.campaign(made, launched=False)
    units = [make.unit(made.here) for _n in range(rows)]
    below = [make.institution(parent=made.here) for _n in range(rows)]
    client.force_login(made.clerk.account)
    page = reverse("works:targets", args=[campaign.key])
    with django_assert_max_num_queries(12):
        assert client.get(page).status_code == 200
    typed = {"seen": "0"} | {f"u{unit.pk}": str(unit.pk) for unit in units}
    assert client.post(page, typed).status_code == 302
    typed = {"seen": "1"} | {f"b{body.pk}": "2" for body in below}
    assert client.post(f"{page}?of=bodies", typed).status_code == 302
    assert [line.target for line in campaign.lines.order_by("id")] == [
        *(unit.pk for unit in units),
        *[2] * rows,
    ]
    shown = text_of(client.get(page))
    assert all(f'value="{unit.pk}"' in shown for unit in units)
