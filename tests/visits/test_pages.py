"""The pages through Django's client: what is shown, refused, and kept of what was typed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.parties.actions import hand_on
from songfai.parties.states import Role
from songfai.programmes.models import Text
from songfai.visits import actions
from songfai.visits.models import Cost, Meeting, Rotation, Turn, Visit
from songfai.visits.states import Level, RotationKind, VisitState
from tests import factories as make
from tests.proving import signed
from tests.visits import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


def as_(seat, language="en"):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = language
    return client


def address(made, name, *args):
    return reverse(f"visits:{name}", args=[made.programme.slug, *args])


def of_visit(made, name, *args):
    return address(made, name, made.visit.key, *args)


def of_meeting(made, name, *args):
    return of_visit(made, name, made.meeting.key, *args)


PROPOSAL = {
    "title_en": "Delegation to Vientiane",
    "level": "high",
    "host": "2",
    "manner": "in_person",
    "starts_on": "02/03/2026",
    "ends_on": "05/03/2026",
}


def test_every_page_is_shown_in_each_language():
    made = making.in_force(making.until(VisitState.DONE_OTHERWISE))
    actions.save_member(
        visit=making.fresh(made), values={"post": make.words("P"), "role": "head"}, name=make.words("N"),
        courtesy="Mr", by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    rotation(made)
    pages = [
        address(made, "list"), address(made, "calendar"), address(made, "rotation"), of_visit(made, "visit"),
        of_visit(made, "print"), of_meeting(made, "meeting"),
        reverse("programmes:commitments", args=[made.programme.slug]),
        reverse("desk:programme", args=[made.programme.slug]), reverse("desk:desk"),
    ]  # fmt: skip
    reader = make.seat(made.leader_b.institution, Role.READER)
    for seat, languages in ((made.leader_a, ("lo", "vi", "en")), (reader, ("vi",))):
        for language in languages:
            for page in pages:
                answer = as_(seat, language).get(page)
                assert answer.status_code == 200, page
                assert f'<html lang="{language}">' in answer.content.decode()


def rotation(made):
    made.rotation = actions.propose_rotation(
        programme=made.programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(1, 2),
        basis=make.words("Article 3"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    return made.rotation


# ---- Proposing and arranging ------------------------------------------------------------------------------


def test_a_visit_is_proposed_and_shown():
    made = make.programme_in_force()
    commitment = made.commitments[0]
    answer = as_(made.leader_a).post(address(made, "new"), PROPOSAL | {"commitments": [commitment.pk]})
    visit = Visit.objects.get()
    assert answer["Location"] == address(made, "visit", visit.key)
    assert (visit.host, visit.ends_on, visit.proposed_by) == (2, date(2026, 3, 5), 1)
    assert list(visit.commitments.all()) == [commitment]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ends_on": "01/03/2026"}, "The visit ends before it begins"),
        ({"host": "7"}, "The host must be one of the two sides"),
        ({"host": ""}, "Nothing chosen yet"),
    ],
)
def test_bad_input_is_answered_in_words_and_nothing_typed_is_lost(typed, said):
    made = make.programme_in_force()
    answer = as_(made.leader_a).post(address(made, "new"), PROPOSAL | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Delegation to Vientiane" in page
    assert not Visit.objects.exists()


def test_who_hosts_out_of_turn_is_asked_why():
    made = make.programme_in_force()
    actions.agree_rotation(rotation=rotation(made), by=made.leader_b, at=make.NOW)
    page = as_(made.leader_a).get(address(made, "new") + "?level=high").content.decode()
    assert "By the rule B" in page
    answer = as_(made.leader_a, "vi").post(address(made, "new"), PROPOSAL)
    assert answer.status_code == 422
    assert "Cho biết vì sao đổi lượt" in answer.content.decode()
    as_(made.leader_a).post(address(made, "new"), PROPOSAL | {"host_reason_en": "Congress there"})
    assert Visit.objects.get().host_reason.en == "Congress there"


def test_the_second_of_two_savers_sees_what_the_first_saved():
    made = making.proposed()
    seen = making.fresh(made).revision
    as_(made.leader_b).post(of_visit(made, "edit"), PROPOSAL | {"title_en": "First", "seen": seen})
    answer = as_(made.leader_a).post(of_visit(made, "edit"), PROPOSAL | {"title_en": "Second", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First" in page and "Second" in page
    assert making.fresh(made).title.en == "First"


# ---- Steps ------------------------------------------------------------------------------------------------


def test_a_step_says_what_it_will_do_and_is_refused_to_the_other_side():
    made = making.until(VisitState.SCHEME_APPROVED)
    confirm = of_visit(made, "step", "confirm")
    page = as_(made.leader_b).get(confirm)
    assert "you confirm anew" in page.content.decode()
    assert as_(made.leader_a).get(confirm).status_code == 403
    assert as_(made.leader_a).post(confirm).status_code == 403
    as_(made.leader_b).post(confirm, {"seen": page.context["form"].initial["seen"]})
    assert making.fresh(made).state == VisitState.CONFIRMED
    assert as_(made.leader_b).get(confirm).status_code == 422
    assert as_(made.leader_b).get(of_visit(made, "step", "fly")).status_code == 404


def test_a_report_typed_while_somebody_changed_the_visit_is_not_lost():
    made = making.until(VisitState.DONE)
    answer = as_(made.leader_a).post(
        of_visit(made, "step", "report"), {"text_en": "A long report", "seen": 0}
    )
    assert answer.status_code == 409
    assert "A long report" in answer.content.decode()
    seen = answer.context["form"].data["seen"]
    as_(made.leader_a).post(of_visit(made, "step", "report"), {"text_en": "A long report", "seen": seen})
    assert making.fresh(made).report.en == "A long report"


def test_a_finished_visit_that_was_not_as_planned_says_why():
    made = making.until(VisitState.IN_PROGRESS)
    typed = {"returned_on": "05/03/2026", "as_planned": "no", "seen": making.fresh(made).revision}
    answer = as_(made.leader_a, "lo").post(of_visit(made, "step", "finish"), typed)
    assert answer.status_code == 422
    assert making.fresh(made).state == VisitState.IN_PROGRESS
    as_(made.leader_a).post(of_visit(made, "step", "finish"), typed | {"deviation_vi": "Hoãn một cuộc họp"})
    page = as_(made.leader_b).get(of_visit(made, "visit")).content.decode()
    assert "Hoãn một cuộc họp" in page
    assert "5 days left for the report" in page


# ---- Lines ------------------------------------------------------------------------------------------------


def test_money_without_a_currency_is_asked_for_and_kept_in_the_form():
    made = making.proposed()
    new = of_visit(made, "new_line", "costs")
    answer = as_(made.leader_a, "vi").post(new, {"kind": "travel", "spent": "41.400.000"})
    assert answer.status_code == 422
    assert "Vui lòng chọn loại tiền" in answer.content.decode()
    assert "41.400.000" in answer.content.decode()
    as_(made.leader_a, "vi").post(new, {"kind": "travel", "spent": "41.400.000", "currency": "VND"})
    cost = Cost.objects.get()
    assert (cost.side, cost.spent, cost.currency) == (1, 41_400_000, "VND")
    assert "41.400.000\xa0đồng" in as_(made.leader_b, "vi").get(of_visit(made, "visit")).content.decode()
    assert as_(made.leader_b).get(of_visit(made, "line", "costs", cost.pk)).status_code == 403


def test_a_delegation_is_shown_in_order_with_the_forms_of_its_names():
    made = making.proposed()
    new = of_visit(made, "new_line", "members")
    rows = (("Khamla", "ຄຳຫຼ້າ", "2"), ("Trần Văn Khải", "ຈັນ ວັນ ຄາຍ", "1"))
    for name, lao, number in rows:
        typed = {"name_vi": name, "name_lo": lao, "courtesy": "Mr", "role": "member", "number": number}
        assert as_(made.leader_a).post(new, typed).status_code == 302
    page = as_(made.leader_a, "vi").get(of_visit(made, "visit")).content.decode()
    assert page.index("Ông Trần Văn Khải") < page.index("Ông Khamla")
    assert '<span lang="lo">' in page
    assert as_(made.leader_b).post(new, {"name_vi": "X", "role": "member"}).status_code == 403
    assert as_(made.leader_a).post(new, {"role": "member"}).status_code == 422


def test_a_delegation_told_by_the_other_server_shows_posts_and_only_the_names_that_crossed():
    made = making.proposed()
    typed = {"name_vi": "Trần Văn Khải", "role": "member", "crosses": "on"}
    assert as_(made.leader_a).post(of_visit(made, "new_line", "members"), typed).status_code == 302
    assert made.visit.members.get().crosses
    made.visit.members.all().delete()
    for number, name in enumerate((make.Trilingual(), make.words("Bounmy")), 1):
        made.visit.delegates.create(number=number, name=name, post=make.words("Director"), role="member")
    page = as_(made.leader_b).get(of_visit(made, "visit")).content.decode()
    assert page.count("Director") >= 2
    assert "Bounmy" in page
    assert "Name not told" in page


TWO_PLACES = {"lo": "ຢູ່ສອງບ່ອນໃນເວລາດຽວກັນ", "vi": "có mặt ở hai nơi cùng lúc", "en": "is in two places at once"}


@pytest.mark.parametrize(("language", "said"), TWO_PLACES.items())
def test_somebody_in_two_places_is_warned_of_and_saved(language, said):
    """The other visit is called by its title in the reader's language."""
    made = making.proposed(title=make.words("Study visit"))
    typed = {"person": made.leader_a.account.person.pk, "role": "head"}
    as_(made.leader_a).post(of_visit(made, "new_line", "members"), typed)
    making.proposed(made, title=make.words("Talks"))
    answer = as_(made.leader_a, language).post(of_visit(made, "new_line", "members"), typed, follow=True)
    (told,) = [str(one) for one in answer.context["messages"] if one.level_tag == "warning"]
    assert said in told and f"“{make.words('Study visit').get(language)}”" in told
    assert made.visit.members.count() == 1


