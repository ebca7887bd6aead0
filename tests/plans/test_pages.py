import json
import re
from datetime import date

import pytest
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.parties.actions import hand_on
from songfai.parties.states import Role
from songfai.plans import actions, queries
from songfai.plans.actions import templates
from songfai.plans.models import Activity, Plan
from songfai.programmes import actions as programmes
from songfai.record.states import Stage
from tests import factories as make
from tests.proving import signed

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]


@pytest.fixture
def made():
    return make.programme_in_force()


@pytest.fixture
def base(made):
    return f"/programmes/{made.programme.slug}"


def item_data(made, **fields):
    given = {
        "commitment": made.commitments[0].pk, "title_vi": "Lớp bồi dưỡng", "kind": "course", "quantity": "24",
        "unit_vi": "người", "quarter": "2", "lead": "1", "payer": "0", "seen": "0",
    }  # fmt: skip
    return given | fields


def activity_data(made, **fields):
    given = {
        "commitment": made.commitments[0].pk, "title_lo": "ຊຸດຝຶກອົບຮົມ", "kind": "course", "starts_on": "04/05/2025",
        "ends_on": "29/05/2025", "state": "done",
    }  # fmt: skip
    return given | fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_show_in_each_language(client, made, base, language):
    plan = make.plan_in_force(made)
    activity = make.activity(made)
    client.force_login(made.leader_a.account)
    for path in (
        "plans/",
        f"plans/{plan.key}/",
        "activities/",
        f"activities/{activity.key}/",
        "activities/new/",
    ):
        response = client.get(f"{base}/{path}?language={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


def test_a_plan_is_drafted_offered_and_approved_through_the_pages(client, made, base):
    client.force_login(made.leader_a.account)
    start = client.post(f"{base}/plans/2026/start/", {"from": ""})
    plan = Plan.objects.get()
    assert start["Location"] == f"{base}/plans/{plan.key}/"
    assert client.post(f"{base}/plans/{plan.key}/items/new/", item_data(made)).status_code == 302
    page = f"{base}/plans/{plan.key}/"
    client.post(f"{page}offer/", signed(client, page, "/offer/"))
    plan.refresh_from_db()
    client.force_login(made.leader_b.account)
    client.post(f"{page}approve/", signed(client, page, "/approve/"))
    plan.document.standing.refresh_from_db()
    assert plan.document.standing.stage == Stage.IN_FORCE


@pytest.mark.parametrize("side", ["a", "b"])
def test_the_successor_of_either_side_approves_and_carries_the_record_on(client, made, base, side):
    old, across = made.leader_a, made.leader_b
    if side == "b":
        old, across = across, old
    plan = actions.start_plan(programme=made.programme, year=2026, by=across, at=make.NOW)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=across, at=make.NOW)
    plan = actions.offer(plan=plan, by=across, at=make.NOW)
    heir = make.seat(make.institution(country="LA"))
    hand_on(
        predecessor=old.institution, successor=heir.institution, field=None,
        on=date(2025, 3, 20), kind="merged", basis="12/QH",
    )  # fmt: skip
    client.force_login(heir.account)
    page = f"{base}/plans/{plan.key}/"
    client.post(f"{page}approve/", signed(client, page, "/approve/"))
    plan.document.standing.refresh_from_db()
    assert plan.document.standing.stage == Stage.IN_FORCE
    exchange = client.get(f"{base}/exchange/?language=en")
    assert exchange.context["exchange"].own.position == (1 if side == "a" else 2)
    assert client.post(f"{base}/exchange/tell-known/").status_code == 302
    assert client.post(f"{base}/exchange/send/").status_code == 200


def test_a_year_begins_from_the_plan_of_the_year_before_once_that_is_agreed(client, made, base):
    """Its items are there in the new draft, and no other year is offered as a source."""
    client.force_login(made.leader_a.account)
    plan = make.plan_in_force(made, year=2025, items=2)
    text = client.get(f"{base}/plans/").content.decode()
    assert re.findall(r"Start from the plan of (\d+)", text) == ["2025"]
    answer = client.post(f"{base}/plans/2026/start/", {"from": "year"})
    began = Plan.objects.get(year=2026)
    assert answer["Location"] == f"{base}/plans/{began.key}/"
    assert [item.title for item in began.items.all()] == [item.title for item in plan.items.all()]


