"""What of the record a judgement of a heading rests on: picked by its own side, signed with the minutes, told in the report."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.commitments.models import Indicator
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import LANGUAGES
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.record.queries import terms_of
from songfai.record.threads import latest
from songfai.reports.compile_term import term_report, workbook
from songfai.reports.paper import lines
from songfai.reports.queries import gather_term
from songfai.reviews import actions
from songfai.reviews.queries.grounds import MOST, grounds_of, grounds_stamp, offered
from songfai.reviews.states import Heading
from tests import factories as make
from tests.reviews import making_term

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 2, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


@pytest.fixture
def made():
    made = making_term.complete()
    plans.add_evidence(
        activity=made.activity, name="list.txt", data=b"A list of trainees\n", dated=date(2025, 6, 1),
        caption=make.words("The list"), crosses=True, by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    plans.add_evidence(
        activity=made.activity, name="private.txt", data=b"Names\n", dated=date(2025, 6, 1),
        caption=make.words("Private"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    return made


def rest_on(made, seat, picked, heading=Heading.IMPACT, **more):
    return actions.rest_on(review=made.review, heading=heading, picked=picked, by=seat, at=make.NOW, **more)


def names(made, *kinds):
    return [one.name for one in offered(made.review) if one.kind in kinds]


def test_the_record_up_to_the_cut_off_is_offered(made):
    kinds = [one.kind for one in offered(made.review)]
    assert sorted(kinds) == ["activity", "file", "minutes"]
    # A file its giver keeps at home is not named in what both sign.
    assert "Private" not in [str(one.title) for one in offered(made.review)]
    assert [str(one.title) for one in offered(made.review, "the list")] == ["The list"]
    assert offered(made.review, "no such words") == []


@pytest.mark.parametrize(("days", "is_offered"), [(0, True), (1, False)])
def test_an_indicator_agreed_after_the_cut_off_is_not_offered(made, days, is_offered):
    """The facts of the review do not tell it either (docs/adr/0141)."""
    agreed = datetime.combine(made.review.cut_off, time(9), UTC) + timedelta(days=days)
    Indicator.objects.create(
        commitment=made.programme.commitments.first(), text=make.words("Trained"), unit=make.words("persons"), target=10,
        side=1, proposed_by="A", proposed_at=agreed, agreed_by="B", agreed_at=agreed,
    )  # fmt: skip
    assert ("indicator" in [one.kind for one in offered(made.review)]) is is_offered


def test_each_side_picks_for_itself_in_its_own_log_and_both_sign_it(made):
    rest_on(made, made.leader_a, names(made, "activity", "file"))
    rest_on(made, made.leader_b, names(made, "minutes"))
    review = making_term.fresh(made)
    assert [one.kind for one in grounds_of(review, "impact", 1)] == ["activity", "file"]
    assert [one.kind for one in grounds_of(review, "impact", 2)] == ["minutes"]
    said = terms_of(latest(made.programme.register_id, 1, "ratings/final/2026"))
    view = next(one for one in said["views"] if one["id"] == "impact")
    assert [one["kind"] for one in view["rests_on"]] == ["activity", "file"]
    actions.offer_minutes(review=review, by=made.leader_a, at=make.NOW)
    review = making_term.fresh(made)
    heading = next(one for one in terms_of(review.document)["headings"] if one["id"] == "impact")
    assert [one["kind"] for one in heading["rests_on_2"]] == ["minutes"]
    # Taken in on another server, the room says the same.
    before = heading
    review.grounds.all().delete()
    review.delete()
    actions.take_in(document=review.document, at=make.NOW)
    again = making_term.fresh(made)
    assert [one.ref for one in grounds_of(again, "impact", 1)] == [one["row"] for one in before["rests_on_1"]]


@pytest.mark.parametrize(
    ("picked", "code"),
    [(["activity:none"], "ground_unknown"), ([str(n) for n in range(MOST + 1)], "grounds_too_many")],
)
def test_only_rows_of_the_record_and_not_all_of_them(made, picked, code):
    with pytest.raises(Refused) as refused:
        rest_on(made, made.leader_a, picked)
    assert refused.value.code == code
    assert not made.review.grounds.exists()


def test_the_second_of_two_colleagues_is_told(made):
    seen = grounds_stamp([])
    rest_on(made, made.leader_a, names(made, "activity"), seen=seen)
    with pytest.raises(Changed):
        rest_on(made, made.leader_a, names(made, "file"), seen=seen)


def test_who_may_pick(made):
    with pytest.raises(NotPermitted):
        rest_on(made, make.seat(made.leader_a.institution, Role.READER), names(made, "activity"))
    actions.offer_minutes(review=making_term.fresh(made), by=made.leader_a, at=make.NOW)
    made.review = making_term.fresh(made)
    with pytest.raises(Refused):
        rest_on(made, made.leader_a, names(made, "activity"))


def facts_of(made):
    from songfai.programmes.models import Programme

    return gather_term(Programme.objects.get(pk=made.programme.pk), "final", 2026, AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_them_in_its_annex_and_workbook(made, language):
    rest_on(made, made.leader_a, names(made, "activity", "file"))
    rest_on(made, made.leader_b, names(made, "file", "minutes"))
    review = making_term.fresh(made)
    actions.offer_minutes(review=review, by=made.leader_a, at=make.NOW)
    document = making_term.fresh(made).document
    actions.approve(review=making_term.fresh(made), seen=document.sha256, by=made.leader_b, at=make.NOW)
    facts = facts_of(made)
    # The file both named is one row.
    assert facts.figure("ground.impact").value == 3
    said = "\n".join(lines(term_report(facts, language)))
    assert make.words("The list").get(language) in said
    file = next(one for one in offered(review) if one.kind == "file")
    assert file.sha256[:16] in said
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(facts, language)))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    assert cells.count(file.sha256) == 2


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def test_picked_through_the_page_and_led_back_to_its_row(made):
    client, where = client_of(made.leader_a), [made.programme.slug, "final_2026", "impact"]
    page = client.get(reverse("reviews:grounds", args=where) + "?q=list")
    assert "The list" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    told = {"picked": names(made, "file", "activity"), "seen": seen}
    assert client.post(reverse("reviews:grounds", args=where), told).status_code == 302
    shown = client.get(reverse("reviews:heading", args=where)).content.decode()
    assert reverse("plans:activity", args=[made.programme.slug, made.activity.key]) in shown
    # What a colleague saved meanwhile is said, and what was chosen stays chosen.
    answer = client.post(
        reverse("reviews:grounds", args=where), {"picked": names(made, "minutes"), "seen": seen}
    )
    assert answer.status_code == 409
    assert answer.context["form"]["picked"].value() == names(made, "minutes")
    actions.offer_minutes(review=making_term.fresh(made), by=made.leader_a, at=make.NOW)
    actions.approve(
        review=making_term.fresh(made),
        seen=making_term.fresh(made).document.sha256,
        by=made.leader_b,
        at=make.NOW,
    )
    assert "Rests on: " in client.get(reverse("reviews:minutes", args=where[:2])).content.decode()
    rows = client.get(
        reverse("reports:term_rows", args=[made.programme.slug, "final", 2026, "ground.impact"])
    )
    assert "The list" in rows.content.decode()


def test_an_annual_review_and_a_reader_have_no_such_page(made):
    assert (
        client_of(made.leader_a)
        .get(reverse("reviews:grounds", args=[made.programme.slug, "2025", "impact"]))
        .status_code
        == 404
    )
    reader = client_of(make.seat(made.leader_a.institution, Role.READER))
    assert (
        reader.get(reverse("reviews:grounds", args=[made.programme.slug, "final_2026", "impact"])).status_code
        == 403
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_heading_takes_the_same_queries_for_one_and_three_rows(
    made, number, django_assert_max_num_queries
):
    for _more in range(number):
        make.activity(made, commitment=made.commitments[0])
    rest_on(made, made.leader_a, names(made, "activity")[:number])
    client = client_of(made.leader_a)
    address = reverse("reviews:heading", args=[made.programme.slug, "final_2026", "impact"])
    client.get(address)
    with django_assert_max_num_queries(33):
        client.get(address)
