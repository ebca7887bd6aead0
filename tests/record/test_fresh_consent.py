"""Every address that binds a side refuses without a fresh proof of its own person over the very hash."""

import ast
import json
from inspect import signature
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse
from fido2 import cbor

import songfai
from songfai.people.consent import as_text, challenge
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.record.entries import read
from songfai.record.models import Check, Document, Entry
from songfai.reviews import actions as reviews
from songfai.visits import actions as visits
from tests import factories as make
from tests.proving import signed
from tests.record.keyring import Passkey
from tests.record.matter import rows
from tests.reviews import making
from tests.visits import making as visiting

pytestmark = pytest.mark.django_db
WRONG = "not the password"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


def programme_offer():
    programme = make.draft_programme()
    seat = make.seat(programme.sides.get(position=1).institution)
    programmes.make_keys(programme=programme, by=seat, at=make.NOW)
    return seat, reverse("programmes:document", args=[programme.slug]), "offer/"


def programme_approval():
    programme = make.draft_programme()
    one, two = (make.seat(side.institution) for side in programme.sides.order_by("position"))
    programmes.offer(programme=programme, by=one, at=make.NOW)
    return two, reverse("programmes:document", args=[programme.slug]), "approve/"


def draft_plan():
    made = make.programme_in_force()
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    return made, plan, reverse("plans:plan", args=[made.programme.slug, plan.key])


def plan_offer():
    made, _plan, page = draft_plan()
    return made.leader_a, page, "offer/"


def plan_approval():
    made, plan, page = draft_plan()
    plans.offer(plan=plan, by=made.leader_a, at=make.NOW)
    return made.leader_b, page, "approve/"


def minutes_offer():
    made = making.complete()
    return (
        made.leader_a,
        reverse("reviews:review", args=[made.programme.slug, making.YEAR]),
        "minutes/offer/",
    )


def minutes_approval():
    made = making.offered()
    return made.leader_b, reverse("reviews:minutes", args=[made.programme.slug, making.YEAR]), "approve/"


def amendment_offer():
    made = make.programme_in_force()
    draft = make.amendment(made)
    return made.leader_a, reverse("programmes:amendment", args=[made.programme.slug, draft.key]), "offer/"


def amendment_approval():
    made = make.programme_in_force()
    draft = make.amendment(made)
    programmes.offer_amendment(amendment=draft, by=made.leader_a, at=make.NOW)
    return made.leader_b, reverse("programmes:amendment", args=[made.programme.slug, draft.key]), "approve/"


def meeting_page(made):
    return reverse("visits:meeting", args=[made.programme.slug, made.visit.key, made.meeting.key])


def meeting_offer():
    made = visiting.met()
    return made.leader_a, meeting_page(made), "offer/"