def test_approving_something_else_than_was_seen_is_a_conflict(client, made, base):
    plan = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_b.account)
    response = client.post(f"{base}/plans/{plan.key}/approve/", {"seen": "0" * 64})
    assert response.status_code == 409
    plan.document.standing.refresh_from_db()
    assert plan.document.standing.stage == Stage.OFFERED


def test_a_return_without_a_reason_is_refused_on_the_same_page(client, made, base):
    plan = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_b.account)
    response = client.post(f"{base}/plans/{plan.key}/return/", {"seen": plan.document.sha256, "reason": " "})
    assert response.status_code == 422
    response = client.post(
        f"{base}/plans/{plan.key}/return/", {"seen": plan.document.sha256, "reason": "Too many"}
    )
    assert response.status_code == 302
    plan.document.standing.refresh_from_db()
    assert (plan.document.standing.stage, plan.document.standing.reason) == (Stage.RETURNED, "Too many")


def test_the_other_sides_draft_does_not_exist_for_us(client, made, base):
    plan = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_b.account)
    assert client.get(f"{base}/plans/{plan.key}/").status_code == 404
    assert client.get(f"{base}/plans/").content.decode().count(str(plan.key)) == 0


def test_a_stranger_finds_nothing(client, made, base):
    plan, activity = make.plan_in_force(made), make.activity(made)
    client.force_login(make.seat().account)
    for path in ("plans/", f"plans/{plan.key}/", "activities/", f"activities/{activity.key}/"):
        assert client.get(f"{base}/{path}").status_code == 404