def test_one_person_under_two_of_their_names_is_warned_of_and_another_of_like_name_is_not():
    made = making.proposed(title=make.words("Study visit"))
    person = made.leader_a.account.person
    person.name = Trilingual(lo="ວິໄລພອນ", vi="Hùng", en="Hung Nguyen")
    person.save()

    def told(**typed):
        answer = as_(made.leader_a).post(of_visit(made, "new_line", "members"), typed, follow=True)
        return [str(one) for one in answer.context["messages"] if one.level_tag == "warning"]

    assert told(person=person.pk, role="head") == []
    assert told(name_vi="Hưng", role="member") == []
    said = "Two in the delegation are named hung nguyen. If this is one person, take one line out."
    assert [one.lower() for one in told(name_vi="hung nguyen", role="member")] == [said.lower()]


def test_a_line_somebody_took_out_meanwhile_is_no_error():
    made = making.proposed()
    answer = as_(made.leader_a).post(of_visit(made, "remove_line", "days", 99), follow=True)
    assert "took this line out meanwhile" in answer.content.decode()
    assert as_(made.leader_a).get(of_visit(made, "new_line", "boats")).status_code == 404


# ---- Meetings ---------------------------------------------------------------------------------------------


def proof(made, seat, act: str) -> dict[str, str]:
    """What the person sends who reads the page of the meeting and binds their side."""
    return signed(as_(seat), of_meeting(made, "meeting"), f"/{act}/")