def meeting_approval():
    made = visiting.met()
    visits.offer_minutes(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    return made.leader_b, meeting_page(made), "approve/"


BINDING = [
    programme_offer, programme_approval, plan_offer, plan_approval, minutes_offer, minutes_approval,
    amendment_offer, amendment_approval, meeting_offer, meeting_approval,
]  # fmt: skip
BINDING_ROOMS = {"programmes": programmes, "plans": plans, "reviews": reviews, "visits": visits}


def calls(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, {one.arg for one in node.keywords}


def test_no_page_binds_a_side_without_a_proof():
    """Whatever action takes a proof gets one from each page that calls it: without, it would count as a command."""
    home = Path(songfai.__file__).parent
    found = [
        (f"{room}/{path.name}", name, "consent" in given)
        for room, acts in BINDING_ROOMS.items()
        for path in sorted(home.glob(f"{room}/pages/**/*.py"))
        for name, given in calls(path)
        if callable(act := getattr(acts, name, None)) and "consent" in signature(act).parameters
    ]
    bound = {name for _, name, _ in found}
    assert bound >= {
        "offer", "approve", "offer_amendment", "approve_amendment", "offer_minutes", "approve_minutes",
    }  # fmt: skip
    assert [(page, name) for page, name, proved in found if not proved] == []


@pytest.mark.parametrize("binding", BINDING, ids=[one.__name__ for one in BINDING])
def test_a_binding_address_takes_only_ones_own_fresh_proof_over_this_hash(client, binding):
    seat, page, act = binding()
    client.force_login(seat.account)
    good = signed(client, page, f"/{act}")
    other = make.account()
    other.set_password(WRONG)
    other.save()
    before = rows()
    tries = (
        ({"password": ""}, 422, "Confirm with your password"),
        ({"password": WRONG}, 422, "The password is not right"),  # also: that of another account
        ({"over": "0" * 64}, 409, "once more"),
        ({"over": ""}, 409, "once more"),
        ({"password": "", "assertion": "{}"}, 422, "The passkey did not confirm this"),
    )
    for changed, code, said in tries:
        response = client.post(page + act, good | changed)
        assert (response.status_code, said in response.content.decode()) == (code, True), changed
        assert rows() == before
    assert client.post(page + act, good).status_code == 302
    line = read(bytes(Entry.objects.filter(type="approve").latest("pk").body))
    assert line.body["by"]["method"] == "password"
    joint = Document.objects.exclude(standing=None).latest("pk")
    assert line.body["doc"] == f"sha256:{joint.sha256}"


def test_ten_wrong_passwords_in_a_minute_are_enough(client):
    seat, page, act = plan_approval()
    client.force_login(seat.account)
    good = signed(client, page, f"/{act}")
    for _ in range(10):
        client.post(page + act, good | {"password": WRONG})
    response = client.post(page + act, good)
    assert "Too many wrong tries" in response.content.decode()


def test_an_account_with_a_second_factor_gives_its_code_too(client):
    seat, page, act = plan_approval()
    TOTP.activate(seat.account, "JBSWY3DPEHPK3PXP")
    client.force_login(seat.account)
    good = signed(client, page, f"/{act}")
    response = client.post(page + act, good | {"code": "000000"})
    assert response.status_code == 422
    assert "The code is not right" in response.content.decode()


def test_a_passkey_signs_the_hash_and_its_proof_stands_in_the_log(client):
    seat, page, act = plan_approval()
    key = Passkey()
    key.belongs_to(seat.account)
    client.force_login(seat.account)
    good = signed(client, page, f"/{act}", password="")
    document = Document.objects.get(sha256=good["over"])
    asked = challenge(document.register.programme, document.sha256)
    elsewhere = challenge(document.register.programme, "0" * 64)
    before = rows()
    for said, code in (
        (key.sign(elsewhere), 409),
        (key.sign(asked, origin="https://elsewhere.example"), 422),
        (key.sign(asked, flags=0x01), 422),
        (Passkey().sign(asked), 422),
    ):
        assert client.post(page + act, good | {"assertion": json.dumps(said)}).status_code == code
        assert rows() == before
    assert client.post(page + act, good | {"assertion": json.dumps(key.sign(asked))}).status_code == 302
    evidence = read(bytes(Entry.objects.filter(type="approve").latest("pk").body)).body["by"]["evidence"]
    assert evidence["key"] == as_text(cbor.encode(key.cose))
    assert key.verifies(evidence, asked)
    assert "with a passkey" in client.get(f"/record/{document.sha256}/").content.decode()


def test_a_changed_draft_is_shown_with_its_differences_and_nothing_is_offered(client):
    made, plan, page = draft_plan()
    client.force_login(made.leader_a.account)
    good = signed(client, page, "/offer/")
    values = make.item_values(made.commitments[0], title=make.words("Another title"))
    plans.save_item(plan=plan, item=plan.items.get(), values=values, by=made.leader_a, at=make.NOW)
    response = client.post(f"{page}offer/", good)
    assert response.status_code == 409
    assert "What changed since you read it" in response.content.decode()
    plan.refresh_from_db()
    assert plan.is_draft


def test_a_side_of_two_persons_needs_a_colleague_who_has_checked(client):
    made, plan, page = draft_plan()
    body = made.leader_a.institution
    body.two_persons = True
    body.save()
    made.leader_a = make.seat(body)  # a leader who has not written in the draft
    client.force_login(made.leader_a.account)
    shown = client.get(page)
    assert "a colleague has to check this very text" in shown.content.decode()
    assert f'action="{page}offer/"' not in shown.content.decode()
    sha256 = shown.context["prospect"].sha256
    colleague = make.seat(body, "coordinator")
    client.force_login(colleague.account)
    assert client.post(f"/record/{sha256}/check/", {"next": page})["Location"] == page
    assert Check.objects.get().account_id == colleague.account_id
    client.force_login(made.leader_a.account)
    assert str(colleague.account) in client.get(page).content.decode()
    assert client.post(f"{page}offer/", signed(client, page, "/offer/")).status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "you have written in this text yourself"),
        ("vi", "chính ông/bà đã viết vào văn bản này"),
        ("lo", "ທ່ານເອງໄດ້ຂຽນໃສ່ຂໍ້ຄວາມນີ້"),
    ],
)
def test_who_has_written_in_the_draft_is_told_that_somebody_else_agrees(client, language, said):
    made, _plan, page = draft_plan()
    body = made.leader_a.institution
    body.two_persons = True
    body.save()
    client.force_login(made.leader_a.account)
    shown = client.get(f"{page}?language={language}").content.decode()
    assert said in shown
    assert f'action="{page}offer/"' not in shown


def test_only_who_drafts_checks_and_only_what_their_side_may_see(client):
    made, _plan, _page = draft_plan()
    client.force_login(make.seat(made.leader_a.institution, "reader").account)
    assert client.post(f"/record/{'0' * 64}/check/").status_code == 403
    client.force_login(make.seat().account)
    assert client.post(f"/record/{made.programme.document.sha256}/check/").status_code == 404


def test_the_first_offer_has_the_hash_that_was_shown(client):
    seat, page, act = programme_offer()
    client.force_login(seat.account)
    good = signed(client, page, f"/{act}")
    assert client.post(page + act, good).status_code == 302
    assert Programme.objects.get().document.sha256 == good["over"]


def test_without_keys_the_paper_says_so_first(client):
    programme = make.draft_programme()
    seat = make.seat(programme.sides.get(position=1).institution)
    client.force_login(seat.account)
    page = reverse("programmes:document", args=[programme.slug])
    assert f'action="{page}keys/"' in client.get(page).content.decode()
    assert client.post(f"{page}offer/", {"password": "x"}).status_code == 422
    assert client.post(f"{page}keys/").status_code == 302
    assert f'action="{page}offer/"' in client.get(page).content.decode()


def test_passkeys_of_others_are_not_offered(client):
    seat, page, _act = plan_approval()
    Passkey().belongs_to(make.account())
    client.force_login(seat.account)
    assert "data-passkey-use" not in client.get(page).content.decode()
    assert Authenticator.objects.count() == 1
