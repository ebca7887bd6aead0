import hashlib

import pytest

from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.portal import actions, queries
from songfai.portal.models import Release
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make.programme_in_force()


def release(made, seat, document=None):
    return actions.release(
        document=document or made.programme.document, programme=made.programme, by=seat, at=make.NOW
    )


def test_a_programme_is_public_only_when_both_sides_released_it(client, made):
    address = f"/public/{made.programme.slug}/"
    assert client.get(address).status_code == 404
    release(made, made.leader_a)
    assert client.get(address).status_code == 404
    assert made.programme.slug not in client.get("/").content.decode()
    release(made, made.leader_b)
    assert client.get(address).status_code == 200
    assert made.programme.slug in client.get("/").content.decode()


def test_taking_a_release_back_hides_the_page(client, made):
    release(made, made.leader_a)
    release(made, made.leader_b)
    actions.take_back(
        document=made.programme.document, programme=made.programme, by=made.leader_b, at=make.NOW
    )
    assert client.get(f"/public/{made.programme.slug}/").status_code == 404
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.LEADER, True), (Role.COORDINATOR, True), (Role.UNIT_OFFICER, False), (Role.CLERK, False),
     (Role.READER, False), (Role.INSPECTOR, False), (Role.ADMINISTRATOR, False)],
)  # fmt: skip
def test_who_may_release(made, role, may):
    seat = make.seat(made.leader_a.institution, role)
    if may:
        release(made, seat)
    else:
        with pytest.raises(NotPermitted):
            release(made, seat)
    assert Release.objects.filter(position=1).exists() is may


def test_a_stranger_releases_nothing(made):
    with pytest.raises(NotPermitted):
        release(made, make.seat())


def test_a_document_that_is_only_offered_cannot_be_released(made):
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    plans.offer(plan=plan, by=made.leader_a, at=make.NOW)
    with pytest.raises(Refused) as refused:
        release(made, made.leader_a, plan.document)
    assert refused.value.code == "not_in_force"


def test_the_public_download_is_the_very_file_both_sides_approved(client, made):
    document = made.programme.document
    release(made, made.leader_a)
    release(made, made.leader_b)
    response = client.get(f"/public/{made.programme.slug}/{document.sha256}.json")
    assert hashlib.sha256(response.content).hexdigest() == document.sha256


def test_nothing_unreleased_can_be_downloaded(client, made):
    plan = make.plan_in_force(made)
    release(made, made.leader_a)
    release(made, made.leader_b)
    assert client.get(f"/public/{made.programme.slug}/{plan.document.sha256}.json").status_code == 404


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_public_pages_need_no_sign_in_in_any_language(client, made, language):
    release(made, made.leader_a)
    release(made, made.leader_b)
    for path in ("/", "/help/", "/accessibility/", f"/public/{made.programme.slug}/"):
        response = client.get(f"{path}?language={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_pages_take_the_same_queries_for_one_and_three(
    client, rows, django_assert_max_num_queries
):
    for _one in range(rows):
        made = make.programme_in_force()
        for _two in range(rows):
            make.commitment(made.programme)
        release(made, made.leader_a)
        release(made, made.leader_b)
    with django_assert_max_num_queries(3):
        client.get("/")
    with django_assert_max_num_queries(6):
        client.get(f"/public/{made.programme.slug}/")


def test_the_release_page_is_for_the_two_sides(client, made):
    client.force_login(make.seat().account)
    assert client.get(f"/programmes/{made.programme.slug}/releases/").status_code == 404
    client.force_login(made.leader_b.account)
    page = client.get(f"/programmes/{made.programme.slug}/releases/")
    assert page.status_code == 200
    client.post(f"/programmes/{made.programme.slug}/releases/{made.programme.document.sha256}/")
    assert Release.objects.filter(position=2).exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_public_list_is_exported(client, made, kind):
    release(made, made.leader_a)
    release(made, made.leader_b)
    assert f"programmes.{kind}" in client.get(f"/?export={kind}")["Content-Disposition"]


def test_public_page_says_the_programme_as_released_amendments_have_changed_it(client, made):
    for seat in (made.leader_a, made.leader_b):
        release(made, seat)
    address = f"/public/{made.programme.slug}/"
    page = client.get(address).context["page"]
    assert (page.end, page.is_partly_public, len(page.promises)) == (page.signed_end, False, 2)
    amendment = make.amendment_in_force(made)
    page = client.get(address).context["page"]
    assert (page.end, page.is_partly_public, len(page.promises)) == (page.signed_end, True, 2)
    assert "not released" in client.get(address).content.decode()
    for seat in (made.leader_a, made.leader_b):
        release(made, seat, amendment.document)
    answer = client.get(address)
    page = answer.context["page"]
    assert (page.end.year, page.is_partly_public, len(page.promises)) == (2028, False, 3)
    assert page.end != page.signed_end
    assert "Amended 1" in {str(one.text) for one in page.promises}
    assert "changed by an amendment" in answer.content.decode()
    line = client.get("/").context["programmes"][0]
    assert line["end"] == page.end


def test_list_of_public_programmes_asks_as_often_for_three_as_for_one(client, made, queries):
    def one_more(row):
        for seat in (row.leader_a, row.leader_b):
            release(row, seat)
        amendment = make.amendment_in_force(row)
        for seat in (row.leader_a, row.leader_b):
            release(row, seat, amendment.document)

    one_more(made)
    count = queries(lambda: client.get("/"))
    for _ in range(2):
        one_more(make.programme_in_force())
    assert queries(lambda: client.get("/")) == count


@pytest.mark.parametrize(
    ("said", "by", "both"),
    [
        ({"lead": "p2"}, "Hội B", False),
        ({"lead": "both"}, "", True),
        ({"lead_party": "here/third"}, "Trung tâm C", False),
        ({}, "", False),
        # A body of a paper that is not public: it is not named.
        ({"lead_party": "here/unknown"}, "", False),
    ],
)
def test_a_direction_says_who_does_it_by_the_names_of_the_released_text(said, by, both):
    terms = {
        "parties": [{"id": "p1", "name": {"vi": "Liên đoàn A"}}, {"id": "p2", "name": {"vi": "Hội B"}}],
        "further": [{"origin": "here/third", "name": {"vi": "Trung tâm C"}}, {"name": {"vi": "D"}}],
    }
    review = {"year": 2025, "directions": [{"text": {"vi": "Mở lớp"}} | said]}
    (shown,) = queries.minutes_shown(review, terms).directions
    assert (shown.text.vi, shown.by.vi, shown.both) == ("Mở lớp", by, both)