def test_minutes_are_written_offered_returned_and_approved():
    made = making.until(VisitState.IN_PROGRESS)
    meeting = {"kind": "talks", "title_vi": "Hội đàm", "held_on": "04/03/2026", "starts_at": "8h30"}
    as_(made.leader_b, "vi").post(of_visit(made, "new_meeting"), meeting)
    made.meeting = Meeting.objects.get()
    seen = as_(made.leader_a).get(of_meeting(made, "minutes")).context["form"].initial["seen"]
    as_(made.leader_a).post(of_meeting(made, "minutes"), {"minutes_vi": "Nội dung", "seen": seen})
    unit = make.unit(made.leader_a.institution)
    promise = {
        "text_vi": "Tăng chỉ tiêu",
        "type": "course",
        "bearer": "1",
        "due": "15/04/2026",
        "unit_1": unit.pk,
    }
    as_(made.leader_a).post(of_meeting(made, "new_promise"), promise)
    as_(made.leader_a).post(of_meeting(made, "offer"), proof(made, made.leader_a, "offer"))
    sha = making.meeting(made).document.sha256
    refused = as_(made.leader_b).post(of_meeting(made, "return"), {"seen": sha, "reason": " "})
    assert refused.status_code == 422
    as_(made.leader_b).post(of_meeting(made, "return"), {"seen": sha, "reason": "Tên sai"})
    as_(made.leader_b).post(of_meeting(made, "offer"), proof(made, made.leader_b, "offer"))
    sha = making.meeting(made).document.sha256
    as_(made.leader_a).post(of_meeting(made, "approve"), proof(made, made.leader_a, "approve"))
    commitment = making.promise(made).commitment
    leads = reverse("visits:promised", args=[made.programme.slug, commitment.key])
    assert as_(made.leader_a).get(leads)["Location"] == of_meeting(made, "meeting") + "#h-promises"
    listed = as_(made.leader_b).get(reverse("programmes:commitments", args=[made.programme.slug]))
    assert leads in listed.content.decode()


