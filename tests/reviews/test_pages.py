"""The pages through Django's client: what is shown, refused, and kept of what was typed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.plans.models import Plan
from songfai.programmes.models import Text
from songfai.reviews import actions
from songfai.reviews.models import SideRating
from songfai.reviews.queries import sheet
from songfai.reviews.states import Rating
from songfai.reviews.terms import terms_stamp
from tests import factories as make
from tests.proving import signed
from tests.reviews import making

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


def address(made, name, *args, year=making.YEAR):
    return reverse(f"reviews:{name}", args=[made.programme.slug, *([] if name == "list" else [year]), *args])


def post(made, seat, name, *args, language="en", **data):
    return as_(seat, language).post(address(made, name, *args), data)


def get(made, seat, name, *args, language="en", query=""):
    return as_(seat, language).get(address(made, name, *args) + query)


def rating(made, seat, value, **more):
    """What the rating form sends: the stamp is read from the page, as a browser does."""
    form = get(made, seat, "commitment", 1).context["rating_form"]
    return {"rating-value": value, "rating-seen": form["seen"].value(), "rating-comment_vi": "Tốt", **more}


# ---- Shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_shown_in_each_language(language):
    made = making.offered()
    actions.withdraw(
        review=made.review, seen=made.review.document.sha256, reason="ແກ້ໄຂ", by=made.leader_a, at=make.NOW
    )
    lesson, direction = made.review.lessons.get(), made.review.directions.get()
    pages = [
        ("list", ()), ("review", ()), ("commitment", (1,)), ("commitment", (2,)), ("new_lesson", ()),
        ("lesson", (lesson.pk,)), ("new_direction", ()), ("direction", (direction.pk,)), ("minutes", ()),
        ("drawn_up", ()),
    ]  # fmt: skip
    for seat in (made.leader_a, make.seat(made.leader_b.institution, Role.READER)):
        for name, args in pages:
            answer = get(made, seat, name, *args, language=language)
            assert answer.status_code == 200, name
            assert f'<html lang="{language}">' in answer.content.decode()


def test_minutes_stand_in_every_authentic_language_side_by_side():
    made = making.complete()
    Text.objects.create(programme=made.programme, language="lo", body="ຂໍ້ຄວາມ", authentic=True)
    SideRating.objects.update(comment=make.words("Comment"))
    # The room before the offer: what a language lacks is marked at its paragraph, and named among what is missing.
    lesson = made.review.lessons.get()
    lesson.text = Trilingual(lo="ບົດຮຽນ", vi="Bài học\nĐoạn hai", en="Lesson\nSecond")
    lesson.save()
    page = get(made, made.leader_a, "drawn_up").content.decode()
    assert page.count("This paragraph is still missing in this language.") == 1
    assert "Still missing in Lao: Lessons." in page
    lesson.text = Trilingual(lo="ບົດຮຽນ\nວັກສອງ", vi="Bài học\nĐoạn hai", en="Lesson\nSecond")
    lesson.save()
    made = making.offered_as_is(made)
    assert get(made, made.leader_a, "drawn_up")["Location"] == address(made, "minutes")
    page = get(made, made.leader_a, "minutes").content.decode()
    assert '<span lang="vi">Đoạn hai</span>' in page
    assert page.count('class="aligned later"') == 1
    assert "still missing in this language" not in page
    record = as_(made.leader_a).get(reverse("record:document", args=[made.review.document.sha256]))
    assert 'class="aligned later"' in record.content.decode()
    # Returned and changed in one language only: the other one is behind.
    told = {"review": made.review, "seen": made.review.document.sha256, "reason": "Sửa"}
    actions.return_(by=made.leader_b, at=make.NOW, **told)
    lesson.text = Trilingual(lo="ບົດຮຽນ\nວັກສອງ", vi="Bài học\nĐoạn hai đã sửa", en="Lesson\nSecond, changed")
    lesson.save()
    page = get(made, made.leader_a, "drawn_up").content.decode()
    assert page.count("Unchanged here, while another language was changed.") == 1


def test_a_slip_of_the_pen_mended_in_one_language_is_said_to_need_no_change_in_the_others():
    made = making.complete()
    Text.objects.create(programme=made.programme, language="lo", body="ຂໍ້ຄວາມ", authentic=True)
    lesson = made.review.lessons.get()
    for vi in ("Bài hoc", "Bài học"):
        told = {"text": Trilingual(lo="ບົດຮຽນ", vi=vi, en="Lesson"), "by": made.leader_a, "at": make.NOW}
        actions.save_lesson(review=made.review, lesson=lesson, **told)
    page = get(made, made.leader_a, "drawn_up").content.decode()
    assert "Not changed in Lao, while another language was: Lessons." in page
    assert page.count("Unchanged here, while another language was changed.") == 1
    stands = address(made, "let_stand")
    assert stands in page
    reader = make.seat(made.leader_b.institution, Role.READER)
    assert stands not in get(made, reader, "drawn_up").content.decode()
    assert as_(reader).post(stands).status_code == 403
    read = {"seen": get(made, made.leader_b, "drawn_up").context["seen"]}
    told = {
        "text": Trilingual(lo="ບົດຮຽນ", vi="Bài học khác", en="Lesson"),
        "by": made.leader_a,
        "at": make.NOW,
    }
    actions.save_lesson(review=made.review, lesson=lesson, **told)
    answer = as_(made.leader_b).post(stands, read)
    assert answer.status_code == 409
    assert "Not changed in Lao, while another language was: Lessons." in answer.content.decode()
    answer = as_(made.leader_b).post(stands, {"seen": answer.context["seen"]}, follow=True)
    assert "Not changed in" not in answer.content.decode()


def test_minutes_being_drawn_up_say_which_side_has_not_rated():
    made = making.compiled()
    making.rate(made, made.leader_a)
    assert get(made, made.leader_b, "drawn_up").content.decode().count("Not rated yet") == 1
    making.rate(made, made.leader_b)
    assert "Not rated yet" not in get(made, made.leader_b, "drawn_up").content.decode()


def test_who_may_let_the_comment_of_a_side_stand_is_said_to_the_other():
    made = making.complete()
    Text.objects.create(programme=made.programme, language="lo", body="ຂໍ້ຄວາມ", authentic=True)
    for vi in ("Lam tốt", "Làm tốt"):
        making.rate(made, made.leader_b, comment=Trilingual(lo="ເຮັດດີ", vi=vi))
    stands = address(made, "let_stand")
    side = made.programme.sides.get(position=2).display_name.en
    told = f"Only {side} may let its own words stand: Commitment 1."
    page = get(made, made.leader_a, "drawn_up")
    assert stands not in page.content.decode()
    assert told in page.content.decode()
    answer = as_(made.leader_a).post(stands, {"seen": page.context["seen"]})
    assert (answer.status_code, told in answer.content.decode()) == (403, True)
    page = get(made, made.leader_b, "drawn_up")
    assert stands in page.content.decode()
    assert "may let its own words stand" not in page.content.decode()
    answer = as_(made.leader_b).post(stands, {"seen": page.context["seen"]}, follow=True)
    assert "Not changed in" not in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_review_in_force_is_shown_in_each_language(language):
    made = making.in_force()
    for name in ("list", "review", "minutes"):
        answer = get(made, made.leader_b, name, language=language)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()


def test_year_nobody_opened_leads_to_where_it_is_opened():
    made = make.programme_in_force()
    answer = get(made, made.leader_a, "review")
    assert (answer.status_code, answer["Location"]) == (302, address(made, "list") + "#y2025")
    assert get(made, made.leader_a, "commitment", 1).status_code == 404


def test_minutes_not_offered_yet_lead_to_the_room():
    made = making.opened()
    assert get(made, made.leader_a, "minutes")["Location"] == address(made, "review")


def test_figures_lead_to_the_rows_they_were_counted_from():
    made = making.compiled()
    page = get(made, made.leader_b, "review").content.decode()
    rows = f"/programmes/{made.programme.slug}/activities/?keys={made.activity.key}"
    assert f'href="{rows}">1</a>' in page
    listed = as_(made.leader_b).get(rows).content.decode()
    assert str(made.activity.key) in listed
    assert f'href="/programmes/{made.programme.slug}/plans/{made.plan.key}/">1</a>' in page


def test_both_sides_progress_stands_on_the_page():
    made = making.compiled(making.opened(items=2))
    making.rate(made, made.leader_b)
    page = get(made, made.leader_a, "review").content.decode()
    assert "0 of 1" in page
    assert "1 of 1" in page


def test_page_says_that_the_record_has_changed_since():
    made = making.compiled()
    said = "The record has changed since the facts were compiled."
    assert said not in get(made, made.leader_a, "review").content.decode()
    make.activity(made, commitment=made.commitments[1])
    assert said in get(made, made.leader_a, "review").content.decode()


@pytest.mark.parametrize(("ending", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_table_of_ratings_is_exported(ending, start):
    made = making.complete(second=Rating.PARTLY)
    answer = get(made, made.leader_a, "review", query=f"?export={ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    if ending == "csv":
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert len(rows) == 3
        assert "Done as promised" in rows[1]
        assert "Partly done" in rows[1]


def made_of(number):
    """A review of `number` commitments, each rated by one side, with a lesson and a direction each."""
    made = making.opened()
    made.programme.commitments.exclude(pk=made.commitments[0].pk).delete()
    for _more in range(number - 1):
        make.commitment(made.programme)
    made.commitments = list(made.programme.commitments.order_by("number"))
    for commitment in made.commitments:
        make.activity(made, commitment=commitment)
    making.compiled(made)
    for place, commitment in enumerate(made.commitments, 1):
        making.rate(made, made.leader_a, number=place)
        given = {"review": made.review, "by": made.leader_a, "at": make.NOW}
        actions.save_lesson(text=make.words("Lesson"), **given)
        actions.save_direction(commitment=commitment, text=make.words("Direction"), **given)
    return made


@pytest.mark.parametrize("name", ["list", "review"])
def test_pages_take_the_same_number_of_queries_for_one_and_three_commitments(queries, name):
    counted = []
    for number in (1, 3):
        made = made_of(number)
        client = as_(made.leader_b)
        counted.append(queries(lambda client=client, made=made: client.get(address(made, name))))
    assert counted[0] == counted[1]
    assert counted[0] <= 24


# ---- Refused ----------------------------------------------------------------------------------------------


def test_hidden_from_another_institution():
    made = making.offered()
    stranger = make.seat()
    for name, args in (
        ("list", ()),
        ("review", ()),
        ("commitment", (1,)),
        ("minutes", ()),
        ("new_lesson", ()),
    ):
        assert get(made, stranger, name, *args).status_code == 404, name
    for name, args in (
        ("open", ()),
        ("rate", (1,)),
        ("offer", ()),
        ("approve", ()),
        ("plan", ()),
        ("compile", ()),
    ):
        assert post(made, stranger, name, *args).status_code == 404, name


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK, Role.INSPECTOR])
def test_role_that_only_reads_is_refused_with_the_reason(role):
    made = making.compiled()
    seat = make.seat(made.leader_a.institution, role)
    typed = {"rating-value": "done", "rating-seen": ""}
    answer = post(made, seat, "rate", 1, **typed)
    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.content.decode()
    assert post(made, seat, "open").status_code == 302  # the room is open already: it is shown
    assert (
        post(made, seat, "compile", cut_off="31/12/2025", seen_revision=made.review.revision).status_code
        == 403
    )
    assert post(made, seat, "new_lesson", text_en="A lesson").status_code == 403
    assert made.review.ratings.count() == made.review.lessons.count() == 0


def test_reader_is_offered_no_form():
    made = making.compiled()
    page = get(made, make.seat(made.leader_a.institution, Role.READER), "review").content.decode()
    assert address(made, "compile") not in page
    assert address(made, "new_lesson") not in page
    assert address(made, "meeting") not in page


def test_opening_is_refused_to_a_clerk():
    made = make.programme_in_force()
    assert post(made, make.seat(made.leader_a.institution, Role.CLERK), "open").status_code == 403


def test_pages_that_write_take_no_plain_link():
    made = making.in_force()
    for name in ("open", "compile", "meeting", "offer", "approve", "return", "withdraw", "plan"):
        assert get(made, made.leader_a, name).status_code == 405, name


def test_cut_off_ahead_keeps_what_was_typed():
    made = making.opened()
    answer = post(made, made.leader_a, "compile", cut_off="11/03/2026", seen_revision=made.review.revision)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The cut-off date lies ahead." in page
    assert 'value="11/03/2026"' in page


def test_rating_typed_while_the_minutes_were_offered_is_kept():
    made = making.complete()
    typed = rating(made, made.leader_b, "partly", **{"rating-comment_en": "Long words"})
    making.offered_as_is(made)
    answer = post(made, made.leader_b, "rate", 1, **typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The minutes have been offered" in page
    assert "Long words" in page


def test_date_that_cannot_be_read_keeps_what_was_typed():
    made = making.opened()
    answer = post(made, made.leader_a, "meeting", held_on="some day", place_en="Vientiane", seen_revision=0)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="some day"' in page
    assert 'value="Vientiane"' in page


def test_offer_with_something_missing_says_what():
    made = making.compiled()
    answer = post(made, made.leader_a, "offer", seen="")
    assert answer.status_code == 422
    own = made.leader_a.institution.short_name.en
    assert f"Commitments still to be rated by {own}: 1." in answer.content.decode()


def test_return_without_a_reason_keeps_the_page():
    made = making.offered()
    answer = post(made, made.leader_b, "return", seen=made.review.document.sha256, reason=" ")
    assert answer.status_code == 422
    assert making.fresh(made).stage == "offered"


def test_approval_of_another_hash_is_refused():
    made = making.offered()
    assert post(made, made.leader_b, "approve", seen="0" * 64).status_code == 409
    assert making.fresh(made).stage == "offered"


# ---- Two people ---------------------------------------------------------------------------------------------


def test_second_colleague_sees_both_ratings_and_can_save_again():
    made = making.compiled()
    colleague = make.seat(made.leader_a.institution, Role.COORDINATOR)
    typed = rating(made, colleague, "not_done", **{"rating-comment_en": "My own words"})
    making.rate(made, made.leader_a, Rating.WELL_DONE)
    answer = post(made, colleague, "rate", 1, **typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "My own words" in page
    assert "Done well" in page
    assert made.review.ratings.get().value == "well_done"
    typed["rating-seen"] = answer.context["rating_form"]["seen"].value()
    assert post(made, colleague, "rate", 1, **typed).status_code == 302
    assert made.review.ratings.get().value == "not_done"


def test_second_writer_of_a_finding_sees_the_first_ones():
    made = making.compiled()
    making.rate(made, made.leader_a)
    making.rate(made, made.leader_b, Rating.PARTLY)
    seen = get(made, made.leader_b, "commitment", 1).context["finding_form"]["seen"].value()
    first = post(made, made.leader_a, "finding", 1, **{"finding-agreed": "done", "finding-seen": seen})
    assert first.status_code == 302
    second = post(
        made,
        made.leader_b,
        "finding",
        1,
        **{"finding-agreed": "", "finding-disagreement_vi": "Hai bên khác nhau", "finding-seen": seen},
    )
    assert second.status_code == 409
    assert "Hai bên khác nhau" in second.content.decode()
    assert made.review.findings.get().agreed == "done"


def test_second_writer_of_a_lesson_sees_the_first_ones_and_can_save_again():
    made = making.opened()
    lesson = actions.save_lesson(review=made.review, text=make.words("Old"), by=made.leader_a, at=make.NOW)
    seen = get(made, made.leader_b, "lesson", lesson.pk).context["form"]["seen"].value()
    assert (
        post(made, made.leader_a, "lesson", lesson.pk, text_en="From one side", seen=seen).status_code == 302
    )
    answer = post(made, made.leader_b, "lesson", lesson.pk, text_en="From the other", seen=seen)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From one side" in page
    assert "From the other" in page
    again = answer.context["form"]["seen"].value()
    assert (
        post(made, made.leader_b, "lesson", lesson.pk, text_en="From the other", seen=again).status_code
        == 302
    )
    assert made.review.lessons.get().text.en == "From the other"


def test_line_taken_out_meanwhile_can_be_added_anew():
    made = making.opened()
    lesson = actions.save_lesson(review=made.review, text=make.words("Old"), by=made.leader_a, at=make.NOW)
    actions.remove_lesson(lesson=lesson, by=made.leader_a, at=make.NOW)
    pk = lesson.pk or 10**6
    answer = post(made, made.leader_b, "lesson", pk, text_en="Still needed", seen="")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Still needed" in page
    assert f'action="{address(made, "new_lesson")}"' in page


def test_offer_of_what_changed_meanwhile_is_refused():
    made = making.complete()
    seen = terms_stamp(sheet(made.review))
    assert f'name="seen" value="{seen}"' in get(made, made.leader_a, "review").content.decode()
    making.rate(made, made.leader_b, comment=make.words("Another word"))
    answer = post(made, made.leader_a, "offer", seen=seen)
    assert answer.status_code == 409
    assert making.fresh(made).document is None


# ---- A whole year -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sides_hold_the_review_and_begin_the_next_year(language):
    made = make.programme_in_force()
    a, b = made.leader_a, made.leader_b
    item = make.plan_in_force(made, 2025, quarter=2).items.get()
    make.activity(made, item=item)
    write = {"language": language}

    assert post(made, a, "open", **write)["Location"] == address(made, "review")
    made.review = making.fresh(made)
    assert post(made, a, "compile", cut_off="31/12/2025", seen_revision=0, **write).status_code == 302

    # Each side rates for itself; they differ, and agree on a rating between them.
    done = post(made, a, "rate", 1, next="1", **rating(made, a, "well_done"), **write)
    assert done["Location"] == address(made, "review")  # nothing else is left to rate
    post(made, b, "rate", 1, **rating(made, b, "partly"), **write)
    page = get(made, b, "commitment", 1, **write)
    seen = page.context["finding_form"]["seen"].value()
    post(
        made,
        b,
        "finding",
        1,
        **{"finding-agreed": "done", "finding-cause_vi": "Do mưa lũ", "finding-seen": seen},
        **write,
    )
    post(made, a, "new_lesson", text_vi="Lập kế hoạch sớm hơn", **write)
    course = {"text_lo": "ເປີດຊຸດຝຶກອົບຮົມ", "text_vi": "Mở lớp bồi dưỡng"}
    post(made, b, "new_direction", **course, commitment=made.commitments[0].pk, **write)
    place = {"place_lo": "ວຽງຈັນ", "place_vi": "Viêng Chăn"}
    post(made, a, "meeting", held_on="02/03/2026", **place, seen_revision=1, **write)
    made.review = making.fresh(made)
    assert (made.review.held_on, made.review.place.lo) == (date(2026, 3, 2), "ວຽງຈັນ")

    # One side offers, the other returns it; changed, it is offered again and approved.
    def offering(seat):
        sent = signed(as_(seat, language), address(made, "review"), "/offer/")
        return post(made, seat, "offer", **sent, **write)

    assert offering(a)["Location"] == address(made, "minutes")
    sha = making.fresh(made).document.sha256
    post(made, b, "return", seen=sha, reason="ຂໍຕື່ມບົດຮຽນ", **write)
    assert "ຂໍຕື່ມບົດຮຽນ" in get(made, a, "review", **write).content.decode().replace("\u200b", "").replace(
        "\u2060", ""
    )
    post(made, b, "new_lesson", text_lo="ປະສານງານໄວຂຶ້ນ", text_vi="Phối hợp nhanh hơn", **write)
    assert offering(b)["Location"] == address(made, "minutes")
    document = making.fresh(made).document
    assert document.version == 2
    paper = get(made, a, "minutes", **write)
    assert paper.status_code == 200
    assert len(paper.context["changes"].changes) == 1
    post(made, a, "approve", **signed(as_(a, language), address(made, "minutes"), "/approve/"), **write)
    assert making.fresh(made).is_in_force

    # The direction becomes an item of the next year's draft.
    following = post(made, a, "plan", **write)
    plan = Plan.objects.get(year=2026)
    assert following["Location"] == reverse("plans:plan", args=[made.programme.slug, plan.key])
    assert [(item.title.lo, item.commitment) for item in plan.items.all()] == [
        ("ເປີດຊຸດຝຶກອົບຮົມ", made.commitments[0])
    ]
    assert as_(a, language).get(following["Location"]).status_code == 200


def test_directions_that_all_stand_in_a_plan_already_are_said_to_on_the_page_of_the_plans():
    made = making.in_force()
    carry = address(made, "plan")
    begun = as_(made.leader_a).post(f"{carry}?language=en", follow=True)
    assert "The directions stand in your side’s draft plan." in begun.content.decode()
    again = as_(made.leader_a).post(f"{carry}?language=en", follow=True)
    assert again.redirect_chain[-1][0] == f"/programmes/{made.programme.slug}/plans/"
    assert [one.level_tag for one in again.context["messages"]] == ["info"]
