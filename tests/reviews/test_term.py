"""The preliminary review and the final summary: compiled from the recorded years, judged, decided, signed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from songfai.commitments import actions as commitments
from songfai.commitments.queries import stands
from songfai.commitments.states import Stand, Word
from songfai.desk.queries import overview
from songfai.duties.models import Duty
from songfai.duties.queries import Filter, duties_visible_to, narrowed
from songfai.duties.states import DutyState
from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.plans.actions import start_plan
from songfai.programmes.models import Amendment, Obligation, Programme
from songfai.programmes.queries import visible_to, with_sides
from songfai.programmes.states import Progress
from songfai.record.queries import terms_of
from songfai.reviews import actions, queries, rules
from songfai.reviews.models import Closing
from songfai.reviews.states import Decision, Grade, Heading, Rating, ReviewKind
from songfai.reviews.term_facts import compiled_term
from songfai.reviews.terms import minutes_terms
from tests import factories as make
from tests.reviews import making, making_term

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


def as_(seat, language="en"):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = language
    return client


def address(made, name, *args):
    return reverse(f"reviews:{name}", args=[made.programme.slug, made.review.code, *args])


# ---- Opened -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "today", "may"), [(2026, 2026, True), (2026, 2027, True), (2030, 2026, False)]
)
def test_final_summary_is_opened_in_the_last_year(last, today, may):
    if may:
        rules.require_last_year(last, date(today, 3, 12))
        return
    with pytest.raises(Refused) as refused:
        rules.require_last_year(last, date(today, 3, 12))
    assert refused.value.code == "term_not_ending"


def test_one_review_of_a_kind_is_open_at_a_time():
    made = making_term.opened(ReviewKind.MIDTERM)
    with pytest.raises(Refused) as refused:
        actions.open_review(
            programme=made.programme, year=2025, kind=ReviewKind.MIDTERM, by=made.leader_b, at=make.NOW
        )
    assert refused.value.code == "review_exists"


# ---- Compiled from the recorded years ---------------------------------------------------------------------


def test_facts_are_the_sums_of_the_years():
    made = making_term.compiled()
    facts = made.review.facts
    assert [(row["year"], row["planned"], row["done"]) for row in facts["years"]] == [
        (2023, 0, 0),
        (2024, 0, 0),
        (2025, 1, 1),
        (2026, 0, 0),
    ]
    assert facts["years"][2]["minutes"]["sha256"] == made.annual.document.sha256
    first = facts["commitments"][0]
    assert (first["planned"], first["done"]) == (1, 1)
    assert [row.get("agreed") for row in first["years"]] == [None, None, "done", None]


def test_signed_lessons_and_causes_are_carried_over_once():
    made = making.complete()
    actions.save_finding(
        review=made.review,
        commitment=made.commitments[0],
        agreed="done",
        disagreement=Trilingual(),
        cause=make.words("Close work"),
        by=made.leader_a,
        at=make.NOW,
    )
    made.review = making.fresh(made)
    making.offered_as_is(made)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    made.review = actions.open_review(
        programme=made.programme, year=2026, kind=ReviewKind.FINAL, by=made.leader_a, at=make.NOW
    )
    making_term.compiled(made=made)
    assert [one.text for one in made.review.lessons.all()] == [make.words("Lesson")]
    assert [one.cause for one in made.review.findings.all()] == [make.words("Close work")]
    made.review.lessons.all().delete()
    making_term.compiled(made=made)
    assert not made.review.lessons.exists(), "what was taken out does not come back"


def test_a_reason_rewritten_after_the_cut_off_stands_as_it_was():
    made = making.opened(items=1)
    never = made.commitments[1]
    cut_off, after = date(2026, 3, 1), make.NOW + timedelta(days=40)
    empty = {"resources": Trilingual(), "recommendations": Trilingual()}
    for words, at in (("No budget", make.NOW - timedelta(days=30)), ("It is planned for later", after)):
        values = empty | {"difficulties": make.words(words)}
        commitments.write_remark(commitment=never, values=values, by=made.leader_a, at=at)
    (told,) = compiled_term(made.programme, 2023, 2026, cut_off)["unplanned"]
    assert told["reason_1"] == make.words("No budget").as_dict()
    (told,) = compiled_term(made.programme, 2023, 2026, after.date())["unplanned"]
    assert told["reason_1"] == make.words("It is planned for later").as_dict()
    (told,) = compiled_term(made.programme, 2023, 2026, date(2026, 1, 1))["unplanned"]
    assert "reason_1" not in told


def test_what_was_never_done_stands_with_its_reason():
    made = making.opened(items=3)
    second, third = made.plan.items.order_by("number")[1:3]
    make.activity(made, item=second, state="cancelled", reason="ບໍ່ມີງົບປະມານ")
    undone = compiled_term(made.programme, 2023, 2026, make.TODAY)["undone"]
    assert [(one["year"], one["state"], one.get("said"), one.get("side")) for one in undone] == [
        (2025, "cancelled", "ບໍ່ມີງົບປະມານ", 1),
        (2025, "overdue", None, None),
    ]
    assert undone[1]["title"] == third.title.as_dict()


def test_commitments_that_never_came_into_a_plan_stand_with_what_each_side_gave_as_the_reason():
    made = making.opened(items=1)
    planned, never = made.commitments[:2]
    told = {"commitment": never, "at": make.NOW}
    commitments.say(word=Word.AT_RISK, reason=make.words("No budget"), by=made.leader_a, **told)
    facts = compiled_term(made.programme, 2023, 2026, make.TODAY)
    assert made.plan.items.get().commitment == planned
    assert facts["unplanned"] == [
        {
            "id": "n02", "commitment": 2, "title": (never.short or never.text).as_dict(),
            "reason_1": make.words("No budget").as_dict(),
        }
    ]  # fmt: skip
    # What was done of it without a plan was done, and what was said after the cut-off date was not said yet.
    assert "reason_1" not in compiled_term(made.programme, 2023, 2026, date(2026, 1, 1))["unplanned"][0]
    make.activity(made, commitment=never)
    assert "unplanned" not in compiled_term(made.programme, 2023, 2026, make.TODAY)


@pytest.mark.parametrize("number", [1, 3])
def test_term_is_compiled_in_constant_queries(django_assert_num_queries, number):
    made = making.opened(items=number)
    for item in made.plan.items.all():
        make.activity(made, item=item)
    programme = Programme.objects.get(pk=made.programme.pk)
    with django_assert_num_queries(15):
        compiled_term(programme, 2023, 2026, make.TODAY)


def test_room_is_read_in_nine_queries(django_assert_num_queries):
    made = making_term.complete()
    programme = with_sides(Programme.objects.all()).get(pk=made.programme.pk)
    review = queries.of_year(programme, 2026, ReviewKind.FINAL)
    with django_assert_num_queries(9):
        assert queries.sheet(review).missing == []


# ---- Each side for itself ---------------------------------------------------------------------------------


def test_each_side_judges_for_itself_in_its_own_log():
    made = making_term.compiled()
    actions.judge(
        review=made.review,
        heading=Heading.IMPACT,
        grade=Grade.FAIR,
        text=make.words("So so"),
        by=made.leader_b,
        at=make.NOW,
    )
    actions.set_delegation(review=made.review, members=make.words("Mr B"), by=made.leader_b, at=make.NOW)
    assert [(one.position, one.grade) for one in made.review.views.all()] == [(2, "fair")]
    said = made.programme.register.documents.filter(thread="p2/ratings/final/2026").order_by("version").last()
    assert terms_of(said)["views"] == [
        {"id": "impact", "grade": "fair", "text": make.words("So so").as_dict()}
    ]
    assert terms_of(said)["delegation"] == make.words("Mr B").as_dict()
    assert not made.programme.register.documents.filter(thread="p1/ratings/final/2026").exists()


def test_an_annual_review_has_no_headings_and_no_decision():
    made = making.opened()
    with pytest.raises(Refused) as refused:
        actions.judge(
            review=made.review,
            heading=Heading.IMPACT,
            grade=Grade.GOOD,
            text=make.words("x"),
            by=made.leader_a,
            at=make.NOW,
        )
    assert refused.value.code == "heading_unknown"
    with pytest.raises(Refused) as refused:
        actions.decide(
            review=made.review,
            decision=Decision.END,
            text=Trilingual(),
            extended_to=None,
            by=made.leader_a,
            at=make.NOW,
        )
    assert refused.value.code == "no_decision_here"


def test_reader_neither_judges_nor_decides():
    made = making_term.opened()
    reader = make.seat(made.leader_a.institution, Role.READER)
    with pytest.raises(NotPermitted):
        actions.set_delegation(review=made.review, members=make.words("x"), by=reader, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.decide(
            review=made.review,
            decision=Decision.END,
            text=Trilingual(),
            extended_to=None,
            by=reader,
            at=make.NOW,
        )


# ---- What is missing, the decision ------------------------------------------------------------------------


def test_all_that_is_missing_is_said_side_by_side():
    found = rules.missing_of_term(
        [rules.Asked("Impact", side_1=True), rules.Asked("Relevance", side_1=True, side_2=True)],
        sides=("A", "B"),
        delegations=(True, False),
        decides=True,
        decision="",
    )
    assert [(one.code, one.params) for one in found] == [
        ("no_delegation", {"side": "B"}),
        ("heading_unjudged", {"side": "B", "headings": "Impact"}),
        ("heading_open", {"headings": "Relevance"}),
        ("no_decision", {}),
    ]


@pytest.mark.parametrize(
    ("decision", "extended_to", "code"),
    [
        ("extend", None, "no_new_end"),
        ("renew", date(2027, 1, 1), "end_without_extension"),
        ("extend", date(2026, 12, 31), "end_not_later"),
        ("extend", date(2027, 12, 31), ""),
        ("end", None, ""),
    ],
)
def test_only_an_extension_has_a_new_end(decision, extended_to, code):
    if not code:
        rules.require_decision(decision, extended_to, date(2026, 12, 31))
        return
    with pytest.raises(Refused) as refused:
        rules.require_decision(decision, extended_to, date(2026, 12, 31))
    assert refused.value.code == code


# ---- Signed -----------------------------------------------------------------------------------------------


def owed(made, kind):
    Obligation.objects.filter(programme=made.programme, kind=kind).delete()
    return Obligation.objects.create(programme=made.programme, kind=kind, year=2027, due=date(2027, 8, 1))


@pytest.mark.parametrize(
    ("kind", "meets"), [(ReviewKind.MIDTERM, ["midterm"]), (ReviewKind.FINAL, ["final_summary", "renewal"])]
)
def test_signed_minutes_meet_the_dates_of_their_kind(kind, meets):
    made = making_term.complete(kind)
    dates = [owed(made, one) for one in meets]
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    made.review = making_term.fresh(made, kind)
    assert made.review.document.thread == f"minutes/{kind}_2026"
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    for one in dates:
        one.refresh_from_db()
        assert one.met_on == date(2026, 3, 4)


def test_minutes_say_years_headings_delegations_and_the_decision():
    made = making_term.in_force()
    terms = terms_of(made.review.document)
    assert terms["decision"] == {"value": "renew", "text": make.words("Go on").as_dict()}
    assert {one["id"] for one in terms["headings"]} == {str(one) for one in Heading}
    assert [one["id"] for one in terms["delegations"]] == ["p1", "p2"]
    assert [one["year"] for one in terms["facts"]["years"]] == [2023, 2024, 2025, 2026]
    assert terms["facts"]["years"][2]["minutes"] == f"sha256:{made.annual.document.sha256}"


def test_mid_term_directions_go_into_the_next_plan_and_those_of_the_end_do_not():
    made = making_term.complete(ReviewKind.MIDTERM)
    assert [one.text for one in queries.directions_left(made.review, made.leader_a)] == [
        make.words("Direction")
    ]
    final = making_term.complete()
    assert queries.directions_left(final.review, final.leader_a) == []


# ---- From the other server --------------------------------------------------------------------------------


def test_minutes_taken_in_say_what_was_signed():
    made = making_term.complete()
    before = minutes_terms(queries.sheet(made.review))
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    document = making_term.fresh(made).document
    made.review.delete()
    actions.take_in(document=document, at=make.NOW)
    made.review = making_term.fresh(made)
    assert minutes_terms(queries.sheet(made.review)) == before
    assert made.review.document == document
    actions.approve(review=made.review, seen=document.sha256, by=made.leader_b, at=make.NOW)
    assert making_term.fresh(made).is_in_force


def test_views_and_delegation_of_the_other_side_are_taken_in():
    made = making_term.complete()
    said = made.programme.register.documents.filter(thread="p2/ratings/final/2026").order_by("version").last()
    made.review.views.filter(position=2).delete()
    made.review.delegations.filter(position=2).delete()
    actions.take_in_ratings(document=said, at=make.NOW)
    assert made.review.views.filter(position=2).count() == len(Heading)
    assert made.review.delegations.get(position=2).members == make.words("Somebody")
    assert made.review.views.filter(position=1).count() == len(Heading)


# ---- A programme that ended without its summary -----------------------------------------------------------


def test_ended_programme_without_summary_is_a_fault():
    made = make.programme_in_force()
    ended = date(2027, 1, 1)
    assert queries.unsummed([made.programme], date(2026, 12, 31)) == []
    assert queries.unsummed([made.programme], ended) == [made.programme]
    done = making_term.in_force()
    assert queries.unsummed([done.programme], ended) == []


def test_only_programmes_without_their_summary_are_read():
    made, done = make.programme_in_force(), making_term.in_force()
    assert list(queries.without_summary(Programme.objects.all())) == [made.programme]
    # A term extended since then ends with a summary of its own.
    Programme.objects.filter(pk=done.programme.pk).update(term_end=PartialDate(2027))
    assert queries.without_summary(Programme.objects.all()).count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_faults_are_found_in_one_query(django_assert_num_queries, number):
    programmes = [make.programme_in_force().programme for _one in range(number)]
    with django_assert_num_queries(1):
        assert queries.unsummed(programmes, date(2027, 1, 1)) == programmes


def test_fault_is_shown_on_the_desk_and_the_programme(settings):
    made = make.programme_in_force()
    said = "The term is over and no final summary is in force."
    pages = [reverse("desk:desk"), reverse("desk:programme", args=[made.programme.slug])]
    for page in pages:
        assert said not in as_(made.leader_a).get(page).content.decode()
    settings.TODAY = "2027-01-05"
    for page in pages:
        assert said in as_(made.leader_a).get(page).content.decode()


# ---- Pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_room_heading_and_minutes_are_shown(language):
    made = making_term.complete()
    for name, args in (("review", ()), ("heading", ("impact",)), ("commitment", (1,))):
        answer = as_(made.leader_b, language).get(address(made, name, *args))
        assert answer.status_code == 200, name
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    answer = as_(made.leader_b, language).get(address(made, "minutes"))
    assert answer.status_code == 200
    assert "2023–2026" in answer.content.decode()
    assert "<svg" in answer.content.decode()


def test_opened_compiled_judged_and_decided_through_the_pages():
    made = making.in_force()
    client = as_(made.leader_a)
    listed = client.get(reverse("reviews:list", args=[made.programme.slug])).content.decode()
    opening = reverse("reviews:open", args=[made.programme.slug, "final_2026"])
    assert f'action="{opening}"' in listed
    assert client.post(opening).status_code == 302
    made.review = making_term.fresh(made)
    client.post(address(made, "compile"), {"cut_off": make.TODAY.isoformat()})
    client.post(
        address(made, "judge", "impact"),
        {"view-grade": "good", "view-text_vi": "Tốt", "view-seen": rules_stamp(client, made)},
    )
    client.post(
        address(made, "delegation"), {"delegation-members_vi": "Ông A"} | seen(client, made, "delegation")
    )
    client.post(address(made, "decision"), {"decision-decision": "end"} | seen(client, made, "decision"))
    made.review = making_term.fresh(made)
    assert made.review.compiled_at is not None
    assert [(one.heading, one.position, one.grade) for one in made.review.views.all()] == [
        ("impact", 1, "good")
    ]
    assert [(one.position, one.members.vi) for one in made.review.delegations.all()] == [(1, "Ông A")]
    assert made.review.decision == "end"


def rules_stamp(client, made):
    return client.get(address(made, "heading", "impact")).context["view_form"]["seen"].value()


def seen(client, made, name):
    form = client.get(address(made, "review")).context[f"{name}_form"]
    return {f"{name}-seen": form["seen"].value()}


def test_refused_decision_is_shown_with_what_was_typed():
    made = making_term.compiled()
    client = as_(made.leader_a)
    answer = client.post(
        address(made, "decision"),
        {"decision-decision": "extend", "decision-text_vi": "Kéo dài"} | seen(client, made, "decision"),
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter the day to which the term is extended." in page
    assert "Kéo dài" in page
    assert making_term.fresh(made).decision == ""


def test_view_changed_meanwhile_is_told():
    made = making_term.compiled()
    client = as_(made.leader_a)
    stamp = rules_stamp(client, made)
    actions.judge(
        review=made.review,
        heading=Heading.IMPACT,
        grade=Grade.WEAK,
        text=make.words("First"),
        by=made.leader_a,
        at=make.NOW,
    )
    answer = client.post(
        address(made, "judge", "impact"),
        {"view-grade": "good", "view-text_vi": "Sau", "view-seen": stamp},
    )
    assert answer.status_code == 409
    assert made.review.views.get().grade == "weak"


def test_annual_review_has_no_headings_page():
    made = making.opened()
    page = reverse("reviews:heading", args=[made.programme.slug, 2025, "impact"])
    assert as_(made.leader_a).get(page).status_code == 404


def test_hidden_from_a_third_institution():
    made = making_term.opened()
    assert as_(make.seat()).get(address(made, "review")).status_code == 404
    assert not queries.reviews_visible_to(make.seat()).exists()
    assert visible_to(made.leader_b).filter(pk=made.programme.pk).exists()
    assert Rating.DONE


# ---- What follows, and what a term does not offer ---------------------------------------------------------


def decided(decision, extended_to=None):
    """A signed final summary with that decision."""
    made = making_term.complete()
    given = {"text": make.words("As agreed"), "extended_to": extended_to, "by": made.leader_a, "at": make.NOW}
    actions.decide(review=made.review, decision=decision, **given)
    made.review = making_term.fresh(made)
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    made.review = making_term.fresh(made)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    made.review = making_term.fresh(made)
    return made


def test_an_extension_becomes_the_draft_of_an_amendment_with_one_button():
    made = decided(Decision.EXTEND, date(2028, 6, 30))
    client = as_(made.leader_b)
    assert address(made, "extend") in client.get(address(made, "minutes")).content.decode()
    answer = client.post(address(made, "extend"))
    amendment = Amendment.objects.get()
    assert answer["Location"] == reverse("programmes:amendment", args=[made.programme.slug, amendment.key])
    assert (amendment.term_end, amendment.reason) == (PartialDate(2028, 6, 30), make.words("As agreed"))
    assert amendment.drafted_by == made.leader_b.institution
    assert client.post(address(made, "extend")).status_code == 422, "one draft of a side at a time"
    assert Amendment.objects.count() == 1
    assert (
        as_(make.seat(made.leader_a.institution, Role.READER)).post(address(made, "extend")).status_code
        == 403
    )


def test_a_renewal_leads_to_a_new_programme_begun_from_this_one():
    made = decided(Decision.RENEW)
    page = as_(made.leader_a).get(address(made, "minutes")).content.decode()
    link = f"{reverse('programmes:copy')}?source={made.programme.pk}"
    assert link in page
    form = as_(made.leader_a).get(link).content.decode()
    assert f'<option value="{made.programme.pk}" selected>' in form
    assert address(made, "extend") not in page
    with pytest.raises(Refused) as refused:
        actions.amendment_from_decision(review=made.review, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "not_extended"


def test_an_end_leads_to_the_whole_record_and_nothing_follows_before_both_have_signed():
    made = decided(Decision.END)
    page = as_(made.leader_a).get(address(made, "minutes")).content.decode()
    assert reverse("exchange:programme", args=[made.programme.slug]) in page.split("What follows")[1]
    unsigned = making_term.complete()
    with pytest.raises(Refused) as refused:
        actions.amendment_from_decision(review=unsigned.review, by=unsigned.leader_a, at=make.NOW)
    assert refused.value.code == "not_decided"


def test_not_due_this_year_is_no_rating_of_a_term():
    made = making_term.compiled()
    page = as_(made.leader_a).get(address(made, "commitment", 1)).content.decode()
    assert 'value="done"' in page
    assert 'value="not_due"' not in page
    with pytest.raises(Refused) as refused:
        making.rate(made, made.leader_a, Rating.NOT_DUE, 1)
    assert refused.value.code == "rating_not_here"
    annual = making.compiled()
    yearly = reverse("reviews:commitment", args=[annual.programme.slug, annual.review.code, 1])
    assert 'value="not_due"' in as_(annual.leader_a).get(yearly).content.decode()


# ---- Closing ----------------------------------------------------------------------------------------------

AFTER = datetime(2027, 1, 11, 9, tzinfo=UTC)


def test_a_programme_is_closed_once_both_sides_have_closed_it_after_its_term():
    made = decided(Decision.END)
    with pytest.raises(Refused) as refused:
        actions.close(review=made.review, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "term_not_over"
    actions.close(review=made.review, by=made.leader_a, at=AFTER)
    with pytest.raises(Refused) as refused:
        actions.close(review=made.review, by=made.leader_a, at=AFTER)
    assert refused.value.code == "closed_already"
    fresh = visible_to(made.leader_b).get(pk=made.programme.pk)
    assert fresh.closed_on is None
    (waits,) = queries.to_close([fresh], made.leader_b, AFTER.date())
    assert (waits.may_close, [one.position for one in waits.closings]) == (True, [1])
    assert not queries.to_close([fresh], made.leader_a, AFTER.date())[0].may_close
    made.review = making_term.fresh(made)
    actions.close(review=made.review, by=made.leader_b, at=AFTER + timedelta(days=2))
    fresh = visible_to(made.leader_b).get(pk=made.programme.pk)
    assert fresh.closed_on == date(2027, 1, 13)
    assert queries.to_close([fresh], made.leader_b, AFTER.date()) == []
    with pytest.raises(Refused) as refused:
        start_plan(programme=fresh, year=2026, by=made.leader_a, at=AFTER)
    assert refused.value.code == "programme_closed"
    said = {one.thread for one in made.programme.register.documents.filter(kind="closing")}
    assert said == {"p1/closing/2026", "p2/closing/2026"}


def test_what_was_left_undone_in_a_closed_programme_is_neither_late_nor_asleep():
    made = decided(Decision.END)
    day = AFTER.date() + timedelta(days=200)
    Duty.objects.create(
        programme=made.programme, side=0, title=make.words("Send the list"), opened_by="x", opened_at=make.NOW,
        starts_on=make.NOW.date(), due=date(2026, 6, 30), first_due=date(2026, 6, 30),
    )  # fmt: skip
    before = overview(visible_to(made.leader_a).get(pk=made.programme.pk), day)
    assert {Progress.LATE, Progress.ASLEEP} & set(before.counts)
    assert before.asleep or before.late_items
    for leader, after in ((made.leader_a, 0), (made.leader_b, 2)):
        actions.close(review=making_term.fresh(made), by=leader, at=AFTER + timedelta(days=after))
    programme = visible_to(made.leader_b).get(pk=made.programme.pk)
    for seat in (made.leader_a, made.leader_b):
        shown = overview(programme, day, seat)
        assert set(shown.counts) <= {Progress.DONE, Progress.NOT_DONE}
        assert Progress.NOT_DONE in shown.counts
        assert (shown.asleep, shown.late_items, shown.late) == ([], [], [])
        squares = {one.state for row in shown.grid for one in row.cells if one}
        assert squares <= {Progress.DONE, Progress.NOT_DONE}
        assert set(stands(programme, programme.commitments.all(), day).values()) <= {
            Stand.DONE,
            Stand.NOT_DONE,
        }
        seen = duties_visible_to(seat, programme)
        found = {state: narrowed(seen, Filter(state=state), day).count() for state in DutyState}
        assert {state for state, number in found.items() if number} == {DutyState.GONE}
        assert not narrowed(seen, Filter(), day).exists()
    # A report of a day before the closing says what was owed on that day.
    earlier = overview(programme, AFTER.date())
    assert {Progress.LATE, Progress.ASLEEP} & set(earlier.counts)
    assert earlier.asleep or earlier.late_items


def test_a_closing_of_the_other_side_s_server_counts_from_the_day_it_was_said():
    made = decided(Decision.END)
    actions.close(review=made.review, by=made.leader_a, at=AFTER)
    actions.close(review=making_term.fresh(made), by=made.leader_b, at=AFTER + timedelta(days=2))
    document = made.programme.register.documents.get(thread="p2/closing/2026")
    # As it stands on the first side's server before the word of the second has come.
    Closing.objects.filter(position=2).delete()
    Programme.objects.filter(pk=made.programme.pk).update(closed_on=None)
    for _again in range(2):
        actions.take_in_closing(document=document, at=AFTER + timedelta(days=9))
    assert Programme.objects.get(pk=made.programme.pk).closed_on == date(2027, 1, 13)
    assert Closing.objects.get(position=2).said_at == AFTER + timedelta(days=2)


@pytest.mark.parametrize("decision", [Decision.RENEW, Decision.EXTEND])
def test_only_an_end_both_have_signed_closes(decision):
    made = decided(decision, date(2028, 6, 30) if decision == Decision.EXTEND else None)
    with pytest.raises(Refused) as refused:
        actions.close(review=made.review, by=made.leader_a, at=AFTER)
    assert refused.value.code == "not_ended"
    unsigned = making_term.complete()
    with pytest.raises(Refused) as refused:
        actions.close(review=unsigned.review, by=unsigned.leader_a, at=AFTER)
    assert refused.value.code == "not_decided"


def test_the_step_is_on_the_desk_the_programme_and_the_minutes_until_both_have_taken_it(settings):
    made = decided(Decision.END)
    before = as_(made.leader_a).get(address(made, "minutes")).content.decode()
    assert address(made, "close") not in before, "the term is not over"
    settings.TODAY = "2027-01-11"
    desk, programme = reverse("desk:desk"), reverse("desk:programme", args=[made.programme.slug])
    waiting = "Both sides decided to end the cooperation and the term is over."
    for leader in (made.leader_a, made.leader_b):
        client = as_(leader)
        assert waiting in client.get(desk).content.decode()
        assert waiting in client.get(programme).content.decode()
        reader = as_(make.seat(leader.institution, Role.READER))
        assert waiting not in reader.get(desk).content.decode()
        assert reader.post(address(made, "close")).status_code == 403
        assert address(made, "close") in client.get(address(made, "minutes")).content.decode()
        client.post(address(made, "close"))
        assert waiting not in client.get(desk).content.decode()
    page = as_(made.leader_a).get(programme).content.decode()
    assert "Closed by both" in page
    assert waiting not in page
    assert "The term is over and no final summary is in force." not in page
