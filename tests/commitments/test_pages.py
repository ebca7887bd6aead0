import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from songfai.commitments import actions
from songfai.commitments.models import Remark, Statement
from songfai.commitments.states import Word
from songfai.parties.states import Role
from tests import factories as make
from tests.commitments.test_actions import INDICATOR, PDF, WHY

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make.programme_in_force()


@pytest.fixture
def base(made):
    return f"/programmes/{made.programme.slug}/commitments/{made.commitments[0].key}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(
    client, made, base, rows, django_assert_max_num_queries
):
    make.plan_in_force(made, items=rows)
    for n in range(rows):
        make.activity(made)
        one = actions.propose(commitment=made.commitments[0], values=INDICATOR, by=made.leader_a, at=make.NOW)
        said = actions.say(
            commitment=made.commitments[0], word=Word.AT_RISK, reason=WHY, by=made.leader_b, at=make.NOW
        )
        if n:
            actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
        if n < rows - 1:
            actions.take_back(statement=said, by=made.leader_b, at=make.NOW)
    client.force_login(made.leader_a.account)
    with django_assert_max_num_queries(21):
        response = client.get(f"{base}/")
    assert response.status_code == 200


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages_show_in_each_language(client, made, base, language):
    client.force_login(made.leader_a.account)
    for path in ("", "say/", "remark/", "indicators/new/"):
        assert client.get(f"{base}/{path}?language={language}").status_code == 200


def test_the_sides_settle_a_commitment_through_the_pages(client, made, base):
    for leader in (made.leader_a, made.leader_b):
        client.force_login(leader.account)
        data = {"word": "carried_over", "year": "2027", "reason_vi": "Chờ kinh phí"}
        assert client.post(f"{base}/say/", data | {"year": ""}).status_code == 422
        # The term of the programme ends in 2026.
        assert client.post(f"{base}/say/", data).status_code == 422
        assert client.post(f"{base}/say/", {"word": "done"}).status_code == 302
    assert "Done, confirmed by both" in client.get(f"{base}/?language=en").content.decode()
    assert Statement.objects.count() == 2


def test_what_was_typed_is_kept_when_a_reason_is_missing(client, made, base):
    client.force_login(made.leader_a.account)
    response = client.post(f"{base}/say/", {"word": "cancelled"})
    assert response.status_code == 422
    assert '<option value="cancelled" selected>' in response.content.decode()


def test_a_remark_is_written_and_shown_to_the_other_side(client, made, base):
    client.force_login(made.leader_a.account)
    client.post(f"{base}/remark/", {"difficulties_vi": "Thiếu phiên dịch", "seen": "0"})
    client.force_login(made.leader_b.account)
    assert "Thiếu phiên dịch" in client.get(f"{base}/").content.decode()
    assert client.post(f"{base}/remark/", {"difficulties_lo": "ຂາດ", "seen": "9"}).status_code == 409
    assert Remark.objects.count() == 1


def test_strangers_find_nothing_and_readers_cannot_write(client, made, base):
    client.force_login(make.seat().account)
    assert client.get(f"{base}/").status_code == 404
    client.force_login(make.seat(made.leader_a.institution, Role.READER).account)
    assert client.get(f"{base}/").status_code == 200
    assert client.post(f"{base}/say/", {"word": "done"}).status_code == 403
    assert client.get(f"{base}/remark/").status_code == 403


def test_a_figure_is_entered_with_its_evidence_and_the_other_side_opens_it(client, made, base):
    one = actions.propose(commitment=made.commitments[0], values=INDICATOR, by=made.leader_a, at=make.NOW)
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    client.force_login(made.leader_a.account)
    page = f"{base}/indicators/{one.key}/"
    figure = {"value": "7", "on": "01/03/2026", "source": "Office"}
    bad = client.post(page, figure | {"evidence": SimpleUploadedFile("list.exe", b"MZ")})
    assert bad.status_code == 422
    assert not one.measurements.exists()
    good = client.post(page, figure | {"evidence": SimpleUploadedFile("list.pdf", PDF)})
    assert good.status_code == 302
    kept = one.measurements.get()
    assert (kept.evidence.name, kept.crosses) == ("list.pdf", False)
    address = f"/files/{kept.evidence.key}/"
    for leader, note in ((made.leader_a, True), (made.leader_b, False)):
        client.force_login(leader.account)
        text = client.get(f"{base}/?language=en").content.decode()
        assert address in text
        assert ("Stays on this server" in text) is note
        assert client.get(address).status_code == 200


def test_targets_of_the_years_are_entered_with_the_indicator_and_shown(client):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    where = [made.programme.slug, made.commitments[0].key]
    told = {
        "text_en": "Trainees",
        "unit_en": "persons",
        "target": "20",
        "target_2024": "5",
        "target_2025": "x",
    }
    answer = client.post(reverse("commitments:propose", args=where), told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["target_2025"]
    assert (
        client.post(reverse("commitments:propose", args=where), told | {"target_2025": "12.5"}).status_code
        == 302
    )
    assert made.commitments[0].indicators.get().yearly == {"2024": "5", "2025": "12.5"}
    page = client.get(reverse("commitments:commitment", args=where) + "?language=en").content.decode()
    assert page.count("proposed with the indicator") == 2