@pytest.mark.parametrize("position", [1, 2])
@pytest.mark.parametrize("whose", ["old", "heir"])
def test_the_body_that_took_a_side_over_names_persons_and_units_of_both_bodies(position, whose):
    """Those of the body that signed, whose work it carries on, and its own; none of the other side."""
    made = making.proposed(host=3 - position)
    sides = {1: made.leader_a, 2: made.leader_b}
    old, other = sides[position], sides[3 - position]
    sent = actions.save_member(
        visit=making.fresh(made), values={"post": make.words("P"), "role": "head"}, name=make.words("N"),
        by=old, at=make.NOW,
    )  # fmt: skip
    heir = make.seat(make.institution())
    hand_on(
        predecessor=old.institution, successor=heir.institution, field=None,
        on=date(2025, 3, 20), kind="merged", basis="12/QH",
    )  # fmt: skip
    units = {
        name: make.unit(seat.institution) for name, seat in (("old", old), ("heir", heir), ("other", other))
    }
    persons = {"old": old.account.person, "heir": heir.account.person}

    new = of_visit(made, "new_line", "members")
    known = as_(heir).get(new).context["form"].fields["person"].queryset
    assert set(known) == {sent.person, *persons.values()}
    assert as_(heir).post(new, {"person": persons[whose].pk, "role": "member"}).status_code == 302
    assert made.visit.members.filter(person=persons[whose]).exists()

    made.meeting = actions.save_meeting(
        visit=making.fresh(made), values=making.meeting_values(), by=other, at=make.NOW
    )
    actions.write_minutes(meeting=made.meeting, minutes=make.words("Said"), by=other, at=make.NOW)
    new, name = of_meeting(made, "new_promise"), f"unit_{position}"
    offered = as_(heir).get(new).context["form"].fields[name].queryset
    assert set(offered) == {units["old"], units["heir"]}
    typed = {"text_vi": "Tăng chỉ tiêu", "type": "course", "bearer": str(position), "due": "15/04/2026"}
    assert as_(heir).post(new, typed | {name: units["other"].pk}).status_code == 422
    assert as_(heir).post(new, typed | {name: units[whose].pk}).status_code == 302

    as_(other).post(of_meeting(made, "offer"), proof(made, other, "offer"))
    as_(heir).post(of_meeting(made, "approve"), proof(made, heir, "approve"))
    answers = making.promise(made).commitment.answerables.get()
    assert (answers.side.position, answers.unit) == (position, units[whose])


UNKEPT = {
    "en": (
        "Promise 1 has no deadline: “Train”.",
        "Promise 1 names no unit of your side that answers for it: “Train”.",
    ),
    "vi": (
        "Điều đã hứa số 1 chưa có thời hạn: “Train việt”.",
        "Điều đã hứa số 1 chưa nêu đơn vị bên ta chịu trách nhiệm: “Train việt”.",
    ),
    "lo": ("ຂໍ້ຮັບປາກທີ 1 ຍັງບໍ່ທັນມີກຳນົດເວລາ: “Train ລາວ”.", "ຂໍ້ຮັບປາກທີ 1 ຍັງບໍ່ທັນລະບຸໜ່ວຍງານຝ່າຍທ່ານທີ່ຮັບຜິດຊອບ: “Train ລາວ”."),
}


