"""Every address that binds a side refuses without a fresh proof of its own person over the very hash."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse
from fido2 import cbor

from songfai.people.consent import as_text, challenge
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.record.entries import read
from songfai.record.models import Check, Document, Entry
from tests import factories as make
from tests.proving import signed
from tests.record.keyring import Passkey
from tests.record.matter import rows
from tests.reviews import making

pytestmark = pytest.mark.django_db
WRONG = "not the password"


@pytest.fixture(autouse=True)
def _no_tries_yet():
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


BINDING = [programme_offer, programme_approval, plan_offer, plan_approval, minutes_offer, minutes_approval]


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
    assert line.body["doc"] == f"sha256:{Document.objects.latest('pk').sha256}"


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