def test_a_reader_reads_and_cannot_write(client, made, base):
    reader = make.seat(made.leader_a.institution, Role.READER)
    client.force_login(reader.account)
    assert client.get(f"{base}/activities/").status_code == 200
    assert client.post(f"{base}/activities/new/", activity_data(made)).status_code == 403
    assert client.post(f"{base}/plans/2026/start/").status_code == 403
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"ends_on": "03/05/2025"}, "03/05/2025"),
        ({"starts_on": "31/02/2025"}, "31/02/2025"),
        ({"starts_on": "tháng 5"}, "tháng 5"),
        ({"title_lo": "", "result_vi": "Đã cấp 24 chứng chỉ"}, "Đã cấp 24 chứng chỉ"),
        ({"state": "cancelled"}, "ຊຸດຝຶກອົບຮົມ"),
        ({"starts_on": "04/05/2026", "ends_on": ""}, "04/05/2026"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_input_says_why_and_keeps_what_was_typed(client, made, base, fields, kept, language, settings):
    settings.TODAY = "2026-03-10"
    client.force_login(made.leader_a.account)
    response = client.post(f"{base}/activities/new/?language={language}", activity_data(made, **fields))
    page = response.content.decode()
    assert response.status_code in (200, 422)
    assert 'class="errbox"' in page
    assert kept in page
    assert not Activity.objects.exists()


def test_two_people_saving_one_activity_the_second_sees_what_the_first_saved(client, made, base):
    activity = make.activity(made)
    client.force_login(made.leader_a.account)
    first = activity_data(made, title_vi="Bản của người thứ nhất", seen="0")
    assert client.post(f"{base}/activities/{activity.key}/edit/", first).status_code == 302
    second = activity_data(made, title_vi="Bản của người thứ hai", seen="0")
    response = client.post(f"{base}/activities/{activity.key}/edit/", second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của người thứ nhất" in page
    assert "Bản của người thứ hai" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.pdf", b""),
        ("not.pdf", b"PK\x03\x04"),
        ("run.exe", b"MZ"),
        ("locked.docx", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_bad_evidence_is_refused_with_the_reason(client, made, base, name, data, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    activity = make.activity(made)
    client.force_login(made.leader_a.account)
    response = client.post(
        f"{base}/activities/{activity.key}/evidence/",
        {"file": SimpleUploadedFile(name, data), "dated": "29/05/2025"},
    )
    assert response.status_code == 422
    assert name in response.content.decode()
    assert not activity.evidence.exists()


def test_filters_narrow_the_list_and_the_export(client, made, base):
    make.activity(made, title=make.words("Văn thư"))
    make.activity(made, by=made.leader_b, title=make.words("Tôn giáo"), starts_on=make.date(2024, 5, 4))
    client.force_login(made.leader_a.account)
    for query, there, gone in (
        ("text=van+thu", "Văn thư", "Tôn giáo"),
        ("year=2024", "Tôn giáo", "Văn thư"),
        ("side=2", "Tôn giáo", "Văn thư"),
    ):
        page = client.get(f"{base}/activities/?{query}").content.decode()
        file = client.get(f"{base}/activities/?{query}&export=csv").content.decode("utf-8-sig")
        for text in (page, file):
            assert there in text
            assert gone not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_one_and_three_rows(
    client, made, base, rows, django_assert_max_num_queries
):
    make.plan_in_force(made, items=rows)
    for _one in range(rows):
        make.activity(made)
    client.force_login(made.leader_a.account)
    with django_assert_max_num_queries(16):
        client.get(f"{base}/activities/")
    with django_assert_max_num_queries(12):
        client.get(f"{base}/plans/")


def test_a_list_counts_the_papers_of_the_rows_it_shows(made, settings, tmp_path):
    """A count joined to all activities of the programme makes the database read and sort every one of them."""
    settings.MEDIA_ROOT = tmp_path
    for papers in (2, 0, 1):
        activity = make.activity(made)
        for number in range(papers):
            actions.add_evidence(
                activity=activity,
                name=f"list-{number}.pdf",
                data=b"%PDF-1.4 " + bytes([48 + number]),
                dated=date(2025, 5, 29),
                caption=Trilingual(),
                by=made.leader_a,
                at=make.NOW,
            )
    rows = queries.listed(made.programme)
    assert [one.papers for one in rows.order_by("id")] == [2, 0, 1]
    assert rows.query.group_by is None


def test_figures_are_entered_together_and_half_a_figure_is_refused(client, made, base):
    activity = make.activity(made)
    client.force_login(made.leader_a.account)
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-label_vi": "Học viên",
        "form-0-value": "24",
    }
    data["seen"] = "0"
    response = client.post(f"{base}/activities/{activity.key}/figures/", data)
    assert response.status_code == 422
    assert not activity.figures.exists()
    data["form-0-unit_vi"] = "người"
    client.post(f"{base}/activities/{activity.key}/figures/", data)
    assert activity.figures.get().value == 24


def test_the_form_of_an_item_keeps_its_commitment(client, made):
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    item = actions.save_item(
        plan=draft, values=make.item_values(made.commitments[1]), by=made.leader_a, at=make.NOW
    )
    client.force_login(made.leader_a.account)
    page = client.get(reverse("plans:item", args=[made.programme.slug, draft.key, item.pk]))
    assert f'<option value="{made.commitments[1].pk}" selected>' in page.content.decode()


@pytest.mark.parametrize("quantity", ["0", "99999999999"])
def test_a_quantity_the_plan_cannot_hold_is_answered_at_its_field(client, made, quantity):
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    typed = {
        "commitment": made.commitments[0].pk,
        "title_en": "Course",
        "kind": "course",
        "quantity": quantity,
    }
    address = reverse("plans:new_item", args=[made.programme.slug, draft.key])
    page = client.post(address, typed | {"quarter": 0, "lead": 0, "payer": 0})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"quantity"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_leads_is_chosen_by_the_names_of_the_readers_language(client, made, language):
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    address = reverse("plans:new_item", args=[made.programme.slug, draft.key])
    form = client.get(address, {"language": language}).context["form"]
    for name in ("lead", "payer"):
        offered = [str(words) for _value, words in form.fields[name].choices][1:]
        assert offered == [side.display_name.get(language) for side in made.programme.sides.all()]


def test_the_second_to_save_the_reason_sees_the_first_and_keeps_what_was_typed(client, made):
    make.plan_in_force(made, year=2026)
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    actions.set_reason(plan=draft, reason=make.words("First"), by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    address = reverse("plans:reason", args=[made.programme.slug, draft.key])
    page = client.post(address, {"reason_en": "Second", "seen": 0})
    assert page.status_code == 409
    assert "First" in page.content.decode()
    assert "Second" in page.content.decode()


def test_the_second_to_save_figures_sees_the_first_and_keeps_what_was_typed(client, made):
    activity = make.activity(made)
    figure = {"label": make.words("Trainees"), "value": 531, "unit": make.words("persons")}
    actions.set_rows(activity=activity, kind="figures", rows=[figure], by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    typed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-label_en": "Trainees"}
    typed |= {"form-0-value": "642", "form-0-unit_en": "persons", "seen": 0}
    page = client.post(reverse("plans:figures", args=[made.programme.slug, activity.key]), typed)
    assert page.status_code == 409
    assert "531" in page.content.decode()
    assert "642" in page.content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_plans_and_their_items_are_exported(client, made, base, kind):
    plan = make.plan_in_force(made, items=2)
    client.force_login(made.leader_b.account)
    for path in ("plans/", f"plans/{plan.key}/"):
        assert f".{kind}" in client.get(f"{base}/{path}?export={kind}")["Content-Disposition"]
    table = client.get(f"{base}/plans/{plan.key}/?export=csv").content.decode("utf-8-sig")
    assert table.count("Item") >= 2


def test_an_item_says_who_coordinates_and_who_pays_what(client, made, base):
    costs = Trilingual(en="Guests pay travel; the host pays the rest.", vi="Khách chi vé.")
    plan = make.plan_in_force(made, lead=1, costs=costs)
    client.force_login(made.leader_b.account)
    shown = client.get(f"{base}/plans/{plan.key}/?language=en").text
    assert costs.en in shown
    assert "Coordinates:" in shown
    told = json.loads(bytes(plan.document.body))["terms"]["items"]
    assert told[0]["costs"] == costs.as_dict()
    sheet = client.get(f"{base}/plans/{plan.key}/?language=en&export=csv").content.decode("utf-8-sig")
    assert "Who coordinates" in sheet
    assert "Khách chi vé." not in sheet
    assert costs.en in sheet
    template = templates.save_template(
        plan=plan, name=make.words("Kept"), everywhere=False, by=made.leader_a, at=make.NOW
    )
    assert template.items.get().costs == costs


def test_an_item_that_does_not_say_who_pays_what_reads_as_before(made):
    plan = make.plan_in_force(made)
    assert "costs" not in json.loads(bytes(plan.document.body))["terms"]["items"][0]


def test_a_draft_that_was_left_when_both_closed_the_programme_still_opens(client):
    made = make.programme_in_force()
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    actions.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    type(made.programme).objects.filter(pk=made.programme.pk).update(closed_on=make.TODAY)
    client.force_login(made.leader_a.account)
    assert client.get(f"/programmes/{made.programme.slug}/plans/{draft.key}/").status_code == 200


def test_a_draft_that_lacks_nothing_says_so_on_its_own_page(client, made, base):
    other = make.programme_in_force(body_a=made.leader_a.institution)
    source = make.plan_in_force(other, items=1)
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    here = f"{base}/plans/{draft.key}/"
    client.force_login(made.leader_a.account)
    filled = client.post(
        f"{here}fill/?language=en", {"source": str(source.key), "seen": draft.revision}, follow=True
    )
    said = [str(one) for one in filled.context["messages"]]
    assert said == [
        "1 item added.",
        "They are of another programme: look through the names and places in them.",
    ]
    seen = Plan.objects.get(pk=draft.pk).revision
    again = client.post(f"{here}fill/?language=en", {"source": str(source.key), "seen": seen}, follow=True)
    assert [str(one) for one in again.context["messages"]] == [
        "The draft already has all that fits from there."
    ]
    assert again.redirect_chain[-1][0] == here
    assert draft.items.count() == 1


def test_before_the_programme_is_in_force_no_plan_is_offered_to_begin(client):
    offered = make.draft_programme()
    seat = make.seat(offered.sides.get(position=1).institution, Role.LEADER)
    programmes.offer(programme=offered, by=seat, at=make.NOW)
    client.force_login(seat.account)
    page = client.get(f"/programmes/{offered.slug}/plans/?language=en").content.decode()
    assert "What is planned and done under it is entered after that." in page
    assert "/start/" not in page