@pytest.mark.parametrize("language", UNKEPT)
def test_minutes_with_a_promise_without_date_and_unit_are_not_offered_and_both_are_named(language):
    made = making.met(promises=0)
    values = making.promise_values(text=make.words("Train"), due=None)
    actions.save_promise(meeting=made.meeting, values=values, by=made.leader_a, at=make.NOW)
    page = as_(made.leader_a, language).get(of_meeting(made, "meeting"))
    assert page.context["missing"] == list(UNKEPT[language])
    assert page.context["terms_stamp"] == ""
    answer = as_(made.leader_a, language).post(of_meeting(made, "offer"), {"seen": ""})
    assert (answer.status_code, answer.context["refused"]) == (422, UNKEPT[language][0])
    assert making.meeting(made).document is None


def test_the_unit_of_the_other_side_is_asked_for_and_does_not_hold_the_offer_up():
    made = making.met(promises=0)
    own = make.unit(made.leader_a.institution)
    for bearer in (1, 2, 0):
        values = making.promise_values(bearer=bearer, unit_1=own)
        actions.save_promise(meeting=made.meeting, values=values, by=made.leader_a, at=make.NOW)
    page = as_(made.leader_a).get(of_meeting(made, "meeting"))
    assert page.context["missing"] == []
    assert [(one.number, side.position) for one, side in page.context["unnamed"]] == [(2, 2), (3, 2)]
    assert page.text.count("has not named its unit yet") == 2
    as_(made.leader_a).post(of_meeting(made, "offer"), proof(made, made.leader_a, "offer"))
    assert making.meeting(made).stage == "offered"


def test_an_offer_that_is_refused_shows_the_meeting_again_with_what_is_missing():
    made = making.met(promises=0)
    actions.write_minutes(
        meeting=made.meeting, minutes=make.Trilingual(en="Only"), by=made.leader_a, at=make.NOW
    )
    answer = as_(made.leader_a).post(of_meeting(made, "offer"), {"seen": "x"})
    assert answer.status_code == 422
    assert "Still missing in Vietnamese: Minutes." in answer.content.decode()


def test_a_meeting_typed_wrongly_is_kept_in_the_form():
    made = making.proposed()
    typed = {"kind": "talks", "title_en": "Talks", "held_on": "09/03/2026", "starts_at": "25:00"}
    page = as_(made.leader_a).post(of_visit(made, "new_meeting"), typed)
    assert page.status_code == 422
    assert "Enter the time as hours and minutes" in page.content.decode()
    page = as_(made.leader_a).post(of_visit(made, "new_meeting"), typed | {"starts_at": "9:00"})
    assert "outside the days of the visit" in page.content.decode()
    assert not Meeting.objects.exists()


# ---- Rotation and calendar --------------------------------------------------------------------------------


def test_a_rule_is_proposed_by_one_side_and_agreed_by_the_other():
    made = make.programme_in_force()
    typed = {"kind": "alternate", "order": "2,1", "basis_en": "Article 3", "seen": "0"}
    as_(made.leader_a).post(address(made, "rule", "high"), typed)
    agree = address(made, "agree", "high")
    assert agree not in as_(made.leader_a).get(address(made, "rotation")).content.decode()
    assert agree in as_(made.leader_b).get(address(made, "rotation")).content.decode()
    assert as_(made.leader_a).post(agree, {"seen": "1"}).status_code == 403
    assert as_(made.leader_b).post(agree, {"seen": "0"}).status_code == 409
    as_(made.leader_b).post(agree, {"seen": "1"})
    assert Rotation.objects.get().is_agreed
    year = address(made, "turn", "high")
    assert as_(made.leader_b).post(year, {"year": "2020"}).status_code == 422
    as_(made.leader_b).post(year, {"year": "2020", "reason_vi": "Dịch COVID-19"})
    page = as_(made.leader_a, "vi").get(address(made, "rotation")).content.decode()
    assert "Dịch COVID-19" in page and "Bỏ qua" in page
    # Of the years after it nothing is recorded: the page asks, and the form knows which.
    assert f"{year}?year=2021" in as_(made.leader_b).get(address(made, "rotation")).content.decode()
    assert 'value="2021"' in as_(made.leader_b).get(f"{year}?year=2021").content.decode()
    # Each side takes out the years it recorded itself.
    assert as_(made.leader_a).post(address(made, "remove_turn", "high", 2020)).status_code == 403
    assert Rotation.objects.get().turns.count() == 1
    as_(made.leader_b).post(address(made, "remove_turn", "high", 2020))
    assert not Rotation.objects.get().turns.exists()
    assert as_(made.leader_b).post(address(made, "remove_turn", "high", 2020)).status_code == 404


