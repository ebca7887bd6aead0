"""An officer adds a passkey and approves with it; what stands in the log is checked apart from the product."""

import hashlib

import pytest
from fido2 import cbor
from fido2.cose import CoseKey

from songfai.people.consent import challenge, client_challenge, from_text
from songfai.plans import actions as plans
from songfai.record.entries import read
from songfai.record.models import Entry
from tests import factories as make
from tests.journeys.walking import PASSWORD, Person

pytestmark = pytest.mark.browser


def with_authenticator(page):
    """A key that verifies its user, inside the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_plan_is_approved_with_a_passkey(live, new_page, settings):
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    plans.offer(plan=plan, by=made.leader_a, at=make.NOW)
    # A passkey belongs to a name; browsers make none for a bare number.
    page = new_page(base_url=live.replace("127.0.0.1", "localhost"))
    with_authenticator(page)
    officer = Person(page, made.leader_b.account.email, "en").sign_in()
    officer.go("/accounts/2fa/webauthn/add/")
    if page.locator("#mfa_webauthn_add").count() == 0:
        officer.send("reauthenticate", password=PASSWORD)
    officer.press("#mfa_webauthn_add")
    officer.go(f"/programmes/{made.programme.slug}/plans/{plan.key}/")
    officer.press("[data-passkey-use]")
    plan.document.standing.refresh_from_db()
    assert plan.document.standing.stage == "in_force"

    approval = Entry.objects.filter(type="approve", document=plan.document).latest("pk")
    by = read(bytes(approval.body)).body["by"]
    evidence = {name: from_text(text) for name, text in by["evidence"].items()}
    client = evidence["client"]
    assert by["method"] == "passkey"
    assert client_challenge(client) == challenge(plan.document.register.programme, plan.document.sha256)
    assert evidence["authenticator"][32] & 0x05 == 0x05
    CoseKey.parse(cbor.decode(evidence["key"])).verify(
        evidence["authenticator"] + hashlib.sha256(client).digest(), evidence["signature"]
    )
