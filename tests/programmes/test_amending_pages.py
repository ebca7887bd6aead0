import pytest

from songfai.kit.dates import PartialDate
from songfai.parties.states import Role
from songfai.programmes import actions
from songfai.programmes.models import Amendment, Programme
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
    return f"/programmes/{made.programme.slug}/amendments/"


def test_the_pages_show_in_each_language(client, made, base):
    made_in_force, draft = make.amendment_in_force(made), make.amendment(made, term_end=None)
    client.force_login(made.leader_a.account)
    paths = (
        base,
        f"{base}{made_in_force.key}/",
        f"{base}{draft.key}/",
        f"{base}{draft.key}/wording/",
        f"{base}{draft.key}/commitments/new/",
        f"{base}{draft.key}/commitments/1/",
        f"{base}{draft.key}/commitments/4/",
        f"/programmes/{made.programme.slug}/commitments/",
        f"/programmes/{made.programme.slug}/document/",
    )
    for path in paths:
        for language in LANGUAGES:
            response = client.get(f"{path}?language={language}")
            assert response.status_code == 200, path
            assert f'<html lang="{language}">' in response.content.decode()


def test_an_amendment_is_drafted_offered_and_approved_through_the_pages(client, made, base):
    client.force_login(made.leader_a.account)
    assert "Draft an amendment" in client.get(f"{base}?language=en").content.decode()
    started = client.post(f"{base}start/")
    amendment = Amendment.objects.get()
    here = f"{base}{amendment.key}/"
    assert started["Location"] == here
    wording = {
        "text_en": "Extended", "reason_en": "More to do", "effective_on": "01/04/2026", "term_end": "2028", "seen": "0",
    }  # fmt: skip
    assert client.post(f"{here}wording/", wording).status_code == 302
    added = {"text_en": "Ten interpreters", "type": "course", "bearer": "1", "seen": "1"}
    assert client.post(f"{here}commitments/new/", added).status_code == 302
    changed = {"text_en": "Two courses a year", "type": "course", "bearer": "0", "due": "2028", "seen": "2"}
    assert client.post(f"{here}commitments/1/", changed).status_code == 302
    assert client.post(f"{here}offer/", signed(client, here, "/offer/")).status_code == 302
    amendment.refresh_from_db()
    client.force_login(made.leader_b.account)
    assert str(amendment.key) in client.get("/desk/").content.decode()
    overview = client.get(f"/desk/programmes/{made.programme.slug}/?language=en")
    assert "Your side answers now." in overview.content.decode()
    assert client.post(f"{here}approve/", signed(client, here, "/approve/")).status_code == 302
    programme = Programme.objects.get(pk=made.programme.pk)
    assert (str(programme.term_end), programme.commitments.count()) == ("2028", 3)
    page = client.get(f"/programmes/{programme.slug}/commitments/?language=en").content.decode()
    assert "Changed by the amendment of" in page
    assert "Commitment 1" in page
    assert "Added by the amendment of" in page


def test_bad_input_is_shown_again_with_what_was_typed(client, made, base):
    client.force_login(made.leader_a.account)
    client.post(f"{base}start/")
    here = f"{base}{Amendment.objects.get().key}/"
    response = client.post(
        f"{here}wording/?language=en", {"text_en": "Kept", "effective_on": "soon", "seen": "0"}
    )
    assert response.status_code == 422
    assert "Kept" in response.content.decode()
    response = client.post(
        f"{here}wording/?language=en", {"text_en": "Kept", "term_end": "2025", "seen": "0"}
    )
    assert response.status_code == 422
    assert "The term cannot end in the past" in response.content.decode()
    response = client.post(f"{here}offer/?language=en", {"seen": "0"})
    assert response.status_code == 422
    assert "The wording of the amendment is not written yet." in response.content.decode()


def test_a_return_without_a_reason_is_refused_on_the_same_page(client, made, base):
    amendment = make.amendment(made)
    actions.offer_amendment(amendment=amendment, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_b.account)
    answer = {"seen": amendment.document.sha256, "reason": " "}
    assert client.post(f"{base}{amendment.key}/return/", answer).status_code == 422
    answer["reason"] = "Too long a term"
    assert client.post(f"{base}{amendment.key}/return/", answer).status_code == 302
    amendment.document.standing.refresh_from_db()
    assert amendment.document.standing.stage == Stage.RETURNED
    client.force_login(made.leader_a.account)
    assert "Too long a term" in client.get(f"{base}{amendment.key}/").content.decode()
    begun = client.post(f"{base}start/", {"from": str(amendment.key)})
    assert Amendment.objects.filter(document=None).get().matter == amendment.matter
    assert begun.status_code == 302


def test_the_other_sides_draft_does_not_exist_for_us_nor_anything_for_a_stranger(client, made, base):
    draft = make.amendment(made)
    for seat, code in ((made.leader_b, 404), (make.seat(), 404)):
        client.force_login(seat.account)
        assert client.get(f"{base}{draft.key}/").status_code == code
        assert client.post(f"{base}{draft.key}/discard/").status_code == code
    assert client.get(base).status_code == 404
    client.force_login(made.leader_b.account)
    assert str(draft.key) not in client.get(base).content.decode()


def test_a_reader_reads_and_cannot_write(client, made, base):
    draft = make.amendment(made)
    client.force_login(make.seat(made.leader_a.institution, Role.READER).account)
    assert client.get(f"{base}{draft.key}/").status_code == 200
    assert client.get(f"{base}{draft.key}/wording/").status_code == 403
    for act in ("start/", f"{draft.key}/offer/", f"{draft.key}/discard/"):
        assert client.post(f"{base}{act}").status_code == 403


def test_a_draft_programme_has_no_amendments(client):
    draft = make.draft_programme()
    client.force_login(make.seat(draft.drafted_by).account)
    assert client.get(f"/programmes/{draft.slug}/amendments/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_for_one_and_three(
    client, made, base, rows, django_assert_max_num_queries
):
    for place in range(rows):
        shown = make.amendment_in_force(made, term_end=PartialDate(2028 + place))
    client.force_login(made.leader_a.account)
    client.get(base)
    with django_assert_max_num_queries(8):
        client.get(base)
    with django_assert_max_num_queries(17):
        client.get(f"{base}{shown.key}/")
    with django_assert_max_num_queries(12):
        client.get(f"/programmes/{made.programme.slug}/commitments/")


def test_a_draft_that_was_left_when_both_closed_the_programme_still_opens(client, made, base):
    draft = make.amendment(made)
    Programme.objects.filter(pk=made.programme.pk).update(closed_on=make.TODAY)
    client.force_login(made.leader_a.account)
    assert client.get(f"{base}{draft.key}/").status_code == 200


def test_what_a_colleague_wrote_since_the_offer_was_read_is_shown_and_nothing_is_offered(client, made, base):
    draft = make.amendment(made)
    here = f"{base}{draft.key}/"
    client.force_login(made.leader_a.account)
    read = signed(client, here, "/offer/")
    colleague = {"values": {"reason": make.words("A newer reason")}, "by": made.leader_a, "at": make.NOW}
    actions.word_amendment(amendment=Amendment.objects.get(), **colleague)
    answer = client.post(f"{here}offer/?language=en", read)
    assert (answer.status_code, Amendment.objects.get().document) == (409, None)
    shown = answer.content.decode().partition("What changed since you read it")[2].partition("</section>")[0]
    assert "A newer reason" in shown