def test_either_side_says_that_a_year_without_a_side_is_its_own():
    made = make.programme_in_force()
    rotation = actions.propose_rotation(
        programme=made.programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(1, 2),
        basis=make.words("Article 3"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    when = {"reason": make.words("Storm"), "recorded_by": "Somebody", "recorded_at": make.NOW}
    for year in (2020, 2021):
        Turn.objects.create(rotation=rotation, year=year, **when)
    claims = [address(made, "claim_turn", "high", year) for year in (2020, 2021)]
    for leader in (made.leader_a, made.leader_b):
        page = as_(leader).get(address(made, "rotation")).content.decode()
        assert all(claim in page for claim in claims)
    as_(made.leader_a).post(claims[0])
    as_(made.leader_b).post(claims[1])
    assert list(rotation.turns.values_list("year", "side")) == [(2020, 1), (2021, 2)]
    assert as_(made.leader_b).post(claims[0]).status_code == 422
    assert as_(made.leader_b).post(address(made, "claim_turn", "high", 1999)).status_code == 404
    page = as_(made.leader_a).get(address(made, "rotation")).content.decode()
    assert not any(claim in page for claim in claims)
    # Its own word on the year it has said already.
    Turn.objects.create(rotation=rotation, year=2020, **when)
    assert as_(made.leader_a).post(claims[0]).status_code == 422
    assert rotation.turns.filter(side=None).count() == 1


def test_the_calendar_shows_the_month_and_gives_a_file():
    made = making.met()
    client = as_(made.leader_b)
    assert "March 2026" in client.get(address(made, "calendar")).content.decode()
    assert client.get(address(made, "calendar") + "?month=2026-13").status_code == 200
    assert client.get(address(made, "calendar") + "?month=%00").status_code == 400
    file = client.get(address(made, "calendar_file"))
    text = file.content.decode()
    assert file["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20260302" in text and "DTEND;VALUE=DATE:20260306" in text
    assert "DTSTART:20260304T013000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_filtered_and_exported(kind):
    made = making.until(VisitState.DONE)
    making.proposed(made, title=make.words("Đoàn khác"), host=1, level=Level.STAFF)
    client = as_(made.leader_a)
    for query, number in (
        ("", 2), ("?text=doan+khac", 1), ("?state=report_due", 1), ("?host=1", 1), ("?year=2025", 0), ("?level=staff", 1)
    ):  # fmt: skip
        assert len(client.get(address(made, "list") + query).context["rows"]) == number, query
    assert "attachment" in client.get(address(made, "list") + f"?export={kind}")["Content-Disposition"]


# ---- Who sees what, and how many queries ------------------------------------------------------------------


def test_strangers_and_administrators_find_nothing():
    made = making.met()
    for seat in (make.seat(), make.seat(made.leader_a.institution, Role.ADMINISTRATOR)):
        for page in (address(made, "list"), of_visit(made, "visit"), of_meeting(made, "meeting")):
            assert as_(seat).get(page).status_code == 404
    other = make.programme_in_force()
    assert not as_(other.leader_a).get(reverse("desk:search") + "?text=Visit").context["results"]
    assert as_(made.leader_b).get(reverse("desk:search") + "?text=vIsIt").context["results"].visits
    misplaced = reverse("visits:visit", args=[other.programme.slug, made.visit.key])
    assert as_(other.leader_a).get(misplaced).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_for_one_row_and_three(rows, queries):
    made = making.until(VisitState.IN_PROGRESS)
    for _one in range(rows):
        making.met(made, promises=rows)
        meeting = actions.offer_minutes(meeting=made.meeting, by=made.leader_a, at=make.NOW)
        made.meeting = making.meeting(made)
        actions.approve_minutes(
            meeting=made.meeting, seen=meeting.document.sha256, by=made.leader_b, at=make.NOW
        )
        actions.save_member(
            visit=making.fresh(made), values={"post": make.words("P"), "role": "member"},
            name=make.words("N"), by=made.leader_a, at=make.NOW,
        )  # fmt: skip
    rotation(made)
    own = made.visit
    for _one in range(rows - 1):
        making.proposed(made, starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 2))
    made.visit = own
    client = as_(made.leader_a)
    counted = {
        name: queries(lambda page=page: client.get(page))
        for name, page in {
            "list": address(made, "list"),
            "visit": of_visit(made, "visit"),
            "meeting": of_meeting(made, "meeting"),
            "rotation": address(made, "rotation"),
            "calendar": address(made, "calendar"),
            "print": of_visit(made, "print"),
            "file": address(made, "calendar_file"),
        }.items()
    }
    assert counted == QUERIES


QUERIES = {"list": 8, "visit": 29, "meeting": 22, "rotation": 12, "calendar": 8, "print": 12, "file": 8}


def test_a_slip_of_the_pen_in_the_minutes_is_said_to_need_no_change_in_the_other_language():
    made = making.met()
    Text.objects.get_or_create(
        programme=made.programme, language="lo", defaults={"body": "ຂໍ້ຄວາມ", "authentic": True}
    )
    told = {"meeting": making.meeting(made), "by": made.leader_a, "at": make.NOW}
    actions.write_minutes(minutes=Trilingual(lo="Said ລາວ", vi="Mended", en="Said"), **told)
    page = as_(made.leader_a).get(of_meeting(made, "meeting")).content.decode()
    assert "Not changed in Lao, while another language was: Minutes." in page
    assert page.count("Unchanged here, while another language was changed.") == 1
    assert ">for reference<" in page.replace(" · ", ">").replace("</span>", "<")
    stands = of_meeting(made, "let_stand")
    reader = make.seat(made.leader_b.institution, Role.READER)
    assert stands not in as_(reader).get(of_meeting(made, "meeting")).content.decode()
    assert as_(reader).post(stands).status_code == 403
    seen = as_(made.leader_b).get(of_meeting(made, "meeting")).context["texts_stamp"]
    actions.write_minutes(minutes=Trilingual(lo="Said ລາວ", vi="Other", en="Said"), **told)
    answer = as_(made.leader_b).post(stands, {"seen": seen})
    assert answer.status_code == 409
    assert "Not changed in Lao, while another language was: Minutes." in answer.content.decode()
    answer = as_(made.leader_b).post(stands, {"seen": answer.context["texts_stamp"]}, follow=True)
    assert "Not changed in" not in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "page", "code"),
    [
        (VisitState.DONE, "gifts", 200),
        (VisitState.CLOSED, "gifts", 422),
        (VisitState.CLOSED, "costs", 422),
        (VisitState.CANCELLED, "days", 422),
    ],
)
def test_a_form_that_could_not_be_saved_says_so_before_anything_is_typed(state, page, code):
    made = making.until(state)
    answer = as_(made.leader_a).get(of_visit(made, "new_line", page))
    assert answer.status_code == code
    assert ("nothing of it changes any more" in answer.text) == (code == 422)


def test_forms_of_what_no_longer_changes_are_not_opened():
    made = making.in_force()
    pages = [of_visit(made, "new_meeting"), of_visit(made, "edit"), of_visit(made, "scheme")]
    signed_ones = [of_meeting(made, "minutes"), of_meeting(made, "new_promise")]
    assert [as_(made.leader_a).get(one).status_code for one in signed_ones] == [422, 422]
    Visit.objects.update(state=VisitState.CLOSED)
    assert [as_(made.leader_a).get(one).status_code for one in pages] == [422, 422, 422]
